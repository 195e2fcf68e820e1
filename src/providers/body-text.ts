import { promisify } from 'node:util';
import { brotliDecompress, gunzip, inflate, zstdDecompress, type InputType } from 'node:zlib';
import type { Dispatcher } from 'undici';

const decoders: Readonly<Record<string, (body: InputType) => Promise<Buffer>>> = {
  gzip: promisify(gunzip),
  'x-gzip': promisify(gunzip),
  deflate: promisify(inflate),
  br: promisify(brotliDecompress),
  zstd: promisify(zstdDecompress),
};

/**
 * The text of an answer's body. No encoding is asked for, but a server, or a proxy in between, may use one all the same
 * (https://www.rfc-editor.org/rfc/rfc9110#section-12.5.3).
 */
export async function bodyText({ headers, body }: Pick<Dispatcher.ResponseData, 'headers' | 'body'>) {
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
    bytes = Buffer.from(await decode(bytes));
  }
  return bytes.toString('utf8');
}
