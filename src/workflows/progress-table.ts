import type { SessionProgress } from '../contracts/sessions.ts';

/** The session's present state as Markdown, for the details that Temporal's Web UI shows of a run. */
export function progressTable(progress: SessionProgress): string {
  const rows = Object.entries(progress.entities).map(
    ([entityType, entity]) =>
      `| ${entityType} | ${entity.error === undefined ? entity.state : `${entity.state}: ${entity.error.message}`} ` +
      `| ${entity.pages} | ${entity.listed} | ${entity.written} |`,
  );
  const { waiting, events } = progress;
  return [
    `**${progress.status}**, ${progress.phase} · ${progress.requests} requests, ${progress.rateLimited} × 429, ${progress.deleted} deleted`,
    `Events: ${events.applied} applied, ${events.stale} stale, ${events.ignored} ignored, ${events.quarantined} quarantined`,
    ...(progress.phase === 'waiting_for_admission'
      ? ['Waits for admission: as many sessions run as may at once. Webhooks are applied while it waits.']
      : []),
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
