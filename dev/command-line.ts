import { parseArgs, type ParseArgsOptionsConfig } from 'node:util';

/**
 * What a command was given. With `--help` prints the usage and ends the process; with a flag that there is not, ends it with code 2.
 * `allowPositionals`: words that are no flags.
 */
export function commandLine<Options extends ParseArgsOptionsConfig>(
  usage: string,
  options: Options,
  allowPositionals = false,
): ReturnType<typeof parseArgs<{ options: Options; allowPositionals: boolean }>> {
  if (process.argv.slice(2).some((word) => word === '--help' || word === '-h')) {
    console.log(usage);
    process.exit(0);
  }
  try {
    return parseArgs({ options, allowPositionals });
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`);
    return process.exit(2);
  }
}
