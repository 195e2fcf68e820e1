import type { Headers, WorkflowClientInterceptor } from '@temporalio/client';
import { defaultPayloadConverter } from '@temporalio/common';
import { context, defaultTextMapSetter } from '@opentelemetry/api';
import { W3CTraceContextPropagator } from '@opentelemetry/core';
import { traceHeader } from '../contracts/trace-header.ts';

const propagator = new W3CTraceContextPropagator();

/** Says in a call's headers in which trace it is, if it is in one. */
function inTrace<Call extends { readonly headers: Headers }>(call: Call): Call {
  const carrier: Record<string, string> = {};
  propagator.inject(context.active(), carrier, defaultTextMapSetter);
  const parent = carrier['traceparent'];
  if (parent === undefined) return call;
  return {
    ...call,
    headers: { ...call.headers, [traceHeader]: defaultPayloadConverter.toPayload(parent) },
  };
}

/** Calls of Temporal by which this service makes work. */
export const traceCalls: WorkflowClientInterceptor = {
  startWithDetails: (call, next) => next(inTrace(call)),
  signal: (call, next) => next(inTrace(call)),
  signalWithStart: (call, next) => next(inTrace(call)),
  startUpdate: (call, next) => next(inTrace(call)),
  startUpdateWithStart: (call, next) =>
    next({
      ...call,
      workflowStartHeaders: inTrace({ headers: call.workflowStartHeaders }).headers,
      updateHeaders: inTrace({ headers: call.updateHeaders }).headers,
    }),
};
