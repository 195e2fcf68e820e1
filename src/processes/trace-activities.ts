import { defaultPayloadConverter } from '@temporalio/common';
import { context, defaultTextMapGetter, ROOT_CONTEXT, SpanStatusCode, trace } from '@opentelemetry/api';
import { W3CTraceContextPropagator } from '@opentelemetry/core';
import type { ActivityInterceptorsFactory } from '@temporalio/worker';
import { traceHeader } from '../contracts/trace-header.ts';

const propagator = new W3CTraceContextPropagator();

/** Each attempt of an activity is a span, in the trace of the call that asked its workflow for it. */
export const traceActivities: ActivityInterceptorsFactory = ({ info }) => ({
  inbound: {
    async execute(call, next) {
      const { [traceHeader]: payload } = call.headers;
      const carrier = payload && { [traceHeader]: defaultPayloadConverter.fromPayload<string>(payload) };
      const parent = propagator.extract(ROOT_CONTEXT, carrier ?? {}, defaultTextMapGetter);
      const span = trace.getTracer('temporal').startSpan(
        `activity ${info.activityType}`,
        {
          attributes: {
            'temporal.workflow_id': info.workflowExecution?.workflowId,
            'temporal.run_id': info.workflowExecution?.runId,
            'temporal.attempt': info.attempt,
          },
        },
        parent,
      );
      try {
        return await context.with(trace.setSpan(parent, span), () => next(call));
      } catch (error) {
        span.setStatus({ code: SpanStatusCode.ERROR, message: error instanceof Error ? error.name : '' });
        throw error;
      } finally {
        span.end();
      }
    },
  },
});
