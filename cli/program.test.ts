import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { projectRoot } from '../dev/paths.ts';
import { exitCodes, exitCodesText } from './exit-codes.ts';
import { createProgram } from './program.ts';

const page = readFileSync(join(projectRoot, 'docs', 'command-line.md'), 'utf8');

const nested = (of: Command): Command[] => [of, ...of.commands.flatMap(nested)];
const pathOf = (of: Command): string =>
  of.parent === null ? of.name() : `${pathOf(of.parent)} ${of.name()}`;
const all = nested(createProgram()).filter((of) => of.name() !== 'exit-codes');
/** Those that do something. */
const commands = all.filter((of) => of.commands.length === 0);

/** All that `--help` prints. */
function helpOf(of: Command): string {
  let text = '';
  of.configureOutput({ writeOut: (part) => (text += part), getOutHelpWidth: () => 100 });
  of.outputHelp();
  return text;
}

class Understood extends Error {}

/** Rejects with `Understood` in place of what the command would do. */
async function parse(line: string): Promise<void> {
  const program = createProgram();
  for (const each of nested(program)) each.configureOutput({ writeErr: () => {} });
  program.hook('preAction', () => {
    throw new Understood();
  });
  const [beforeOthers = ''] = line.split(/ [|>#]|\|\|/);
  const words = [...beforeOthers.matchAll(/"([^"]*)"|(\S+)/g)].map(
    ([, quoted, bare]) => quoted ?? bare ?? '',
  );
  await program.parseAsync(words, { from: 'user' });
}

/** Those that the parser refuses, and why. */
async function notUnderstood(lines: readonly string[]): Promise<string[]> {
  const refused: string[] = [];
  for (const line of lines) {
    await parse(line).catch((error: unknown) => {
      if (!(error instanceof Understood)) refused.push(`${line}: ${String(error)}`);
    });
  }
  return refused;
}

const linesOf = (text: string): string[] =>
  [...text.matchAll(/^.*?(?:^|[\s`|])wps (?!:)([^`\n]+)`?/gm)].map(([, line = '']) => line.trim());

describe.each(all.filter((of) => of.parent !== null).map((of) => [pathOf(of), of] as const))(
  '%s',
  (_, of) => {
    it('has a help that begins with examples, each of which the parser understands', async () => {
      const [first, ...lines] = helpOf(of).split('\n');
      expect(first).toBe('Examples:');
      const given = lines.slice(0, lines.indexOf(''));
      const examples = given.map(
        (line) => /^ {2}\$ (?:.*\| )?wps (.+)$/.exec(line)?.[1] ?? `not wps: ${line}`,
      );
      expect(examples.length).toBeGreaterThan(0);
      expect(await notUnderstood(examples)).toEqual([]);
    });
  },
);

describe.each(commands.map((of) => [pathOf(of), of] as const))('%s', (path, of) => {
  it('is on the page, with each of its flags', () => {
    expect(page).toContain(`\`${path.replace(/ (list|show)$/, '')}`);
    for (const { long } of of.options) expect(page, `${path} ${long}`).toContain(`\`${long}`);
  });
});

it('every line of the page is one that the parser understands', async () => {
  const blocks = [...page.matchAll(/```sh.*\n([\s\S]*?)```/g)].map(([, text = '']) => text).join('\n');
  const lines = linesOf(blocks).filter((line) => !line.startsWith('completion'));
  expect(lines.length).toBeGreaterThan(10);
  expect(await notUnderstood(lines)).toEqual([]);
});

it('the exit codes are those of the help and of the page', () => {
  for (const code of Object.values(exitCodes)) {
    expect(exitCodesText).toMatch(new RegExp(`^  ${code} `, 'm'));
    expect(page).toMatch(new RegExp(`^\\| ${code} `, 'm'));
  }
});
