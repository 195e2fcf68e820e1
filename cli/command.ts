import type { Command, CommandOptions } from 'commander';

const examplesOf = new WeakMap<Command, readonly string[]>();

const helpText = (examples: readonly string[]): string =>
  `Examples:\n${examples.map((example) => `  $ ${example}`).join('\n')}\n`;

/** A command whose help begins with examples; a test runs them through the parser. */
export function command(
  parent: Command,
  nameAndArguments: string,
  description: string,
  examples: readonly string[],
  options: CommandOptions = {},
): Command {
  const lines = examples.map(lineOf);
  const made = parent
    .command(nameAndArguments, options)
    .description(description)
    .addHelpText('before', helpText(lines));
  examplesOf.set(made, lines);
  return made;
}

/** A command that others stand below: its help begins with an example of each of these. */
export function group(parent: Command, name: string, description: string): Command {
  const made = parent.command(name).description(description);
  return made.addHelpText('before', () =>
    helpText(made.commands.flatMap((below) => (examplesOf.get(below) ?? []).slice(0, 1))),
  );
}

/** An example begins with `wps`, unless it has a pipe and says itself where `wps` is in it. */
const lineOf = (example: string): string => (/^wps |\| wps /.test(example) ? example : `wps ${example}`);
