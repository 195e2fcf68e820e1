#!/usr/bin/env node
import { CommanderError } from 'commander';
import { exitCodes, type ExitCode } from './exit-codes.ts';
import { explainError, explanationText } from './explain-error.ts';
import { createProgram } from './program.ts';

// Somebody reads no further, as `wps sessions | head` does.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  process.exit(error.code === 'EPIPE' ? exitCodes.done : exitCodes.failed);
});
process.exitCode = await run(process.argv.slice(2));

async function run(args: readonly string[]): Promise<ExitCode> {
  try {
    await createProgram().parseAsync(args, { from: 'user' });
    return (process.exitCode as ExitCode | undefined) ?? exitCodes.done;
  } catch (error) {
    // The parser has said it already.
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.done : exitCodes.usage;
    const explanation = explainError(error);
    const { exitCode, ...shown } = explanation;
    const forPrograms = args.includes('--json') || args.includes('--jsonl');
    process.stderr.write(`${forPrograms ? JSON.stringify(shown) : explanationText(explanation)}\n`);
    return exitCode;
  }
}
