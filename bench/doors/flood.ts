/** The process that floods: sends what its plan says for some seconds, and writes down how it was answered. */
import { randomBytes, randomUUID } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { constants, setPriority } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { Pool } from 'undici';
import { signatureHeader } from '../../simulator/stripe/webhook-endpoints/signature.ts';
import { stripeApiVersion } from '../../src/providers/stripe/stripe-api-version.ts';
import { workOnSignal } from '../peers/work-on-signal.ts';
import type { Flooder, FloodPlan, FloodRequest, LargeEvents } from './flood-plan.ts';

/** Clients have machines of their own: here they have what the service, and the one who measures, leave of this one. */
function giveWay(): void {
  setPriority(constants.priority.PRIORITY_LOW);
  try {
    // Linux may share processors among sessions first (sched(7)), and this process leads one.
    writeFileSync('/proc/self/autogroup', '19');
  } catch {
    // It does not.
  }
}

const plan = JSON.parse(readFileSync(process.argv[2]!, 'utf8')) as FloodPlan;
const told: Record<string, Record<string, number>> = {};

const madeUpKey = () =>
  `wps_${randomUUID().replaceAll('-', '')}_${randomBytes(32).toString('base64url').slice(0, 43)}`;
const forgedSignature = () => `t=${Math.floor(Date.now() / 1000)},v1=${randomBytes(32).toString('hex')}`;

function note(name: string, status: number): void {
  const counts = (told[name] ??= {});
  counts[status] = (counts[status] ?? 0) + 1;
}

async function send(
  pool: Pool,
  name: string,
  { method, path, body }: FloodRequest,
  headers: Record<string, string>,
): Promise<void> {
  try {
    const answer = await pool.request({
      method,
      path,
      headers,
      ...(body !== undefined && { body }),
      headersTimeout: 60_000,
    });
    note(name, answer.statusCode);
    // A stream goes on for as long as it is read.
    if (String(answer.headers['content-type']).startsWith('text/event-stream')) answer.body.destroy();
    else await answer.body.dump();
  } catch {
    note(name, 0);
  }
}

async function flood(flooder: Flooder, until: number): Promise<void> {
  const { name, requests, concurrency, addresses, perSecond, forged, madeUpKeys } = flooder;
  const pool = new Pool(plan.url, { connections: concurrency, pipelining: 1 });
  let sent = 0;
  const next = async () => {
    const i = sent++;
    const { path, ...request } = requests[i % requests.length]!;
    const headers = {
      ...flooder.headers,
      'x-forwarded-for': addresses[i % addresses.length]!,
      ...(request.body !== undefined && { 'content-type': 'application/json' }),
      ...(madeUpKeys === true && { authorization: `Bearer ${madeUpKey()}` }),
      ...(forged === true && { 'stripe-signature': forgedSignature() }),
    };
    await send(pool, name, { ...request, path: path.replace('{random}', randomUUID()) }, headers);
  };
  if (perSecond === undefined) {
    const sender = async () => {
      while (performance.now() < until) await next();
    };
    await Promise.all(Array.from({ length: concurrency }, sender));
  } else {
    const began = performance.now();
    const running: Promise<void>[] = [];
    for (let now = began; now < until; now = performance.now()) {
      const due = Math.floor(((now - began) * perSecond) / 1_000) - running.length;
      for (let i = 0; i < due; i += 1) running.push(next());
      await sleep(2);
    }
    await Promise.all(running);
  }
  await pool.destroy();
}

async function sendLargeEvents({ path, secret, events, bytes }: LargeEvents): Promise<void> {
  const pool = new Pool(plan.url, { connections: 4, pipelining: 1 });
  const created = Math.floor(Date.now() / 1000);
  const senders = Array.from({ length: 4 }, async (_, sender) => {
    for (let i = sender; i < events; i += 4) {
      const id = randomUUID().replaceAll('-', '');
      const object = { id: `cus_${id}`, object: 'customer', created, pad: 'x'.repeat(bytes) };
      const event = {
        id: `evt_${id}`,
        object: 'event',
        api_version: stripeApiVersion,
        created,
        livemode: true,
      };
      const body = JSON.stringify({ ...event, type: 'customer.updated', data: { object } });
      const signature = signatureHeader(Buffer.from(body), [secret], Math.floor(Date.now() / 1000), true);
      const headers = { 'content-type': 'application/json', 'stripe-signature': signature };
      await send(pool, 'large events', { method: 'POST', path, body }, headers);
    }
  });
  await Promise.all(senders);
  await pool.close();
}

if (!plan.samePriority) giveWay();
await workOnSignal(async () => {
  const until = performance.now() + plan.seconds * 1_000;
  await Promise.all([
    plan.largeEvents === undefined ? undefined : sendLargeEvents(plan.largeEvents),
    ...plan.flooders.map((flooder) => flood(flooder, until)),
  ]);
  writeFileSync(plan.resultFile, JSON.stringify(told));
});
