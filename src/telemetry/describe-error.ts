interface DescribedError {
  readonly type: string;
  readonly code?: unknown;
  readonly message: string;
  readonly stack?: string;
  readonly cause?: DescribedError;
}

/** An error that quotes its statement and parameters would put rows into the log. Only its type is logged. */
const quotesStatement = (error: Error): boolean => 'query' in error && 'params' in error;

function describe(error: Error, depth: number): DescribedError {
  const message = quotesStatement(error) ? 'a statement failed' : (error.message.split('\n', 1)[0] ?? '');
  return {
    type: error.name,
    ...('code' in error && { code: error.code }),
    message: message.slice(0, 500),
    ...(depth === 0 && !quotesStatement(error) && error.stack !== undefined && { stack: error.stack }),
    ...(error.cause instanceof Error && depth < 4 && { cause: describe(error.cause, depth + 1) }),
  };
}

/** An error for the log, with its causes: types, codes, first lines, and one stack. */
export const describeError = (error: unknown): unknown =>
  error instanceof Error ? describe(error, 0) : error;
