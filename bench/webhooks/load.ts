/** The load generator, a process of its own: posts the signed events of a plan and writes down how each was answered. */
import { readFileSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { Pool } from 'undici';
import { signatureHeader } from '../../simulator/stripe/webhook-endpoints/signature.ts';
import { workOnSignal } from '../peers/work-on-signal.ts';
import { eventBody } from './events.ts';
import type { WebhookPlan, WebhookResult } from './plan.ts';

const plan = JSON.parse(readFileSync(process.argv[2]!, 'utf8')) as WebhookPlan;
const { targets, events, concurrency, perSecond } = plan;
const pool = new Pool(new URL(targets[0]!.url).origin, { connections: concurrency, pipelining: 1 });
const now = () => performance.timeOrigin + performance.now();

// Made and signed beforehand: the receiver shares the machine with this process.
const created = Math.floor(Date.now() / 1_000);
const letters = Array.from({ length: events }, (_, i) => {
  const { url, secret } = targets[i % targets.length]!;
  const body = Buffer.from(eventBody(plan.templates, plan.run, plan.mix, i, created));
  return { path: new URL(url).pathname, body, signature: signatureHeader(body, [secret], created, true) };
});

const statuses: number[] = [];
const sentAt: number[] = [];
const latency: number[] = [];

async function post(i: number, due = now()): Promise<void> {
  const { path, body, signature } = letters[i]!;
  sentAt[i] = due;
  const headers = { 'content-type': 'application/json', 'stripe-signature': signature };
  try {
    const answer = await pool.request({ method: 'POST', path, headers, body });
    await answer.body.dump();
    statuses[i] = answer.statusCode;
  } catch (error) {
    statuses[i] = 0;
    console.error(error);
  }
  latency[i] = now() - due;
}

async function asFastAsAnswered(): Promise<void> {
  let next = 0;
  const sender = async () => {
    while (next < events) await post(next++);
  };
  await Promise.all(Array.from({ length: concurrency }, sender));
}

async function atRate(rate: number): Promise<void> {
  const began = now();
  const sent: Promise<void>[] = [];
  while (sent.length < events) {
    const due = Math.min(events, Math.floor(((now() - began) * rate) / 1_000) + 1);
    // An event that is begun late counts from when it was due.
    while (sent.length < due) sent.push(post(sent.length, began + (sent.length * 1_000) / rate));
    await sleep(1);
  }
  await Promise.all(sent);
}

await workOnSignal(async () => {
  const cpu = process.cpuUsage();
  const began = performance.now();
  await (perSecond === undefined ? asFastAsAnswered() : atRate(perSecond));
  const seconds = (performance.now() - began) / 1_000;
  const { user, system } = process.cpuUsage(cpu);
  const result: WebhookResult = { seconds, cpuSeconds: (user + system) / 1e6, statuses, sentAt, latency };
  writeFileSync(plan.resultFile, JSON.stringify(result));
});
