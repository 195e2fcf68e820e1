import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { signatureHeader } from '../../simulator/stripe/webhook-endpoints/signature.ts';
import { stripeApiVersion } from '../../src/providers/stripe/stripe-api-version.ts';
import type { WorkspaceId } from '../../src/domain/ids.ts';
import { cpuSeconds, rssMb } from '../process-use.ts';
import type { Stage } from '../stage.ts';

/** A workspace that does what one does, while others flood. */
export interface Neighbour {
  readonly url: string;
  readonly workspaceId: WorkspaceId;
  readonly key: string;
  readonly secret: string;
  readonly database: string;
  readonly apiPid: number;
  readonly workerPid: number;
}

export interface Observed {
  /** Milliseconds from when each request was due to the end of its answer. */
  readonly api: readonly number[];
  readonly webhooks: readonly number[];
  /** Milliseconds from when each accepted webhook was due to the commit of its row. */
  readonly toRow: readonly number[];
  /** Answers other than 200, as `GET /path: status`, and events without a row. */
  readonly failures: readonly string[];
  /** Processors that the API had, of those of the machine. */
  readonly apiCores: number;
  readonly apiMib: number;
  readonly workerMib: number;
}

const apiEveryMs = 50;
const webhookEveryMs = 100;
const address = '198.51.100.1';
/** For the row of an event that was accepted. */
const patienceMs = 60_000;

/** Asks the API 20 times a second and sends 10 signed events a second, until the signal. */
export async function observe(stage: Stage, neighbour: Neighbour, signal: AbortSignal): Promise<Observed> {
  const { url, workspaceId, key, secret, apiPid, workerPid } = neighbour;
  const base = `${url}/api/v1/workspaces/${workspaceId}`;
  const paths = ['', '/customers?limit=10', '/sync/stripe/status', '/webhook-events?limit=10'];
  const [api, webhooks, failures]: [number[], number[], string[]] = [[], [], []];
  const sentAt = new Map<string, number>();
  const memory = { api: 0, worker: 0 };

  const ask = async (i: number, due: number) => {
    const path = paths[i % paths.length]!;
    const headers = { authorization: `Bearer ${key}`, 'x-forwarded-for': address };
    const status = await statusOf(base + path, { headers });
    api.push(now() - due);
    if (status !== 200) failures.push(`GET ${path}: ${status}`);
  };
  const run = randomUUID().slice(0, 8);
  const deliver = async (i: number, due: number) => {
    const id = `cus_${run}${i}`;
    const body = eventAbout(id);
    const signature = signatureHeader(Buffer.from(body), [secret], Math.floor(Date.now() / 1000), true);
    const headers = { 'content-type': 'application/json', 'stripe-signature': signature };
    const status = await statusOf(`${url}/webhooks/stripe/${workspaceId}`, { method: 'POST', headers, body });
    webhooks.push(now() - due);
    if (status === 200) sentAt.set(id, due);
    else failures.push(`webhook: ${status}`);
  };
  const watch = async () => {
    memory.api = Math.max(memory.api, rssMb(apiPid));
    memory.worker = Math.max(memory.worker, rssMb(workerPid));
  };
  const before = { cpu: cpuSeconds(apiPid), at: now() };
  await Promise.all([
    every(apiEveryMs, signal, ask),
    every(webhookEveryMs, signal, deliver),
    every(200, signal, watch),
  ]);
  const apiCores = ((cpuSeconds(apiPid) - before.cpu) * 1_000) / (now() - before.at);
  const committed = await rowsOf(stage, neighbour, run, sentAt.size, watch);
  const toRow = [...sentAt].flatMap(([id, due]) => {
    const at = committed.get(id);
    if (at === undefined) failures.push('an event without a row');
    return at === undefined ? [] : [at - due];
  });
  return { api, webhooks, toRow, failures, apiCores, apiMib: memory.api, workerMib: memory.worker };
}

const now = () => performance.timeOrigin + performance.now();

async function statusOf(url: string, init: RequestInit): Promise<number> {
  try {
    const answer = await fetch(url, init);
    await answer.arrayBuffer();
    return answer.status;
  } catch {
    return 0;
  }
}

const eventAbout = (id: string): string =>
  JSON.stringify({
    id: `evt_${id}`,
    object: 'event',
    api_version: stripeApiVersion,
    created: Math.floor(Date.now() / 1000),
    livemode: true,
    type: 'customer.updated',
    data: { object: { id, object: 'customer', created: 1_700_000_000, name: 'Neighbour' } },
  });

/** Begins one at each due time, whatever the answers do, and waits for all. */
async function every(
  ms: number,
  signal: AbortSignal,
  begin: (i: number, due: number) => Promise<void>,
): Promise<void> {
  const began = now();
  const running: Promise<void>[] = [];
  while (!signal.aborted) {
    while (began + running.length * ms <= now())
      running.push(begin(running.length, began + running.length * ms));
    await sleep(2);
  }
  await Promise.all(running);
}

/** When each row was committed, in milliseconds since 1970; waits until all are there. */
async function rowsOf(
  stage: Stage,
  { database }: Neighbour,
  run: string,
  wanted: number,
  meanwhile: () => Promise<void>,
): Promise<Map<string, number>> {
  for (const end = Date.now() + patienceMs; ; await sleep(250)) {
    await meanwhile();
    const rows = await stage.query<{ id: string; at: string }>(
      database,
      `select external_id as id, extract(epoch from pg_xact_commit_timestamp(xmin)) * 1000 as at
       from customers where external_id like 'cus\\_${run}%'`,
    );
    if (rows.length >= wanted || Date.now() > end) return new Map(rows.map(({ id, at }) => [id, Number(at)]));
  }
}
