import type { WorkflowInterceptors } from '@temporalio/workflow';
import { traceHeader } from '../../contracts/trace-header.ts';

type Headers = Parameters<
  NonNullable<NonNullable<WorkflowInterceptors['inbound']>[number]['execute']>
>[0]['headers'];

/** Activities belong to the trace of the call that last asked this workflow for something. */
export function interceptors(): WorkflowInterceptors {
  let trace: Headers = {};
  const take = ({ [traceHeader]: given }: Headers) => {
    if (given !== undefined) trace = { [traceHeader]: given };
  };
  const give = <Call extends { readonly headers: Headers }>(call: Call): Call => ({
    ...call,
    headers: { ...call.headers, ...trace },
  });
  return {
    inbound: [
      {
        execute(call, next) {
          take(call.headers);
          return next(call);
        },
        handleUpdate(call, next) {
          take(call.headers);
          return next(call);
        },
        handleSignal(call, next) {
          take(call.headers);
          return next(call);
        },
      },
    ],
    outbound: [
      {
        scheduleActivity: (call, next) => next(give(call)),
        scheduleLocalActivity: (call, next) => next(give(call)),
        continueAsNew: (call, next) => next(give(call)),
      },
    ],
  };
}
