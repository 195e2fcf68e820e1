import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

interface Locked {
  readonly dev?: boolean;
  readonly devOptional?: boolean;
  readonly link?: boolean;
  readonly integrity?: string;
}

test('every package that is installed for production has a checksum, on every platform', () => {
  const lock = JSON.parse(readFileSync('package-lock.json', 'utf8')) as { packages: Record<string, Locked> };
  const unchecked = Object.entries(lock.packages).filter(
    ([path, { dev, devOptional, link, integrity }]) =>
      path !== '' && !dev && !devOptional && !link && integrity === undefined,
  );
  expect(unchecked.map(([path]) => path)).toEqual([]);
});

test('the image runs no install script, and every image has an exact tag', () => {
  const dockerfile = readFileSync('deploy/Dockerfile', 'utf8');
  for (const [install] of dockerfile.matchAll(/npm (ci|install).*/g))
    expect(install).toContain('--ignore-scripts');
  const compose = readFileSync('docker-compose.yml', 'utf8');
  const images = [...`${dockerfile}\n${compose}`.matchAll(/^(?:FROM|\s+image:) (\S+)/gm)].map(
    ([, name]) => name!,
  );
  expect(images.length).toBeGreaterThan(6);
  for (const image of images.filter((name) => name !== 'workspace-payment-sync'))
    expect(image).toMatch(/:v?\d+\.\d+(\.\d+)?(-\w+)?(@sha256:[0-9a-f]{64})?$/);
});
