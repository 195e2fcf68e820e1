import { expect, it } from 'vitest';
import { runWps } from '../test/support/programs/run-wps.ts';

it('what the parser refuses is said as other errors are, with the help to read', async () => {
  expect(await runWps(['sync', '--ful'])).toEqual({
    code: 2,
    out: '',
    err: "wps: unknown option '--ful' (Did you mean --full?)\n  See: wps sync --help\n",
  });
});

it('with --json it is one document on standard error, as other errors are', async () => {
  const { code, out, err } = await runWps(['conflicts', 'resolve', '--json']);
  expect({ code, out }).toEqual({ code: 2, out: '' });
  expect(JSON.parse(err)).toEqual({
    code: 'usage',
    error: "required option '--keep <side>' not specified",
    advice: 'See: wps conflicts resolve --help',
  });
});

it('without a command it shows the help, on standard error', async () => {
  const { code, out, err } = await runWps([]);
  expect({ code, out }).toEqual({ code: 2, out: '' });
  expect(err).toContain('Usage: wps');
  expect(err).not.toContain('outputHelp');
});
