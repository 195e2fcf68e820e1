import { setTimeout as sleep } from 'node:timers/promises';
import { standardEntityTypes, type EntityType } from '../../src/domain/entities/entities.ts';
import type { DemoAccount } from './accounts.ts';
import type { JsonServer } from './http.ts';
import { ProgressDisplay, type Progress } from './progress.ts';
import { noRows, sum, type Counts, type RowCounter } from './rows.ts';

/** A workspace that the demo made, connected to its account at the simulated provider. */
export interface DemoWorkspace extends Pick<DemoAccount, 'provider' | 'path' | 'names'> {
  id: string;
  name: string;
  /** The simulator's own count of the account's objects. */
  account: Counts;
}

/** The fields of a session that the demo reads from the API. */
export interface DemoSession {
  session_id: string;
  status: 'pending' | 'running' | 'completed' | 'failed' | 'cancelled';
  started_at: string | null;
  completed_at: string | null;
  progress: { phase?: string; requests?: number; waiting?: { reason: string } | null; notes?: string[] };
  error_summary: { message?: string } | null;
  workflow: { url: string | null };
}

/** Makes a workspace and connects it, as a platform's own program would. */
export async function connectWorkspace(
  api: JsonServer,
  simulator: JsonServer,
  { workspace, provider, credentials, path: simulated, names }: DemoAccount,
): Promise<DemoWorkspace> {
  const { id } = await api.post<{ id: string }>('/api/v1/workspaces', { name: workspace });
  const path = `/api/v1/workspaces/${id}/payment-providers/${provider}`;
  const { webhook } = await api.post<{ webhook: { status: string; reason?: string } }>(path, credentials);
  if (webhook.status !== 'active') throw new Error(`${workspace} has no webhook endpoint: ${webhook.reason}`);
  return await counted(simulator, {
    id,
    name: workspace,
    provider,
    path: simulated,
    names,
    account: noRows,
  });
}

/** The workspace with its account's present counts. */
export async function counted(simulator: JsonServer, workspace: DemoWorkspace): Promise<DemoWorkspace> {
  const { counts } = await simulator.get<{ counts: Record<string, number> }>(workspace.path);
  const count = (entity: EntityType) => counts[nameOf(workspace, entity)] ?? 0;
  const account = standardEntityTypes.map((entity) => [entity, count(entity)] as const);
  return { ...workspace, account: Object.fromEntries(account) as Counts };
}

/** What its provider calls the entity. */
export const nameOf = ({ names }: Pick<DemoWorkspace, 'names'>, entity: EntityType): string =>
  names[entity] ?? entity;

const pollMs = 400;
const patienceMs = 180_000;

/**
 * Starts a full sync of every workspace at once and shows progress until the last one has ended. The rows are counted in
 * Postgres, the progress comes from the API. Throws if one did not complete.
 */
export async function syncAll(
  api: JsonServer,
  rows: RowCounter,
  workspaces: readonly DemoWorkspace[],
): Promise<DemoSession[]> {
  const paths = await Promise.all(workspaces.map((workspace) => startSync(api, workspace, 'initial')));
  const display = new ProgressDisplay(process.stdout);
  for (const deadline = Date.now() + patienceMs; ; await sleep(pollMs)) {
    const sessions = await Promise.all(paths.map((path) => api.get<DemoSession>(path)));
    const counts = await rows.count();
    const done = sessions.every(({ completed_at }) => completed_at !== null);
    const progress = workspaces.map((workspace, index): Progress => ({
      workspace: workspace.name,
      rows: sum(counts.get(workspace.id) ?? noRows),
      of: sum(workspace.account),
      note: noteOf(sessions[index]),
    }));
    display.show(progress, done);
    for (const [index, session] of sessions.entries()) assertGoesWell(session, workspaces[index]?.name);
    if (done) return sessions;
    if (Date.now() > deadline) throw new Error(`The syncs are not done after ${patienceMs / 1_000} s`);
  }
}

/** An incremental sync of one workspace, to its end. Throws if it does not complete. */
export async function syncChanges(api: JsonServer, workspace: DemoWorkspace): Promise<DemoSession> {
  const path = await startSync(api, workspace, 'incremental');
  for (const deadline = Date.now() + patienceMs; ; await sleep(pollMs)) {
    const session = await api.get<DemoSession>(path);
    assertGoesWell(session, workspace.name);
    if (session.status === 'completed') return session;
    if (Date.now() > deadline) throw new Error(`The sync is not done after ${patienceMs / 1_000} s`);
  }
}

/** The path of the started session. */
async function startSync(
  api: JsonServer,
  { id, provider }: DemoWorkspace,
  kind: 'initial' | 'incremental',
): Promise<string> {
  const started = await api.post<DemoSession>(`/api/v1/workspaces/${id}/sync/${provider}/${kind}`, {});
  return `/api/v1/workspaces/${id}/sync/sessions/${started.session_id}`;
}

function assertGoesWell({ status, error_summary }: DemoSession, name = ''): void {
  if (status !== 'failed' && status !== 'cancelled') return;
  throw new Error(`The sync of ${name} ${status}: ${error_summary?.message ?? 'no reason given'}`);
}

/** Milliseconds from a session's start to its end. */
export const durationOf = ({ started_at, completed_at }: DemoSession): number =>
  Date.parse(completed_at ?? '') - Date.parse(started_at ?? '');

const phases: Record<string, string> = {
  waiting_for_admission: 'waiting its turn',
  opening: 'copying',
  listing: 'copying',
  catching_up: 'reading the latest changes',
  rechecking: 'rechecking single objects',
  closing: 'finishing',
};

function noteOf(session: DemoSession | undefined): string {
  if (session === undefined) return '';
  const { status, progress } = session;
  if (status === 'completed') return `done in ${(durationOf(session) / 1_000).toFixed(1)} s`;
  if (progress.waiting) return `waiting: ${progress.waiting.reason}`;
  return phases[progress.phase ?? 'opening'] ?? status;
}
