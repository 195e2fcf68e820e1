import { Agent, type Dispatcher } from 'undici';
import { integer } from '../environment/values.ts';
import { variable } from '../environment/variable.ts';

const mebibyte = 1024 * 1024;

/** Twice what a webhook may have (read-body.ts): an answer is held as bytes, as text and, if it is new, as objects. */
export const defaultMaxAnswerBytes = 32 * mebibyte;

/** Of every provider. */
export const maxAnswerBytes = variable(
  'MAX_ANSWER_BYTES',
  integer(defaultMaxAnswerBytes, mebibyte, 256 * mebibyte),
  `Bytes of one answer of a provider that are taken, after it is unzipped. A page that has more is read in smaller ones; of an object
that has more by itself its session says so, and all others are copied.`,
);

/**
 * Connections are kept for all accounts of a process: a TLS handshake costs as much as a page. HTTP/1.1, one request a
 * connection: over HTTP/2 all accounts would share one connection, and a failure of it would hit all of them.
 */
export const sharedAgent = (maxResponseSize = defaultMaxAnswerBytes): Dispatcher =>
  new Agent({
    allowH2: false,
    connections: 256,
    pipelining: 1,
    keepAliveTimeout: 30_000,
    keepAliveMaxTimeout: 300_000,
    maxResponseSize,
  });
