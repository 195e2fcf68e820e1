import { setTimeout as sleep } from 'node:timers/promises';
import type { Account } from '../../simulator/stripe/account/account.ts';
import type { LoggedRequest } from '../../simulator/core/request-log.ts';

/** Resolves when the account has been asked so many times. */
export async function afterRequests(account: Account, count: number): Promise<void> {
  const deadline = Date.now() + 30_000;
  while (account.requests.list().length < count) {
    if (Date.now() > deadline) throw new Error(`only ${account.requests.list().length} requests after 30 s`);
    await sleep(5);
  }
}

/** The requests that were answered, by what was asked: path and query. */
export const answered = (account: Account): string[] =>
  account.requests
    .list()
    .filter(({ status }) => status === 200)
    .map(({ path, query }) => `${path}?${query}`);

export const lists = (requests: readonly LoggedRequest[]): LoggedRequest[] =>
  requests.filter(({ path }) => /^\/v1\/(customers|products|prices|subscriptions)$/.test(path));
