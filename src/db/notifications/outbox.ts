import { platformScope } from '../../domain/ids.ts';
import type { Notification } from '../../domain/notifications/notification.ts';
import type { Scope } from '../transaction/scope.ts';
import { notifications } from './notifications-table.ts';

/** `notifications`. Call it in the transaction of the change itself, so that neither exists without the other. */
export const outbox = ({ orm, workspaceId }: Scope) => ({
  async add({ type, provider, sessionId, facts }: Notification): Promise<void> {
    await orm.insert(notifications).values({
      workspaceId,
      type,
      data: {
        workspace_id: workspaceId === platformScope ? null : workspaceId,
        ...(provider !== undefined && { provider }),
        ...(sessionId !== undefined && { session_id: sessionId }),
        ...facts,
      },
    });
  },
});
