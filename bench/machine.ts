import { arch, cpus, loadavg, platform, release, totalmem } from 'node:os';
import type { Stage } from './stage.ts';

/** One line about the machine of the figures, and how busy it was with other work. */
export async function describeMachine(stage: Stage): Promise<string> {
  const [row] = await stage.query<{ version: string }>(
    'postgres',
    `select current_setting('server_version') as version`,
  );
  const processors = cpus();
  const memory = Math.round(totalmem() / 2 ** 30);
  return [
    new Date().toISOString().slice(0, 10),
    `${processors.length} × ${processors[0]?.model.trim() || arch()}, ${memory} GiB, ${platform()} ${release()}`,
    `load ${loadavg()[0]!.toFixed(1)} before`,
    `Node ${process.versions.node}`,
    `Postgres ${row?.version} with its default settings`,
  ].join(' · ');
}
