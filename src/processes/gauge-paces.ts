import type { OpenPaces } from '../activities/account/open-paces.ts';
import type { Recorders } from '../telemetry/metrics/definition.ts';
import type { workerMetrics } from '../telemetry/metrics/worker-definitions.ts';
import type { WorkspaceLabel } from '../telemetry/metrics/workspace-label.ts';

type Series = Parameters<Recorders<typeof workerMetrics>['pace']>[0];

/**
 * Returns a look at the accounts that are asked now. The runtime's meter forgets no series, so an account that is asked no
 * longer gets a 0; those that metrics do not name are added up.
 */
export function gaugePaces(
  metrics: Pick<Recorders<typeof workerMetrics>, 'pace'>,
  paces: Pick<OpenPaces, 'accounts'>,
  workspaceLabel: Pick<WorkspaceLabel, 'of'>,
): () => void {
  let shown = new Map<string, Series>();
  return () => {
    const values = new Map<string, { readonly series: Series; value: number }>();
    for (const { workspaceId, provider, granted, limit } of paces.accounts()) {
      for (const [kind, value] of [
        ['granted', granted],
        ['limit', limit],
      ] as const) {
        const series = { workspace_id: workspaceLabel.of(workspaceId), provider, kind };
        const key = Object.values(series).join(' ');
        const known = values.get(key);
        if (known === undefined) values.set(key, { series, value });
        else known.value += value;
      }
    }
    for (const [key, series] of shown) if (!values.has(key)) metrics.pace(series, 0);
    for (const { series, value } of values.values()) metrics.pace(series, value);
    shown = new Map([...values].map(([key, { series }]) => [key, series]));
  };
}
