import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const compose = readFileSync('docker-compose.yml', 'utf8');

/** The part of the file that begins with this name at this depth. */
function part(name: string, indent = '  '): string {
  const found = new RegExp(`^${indent}${name}:.*\\n((?:${indent} .*\\n|\\s*\\n)*)`, 'm').exec(compose);
  if (found === null) throw new Error(`docker-compose.yml has no ${name}`);
  return found[1]!;
}

const ours = ['api', 'worker', 'migrate'];

test('compose opens ports on this machine only', () => {
  const ports = [...compose.matchAll(/^\s+- (\S*?:?\d+:\d+)$/gm)].map(([, port]) => port!);
  expect(ports.length).toBeGreaterThan(3);
  for (const port of ports) expect(port).toMatch(/^(127\.0\.0\.1|\$\{API_ADDRESS:-127\.0\.0\.1\}):/);
});

test('our processes write nothing to their image, have no capability, and no more memory than is said', () => {
  const product = part('x-product', '');
  for (const line of ['read_only: true', 'cap_drop: [ALL]', "security_opt: ['no-new-privileges:true']"])
    expect(product).toContain(line);
  for (const name of ours) {
    expect(part(name)).toContain('<<: *product');
    expect(part(name)).toMatch(/mem_limit: /);
  }
});

test('a process has the secrets that it needs, and no others', () => {
  const has = (secret: string) => ours.filter((name) => part(name).includes(`\${${secret}`));
  expect(has('ADMIN_API_KEY')).toEqual(['api']);
  expect(has('OWNER_DB_PASSWORD')).toEqual(['migrate']);
  expect(part('migrate')).not.toContain('*environment');
  expect(part('x-database', '')).not.toContain('CREDENTIAL_KEYS');
});
