import { ApiError } from '../api-error.ts';

/** A webhook's body may have 1 MiB at most. */
const maxWebhookBytes = 1024 * 1024;

const tooLarge = () =>
  new ApiError(413, 'payload_too_large', `A webhook's body may have ${maxWebhookBytes} bytes at most.`);

/** Throws the 413 before the body is read, if the sender declares a length that is too large. */
export function assertDeclaredSize(request: Request): void {
  if (Number(request.headers.get('content-length') ?? 0) > maxWebhookBytes) throw tooLarge();
}

/** The bytes that were signed. Throws the 413 as soon as there are too many, and a 400 if the sender went away. */
export async function readBody(request: Request): Promise<Buffer> {
  try {
    // The HTTP parser gives no more than the declared length, which was checked.
    if (request.headers.has('content-length')) return Buffer.from(await request.arrayBuffer());
    return await readStream(request);
  } catch (error) {
    if (error instanceof ApiError) throw error;
    throw new ApiError(400, 'invalid_request', 'The body did not arrive whole.');
  }
}

async function readStream({ body }: Request): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > maxWebhookBytes) throw tooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, bytes);
}
