import { expect, it } from 'vitest';
import { OpenPaces } from '../activities/account/open-paces.ts';
import { workspaceId } from '../domain/ids.ts';
import { WorkspaceLabel, type WorkspaceLabelSetting } from '../telemetry/metrics/workspace-label.ts';
import { gaugePaces } from './gauge-paces.ts';

const [a, b] = [
  workspaceId('01890000-0000-7000-8000-00000000000a'),
  workspaceId('01890000-0000-7000-8000-00000000000b'),
];
const asking = (total: number) => ({ report: { total, endpoint: total } });

/** What the gauge has been set to since the last look, by provider, kind and workspace. */
function gauge(setting: WorkspaceLabelSetting) {
  const paces = new OpenPaces();
  const set: Record<string, number> = {};
  const look = gaugePaces(
    {
      pace: ({ workspace_id, provider, kind }, value) => (set[`${provider} ${kind} ${workspace_id}`] = value),
    },
    paces,
    new WorkspaceLabel(setting, { warn: () => {} }),
  );
  return { paces, set, look };
}

it('an account’s pace is the sum of what its activities may send, beside what its provider allows', () => {
  const { paces, set, look } = gauge('all');
  const listing = paces.add({ workspaceId: a, provider: 'stripe', requests: asking(60), limit: 100 });
  paces.add({ workspaceId: a, provider: 'stripe', requests: asking(12), limit: 100 });
  look();
  expect(set).toEqual({ [`stripe granted ${a}`]: 72, [`stripe limit ${a}`]: 100 });
  listing();
  look();
  expect(set[`stripe granted ${a}`]).toBe(12);
});

it('an account that is asked no longer has 0, as have those that metrics do not name', () => {
  const { paces, set, look } = gauge('none');
  const ends = [a, b].map((workspace) =>
    paces.add({ workspaceId: workspace, provider: 'stripe', requests: asking(10), limit: 25 }),
  );
  look();
  expect(set).toEqual({ 'stripe granted ': 20, 'stripe limit ': 50 });
  for (const end of ends) end();
  look();
  expect(set).toEqual({ 'stripe granted ': 0, 'stripe limit ': 0 });
});
