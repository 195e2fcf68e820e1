import { debianProgram } from './debian-program.ts';

/** Chromium's path: `CHROMIUM`, or on PATH, else Debian's package. Throws an error that says what to do. */
export async function chromiumProgram(say?: (line: string) => void): Promise<string> {
  const missing =
    'Chromium is missing, for the tests in a browser. Install it (on Debian: `apt-get install chromium`), or set CHROMIUM to its path.';
  return process.env['CHROMIUM'] ?? (await debianProgram('chromium', missing, say));
}
