import { setTimeout as sleep } from 'node:timers/promises';
import type { DemoAccount } from './demo-accounts.ts';
import type { JsonServer } from './demo-http.ts';
import { ProgressDisplay, type Progress } from './demo-progress.ts';
import { noRows, sum, type Counts, type RowCounter } from './demo-rows.ts';

/** A workspace that the demo made, connected to its account. */
export interface DemoWorkspace {
  id: string;
  name: string;
  /** What its account holds, by the simulator's own count. */
  account: Counts;
}

/** What the demo reads of a session as the API shows it. */
export interface DemoSession {
  session_id: string;
  status: 'pending' | 'running' | 'completed' | 'failed' | 'cancelled';
  started_at: string | null;
  completed_at: string | null;
  progress: { phase?: string; requests?: number; waiting?: { reason: string } | null };
  error_summary: { message?: string } | null;
  workflow: { url: string | null };
}

/** Makes a workspace and connects it, as a platform's own program would. */
export async function connectWorkspace(
  api: JsonServer,
  simulator: JsonServer,
  { workspace, key, spec }: DemoAccount,
): Promise<DemoWorkspace> {
  const { id } = await api.post<{ id: string }>('/api/v1/workspaces', { name: workspace });
  await api.post(`/api/v1/workspaces/${id}/payment-providers/stripe`, { api_key: key });
  const { counts } = await simulator.get<{ counts: Counts }>(`/_sim/accounts/${spec.id}`);
  return { id, name: workspace, account: counts };
}

const pollMs = 400;
const patienceMs = 180_000;

/**
 * Starts a full sync of every workspace at once and shows progress until the last one has ended. The rows are counted in
 * Postgres, what goes on is asked of the API. Throws where one did not complete.
 */
export async function syncAll(
  api: JsonServer,
  rows: RowCounter,
  workspaces: readonly DemoWorkspace[],
): Promise<DemoSession[]> {
  const paths = await Promise.all(
    workspaces.map(async ({ id }) => {
      const started = await api.post<DemoSession>(`/api/v1/workspaces/${id}/sync/stripe/initial`, {});
      return `/api/v1/workspaces/${id}/sync/sessions/${started.session_id}`;
    }),
  );
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
    for (const [index, { status, error_summary }] of sessions.entries()) {
      if (status === 'failed' || status === 'cancelled')
        throw new Error(
          `The sync of ${workspaces[index]?.name} ${status}: ${error_summary?.message ?? 'no reason given'}`,
        );
    }
    if (done) return sessions;
    if (Date.now() > deadline) throw new Error(`The syncs are not done after ${patienceMs / 1_000} s`);
  }
}

/** Milliseconds from a session's start to its end. */
export const durationOf = ({ started_at, completed_at }: DemoSession): number =>
  Date.parse(completed_at ?? '') - Date.parse(started_at ?? '');

const phases: Record<string, string> = {
  opening: 'copying',
  listing: 'copying',
  confirming: 'checking what changed meanwhile',
  closing: 'finishing',
};

function noteOf(session: DemoSession | undefined): string {
  if (session === undefined) return '';
  const { status, progress } = session;
  if (status === 'completed') return `done in ${(durationOf(session) / 1_000).toFixed(1)} s`;
  if (progress.waiting) return `waiting: ${progress.waiting.reason}`;
  return phases[progress.phase ?? 'opening'] ?? status;
}
