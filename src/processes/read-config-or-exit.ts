import { ConfigError } from '../environment/reader.ts';

/** The configuration; or every fault of it on stderr, and exit code 2. */
export function readConfigOrExit<Config>(read: () => Config): Config {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    process.stderr.write(`${error.message}\n`);
    return process.exit(2);
  }
}
