import { lookup as dnsLookup } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { Agent, request, type Dispatcher } from 'undici';
import { storableText } from '../../db/storable-text.ts';
import type { AttemptOutcome } from '../../domain/notifications/delivery-rules.ts';
import { retryAfterOf } from '../../domain/retry-after.ts';
import { isPublicIp, isLoopbackIp } from '../../providers/public-address.ts';

/** How requests leave this network. */
export interface Egress {
  /** Whether this machine may be a receiver, also by http: for development. */
  readonly loopback: boolean;
  /** Default: the system's. */
  readonly lookup?: LookupFunction;
  /** Milliseconds that an attempt may take from the look-up to the end of its answer; default: 15 s. */
  readonly timeoutMs?: number;
  /** Default: `retryDelaysMs`. */
  readonly retryDelaysMs?: readonly number[];
}

/** One request, and what came of it. */
export interface Attempt extends AttemptOutcome {
  readonly sentAt: Date;
  readonly durationMs: number;
  /** Why it is no success; null if it is one. */
  readonly problem: string | null;
  /** How the answer began. */
  readonly answer: string | null;
}

export interface Message {
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** Nothing more of an answer is read, and so much is kept for the log. */
const maxAnswerBytes = 64 * 1024;
const keptCharacters = 1_000;

class Refused extends Error {}

/** Connections to one receiver. They go to the very addresses that were checked: nothing looks them up again. */
export class ReceiverConnection {
  readonly #egress: Egress;
  readonly #agent: Agent;

  constructor({ connections, ...egress }: Egress & { connections: number }) {
    this.#egress = egress;
    this.#agent = new Agent({ connections, connect: { lookup: checked(egress) } });
  }

  /** Never throws: what went wrong is the attempt's problem. */
  async post(url: string, { body, headers }: Message): Promise<Attempt> {
    const sentAt = new Date();
    const ended = (outcome: Omit<Attempt, 'sentAt' | 'durationMs'>): Attempt => ({
      sentAt,
      durationMs: Date.now() - sentAt.getTime(),
      ...outcome,
    });
    const { timeoutMs = 15_000 } = this.#egress;
    const signal = AbortSignal.timeout(timeoutMs);
    try {
      assertMaySend(new URL(url), this.#egress);
      const { statusCode: status, ...answer } = await request(url, {
        method: 'POST',
        dispatcher: this.#agent,
        headers,
        body,
        signal,
      });
      const retryAfterMs = retryAfterOf(one(answer.headers['retry-after']), Date.now());
      return ended({
        status,
        retryAfterMs,
        problem: problemOf(status),
        answer: await beginning(answer.body),
      });
    } catch (error) {
      const problem = signal.aborted ? `no answer within ${timeoutMs / 1000} s` : reasonOf(error);
      return ended({ status: null, retryAfterMs: null, problem, answer: null });
    }
  }

  /** Ends what is still open. */
  async close(): Promise<void> {
    await this.#agent.destroy();
  }
}

/** An address as text is not looked up, so it is checked here. */
function assertMaySend({ protocol, hostname }: URL, egress: Egress): void {
  const host = hostname.replace(/^\[|\]$/g, '');
  if (isIP(host) !== 0) assertAllowed([host], egress);
  if (protocol === 'https:') return;
  if (protocol !== 'http:' || !egress.loopback) throw new Refused('only https is allowed');
}

/** Every address must be allowed, or a name with two of them would be a way in. */
function assertAllowed(addresses: readonly string[], { loopback }: Egress): void {
  for (const address of addresses) {
    if (!isPublicIp(address) && !(loopback && isLoopbackIp(address)))
      throw new Refused('its address is not on the public Internet');
  }
}

const checked =
  (egress: Egress): LookupFunction =>
  (hostname, options, callback) => {
    const lookup: LookupFunction = egress.lookup ?? dnsLookup;
    lookup(hostname, { ...options, all: true }, (error, found) => {
      if (error !== null) {
        callback(error, '', 0);
        return;
      }
      const addresses = Array.isArray(found) ? found : [{ address: found, family: isIP(found) }];
      try {
        assertAllowed(
          addresses.map(({ address }) => address),
          egress,
        );
      } catch (refused) {
        callback(refused as Error, '', 0);
        return;
      }
      const [first] = addresses;
      if (options.all === true) callback(null, addresses);
      else callback(null, first?.address ?? '', first?.family ?? 0);
    });
  };

const one = (header: string | string[] | undefined): string | undefined =>
  Array.isArray(header) ? header[0] : header;

function problemOf(status: number): string | null {
  if (status >= 200 && status < 300) return null;
  if (status >= 300 && status < 400) return `redirects are not followed (${status})`;
  return `it answered ${status}`;
}

/** Reads no more than it may, and ends the connection if there is more. */
async function beginning(body: Dispatcher.ResponseData['body']): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const chunk of body as AsyncIterable<Buffer>) {
      chunks.push(chunk);
      bytes += chunk.length;
      if (bytes >= maxAnswerBytes) break;
    }
  } catch {
    // The status has come, and it decides.
  }
  body.on('error', () => {}).destroy();
  return storableText(Buffer.concat(chunks).toString('utf8').slice(0, keptCharacters));
}

/** For the log of attempts: no stack, and nothing of our own network. */
function reasonOf(error: unknown): string {
  if (error instanceof Refused) return error.message;
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return (
    reasons[code] ??
    (code.startsWith('ERR_TLS') || code.includes('CERT')
      ? `TLS: ${code}`
      : `no connection (${code || 'unknown'})`)
  );
}

const reasons: Readonly<Record<string, string>> = {
  ENOTFOUND: 'its name is not known to DNS',
  EAI_AGAIN: 'DNS did not answer',
  ECONNREFUSED: 'it refused the connection',
  ECONNRESET: 'it ended the connection',
  UND_ERR_SOCKET: 'it ended the connection',
};
