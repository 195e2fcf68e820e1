import { z } from '@hono/zod-openapi';

export const problem = z
  .object({
    error: z.string().openapi({ description: 'For people to read.' }),
    code: z.string().openapi({ description: 'For programs to decide by.', example: 'invalid_request' }),
    request_id: z.string(),
    details: z.unknown().optional(),
    session_id: z.uuid().optional().openapi({ description: 'Of the session that stands in the way (409).' }),
  })
  .openapi('Problem');
