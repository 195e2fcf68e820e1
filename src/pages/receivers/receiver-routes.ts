import { html } from 'hono/html';
import { z } from 'zod';
import { decodeCursor, nextCursor } from '../../api/cursor.ts';
import type { ApiDeps } from '../../api/deps.ts';
import { newWebhookEndpoint, webhookEndpointChange } from '../../api/schemas/outgoing/webhook-endpoint.ts';
import { isUuid, receiverId, type ReceiverId } from '../../domain/ids.ts';
import { notFound } from '../../services/not-found.ts';
import { changeReceiver } from '../../services/receivers/change-receiver.ts';
import { createReceiver } from '../../services/receivers/create-receiver.ts';
import { deleteReceiver } from '../../services/receivers/delete-receiver.ts';
import { listReceivers } from '../../services/receivers/read-receivers.ts';
import { rotateSigningSecret } from '../../services/receivers/rotate-signing-secret.ts';
import { replayDelivery, replaySince, testReceiver } from '../../services/receivers/send-again.ts';
import { counted } from '../components/number.ts';
import { pager, pathWith } from '../components/pager.ts';
import { section } from '../components/section.ts';
import type { Doors } from '../visits/doors.ts';
import type { Form } from '../visits/form.ts';
import { checked, momentOf } from '../visits/input.ts';
import { abovePlatform, inWorkspaces, type Place, type ReceiverVisit } from './place.ts';
import { deliveryPage, receiverPage } from './receiver-pages.ts';
import { addSection, receiverTable, secretSection } from './receiver-view.ts';

const limit = 20;
const dayMs = 86_400_000;

/** Who is told what happens, what was sent to them, and what came of it. */
export function receiverRoutes(doors: Doors, deps: ApiDeps): void {
  for (const place of [inWorkspaces(doors), abovePlatform(doors)]) {
    pagesAt(place, deps);
    formsAt(place, deps);
  }
}

function pagesAt(place: Place, deps: ApiDeps): void {
  place.page('', async ({ c, caller, base, mayChange }) => {
    const after = decodeCursor(c.req.path, c.req.query('after'), z.uuid());
    const rows = await listReceivers(deps, caller, {
      limit: limit + 1,
      after: after === undefined ? undefined : receiverId(after),
    });
    const next = nextCursor(c.req.path, rows, limit, ({ id }) => id);
    return {
      title: 'Outgoing webhooks',
      body: html`<div class="${mayChange ? 'columns' : 'stack'}">
        ${section({
          title: 'Who is told',
          about: `Programs that this service tells ${place.hears}: by ids and counts, signed, until they have it.`,
          body: html`${receiverTable(base, rows.slice(0, limit))}
          ${pager(after === undefined ? null : base, next && pathWith(base, { after: next }))}`,
        })}
        ${mayChange ? addSection(base) : ''}
      </div>`,
    };
  });
  place.page('/:id', (visit) => receiverPage(deps, visit, idOf(visit)));
  place.page('/:id/deliveries/:delivery', (visit) =>
    deliveryPage(deps, visit, idOf(visit), uuidOf(visit, 'delivery')),
  );
}

function formsAt(place: Place, deps: ApiDeps): void {
  place.form('', 'owner', async ({ caller, base }, form) => {
    const wanted = checked(newWebhookEndpoint, { ...fieldsOf(form), types: typesOf(form) }, 'Address');
    const { row, secret } = await createReceiver(deps, caller, wanted);
    return { page: { title: 'Added', body: secretSection(`${base}/${row.id}`, row, secret) } };
  });

  place.form('/:id', 'owner', async (visit, form) => {
    const change = checked(webhookEndpointChange, { ...fieldsOf(form), types: typesOf(form) }, 'Address');
    const { url, description, types } = change;
    await changeReceiver(deps, visit.caller, {
      id: idOf(visit),
      change: {
        ...(url !== undefined && { url }),
        ...(description !== undefined && { description }),
        ...(types !== undefined && { types }),
      },
    });
    return { done: 'It is changed.' };
  });

  place.form('/:id/switch', 'owner', async (visit, form) => {
    const enabled = form.text('to') === 'on';
    await changeReceiver(deps, visit.caller, { id: idOf(visit), change: { enabled } });
    return {
      done: enabled
        ? 'It is on. What failed meanwhile is not sent by itself: send it again below.'
        : 'It is off. What happens is kept, and can be sent again.',
    };
  });

  place.form('/:id/rotate', 'owner', async (visit, form) => {
    const id = idOf(visit);
    const overlapMs = form.text('old') === 'end' ? 0 : dayMs;
    const { row, secret } = await rotateSigningSecret(deps, visit.caller, { id, overlapMs });
    return { page: { title: 'New secret', body: secretSection(`${visit.base}/${id}`, row, secret) } };
  });

  place.form('/:id/delete', 'owner', async (visit) => {
    await deleteReceiver(deps, visit.caller, { id: idOf(visit) });
    return { done: 'It is deleted, with what waited for it.', to: visit.base };
  });

  place.form('/:id/test', 'operator', async (visit) => {
    const id = idOf(visit);
    const { id: delivery } = await testReceiver(deps, visit.caller, { receiver: id });
    return {
      done: 'A test is on its way. What came of it stands below: look again in a moment.',
      to: `${visit.base}/${id}/deliveries/${delivery}`,
    };
  });

  place.form('/:id/replay', 'operator', async (visit, form) => {
    const replay = { since: momentOf(form, 'since'), delivered: form.has('delivered') };
    const found = await replaySince(deps, visit.caller, { receiver: idOf(visit), replay });
    return {
      done: found === 0 ? 'Nothing failed since then.' : `${counted(found, 'webhook')} will be sent again.`,
    };
  });

  place.form('/:id/deliveries/:delivery/replay', 'operator', async (visit) => {
    await replayDelivery(deps, visit.caller, { receiver: idOf(visit), id: uuidOf(visit, 'delivery') });
    return { done: 'It will be sent again.' };
  });
}

const fieldsOf = (form: Form) => ({ url: form.text('url'), description: form.text('description') });

/** None that is ticked means all. */
const typesOf = (form: Form) => (form.has('types') ? form.all('types') : null);

function uuidOf({ c }: ReceiverVisit, name: string): string {
  const text = c.req.param(name) ?? '';
  if (!isUuid(text)) throw notFound('webhook');
  return text;
}

const idOf = (visit: ReceiverVisit): ReceiverId => receiverId(uuidOf(visit, 'id'));
