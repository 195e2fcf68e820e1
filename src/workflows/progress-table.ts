import type { SessionProgress } from '../contracts/sessions.ts';

const many = (count: number, what: string): string =>
  `${count.toLocaleString('en')} ${what}${count === 1 ? '' : 's'}`;

/** What the session does now, or how it ended, and how far it has come. */
function inOneSentence({ status, phase, entities, events, deleted }: SessionProgress): string {
  const listings = Object.entries(entities);
  const listed = listings.reduce((sum, [, entity]) => sum + entity.listed, 0);
  const written = listings.reduce((sum, [, entity]) => sum + entity.written, 0);
  const left = listings.filter(([, { state }]) => state === 'waiting' || state === 'listing');
  const sofar = [
    ...(listings.length > 0
      ? [`${many(listed, 'object')} listed`, `${many(written, 'row')} new or changed`]
      : []),
    ...(events.applied > 0 ? [`${many(events.applied, 'event')} applied`] : []),
    ...(deleted > 0 ? [`${many(deleted, 'object')} found deleted`] : []),
  ].join(', ');
  const doing = {
    waiting_for_admission: 'Waits for its turn among all syncs; its webhooks are applied meanwhile',
    opening: 'Begins',
    listing: `Lists ${left.map(([entityType]) => entityType).join(', ') || 'the account'}`,
    catching_up: 'Applies what has changed since it began',
    rechecking: 'Fetches single objects that lists and events left open',
    closing: 'Ends',
  }[phase];
  const what = status === 'running' || status === 'pending' ? doing : `It is ${status}`;
  return `${what}${sofar === '' ? '' : `: ${sofar}`}.`;
}

/** The session's present state as Markdown, for Temporal's Web UI: one sentence, then the figures. */
export function progressTable(progress: SessionProgress): string {
  const rows = Object.entries(progress.entities).map(
    ([entityType, entity]) =>
      `| ${entityType} | ${entity.error === undefined ? entity.state : `${entity.state}: ${entity.error.message}`} ` +
      `| ${entity.pages} | ${entity.listed} | ${entity.written} |`,
  );
  const { waiting, events } = progress;
  return [
    `**${inOneSentence(progress)}**`,
    `${progress.requests} requests, ${progress.rateLimited} × 429, ${progress.deleted} deleted`,
    `Events: ${events.applied} applied, ${events.stale} stale, ${events.ignored} ignored, ${events.quarantined} quarantined`,
    ...progress.notes,
    ...(waiting === null
      ? []
      : [`Waiting since ${waiting.since}, until ${waiting.until} at most: ${waiting.reason}`]),
    ['| entity | state | pages | listed | written |', '| --- | --- | --- | --- | --- |', ...rows].join('\n'),
    ...(progress.queued === null ? [] : [`Session ${progress.queued} waits its turn.`]),
    // Temporal's Web UI makes the frame a little too low for its content.
    '&nbsp;',
  ].join('\n\n');
}
