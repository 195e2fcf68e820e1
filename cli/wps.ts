#!/usr/bin/env node
import { CommanderError, type Command } from 'commander';
import { exitCodes, usage, type CommandError, type ExitCode } from './exit-codes.ts';
import { explainError, explanationText } from './explain-error.ts';
import { createProgram } from './program.ts';

// Somebody reads no further, as `wps sessions | head` does.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  process.exit(error.code === 'EPIPE' ? exitCodes.done : exitCodes.failed);
});
process.exitCode = await run(process.argv.slice(2));

async function run(args: readonly string[]): Promise<ExitCode> {
  const program = createProgram();
  try {
    await program.parseAsync(args, { from: 'user' });
    return (process.exitCode as ExitCode | undefined) ?? exitCodes.done;
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return exitCodes.done;
    // The help is shown in place of an answer: no command was named.
    if (error instanceof CommanderError && error.code === 'commander.help') return exitCodes.usage;
    const explanation = explainError(
      error instanceof CommanderError ? refusalOf(error, commandOf(program, args)) : error,
    );
    const { exitCode, ...shown } = explanation;
    const forPrograms = args.includes('--json') || args.includes('--jsonl');
    process.stderr.write(`${forPrograms ? JSON.stringify(shown) : explanationText(explanation)}\n`);
    return exitCode;
  }
}

/** What the parser refuses, as the service's refusals are said. */
function refusalOf({ message }: CommanderError, path: string): CommandError {
  return usage(message.replace(/^error: /, '').replace(/\n/g, ' '), `See: ${path} --help`);
}

/** The command that the words name, as far as there is one. */
function commandOf(program: Command, args: readonly string[]): string {
  const path = [program];
  for (const word of args) {
    const below = path.at(-1)?.commands.find((each) => each.name() === word);
    if (below !== undefined) path.push(below);
  }
  return path.map((each) => each.name()).join(' ');
}
