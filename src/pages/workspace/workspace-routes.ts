import { html } from 'hono/html';
import type { ApiDeps } from '../../api/deps.ts';
import { newConnectionOf, providerCredentials } from '../../api/schemas/payment-provider.ts';
import { credentialsOf } from '../../api/schemas/provider-credentials.ts';
import { newSession } from '../../api/schemas/session.ts';
import type { EventStreams } from '../../api/streams/event-streams.ts';
import type { PaymentProvider } from '../../domain/payment-provider.ts';
import { connectProvider } from '../../services/connections/connect-provider.ts';
import {
  readConnections,
  watchConnection,
  type LiveConnection,
} from '../../services/live/watch-connection.ts';
import { awaitSessionRow } from '../../services/sessions/await-session-row.ts';
import { readLiveSession } from '../../services/sessions/read-live-session.ts';
import { startSession } from '../../services/sessions/start-session.ts';
import { readTimeline } from '../../services/timeline/read-timeline.ts';
import { countQuarantined } from '../../services/webhook-events/count-quarantined.ts';
import { live, liveMessages } from '../components/live.ts';
import { notice } from '../components/notice.ts';
import { count, counted } from '../components/number.ts';
import { section } from '../components/section.ts';
import { timelineList } from '../log/timeline-list.ts';
import type { Markup } from '../markup.ts';
import type { Doors } from '../visits/doors.ts';
import { checked } from '../visits/input.ts';
import { providerOf } from '../visits/provider.ts';
import { may, type WorkspaceVisit } from '../visits/visit.ts';
import { connectSections } from './connect-form.ts';
import { connectionView, type ConnectionParts } from './connection-view.ts';
import { merchantLinkRoute, merchantLinkSection } from './merchant-link.ts';

/** Beyond it people need no number. */
const mostCounted = 100;

const quarantineNotice = (home: string, found: number): Markup =>
  notice(
    'warn',
    html`${found === mostCounted ? `${count(found)} events or more` : counted(found, 'event')} could not be
      applied, and ${found === 1 ? 'waits' : 'wait'} in quarantine.
      <a href="${home}/webhooks?state=quarantined">See why, and replay</a>`,
  );

/** A workspace at a glance: what its connections are at, what happened lately, and what to start. */
export function workspaceRoutes(doors: Doors, deps: ApiDeps, streams: EventStreams): void {
  const { providers, gateway, schedules, connections } = deps;
  const nameOf = (provider: PaymentProvider): string => providers[provider].displayName;
  const followed = { db: connections.as('streams'), gateway, providers, schedules };

  const partsOf = (
    visit: WorkspaceVisit,
    provider: PaymentProvider,
    at: LiveConnection,
  ): ConnectionParts => ({
    ...at,
    provider,
    providerName: nameOf(provider),
    home: visit.home,
    mayOperate: may(visit, 'operator'),
    mayConfigure: may(visit, 'owner'),
  });

  async function connectionViews(visit: WorkspaceVisit): Promise<Markup[]> {
    const views = (await readConnections(deps, visit.caller)).map(async ({ provider, status, counts }) => {
      const session =
        status.session && (await readLiveSession(deps, visit.caller, { id: status.session.id }));
      return live(
        `${visit.home}/${provider}/live`,
        `connection-${provider}`,
        connectionView(partsOf(visit, provider, { status, counts, session })),
      );
    });
    return await Promise.all(views);
  }

  doors.workspace('', 'viewer', async (visit) => {
    // Side by side: one after the other they take longer than people's patience.
    const [views, { entries }, quarantined] = await Promise.all([
      connectionViews(visit),
      readTimeline(deps, visit.caller, { limit: 10 }),
      countQuarantined(deps, visit.caller, { atMost: mostCounted }),
    ]);
    const forMerchant = may(visit, 'operator')
      ? merchantLinkSection(visit.home, providers, views.length === 0)
      : '';
    return {
      tab: '',
      title: 'Overview',
      live: true,
      body: html`<div class="columns">
        <div class="stack">
          ${quarantined === 0 ? '' : quarantineNotice(visit.home, quarantined)} ${views}
          ${
            views.length > 0
              ? ''
              : may(visit, 'owner')
                ? connectSections(visit.home, providers)
                : section({
                    title: 'Not connected',
                    body: 'A key with the role owner can connect an account.',
                  })
          }
        </div>
        <div class="stack">
          ${views.length === 0 ? forMerchant : ''}
          ${section({
            title: 'Lately',
            actions: html`<a href="${visit.home}/timeline">All</a>`,
            body: timelineList(visit.home, entries),
          })}
          ${views.length === 0 ? '' : forMerchant}
        </div>
      </div>`,
    };
  });

  doors.workspaceStream('/:provider/live', async (visit) => {
    const provider = providerOf(visit);
    const { workspaceId } = visit.caller;
    const key = `connection page:${workspaceId}:${provider}:${may(visit, 'operator')}:${may(visit, 'owner')}`;
    async function* parts(signal: AbortSignal) {
      for await (const at of watchConnection(followed, { workspaceId }, { provider }, signal))
        yield { part: connectionView(partsOf(visit, provider, at)) };
    }
    return await streams.answer(visit.c, key, (signal) => liveMessages(parts(signal)));
  });

  merchantLinkRoute(doors, deps);

  doors.workspaceForm('/:provider/start', 'operator', async (visit, form) => {
    const provider = providerOf(visit);
    const kind = form.text('kind') === 'initial' ? 'initial_sync' : 'incremental_sync';
    const wanted = newSession(kind, providers[provider], {});
    const { status, sessionId: id } = await startSession(deps, visit.caller, wanted);
    await awaitSessionRow(deps, visit.caller, { id });
    return {
      done:
        status === 'pending' ? 'The sync waits for its turn, and begins by itself.' : 'The sync has started.',
      to: visit.home,
    };
  });

  doors.workspaceForm('/:provider/connect', 'owner', async (visit, form) => {
    const provider = providerOf(visit);
    const credentials = credentialsOf(provider, form.fields());
    const chosen = form.has('entity_types') && { entity_types: form.all('entity_types') };
    const body = checked(providerCredentials, { ...credentials, ...chosen }, 'Account');
    await connectProvider(deps, visit.caller, newConnectionOf(providers[provider], body));
    return {
      done: `${nameOf(provider)} is connected. Start a full sync to copy everything.`,
      to: visit.home,
    };
  });
}
