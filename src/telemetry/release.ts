import { readFileSync } from 'node:fs';

const { version }: { version: string } = JSON.parse(
  readFileSync(new URL('../../package.json', import.meta.url), 'utf8'),
);

/** Which release of the service runs, on which Node. */
export const release = { version, node: process.versions.node };
