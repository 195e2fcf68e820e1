/** Whether a command was only asked what it does, by `--help` or a word that it does not know; then the usage is printed. */
export function printUsage(usage: string, known: readonly string[] = []): boolean {
  const words = process.argv.slice(2);
  const unknown = words.find((word) => !known.includes(word));
  if (unknown === undefined) return false;
  if (unknown === '--help' || unknown === '-h') {
    process.stdout.write(usage);
  } else {
    process.stderr.write(`There is no ${unknown}.\n\n${usage}`);
    process.exitCode = 2;
  }
  return true;
}
