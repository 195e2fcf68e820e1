import type { Command, CommandOptions } from 'commander';

/** A command whose help begins with examples; a test runs them through the parser. */
export const command = (
  parent: Command,
  nameAndArguments: string,
  description: string,
  examples: readonly string[],
  options: CommandOptions = {},
): Command =>
  parent
    .command(nameAndArguments, options)
    .description(description)
    .addHelpText('before', `Examples:\n${examples.map((example) => `  $ ${lineOf(example)}`).join('\n')}\n`);

/** One that has a pipe says where `wps` is in it. */
const lineOf = (example: string): string => (/\bwps\b/.test(example) ? example : `wps ${example}`);
