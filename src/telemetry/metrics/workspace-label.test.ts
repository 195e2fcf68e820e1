import { describe, expect, it } from 'vitest';
import { recordedMetrics } from '../../../test/support/recorded-metrics.ts';
import { maxNamedWorkspaces, WorkspaceLabel } from './workspace-label.ts';

const numbered = Array.from({ length: 2_000 }, (_, number) => `workspace-${number}`);

function labelsOf(setting?: 'all' | 'none') {
  const warnings: unknown[] = [];
  const label = new WorkspaceLabel(setting, { warn: (...said: unknown[]) => void warnings.push(said) });
  return { named: new Set(numbered.map((workspace) => label.of(workspace))), label, warnings };
}

describe("the workspace's label", () => {
  it('names a bounded number by itself, then none, and says so once', () => {
    const { named, label, warnings } = labelsOf();
    expect(named.size).toBe(maxNamedWorkspaces + 1);
    expect(label.of('workspace-0')).toBe('');
    expect(label.namesAll(['workspace-0'])).toBe(false);
    expect(warnings).toHaveLength(1);
  });

  it('names all, or none, if it is told to', () => {
    expect(labelsOf('all').named.size).toBe(2_000);
    expect(labelsOf('none').named).toEqual(new Set(['']));
  });

  it('stays as an empty label, so that sums by it go on', () => {
    const recorded = recordedMetrics('none');
    recorded.metrics.syncErrors({ workspace_id: 'w', provider: 'stripe', error_type: 'internal' }, 1);
    expect(recorded.series.at(-1)).toMatchObject({
      name: 'workspace_sync_errors_total',
      labels: { workspace_id: '', provider: 'stripe', error_type: 'internal' },
    });
  });
});
