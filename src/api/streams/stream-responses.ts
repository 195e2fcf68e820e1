import type { z } from '@hono/zod-openapi';

/** A stream of events, whose `data` is JSON of this schema. */
export const events = <T extends z.ZodType>(schema: T, description: string) => ({
  content: { 'text/event-stream': { schema } },
  description: `${description} The schema is that of each event's \`data\`.`,
});

export const nothingMore = {
  description: 'The `Last-Event-ID` that was given is that of the last event: a browser asks no more.',
};
