import { connectionKey, type Connection } from '../../domain/connection.ts';
import { BoundedMap } from '../../domain/limits/bounded-map.ts';
import { TokenBuckets } from '../limits/token-buckets.ts';
import type { ApiParts } from '../deps.ts';

/** Seconds between two notes of a connection: anybody can send a webhook that has to be refused. */
const noteEverySeconds = 60;
const maxConnections = 20_000;

/**
 * Notes in a connection that its webhooks are refused for their signature, until one is accepted: nothing else shows that a
 * secret was rolled at the provider. Both return at once and never throw.
 */
export class RefusedSignatures {
  readonly #deps: Pick<ApiParts, 'webhookDb' | 'log'>;
  readonly #notes = new TokenBuckets({ perSecond: 1 / noteEverySeconds, keys: maxConnections });
  /** Connections of which the database says that webhooks are refused. */
  readonly #refused = new BoundedMap<string, true>(maxConnections);

  constructor(deps: Pick<ApiParts, 'webhookDb' | 'log'>) {
    this.#deps = deps;
  }

  /** The connection's row says so. */
  known(connection: Connection): void {
    this.#refused.set(connectionKey(connection), true);
  }

  refused(connection: Connection): void {
    if (this.#notes.take(connectionKey(connection), performance.now()) > 0) return;
    this.known(connection);
    this.#write(connection, 'noteRefused');
  }

  accepted(connection: Connection): void {
    const key = connectionKey(connection);
    if (this.#refused.get(key) === undefined) return;
    this.#refused.delete(key);
    this.#write(connection, 'noteAccepted');
  }

  #write({ workspaceId, provider }: Connection, note: 'noteRefused' | 'noteAccepted'): void {
    this.#deps.webhookDb
      .inWorkspace(workspaceId, ({ webhookChecks }) => webhookChecks[note](provider))
      .catch((err: unknown) =>
        this.#deps.log.warn({ err, workspace_id: workspaceId, provider }, 'refused webhooks not noted'),
      );
  }
}
