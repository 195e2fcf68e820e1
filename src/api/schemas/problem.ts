import { z } from '@hono/zod-openapi';
import { errorCodes } from '../api-error.ts';

export const problem = z
  .object({
    error: z.string().openapi({ description: 'For people to read.' }),
    code: z.enum(errorCodes).openapi({
      description: 'For programs to decide by. Later versions may have more of them.',
      example: 'invalid_request',
    }),
    request_id: z.string(),
    details: z.unknown().optional(),
    session_id: z
      .uuid()
      .optional()
      .openapi({ description: 'The active session because of which this one was refused (409).' }),
  })
  .openapi('Problem');
