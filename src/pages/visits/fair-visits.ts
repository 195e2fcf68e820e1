import type { ApiDeps } from '../../api/deps.ts';
import { addressPartition } from '../../api/client-address.ts';
import { payerOf } from '../../api/principals/principal.ts';
import type { Api } from '../../api/route.ts';
import { parseApiKey } from '../../security/tokens.ts';
import { sessionOf, type SignedIn } from '../access/page-session.ts';

/** Shares the processor among visitors, and all who ask for what is not under `/api`, as it is shared among the API's callers. */
export function fairVisits(api: Api, { starts, keyring }: Pick<ApiDeps, 'starts' | 'keyring'>): void {
  api.use(async (c, next) => {
    if (c.req.path.startsWith('/api/')) {
      await next();
      return;
    }
    const session = sessionOf(c, keyring);
    const visitor =
      session === undefined ? `address:${addressPartition(c.get('remoteAddress'))}` : visitorOf(session);
    await starts.run(visitor, next);
  });
}

/** A cookie of ours has a key that was valid when it was made. */
function visitorOf(session: SignedIn): string {
  if ('user' in session) return payerOf(session.user);
  return parseApiKey(session.key)?.workspaceId ?? payerOf({ kind: 'platform' });
}
