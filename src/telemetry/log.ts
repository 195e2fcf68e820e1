import pino, { type Logger } from 'pino';
import { describeError } from './describe-error.ts';
import { textLines } from './text-lines.ts';

export type Log = Logger;

export const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof logLevels)[number];

/** `json`: one object a line, for machines. `text`: one readable line, for people. */
export const logFormats = ['json', 'text'] as const;
export type LogFormat = (typeof logFormats)[number];

/** Only a last safeguard: no caller should log these. */
const secretKeys = [
  'apiKey',
  'api_key',
  'authorization',
  'credentials',
  'password',
  'secret',
  'webhook_secret',
  'webhookSecret',
];

export interface LogOptions {
  readonly level: LogLevel;
  readonly format: LogFormat;
  /** The process: `api`, `worker`. */
  readonly name: string;
}

export function createLog({ level, format, name }: LogOptions): Log {
  const options = {
    level,
    name,
    base: { name },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
    serializers: { err: describeError },
    redact: { paths: secretKeys.flatMap((key) => [key, `*.${key}`]), censor: '[secret]' },
  };
  return format === 'json' ? pino(options) : pino(options, textLines(process.stdout));
}
