import stringWidth from 'string-width';
import type { Schema } from '../context.ts';
import { counted, cut, duration, harmless, padEnd } from '../output/text.ts';

type Session = Schema['LiveSession'];
type Figures = Pick<Schema['EntityFigures'], 'done' | 'rate' | 'covered' | 'seconds_left'>;

/** One bar's place: the share of the time range that was read; without one, what was listed is all that can be told. */
function bar({ covered }: Figures, state: string, width: number): string {
  const share = state === 'complete' ? 1 : covered;
  if (share === null) return '·'.repeat(width);
  const filled = Math.floor(share * width);
  return '█'.repeat(filled) + '░'.repeat(width - filled);
}

const rateOf = ({ rate }: Figures): string => (rate === null ? '' : `${counted(Math.round(rate))}/s`);
const leftOf = ({ seconds_left: left }: Figures): string => (left === null ? '' : `${duration(left)} left`);

/** What the sync is at, in a few words. */
export function stageOf({ status, figures, progress }: Session): string {
  const { waiting } = figures;
  if (waiting !== null) {
    const place = waiting.position === null ? '' : `, position ${waiting.position}`;
    const until = waiting.until === null ? '' : `, until ${waiting.until.slice(11, 16)} UTC at most`;
    return `waits: ${harmless(waiting.reason)}${place}, since ${waiting.since.slice(11, 16)} UTC${until}`;
  }
  // The workflow hears of its pages slice by slice.
  const lists = Object.values(figures.entities).some(({ state }) => state === 'listing');
  const phase = lists ? 'listing' : progress['phase'];
  return status === 'running' && typeof phase === 'string' ? phase.replaceAll('_', ' ') : status;
}

const names: Record<Session['session_type'], string> = {
  initial_sync: 'Full sync',
  incremental_sync: 'Incremental sync',
  webhook_sync: 'Webhooks',
};

export const titleOf = ({ session_type, provider }: Session): string =>
  `${names[session_type]} of ${provider}`;

/** One line for each entity and one for all, none wider than `width`; what does not fit is left out from the right. */
export function bars(session: Session, width: number): string[] {
  const { figures } = session;
  const entities = Object.entries(figures.entities);
  const rows = [
    ...entities.map(([name, each]) => ({ name, state: each.state, each })),
    { name: 'all', state: session.status === 'completed' ? 'complete' : '', each: figures },
  ];
  const nameWidth = Math.max(...rows.map(({ name }) => stringWidth(name)));
  const counts = rows.map(({ each }) => counted(each.done));
  const countWidth = Math.max(...counts.map((count) => count.length));
  const rates = rows.map(({ each }) => rateOf(each));
  const rateWidth = Math.max(...rates.map((rate) => rate.length));
  const barWidth = Math.min(24, width - nameWidth - countWidth - rateWidth - 18);
  const lines = rows.map(({ name, state, each }, row) => {
    const count = counts[row]!.padStart(countWidth);
    if (barWidth < 4)
      return `${padEnd(cut(name, width - countWidth - 1), Math.min(nameWidth, width - countWidth - 1))} ${count}`;
    const end = state === 'complete' ? 'complete' : state === 'failed' ? 'failed' : leftOf(each);
    return `${padEnd(name, nameWidth)} ${bar(each, state, barWidth)} ${count} ${rates[row]!.padStart(rateWidth)} ${end}`;
  });
  return [`${titleOf(session)}: ${stageOf(session)}`, ...lines].map((line) => cut(line.trimEnd(), width));
}
