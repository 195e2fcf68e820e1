import type { CreditNote } from 'chargebee';
import { chargebeeEntity } from '../chargebee-entity.ts';

export const creditNotes = chargebeeEntity<CreditNote>()('credit_notes', {
  wrapper: 'credit_note',
  path: '/credit_notes',
  order: 'date',
  created: 'date',
  chosenIds: true,
  list: (sdk, params) => sdk.creditNote.list(params),
  retrieve: (sdk, id, more) => sdk.creditNote.retrieve(id, more),
  fields: {
    invoiceExternalId: 'reference_invoice_id',
    customerExternalId: 'customer_id',
    number: 'id',
    status: 'status',
    type: 'type',
    reason: { firstOf: ['create_reason_code', 'reason_code'] },
    currency: { lowerCase: 'currency_code' },
    amount: 'total',
    voidedAt: 'voided_at',
  },
  events: [
    'credit_note_created',
    'credit_note_created_with_backdating',
    'credit_note_updated',
    'credit_note_deleted',
    'payment_refunded',
    'refund_initiated',
  ],
});
