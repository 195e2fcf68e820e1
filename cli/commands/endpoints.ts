import { setTimeout as sleep } from 'node:timers/promises';
import type { Command } from 'commander';
import { command, group } from '../command.ts';
import { contextOf, workspaceContextOf, type Context, type Schema } from '../context.ts';
import { CommandError, exitCodes, usage } from '../exit-codes.ts';
import { first } from '../output/output.ts';
import type { Column } from '../output/table.ts';
import { counted, harmless, moment } from '../output/text.ts';
import { secondsOf } from '../settings/seconds.ts';
import { positive } from './status.ts';

type Endpoint = Schema['WebhookEndpoint'];
type Attempt = Schema['DeliveryAttempt'];
type Delivery = Schema['Delivery'];

const ofWorkspace = '/api/v1/workspaces/{workspace_id}/webhook-endpoints';
/** The platform's endpoints have the same resources. */
const ofPlatform = '/api/v1/webhook-endpoints' as typeof ofWorkspace;

const columns: Column<Endpoint>[] = [
  { title: 'ID', value: ({ id }) => id },
  { title: 'URL', value: ({ url }) => harmless(url) },
  { title: 'SENT', value: ({ types }) => (types === null ? 'everything' : types.join(' ')) },
  { title: 'STATE', value: ({ status, disabled_reason }) => disabled_reason ?? status },
  { title: 'FAILING SINCE', value: ({ failing_since }) => moment(failing_since) },
];

const attemptColumns: Column<Attempt>[] = [
  { title: 'SENT', value: ({ sent_at }) => moment(sent_at) },
  { title: 'DELIVERY', value: ({ delivery_id }) => delivery_id },
  { title: 'TRY', value: ({ attempt }) => String(attempt) },
  { title: 'STATUS', value: ({ status }) => (status === null ? '–' : String(status)) },
  { title: 'TOOK', value: ({ duration_ms }) => `${duration_ms} ms` },
  { title: 'WHY', value: ({ problem }) => (problem === null ? null : harmless(problem)) },
];

/** How long a test is waited for: an attempt takes 15 s at most. */
const testMs = 30_000;

interface EndpointContext extends Context {
  readonly at: typeof ofWorkspace;
  readonly path: { readonly workspace_id: string };
}

/** Of the workspace, or of the platform with `--platform`. */
async function endpointContextOf(self: Command): Promise<EndpointContext> {
  if (self.optsWithGlobals<{ platform?: true }>().platform === true)
    return { ...(await contextOf(self)), at: ofPlatform, path: { workspace_id: '' } };
  return { ...(await workspaceContextOf(self)), at: ofWorkspace };
}

export function endpointCommands(program: Command): void {
  const endpoints = group(
    program,
    'endpoints',
    'your endpoints, which are told what happened by signed webhooks',
  ).option('--platform', 'those that are told of all workspaces, in place of a workspace’s own');

  command(endpoints, 'list', 'all endpoints', ['endpoints --workspace Acme', 'endpoints list --platform'], {
    isDefault: true,
  }).action(async (_flags, self: Command) => {
    const { client, out, at, path } = await endpointContextOf(self);
    const found = client.each(at, 'webhook_endpoints', { params: { path, query: { limit: 100 } } });
    await out.list(found, columns, 'There is no endpoint: wps endpoints add <url>');
  });

  command(endpoints, 'add <url>', 'a new endpoint: its secret is shown once', [
    'endpoints add https://example.com/hook --platform',
    'endpoints add https://example.com/hook --only sync.failed connection.action_required',
  ])
    .option('--only <types...>', 'what is sent; default: everything')
    .action(async (url: string, { only }: { only?: NonNullable<Endpoint['types']> }, self: Command) => {
      const { client, out, at, path } = await endpointContextOf(self);
      const made = await client.post(at, {
        params: { path },
        body: { url, description: '', types: only ?? null },
      });
      out.one(made, made.secret);
      out.say(
        `This is the secret of ${made.id}. It is not shown again. Try it: wps endpoints test ${made.id}`,
      );
    });

  command(endpoints, 'test <id>', 'send a test, and say what came of it', ['endpoints test 0199…']).action(
    async (id: string, _flags, self: Command) => {
      const context = await endpointContextOf(self);
      const { client, at, path } = context;
      const sent = await client.post(`${at}/{id}/test`, { params: { path: { ...path, id } } });
      const done = await settled(context, id, sent);
      if (done.state !== 'delivered')
        throw new CommandError(
          exitCodes.failed,
          'not_delivered',
          `It did not arrive: ${harmless(done.problem ?? 'no worker has sent it yet')}.`,
        );
      context.out.one(done, 'It has arrived.');
    },
  );

  command(endpoints, 'attempts <id>', 'the requests to an endpoint, the newest first', [
    'endpoints attempts 0199… --limit 50',
  ])
    .option('--limit <n>', 'at most so many', positive, 20)
    .action(async (id: string, { limit }: { limit: number }, self: Command) => {
      const { client, out, at, path } = await endpointContextOf(self);
      const query = { limit: Math.min(limit, 100) };
      const found = client.each(`${at}/{id}/attempts`, 'attempts', {
        params: { path: { ...path, id }, query },
      });
      await out.list(first(found, limit), attemptColumns, 'Nothing was sent to it yet.');
    });

  command(endpoints, 'replay <id> [delivery]', 'send one again, or all that failed', [
    'endpoints replay 0199… --since 6h',
    'endpoints replay 0199… 0199…',
  ])
    .option('--since <time>', 'all that failed since so long ago, as 90s, 6h or 3d')
    .option('--delivered', 'with --since: also what has arrived')
    .action(
      async (
        id: string,
        delivery: string | undefined,
        { since, delivered = false }: { since?: string; delivered?: boolean },
        self: Command,
      ) => {
        if ((delivery === undefined) === (since === undefined)) throw usage('Give a delivery or --since.');
        const { client, out, at, path } = await endpointContextOf(self);
        if (delivery !== undefined) {
          const params = { path: { ...path, id, delivery_id: delivery } };
          const again = await client.post(`${at}/{id}/deliveries/{delivery_id}/replay`, { params });
          return out.one(again, `${delivery} will be sent again.`);
        }
        const from = new Date(Date.now() - secondsOf(since!, '--since') * 1000).toISOString();
        const body = { since: from, delivered };
        const replayed = await client.post(`${at}/{id}/replay`, { params: { path: { ...path, id } }, body });
        out.one(replayed, `${counted(replayed.deliveries)} will be sent again.`);
      },
    );

  for (const [name, enabled] of [
    ['enable', true],
    ['disable', false],
  ] as const) {
    command(
      endpoints,
      `${name} <id>`,
      enabled ? 'send to it again' : 'send nothing to it until it is enabled',
      [`endpoints ${name} 0199…`],
    ).action(async (id: string, _flags, self: Command) => {
      const { client, out, at, path } = await endpointContextOf(self);
      const changed = await client.patch(`${at}/{id}`, {
        params: { path: { ...path, id } },
        body: { enabled },
      });
      out.one(changed, `${id} is ${changed.status}.`);
    });
  }

  command(endpoints, 'remove <id>', 'delete an endpoint with its log', ['endpoints remove 0199…']).action(
    async (id: string, _flags, self: Command) => {
      const { client, out, at, path } = await endpointContextOf(self);
      await client.delete(`${at}/{id}`, { params: { path: { ...path, id } } });
      out.one({ id, removed: true }, `${id} is removed.`);
    },
  );
}

/** The delivery once it waits no more, or as it is after some time. */
async function settled({ client, at, path }: EndpointContext, id: string, sent: Delivery): Promise<Delivery> {
  const until = Date.now() + testMs;
  let delivery = sent;
  while (delivery.state === 'waiting' && Date.now() < until) {
    await sleep(500);
    const params = { path: { ...path, id, delivery_id: sent.id } };
    delivery = await client.get(`${at}/{id}/deliveries/{delivery_id}`, { params });
  }
  return delivery;
}
