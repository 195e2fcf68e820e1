import { hash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { Api } from '../../api/route.ts';

const own = (path: string): string => join(import.meta.dirname, '..', path);
const ofPackage = (path: string): string => fileURLToPath(import.meta.resolve(path));

/** In the order in which they apply. */
const styles = ['tokens', 'base', 'frame', 'components', 'tables', 'figures', 'overview', 'connect'].map(
  (name) => own(`styles/${name}.css`),
);

const files = {
  'style.css': styles,
  'page.js': [own('browser/page.js')],
  'connect.js': [own('browser/connect.js')],
  'htmx.js': [ofPackage('htmx.org/dist/htmx.min.js')],
  'hx-sse.js': [ofPackage('htmx.org/dist/ext/hx-sse.min.js')],
  'icon.svg': [own('assets/icon.svg')],
  'swagger-ui.js': [ofPackage('swagger-ui-dist/swagger-ui-bundle.js')],
  'reference.js': [own('browser/reference.js')],
  'reference.css': [
    ofPackage('swagger-ui-dist/swagger-ui.css'),
    own('styles/tokens.css'),
    own('styles/reference.css'),
  ],
} as const;
type AssetName = keyof typeof files;

const types: Record<string, string> = {
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  svg: 'image/svg+xml',
};

interface Asset {
  readonly path: string;
  readonly type: string;
  readonly content: Buffer;
  readonly compressed: Record<'br' | 'gzip', Promise<Buffer>>;
}

const brotli = promisify(brotliCompress);
const zip = promisify(gzip);

/** The best quality takes five seconds for the API reference's library, and saves a tenth. */
const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } };

/** Its address has a part of its content's hash, so that a browser may keep it for ever. Compressed once, when first asked for. */
function load(name: AssetName): Asset {
  const content = Buffer.concat(files[name].map((file) => readFileSync(file)));
  const [stem = '', extension = ''] = name.split('.');
  let br: Promise<Buffer> | undefined;
  let zipped: Promise<Buffer> | undefined;
  return {
    path: `/assets/${stem}-${hash('sha256', content, 'hex').slice(0, 12)}.${extension}`,
    type: types[extension] ?? 'application/octet-stream',
    content,
    compressed: {
      get br() {
        return (br ??= brotli(content, quality));
      },
      get gzip() {
        return (zipped ??= zip(content));
      },
    },
  };
}

const assets = Object.fromEntries(
  (Object.keys(files) as AssetName[]).map((name) => [name, load(name)]),
) as Record<AssetName, Asset>;

/** The address of a file that pages load. */
export const asset = (name: AssetName): string => assets[name].path;

const forEver = {
  'Cache-Control': 'public, max-age=31536000, immutable',
  'X-Content-Type-Options': 'nosniff',
};

/** For a page of another release: while one replaces the other, both answer. Pages know by it that they are old. */
const once = { ...forEver, 'Cache-Control': 'no-store' };

export function assetRoutes(api: Api): void {
  api.get('/assets/:file', async (c) => {
    const { path } = c.req;
    const stem = path.replace(/-[0-9a-f]{12}\./, '.').replace('/assets/', '');
    const found = Object.entries(assets).find(([name]) => name === stem)?.[1];
    if (found === undefined) return await c.notFound();
    const { type, content, compressed } = found;
    const accepted = c.req.header('accept-encoding') ?? '';
    const coding = (['br', 'gzip'] as const).find((each) => accepted.includes(each));
    const body = coding === undefined ? content : await compressed[coding];
    return c.body(new Uint8Array(body), 200, {
      ...(path === found.path ? forEver : once),
      'Content-Type': type,
      Vary: 'Accept-Encoding',
      ...(coding !== undefined && { 'Content-Encoding': coding }),
    });
  });
}
