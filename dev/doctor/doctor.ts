/** `npm run doctor`: says which part is missing or unreachable, and what to do about it. Exit code 1 if one is. */
import { commandLine } from '../command-line.ts';
import {
  checkEmbeddedPostgres,
  checkEmbeddedTemporal,
  checkGo,
  checkNode,
  type Finding,
} from './check-embedded.ts';
import { checkCredentialKeys, checkPostgres, checkSettings, checkTemporal } from './check-servers.ts';

const usage = `npm run doctor

Says which part is missing or unreachable, and what to do about it: Node, the embedded Postgres and Temporal, or those that DATABASE_URL and
TEMPORAL_ADDRESS name, keys and settings. Exit code 1 if one is missing.`;
commandLine(usage, {});

const {
  DATABASE_URL: databaseUrl,
  DATABASE_DIRECT_URL: directUrl,
  TEMPORAL_ADDRESS: temporalAddress,
} = process.env;

const findings = await examine();
const width = Math.max(...findings.map(({ part }) => part.length));
const marks: Record<Finding['state'], string> = { good: '✓', missing: '✗', absent: '–' };
for (const { part, state, found, fix } of findings) {
  const [first = '', ...more] = found.trim().split('\n');
  console.log(`${marks[state]} ${part.padEnd(width)}  ${first}`);
  const indent = ' '.repeat(width + 4);
  for (const line of more) console.log(`${indent}${line}`);
  const [todo, ...rest] = fix?.split('\n') ?? [];
  if (todo !== undefined) console.log(`${indent}→ ${todo}`);
  for (const line of rest) console.log(`${indent}  ${line}`);
}
const missing = findings.filter(({ state }) => state === 'missing');
console.log(missing.length === 0 ? '\nNothing is missing.' : `\n${missing.length} missing.`);
process.exitCode = missing.length === 0 ? 0 : 1;

/** An embedded part is needed only if the environment does not name a server for it. */
async function examine(): Promise<Finding[]> {
  const go = await checkGo();
  const found = [await checkNode()];
  found.push(
    ...(databaseUrl === undefined
      ? [await checkEmbeddedPostgres()]
      : await checkPostgres(databaseUrl, directUrl)),
  );
  if (temporalAddress === undefined) found.push(await checkEmbeddedTemporal(go));
  if (databaseUrl !== undefined || temporalAddress !== undefined) {
    const { settings, config } = await checkSettings();
    found.push(settings);
    const migrated = found.some(({ part, state }) => part === 'Schema' && state === 'good');
    if (config !== undefined && migrated) found.push(await checkCredentialKeys(config));
    if (temporalAddress !== undefined) found.push(...(await checkTemporal()));
  }
  return [...found, go];
}
