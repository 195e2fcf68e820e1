/** The role of every workspace's transaction: no owner, no superuser, bound by row-level security. */
export const appRole = 'payment_sync_app';
/** The role of the few jobs that look across workspaces: its policies name each table it may see. */
export const systemRole = 'payment_sync_system';

export const roles = [appRole, systemRole] as const;
