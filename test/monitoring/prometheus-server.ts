import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { startChild } from '../../dev/stack/child.ts';
import { freePort } from '../../dev/stack/free-port.ts';
import { prometheusPrograms } from '../../dev/stack/prometheus-binary.ts';
import { prometheusFolder } from './monitoring-files.ts';

export interface PrometheusServer {
  /** The values of a query now, one a series; NaN counts as none. */
  values(expr: string): Promise<number[]>;
  /** The values of a query over the last minutes, of all series. */
  valuesSince(expr: string, from: Date): Promise<number[]>;
  stop(): Promise<void>;
}

export interface Targets {
  /** `host:port`. */
  readonly api: string;
  readonly worker: string;
  readonly token: string;
}

const answer = z.object({
  status: z.literal('success'),
  data: z.object({
    result: z.array(
      z.object({
        value: z.tuple([z.number(), z.string()]).optional(),
        values: z.array(z.tuple([z.number(), z.string()])).optional(),
      }),
    ),
  }),
});

/** The configuration of compose with these targets instead of its own, scraped each second. */
async function configuration({ api, worker, token }: Targets, folder: string): Promise<string> {
  const tokenFile = join(folder, 'token');
  await writeFile(tokenFile, token);
  const shipped = await readFile(join(prometheusFolder, 'prometheus.yml'), 'utf8');
  const targets: Record<string, string> = { api, worker };
  return shipped
    .replace('/run/secrets/metrics_token', tokenFile)
    .replaceAll('15s', '1s')
    .replace('[rules.yml]', JSON.stringify([join(prometheusFolder, 'rules.yml')]))
    .replaceAll(
      / +dns_sd_configs:\n.*names: \[(\w+)\].*\n/g,
      (_, name: string) => `    static_configs:\n      - { targets: ['${targets[name]}'] }\n`,
    );
}

/** A Prometheus of a test's own, as compose has it. */
export async function startPrometheus(targets: Targets): Promise<PrometheusServer> {
  const { prometheus } = await prometheusPrograms();
  const folder = await mkdtemp(join(tmpdir(), 'prometheus-'));
  const port = await freePort();
  const config = join(folder, 'prometheus.yml');
  await writeFile(config, await configuration(targets, folder));
  const child = await startChild({
    command: prometheus,
    args: [
      `--config.file=${config}`,
      `--storage.tsdb.path=${join(folder, 'data')}`,
      `--web.listen-address=127.0.0.1:${port}`,
    ],
    log: join(folder, 'log'),
    remove: [folder],
  });
  const url = `http://127.0.0.1:${port}`;
  const ready = () =>
    fetch(`${url}/-/ready`).then(
      ({ ok }) => ok,
      () => false,
    );
  for (let tries = 0; !(await ready()); tries += 1) {
    if (tries > 200)
      throw new Error(`Prometheus is not ready: ${await readFile(join(folder, 'log'), 'utf8')}`);
    await sleep(50);
  }
  async function query(path: string, parameters: Record<string, string>): Promise<number[]> {
    const response = await fetch(`${url}/api/v1/${path}`, {
      method: 'POST',
      body: new URLSearchParams(parameters),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${parameters['query']}: ${text}`);
    return answer
      .parse(JSON.parse(text))
      .data.result.flatMap(({ value, values = [] }) => (value === undefined ? values : [value]))
      .map(([, number]) => Number(number))
      .filter((number) => !Number.isNaN(number));
  }
  return {
    values: (expr) => query('query', { query: expr }),
    valuesSince: (expr, from) =>
      query('query_range', {
        query: expr,
        start: from.toISOString(),
        end: new Date().toISOString(),
        step: '1s',
      }),
    stop: () => child.stop(),
  };
}
