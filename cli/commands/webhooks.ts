import { Option, type Command } from 'commander';
import { command, group } from '../command.ts';
import { connectionContextOf, workspaceContextOf, type Schema, type WorkspaceContext } from '../context.ts';
import { usage } from '../exit-codes.ts';
import { first } from '../output/output.ts';
import type { Column } from '../output/table.ts';
import { counted, harmless, moment } from '../output/text.ts';
import { positive } from './status.ts';

type Event = Schema['WebhookEvent'];

const at = '/api/v1/workspaces/{workspace_id}/webhook-events';

const columns: Column<Event>[] = [
  { title: 'ID', value: ({ id }) => id },
  { title: 'TYPE', value: ({ type }) => type },
  { title: 'OBJECT', value: ({ object_id }) => object_id },
  { title: 'RECEIVED', value: ({ received_at }) => moment(received_at) },
  { title: 'STATE', value: ({ state }) => state },
  { title: 'WHY', value: ({ state_reason }) => state_reason },
];

const states = ['stored', 'applied', 'stale', 'ignored', 'quarantined'];

export function webhookCommands(program: Command): void {
  const webhooks = group(program, 'webhooks', 'events that the provider sent, and its endpoint');

  command(
    webhooks,
    'list',
    'received events, the newest first',
    ['webhooks --workspace Acme', 'webhooks list --state quarantined'],
    { isDefault: true },
  )
    .addOption(new Option('--state <state>', 'only these').choices(states))
    .option('--limit <n>', 'at most so many', positive, 20)
    .action(async ({ state, limit }: { state?: Event['state']; limit: number }, self: Command) => {
      const { client, out, path } = await workspaceContextOf(self);
      const query = { limit: Math.min(limit, 100), ...(state && { state }) };
      const found = client.each(at, 'events', { params: { path, query } });
      await out.list(first(found, limit), columns, 'No such event was received.');
    });

  command(webhooks, 'show <event>', 'one event with its body', ['webhooks show evt_1 --json']).action(
    async (id: string, _flags, self: Command) => {
      const { client, out, path } = await workspaceContextOf(self);
      const event = await client.get(`${at}/{id}`, { params: { path: { ...path, id } } });
      const why = event.state_reason === null ? '' : `: ${harmless(event.state_reason)}`;
      out.one(event, `${event.type} ${event.state}${why}\n${harmless(event.payload)}`);
    },
  );

  command(webhooks, 'replay [event]', 'apply an event again, or all that are quarantined', [
    'webhooks replay evt_1 --workspace Acme',
    'webhooks replay --quarantined',
  ])
    .option('--quarantined', 'all events that could not be applied')
    .action(async (id: string | undefined, { quarantined }: { quarantined?: true }, self: Command) => {
      if ((id === undefined) === (quarantined === undefined)) throw usage('Give an event or --quarantined.');
      const context = await workspaceContextOf(self);
      if (id !== undefined) {
        const event = await replay(context, id);
        context.out.one(event, `${id} waits to be applied again.`);
      } else await replayQuarantined(context);
    });

  command(webhooks, 'repair', 'make the endpoint at the provider what it should be', [
    'webhooks repair --workspace Acme',
  ]).action(async (_flags, self: Command) => {
    const { client, out, path } = await connectionContextOf(self);
    const repaired = await client.post(
      '/api/v1/workspaces/{workspace_id}/payment-providers/{provider}/webhook/repair',
      { params: { path } },
    );
    const { webhook, catch_up } = repaired;
    const follow = catch_up?.session_id;
    out.one(repaired, `The endpoint is ${webhook.status}.`);
    if (follow !== undefined) out.say(`A sync reads what was not delivered: wps sync --session ${follow}`);
  });
}

const replay = async ({ client, path }: WorkspaceContext, id: string): Promise<Event> =>
  await client.post(`${at}/{id}/replay`, { params: { path: { ...path, id } } });

/** The list is read to its end first: an event that waits again is not quarantined any more. */
async function replayQuarantined(context: WorkspaceContext): Promise<void> {
  const { client, out, path } = context;
  const found: string[] = [];
  const params = { path, query: { state: 'quarantined' as const, limit: 100 } };
  for await (const { id } of client.each(at, 'events', { params })) found.push(id);
  for (const id of found) await replay(context, id);
  out.one({ replayed: found }, `${counted(found.length)} wait to be applied again.`);
}
