import { SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import pg from 'pg';
import { StatementBatch } from './statement-batch.ts';

/** A connection whose statements are spans, if what asks for them is in a trace. Their values are not in it. */
export class TracedClient extends pg.Client {
  // oxlint-disable-next-line typescript/no-explicit-any -- the driver's seven overloads, all of them passed on
  override query(query: any, ...rest: any[]): any {
    const answer: unknown = super.query(query, ...(rest as []));
    if (trace.getActiveSpan()?.isRecording() === true) spanOf(query, answer);
    return answer;
  }
}

/** From when the statement is sent, or waits in the driver for those before it, to its answer. */
function spanOf(query: unknown, answer: unknown): void {
  const text = textOf(query);
  const span = trace.getTracer('postgres').startSpan(`postgres ${/^\s*(\w+)/.exec(text)?.[1] ?? ''}`, {
    kind: SpanKind.CLIENT,
    attributes: { 'db.system.name': 'postgresql', 'db.query.text': text },
  });
  const answered = answer instanceof StatementBatch ? answer.answered : Promise.resolve(answer);
  answered.then(
    () => span.end(),
    (error: unknown) => {
      const code = error instanceof pg.DatabaseError ? error.code : undefined;
      span.setStatus({ code: SpanStatusCode.ERROR, ...(code !== undefined && { message: code }) });
      span.end();
    },
  );
}

function textOf(query: unknown): string {
  if (typeof query === 'string') return query;
  if (query instanceof StatementBatch) return query.text;
  return typeof query === 'object' && query !== null && 'text' in query ? String(query.text) : '';
}
