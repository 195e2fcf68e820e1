/** What a command's exit code means. Scripts decide by them, so they do not change. */
export const exitCodes = {
  done: 0,
  failed: 1,
  usage: 2,
  partial: 3,
  key: 4,
  notFound: 5,
  busy: 6,
  away: 7,
  interrupted: 130,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

export const exitCodesText = `Exit codes:
  0    done
  1    failed, or cancelled
  2    used in the wrong way, or a question could not be asked without a terminal
  3    partial: something is missing in the copy, or it is late
  4    a key is missing, was refused, or may not do this
  5    not found
  6    conflict: a sync runs already, or something has changed in the meantime
  7    the service or the provider is away: the same can succeed later
  130  interrupted by Ctrl-C`;

/** Ends the command with a message for people. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
  readonly exitCode: ExitCode;
  readonly code: string;
  /** What to do about it. */
  readonly advice: string | undefined;

  constructor(exitCode: ExitCode, code: string, message: string, advice?: string) {
    super(message);
    this.exitCode = exitCode;
    this.code = code;
    this.advice = advice;
  }
}

/** It was used in the wrong way. */
export const usage = (message: string, advice?: string): CommandError =>
  new CommandError(exitCodes.usage, 'usage', message, advice);
