export { entityTypes, type EntityType } from './entities/entities.ts';

export const paymentProviders = ['stripe'] as const;
export type PaymentProvider = (typeof paymentProviders)[number];

export const isPaymentProvider = (text: string): text is PaymentProvider =>
  (paymentProviders as readonly string[]).includes(text);

/** Where the copy of an object stands. `conflict`: both sides changed and the workspace decides by hand. */
export const syncStatuses = ['pending', 'synced', 'conflict', 'failed'] as const;
export type SyncStatus = (typeof syncStatuses)[number];

/** By which way a row's present content came: its provenance. */
export const rowSources = ['list', 'event', 'fetch', 'local'] as const;
export type RowSource = (typeof rowSources)[number];
