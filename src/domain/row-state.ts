/** The state of a row's copy. `conflict`: both sides changed, and a person decides. */
export const syncStatuses = ['pending', 'synced', 'conflict', 'failed'] as const;
export type SyncStatus = (typeof syncStatuses)[number];

/** The source of a row's present content. */
export const rowSources = ['list', 'event', 'fetch', 'local'] as const;
export type RowSource = (typeof rowSources)[number];
