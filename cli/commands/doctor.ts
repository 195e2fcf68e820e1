import type { Command } from 'commander';
import { isApiError } from '../../client/client.ts';
import { command } from '../command.ts';
import { contextOf, type Context } from '../context.ts';
import { CommandError, exitCodes } from '../exit-codes.ts';
import { explainError } from '../explain-error.ts';
import { harmless, paint } from '../output/text.ts';
import { namedWorkspace, workspaceOf } from '../settings/workspace.ts';

interface Finding {
  readonly part: string;
  readonly good: boolean;
  readonly found: string;
}

/** `wps doctor`: what stands between this terminal and an up-to-date copy, from near to far. */
export function doctorCommand(program: Command): void {
  command(program, 'doctor', 'whether the service can be reached, is ready, and takes this key', [
    'doctor',
    'doctor --workspace Acme --json',
  ]).action(async (_flags, self: Command) => {
    const context = await contextOf(self);
    const findings = await examine(context, self.optsWithGlobals<{ workspace?: string }>().workspace);
    const lines = findings.map(({ part, good, found }) => {
      const mark = good ? paint('green', '✓') : paint('red', '✗');
      return `${mark} ${part.padEnd(9)}  ${harmless(found)}`;
    });
    context.out.one({ good: findings.every(({ good }) => good), findings }, lines.join('\n'));
    if (findings.some(({ good }) => !good)) process.exitCode = exitCodes.failed;
  });
}

async function examine(context: Context, workspace: string | undefined): Promise<Finding[]> {
  const reached = await look('API', async () => await fetchFrom(context.url, '/healthz'));
  if (!reached.good) return [reached];
  const found = [
    { ...reached, found: `${context.url} answers` },
    await look('Ready', async () => await fetchFrom(context.url, '/readyz')),
  ];
  const key = await look('Key', async () => await whoseKey(context));
  if (!key.good) return [...found, key];
  const named = namedWorkspace(context.apiKey, workspace);
  if (named === undefined) return [...found, key];
  return [...found, key, ...(await connections(context, workspace))];
}

async function look(part: string, at: () => Promise<string>): Promise<Finding> {
  try {
    return { part, good: true, found: await at() };
  } catch (error) {
    const { error: found, advice } = explainError(error);
    return { part, good: false, found: advice === undefined ? found : `${found} ${advice}` };
  }
}

/** What is outside of /api/v1 needs no key. */
async function fetchFrom(url: string, path: string): Promise<string> {
  const address = `${url.replace(/\/+$/, '')}${path}`;
  const response = await fetch(address, { signal: AbortSignal.timeout(10_000) }).catch((error: Error) => {
    const { message } = error.cause instanceof Error ? error.cause : error;
    throw new CommandError(
      exitCodes.away,
      'unreachable',
      `${address} cannot be reached: ${message}.`,
      'Is the address right, and does the service run?',
    );
  });
  const body = await response.text();
  if (!response.ok) throw new Error(`${path} answers ${response.status}: ${body.slice(0, 300)}`);
  return body.slice(0, 300);
}

/** A workspace's key may not list workspaces: the refusal is about that, and the key is valid. */
async function whoseKey({ client }: Context): Promise<string> {
  try {
    await client.get('/api/v1/workspaces', { params: { query: { limit: 1 } } });
    return 'It is the platform’s.';
  } catch (error) {
    if (!isApiError(error, 'forbidden')) throw error;
    return 'It is a workspace’s.';
  }
}

async function connections(context: Context, workspace: string | undefined): Promise<Finding[]> {
  try {
    const path = { workspace_id: await workspaceOf(context, workspace) };
    const { providers } = await context.client.get('/api/v1/workspaces/{workspace_id}/payment-providers', {
      params: { path },
    });
    if (providers.length === 0)
      return [{ part: 'Account', good: false, found: 'None is connected: wps connect' }];
    return await Promise.all(
      providers.flatMap(({ provider, webhook }) => [
        look('Webhooks', async () => {
          if (webhook.reason === undefined) return `${webhook.status} at ${webhook.url}`;
          throw new Error([webhook.reason, webhook.what_to_do].filter(Boolean).join(' '));
        }),
        look('Copy', async () => {
          const { state, sentence } = await context.client.get(
            '/api/v1/workspaces/{workspace_id}/sync/{provider}/status',
            { params: { path: { ...path, provider } } },
          );
          if (['failed', 'action_required', 'stale', 'incomplete'].includes(state)) throw new Error(sentence);
          return sentence;
        }),
      ]),
    );
  } catch (error) {
    return [{ part: 'Workspace', good: false, found: explainError(error).error }];
  }
}
