import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { expect, test } from 'vitest';
import { parse } from './core/json.ts';

test(
  'as a process it prints its address in its first line, and a signal ends it',
  { timeout: 30_000 },
  async () => {
    const accounts = JSON.stringify([{ id: 'acct_demo', keys: ['sk_test_demo'], customers: 3 }]);
    const command = [`${import.meta.dirname}/main.ts`, '--port', '0', '--accounts', accounts];
    const child = spawn(process.execPath, command, { stdio: ['ignore', 'pipe', 'inherit'] });
    try {
      const [line] = (await once(createInterface(child.stdout), 'line')).map(String);
      const { url, accounts: made } = parse<{ url: string; accounts: string[] }>(line!);
      expect(made).toEqual(['acct_demo']);
      const response = await fetch(`${url}/v1/customers`, {
        headers: { authorization: 'Bearer sk_test_demo' },
      });
      expect(await response.json()).toMatchObject({ object: 'list', data: [{}, {}, {}], has_more: false });
    } finally {
      child.kill();
      expect(await once(child, 'exit')).toEqual([0, null]);
    }
  },
);
