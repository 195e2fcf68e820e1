import type { Schema, ConnectionContext } from '../context.ts';
import { cancel } from '../commands/cancel.ts';
import { CommandError, exitCodes, type ExitCode } from '../exit-codes.ts';
import { explainError } from '../explain-error.ts';
import { counted, duration, harmless } from '../output/text.ts';
import { ask, canAsk } from '../settings/ask.ts';
import { barDisplay, noDisplay, plainDisplay, type Display } from './displays.ts';

type Session = Schema['LiveSession'];

function displayFor({ out }: ConnectionContext): Display {
  if (out.format !== 'text') return noDisplay;
  return process.stderr.isTTY && process.env['TERM'] !== 'dumb'
    ? barDisplay()
    : plainDisplay((line) => out.say(line));
}

/** Shows a session until it has ended or Ctrl-C stops that, prints its result, and sets the exit code. */
export async function follow(context: ConnectionContext, id: string): Promise<void> {
  const { client, out, workspaceId } = context;
  const display = displayFor(context);
  const interrupts = watchInterrupts(context, id, display);
  let last: Session | undefined;
  try {
    for await (const session of client.watchSession(workspaceId, id, { signal: interrupts.signal })) {
      last = session;
      display.show(session);
      if (out.format === 'jsonl') out.event(progressJson(session));
    }
  } catch (error) {
    if (!interrupts.signal.aborted) throw error;
  } finally {
    interrupts.end();
    display.end();
  }
  if (interrupts.signal.aborted || last === undefined) {
    const again = `Look again: wps sync --session ${id} --workspace ${workspaceId}`;
    throw new CommandError(
      exitCodes.interrupted,
      'interrupted',
      'Stopped watching. The sync goes on.',
      again,
    );
  }
  if (out.format === 'jsonl') out.event({ type: 'result', ...last });
  else out.one(last, resultText(last));
  process.exitCode = interrupts.cancelled() ? exitCodes.interrupted : exitCodeOf(last);
}

const progressJson = ({ session_id, status, as_of, figures }: Session) => ({
  type: 'progress',
  session_id,
  status,
  as_of,
  figures,
});

/** Partial: some entities are complete, and others are missing. */
function exitCodeOf({ status, figures }: Session): ExitCode {
  if (status === 'completed') return exitCodes.done;
  const states = Object.values(figures.entities).map(({ state }) => state);
  const partial = status === 'failed' && states.includes('complete') && states.includes('failed');
  return partial ? exitCodes.partial : exitCodes.failed;
}

function resultText({ status, figures, error_summary, started_at, completed_at }: Session): string {
  const seconds = (Date.parse(completed_at ?? '') - Date.parse(started_at ?? '')) / 1000;
  const took = Number.isNaN(seconds) ? '' : ` in ${duration(seconds)}`;
  const written = Object.values(figures.entities).reduce((sum, each) => sum + each.written, 0);
  const failed = Object.entries(figures.entities).filter(([, { state }]) => state === 'failed');
  const message = error_summary?.['message'];
  return [
    `${status[0]!.toUpperCase()}${status.slice(1)}${took}: ${counted(figures.done)} objects, ${counted(written)} rows written.`,
    ...(failed.length > 0 ? [`Missing: ${failed.map(([name]) => name).join(', ')}`] : []),
    ...(typeof message === 'string' ? [harmless(message)] : []),
  ].join('\n');
}

/** Ctrl-C asks what to do, where somebody can answer; a second one stops watching. */
function watchInterrupts(context: ConnectionContext, id: string, display: Display) {
  const stop = new AbortController();
  let asking = false;
  let cancelled = false;
  const question = 'Stop watching (the sync goes on), or cancel it? [s]top, [c]ancel, Enter to go on:';
  const interrupted = async (): Promise<void> => {
    if (asking || !canAsk()) return stop.abort();
    asking = true;
    display.pause();
    const answer = await ask(question, '--detach').catch(() => 's');
    asking = false;
    if (/^s/i.test(answer)) return stop.abort();
    if (/^c/i.test(answer)) {
      // It may have ended meanwhile: then that is its result.
      cancelled = await cancel(context, id).then(
        () => true,
        (error: unknown) => {
          context.out.say(`It was not cancelled: ${explainError(error).error}`);
          return false;
        },
      );
    }
    display.resume();
  };
  const onSignal = () => void interrupted();
  process.on('SIGINT', onSignal);
  return {
    signal: stop.signal,
    cancelled: () => cancelled,
    end: () => process.off('SIGINT', onSignal),
  };
}
