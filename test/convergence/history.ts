import { Choices } from './choices.ts';
import { productRules, type ProductRules } from './model-copy.ts';
import { drain } from './model-inbox.ts';
import { ModelService } from './model-service.ts';

/** Milliseconds between two steps: mostly less than a second, so that many events share one. */
const pauses = [0, 0, 1, 5, 30, 200, 400, 1_100, 2_500, 9_000];
const contents = 2;

/** One step: in the account, on the wire, or in the service. `oneIn`: how many changes have no event; 0: all have one. */
function happen(run: ModelService, oneIn: number): { silent: boolean } {
  const { account, choices, copy } = run;
  run.time.now += choices.of(pauses);
  const action = choices.below(16);
  if (action < 4) return change(run, oneIn);
  if (action < 7 && account.events.length > 0) {
    const event = choices.of(account.events);
    copy.store(event, choices.below(4) === 0);
    run.note(`delivered ${event.id}`);
  } else if (action === 7 && run.session === null) run.session = run.sync(choices.below(2) === 0);
  else if (action === 8 && run.drain === null) run.drain = drain(run);
  else if (action === 9 && choices.below(3) === 0) run.crash(choices.below(2) === 0);
  else run.step();
  return { silent: false };
}

function change({ account, choices, note }: ModelService, oneIn: number): { silent: boolean } {
  const silent = oneIn > 0 && choices.below(oneIn) === 0;
  const object = account.living.length > 0 ? choices.of(account.living) : null;
  const what = object === null ? 0 : choices.below(10);
  const content = choices.below(contents);
  const { goneIds } = account;
  if (goneIds.length > 0 && what < 2) {
    const id = choices.of(goneIds);
    account.create(content, silent, id);
    note(`${id} came back ${content}${silent ? ' silently' : ''}`);
    return { silent };
  }
  if (object !== null && what === 9) {
    account.foreign({ ...object, content: content + contents }, choices.of(['present', 'deleted']));
    note(`another account's event about ${object.id}`);
    return { silent: false };
  }
  if (object === null || (what < 2 && account.objects.length < 5)) account.create(content, silent);
  else if (what === 2) account.delete(object, silent);
  else account.update(object, content, silent);
  note(
    `${object?.id ?? 'new'} ${what < 2 ? 'created' : what === 2 ? 'deleted' : content}${silent ? ' silently' : ''}`,
  );
  return { silent };
}

/** Plays a history to its quiet end. Returns what is wrong with the copy then, and the steps to it. */
export function differences(numbers: readonly number[], rules: ProductRules = productRules) {
  const run = new ModelService(new Choices(numbers), rules);
  let silent = false;
  // A full sync at the end would mend what events alone must not spoil.
  const silentOneIn = run.choices.of([0, 0, 8]);
  for (let n = run.choices.below(5); n > 0; n -= 1) run.account.create(run.choices.below(contents), false);
  while (run.choices.left) silent = happen(run, silentOneIn).silent || silent;
  run.settle();
  // A listing finds a change without an event only if it began after the change, not if it resumes.
  for (const full of silent ? [true, true] : [run.choices.below(4) === 0]) {
    run.time.now += 10_000;
    run.session = run.sync(full);
    run.settle();
  }
  const wrong = compare(run, 'after the last sync');
  for (const event of run.account.events) run.copy.store(event, event.created % 2 === 0);
  run.settle();
  return { wrong: [...wrong, ...compare(run, 'after the last late event')], trace: run.trace };
}

function compare({ account, copy }: ModelService, when: string): string[] {
  const theirs = new Map(account.living.map(({ id, content }) => [id, content]));
  const ours = copy.living;
  return [...new Set([...theirs.keys(), ...ours.keys()])]
    .filter((id) => theirs.get(id) !== ours.get(id))
    .map((id) => `${when} ${id} is ${ours.get(id)} and should be ${theirs.get(id)}`);
}
