import { isGrpcServiceError } from '@temporalio/client';

/** The gRPC status codes that decide something here (https://grpc.github.io/grpc/core/md_doc_statuscodes.html). */
export const grpcStatus = {
  /** Also a deadline that the server noticed before the client did: nothing here cancels a call. */
  cancelled: 1,
  unknown: 2,
  deadlineExceeded: 4,
  notFound: 5,
  alreadyExists: 6,
  permissionDenied: 7,
  resourceExhausted: 8,
  failedPrecondition: 9,
  aborted: 10,
  unimplemented: 12,
  unavailable: 14,
  unauthenticated: 16,
} as const;

/** The status of the gRPC call behind an error of the client, which wraps it in errors of its own. */
export function grpcStatusOf(error: unknown): number | undefined {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (isGrpcServiceError(cause)) return cause.code;
  }
  return undefined;
}
