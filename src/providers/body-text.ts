import { promisify } from 'node:util';
import { brotliDecompress, gunzip, inflate, zstdDecompress, type InputType } from 'node:zlib';
import type { Dispatcher } from 'undici';

type Decode = (body: InputType, options: { readonly maxOutputLength: number }) => Promise<Buffer>;

const decoders: Readonly<Record<string, Decode>> = {
  gzip: promisify(gunzip),
  'x-gzip': promisify(gunzip),
  deflate: promisify(inflate),
  br: promisify(brotliDecompress),
  zstd: promisify(zstdDecompress),
};

/**
 * The text of an answer's body. No encoding is asked for, but a server, or a proxy in between, may use one all the same
 * (https://www.rfc-editor.org/rfc/rfc9110#section-12.5.3). Throws what `isTooLarge` recognises if it has more than `maxBytes` once it
 * is decoded; those that come are counted by the agent.
 */
export async function bodyText(
  { headers, body }: Pick<Dispatcher.ResponseData, 'headers' | 'body'>,
  maxBytes: number,
) {
  const encodings = String(headers['content-encoding'] ?? '')
    .toLowerCase()
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '' && name !== 'identity');
  if (encodings.length === 0) return await body.text();
  let bytes = Buffer.from(await body.arrayBuffer());
  for (const name of encodings.toReversed()) {
    const decode = decoders[name];
    if (decode === undefined) throw new Error(`the body has an unknown encoding: ${name}`);
    bytes = Buffer.from(await decode(bytes, { maxOutputLength: maxBytes }));
  }
  return bytes.toString('utf8');
}

const tooLarge = new Set(['UND_ERR_RES_EXCEEDED_MAX_SIZE', 'ERR_BUFFER_TOO_LARGE']);

/** Whether an answer was given up because it has too many bytes, as it comes or decoded. */
export const isTooLarge = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' && tooLarge.has(error.code);
