import { setImmediate as turn } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { BodyGivenUp, UnverifiedBodies } from './unverified-bodies.ts';

/** A sender that sends when the test says so. */
function sender() {
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>(
    undefined,
    { highWaterMark: 100 },
    { highWaterMark: 100 },
  );
  const writer = writable.getWriter();
  return {
    body: readable,
    send: (bytes: number) => writer.write(new Uint8Array(bytes)).catch(() => {}),
    end: () => writer.close().catch(() => {}),
  };
}
const anySize = () => {};
const verified = async () => {};
const outcome = (holding: Promise<Buffer>) =>
  holding.then(
    (whole) => whole.length,
    (error: unknown) => (error instanceof BodyGivenUp ? 'given up' : error),
  );

it('the slowest senders are given up, and a body that comes at once is read', async () => {
  const bodies = new UnverifiedBodies(1_000);
  const slow = Array.from({ length: 5 }, sender);
  const held = slow.map(({ body }) => outcome(bodies.hold(body, anySize, verified)));
  for (const { send } of slow) await send(200);
  await turn();
  const quick = sender();
  const read = outcome(bodies.hold(quick.body, anySize, verified));
  await quick.send(300);
  await quick.end();
  expect(await read).toBe(300);
  for (const { end } of slow) await end();
  expect(await Promise.all(held)).toEqual(['given up', 'given up', 200, 200, 200]);
});

it('what is being verified counts, and is not given up', async () => {
  const bodies = new UnverifiedBodies(1_000);
  const verifying = Promise.withResolvers<void>();
  const first = sender();
  const held = outcome(bodies.hold(first.body, anySize, () => verifying.promise));
  await first.send(900);
  await first.end();
  await turn();
  const second = sender();
  const other = outcome(bodies.hold(second.body, anySize, verified));
  await second.send(200);
  expect(await other).toBe('given up');
  verifying.resolve();
  expect(await held).toBe(900);
});

it('nothing stays counted, however a body ends', async () => {
  const bodies = new UnverifiedBodies(1_000);
  const tooLarge = () => {
    throw new Error('too large');
  };
  for (let i = 0; i < 10; i += 1) {
    for (const [assertSize, verify] of [
      [tooLarge, verified],
      [anySize, async () => Promise.reject(new Error('forged'))],
      [anySize, verified],
    ] as const) {
      const { body, send, end } = sender();
      const held = outcome(bodies.hold(body, assertSize, verify));
      await send(900);
      await end();
      await held;
    }
  }
  const { body, send, end } = sender();
  const held = outcome(bodies.hold(body, anySize, verified));
  await send(1_000);
  await end();
  expect(await held).toBe(1_000);
});
