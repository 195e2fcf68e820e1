import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { startDeployment, type Deployment } from '../../support/deployment.ts';
import { terminal, type Terminal } from '../../support/programs/terminal.ts';

let deployment: Deployment;

beforeAll(async () => {
  deployment = await startDeployment();
  await deployment.startWorker();
});
afterAll(() => deployment.stop());

const envOf = (workspace: string) => ({
  WPS_URL: deployment.url,
  WPS_API_KEY: deployment.adminKey,
  WPS_WORKSPACE: workspace,
});

const hasEnded = (lines: readonly string[]) => lines.some((line) => line.startsWith('exit '));

interface Shot {
  readonly at: number;
  readonly lines: readonly string[];
}

/** Every screen that differs from the one before, until the program has ended. */
async function film(shown: Terminal): Promise<Shot[]> {
  const shots: Shot[] = [];
  for (;;) {
    const lines = await shown.screen();
    if (shots.at(-1)?.lines.join('\n') !== lines.join('\n')) shots.push({ at: performance.now(), lines });
    if (hasEnded(lines)) return shots;
    await sleep(100);
  }
}

/** The objects that the line of all entities counts. */
const countOf = ({ lines }: Shot): number | undefined => {
  const [, count] = lines.findLast((line) => line.startsWith('all '))?.match(/ ([\d,]+)(?: |$)/) ?? [];
  return count === undefined ? undefined : Number(count.replaceAll(',', ''));
};

it('a full sync of 20,000 objects moves on the screen at least once a second, and ends as the API says', async () => {
  const { workspaceId } = await deployment.connect({
    customers: 12_000,
    products: 200,
    prices: 800,
    subscriptions: 7_000,
    // So that it takes some ten seconds.
    limits: { perSecond: 25 },
  });
  const env = envOf(workspaceId);
  const wide = await terminal(['sync', '--full'], { env });
  onTestFinished(() => wide.stop());
  const filming = film(wide);
  const sessions = `/api/v1/workspaces/${workspaceId}/sync/sessions`;
  const first = async () => (await deployment.call('GET', sessions)).body.sessions[0]?.session_id;
  await expect.poll(first, { timeout: 20_000 }).toBeDefined();
  const narrow = await terminal(['sync', '--session', await first()], { env, columns: 20 });
  onTestFinished(() => narrow.stop());
  const [shots, small] = await Promise.all([filming, film(narrow)]);

  const counted = shots.filter((shot) => countOf(shot) !== undefined);
  const counts = counted.map((shot) => countOf(shot)!);
  expect(counts).toEqual(counts.toSorted((one, other) => one - other));
  const seconds = (counted.at(-1)!.at - counted[0]!.at) / 1_000;
  expect(counted.length).toBeGreaterThan(seconds);

  const { figures } = (await deployment.call('GET', `${sessions}/${await first()}`)).body;
  expect(figures.done).toBe(20_000);
  for (const shown of [shots, small]) {
    expect(shown.at(-1)!.lines).toContain('exit 0');
    expect(countOf(shown.at(-1)!)).toBe(figures.done);
  }
  // Each entity has one line: none was wrapped, in no screen.
  for (const { lines } of small) {
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(20);
    for (const entity of Object.keys(figures.entities))
      expect(lines.filter((line) => line.startsWith(entity.slice(0, 6))).length).toBeLessThanOrEqual(1);
  }
});

it('a key that is typed is not shown', async () => {
  const { workspaceId } = await deployment.connect({ customers: 1 });
  const shown = await terminal(['connect', '--check'], { env: envOf(workspaceId) });
  onTestFinished(() => shown.stop());
  const screen = async () => (await shown.screen()).join('\n');
  await expect.poll(screen, { timeout: 20_000 }).toContain('it is not shown');
  await shown.type('rk_live_typed_by_hand');
  await expect.poll(screen, { timeout: 20_000 }).toContain('exit 4');
  expect(await screen()).not.toContain('typed_by_hand');
});
