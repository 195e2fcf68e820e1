import { hash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Api } from '../../api/route.ts';
import { answerCompressed, compressed, type Compressed } from '../../api/document/compressed.ts';

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
  // In one file: htmx begins once the script has run, and then has to know its extension.
  'htmx.js': [ofPackage('htmx.org/dist/htmx.min.js'), ofPackage('htmx.org/dist/ext/hx-sse.min.js')],
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
  readonly file: Compressed;
}

/** Its address has a part of its content's hash, so that a browser may keep it for ever. */
function load(name: AssetName): Asset {
  const content = Buffer.concat(files[name].map((file) => readFileSync(file)));
  const [stem = '', extension = ''] = name.split('.');
  return {
    path: `/assets/${stem}-${hash('sha256', content, 'hex').slice(0, 12)}.${extension}`,
    type: types[extension] ?? 'application/octet-stream',
    file: compressed(content),
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
    return await answerCompressed(c, found.file, {
      ...(path === found.path ? forEver : once),
      'Content-Type': found.type,
    });
  });
}
