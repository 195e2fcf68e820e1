import type { AccountSpec } from '../simulator/stripe/account/account-spec.ts';
import type { LatencySpec } from '../simulator/core/latency.ts';
import type { LimitsSpec } from '../simulator/core/rate-limit.ts';
import type { MutateSpec, MutationCounts } from '../simulator/core/mutate/mutate-spec.ts';
import type { RequestCounts } from '../simulator/core/request-log.ts';
import type { summary } from '../simulator/control/summary.ts';

export type SimulatedAccount = ReturnType<typeof summary>;

/** The simulator's control API. */
export class Simulator {
  readonly url: string;
  readonly pid: number;

  constructor(url: string, pid: number) {
    this.url = url;
    this.pid = pid;
  }

  createAccount = (spec: AccountSpec): Promise<SimulatedAccount> => this.#call('POST', 'accounts', spec);
  account = (id: string): Promise<SimulatedAccount> => this.#call('GET', `accounts/${id}`);
  deleteAccount = (id: string): Promise<unknown> => this.#call('DELETE', `accounts/${id}`);
  counts = (id: string): Promise<RequestCounts> => this.#call('GET', `accounts/${id}/counts`);
  forgetRequests = (id: string): Promise<unknown> => this.#call('DELETE', `accounts/${id}/requests`);
  mutate = (id: string, spec: MutateSpec): Promise<MutationCounts> =>
    this.#call('POST', `accounts/${id}/mutate`, spec);
  setLimits = (id: string, limits: LimitsSpec | 'off') => this.#call('PUT', `accounts/${id}/limits`, limits);
  setLatency = (id: string, latency: LatencySpec) => this.#call('PUT', `accounts/${id}/latency`, latency);

  async #call<T>(method: string, path: string, body?: unknown): Promise<T> {
    const answer = await fetch(`${this.url}/_sim/${path}`, {
      method,
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as T;
  }
}
