import type { ConnectSession } from '../../db/connect-sessions/connect-sessions.ts';

/**
 * The path of a session's page. It names the session, so that the very first answer, which the browser asks for without the
 * token, can say which sites may show it in a frame.
 */
export const pageAddress = ({ workspaceId, id }: Pick<ConnectSession, 'workspaceId' | 'id'>): string =>
  `/connect/${workspaceId}/${id}`;
