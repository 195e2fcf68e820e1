import {
  change,
  differing,
  follow,
  setDeliveries,
  changedObjects,
  type Followed,
  type Spread,
} from './changes.ts';
import type { JsonServer } from './http.ts';
import { whatLanded } from './landed.ts';
import { number } from './progress.ts';
import type { RowCounter } from './rows.ts';
import { counted, durationOf, syncChanges, type DemoSession, type DemoWorkspace } from './sync.ts';

export interface DemoStage {
  readonly api: JsonServer;
  readonly simulator: JsonServer;
  readonly rows: RowCounter;
  readonly say: (line?: string) => void;
}

/** Changes all accounts, waits for the webhooks, and compares. Throws if a copy differs from its account. */
export async function followChanges(stage: DemoStage, workspaces: readonly DemoWorkspace[]): Promise<void> {
  const { api, simulator, say } = stage;
  const followed = await Promise.all(
    workspaces.map(async (workspace) => {
      await setDeliveries(simulator, workspace, { doubled: 0.1, shuffled: true });
      const { created, updated, deleted } = await change(simulator, workspace);
      const what = `${created} objects created, ${updated} changed, ${deleted} deleted`;
      return { workspace, what, ...(await follow(api, simulator, workspace)) };
    }),
  );
  for (const { workspace, what, events, doubled, acknowledged, inTables } of followed) {
    say(`  ${workspace.name}: ${what}`);
    say(
      `    ${events} webhooks, ${doubled} of them delivered twice, all proved genuine, stored and acknowledged`,
    );
    say(`    acknowledged ${shown(acknowledged)} after the change, in the tables ${shown(inTables)} later`);
  }
  say();
  await compare(stage, followed);
}

const shown = ({ median, slowest }: Spread) => `${seconds(median)} s (slowest ${seconds(slowest)} s)`;
const seconds = (ms: number) => (ms / 1_000).toFixed(2);

async function compare(
  { api, simulator, rows, say }: DemoStage,
  followed: readonly (Pick<Followed, 'objects'> & { workspace: DemoWorkspace })[],
): Promise<void> {
  const now = await Promise.all(followed.map(({ workspace }) => counted(simulator, workspace)));
  const landed = whatLanded(now, await rows.count());
  for (const line of landed.lines) say(line);
  let objects = 0;
  for (const { workspace, objects: changed } of followed) {
    objects += changed.length;
    const different = await differing(api, simulator, workspace, changed);
    if (different.length > 0)
      landed.differences.push(`${workspace.name}: ${different.join(', ')} differ from the provider's`);
  }
  if (landed.differences.length > 0)
    throw new Error(`The copy differs from the account: ${landed.differences.join('; ')}`);
  say(`\n  All ${number(objects)} objects concerned equal the provider's, field for field.`);
}

/** Changes one account while its webhooks are lost, and reads the changes from its events instead. */
export async function catchUp(stage: DemoStage, workspace: DemoWorkspace, full: DemoSession): Promise<void> {
  const { api, simulator, say } = stage;
  await setDeliveries(simulator, workspace, { lost: 1 });
  const { created, updated, deleted } = await change(simulator, workspace, { seed: 'lost' });
  say(
    `  ${workspace.name}: ${created} objects created, ${updated} changed, ${deleted} deleted, no webhook came`,
  );
  const session = await syncChanges(api, workspace);
  const { requests = 0, notes = [] } = session.progress;
  for (const note of notes) say(`  ${note}`);
  say(
    `  An incremental sync found them in ${seconds(durationOf(session))} s with ${requests} requests to Stripe; ` +
      `the full one took ${number(full.progress.requests ?? 0)}.`,
  );
  say();
  await compare(stage, [{ workspace, objects: await changedObjects(api, workspace) }]);
  await setDeliveries(simulator, workspace, { lost: 0 });
}
