import { z } from '@hono/zod-openapi';

export const problem = z
  .object({
    error: z.string().openapi({ description: 'For people to read.' }),
    code: z.string().openapi({ description: 'For programs to decide by.', example: 'invalid_request' }),
    request_id: z.string(),
    details: z.unknown().optional(),
    session_id: z
      .uuid()
      .optional()
      .openapi({ description: 'The active session because of which this one was refused (409).' }),
  })
  .openapi('Problem');
