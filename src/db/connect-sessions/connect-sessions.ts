import { and, desc, eq, gt, isNull, lt, sql } from 'drizzle-orm';
import type { EntityType } from '../../domain/entities/entities.ts';
import type { ConnectSessionId } from '../../domain/ids.ts';
import type { Scope } from '../transaction/scope.ts';
import { connectSessions as table } from './connect-sessions-table.ts';

export type ConnectSession = typeof table.$inferSelect;
export type NewConnectSession = Omit<
  typeof table.$inferInsert,
  | 'workspaceId'
  | 'id'
  | 'createdAt'
  | 'usedAt'
  | 'chosenEntityTypes'
  | 'pageHash'
  | 'pageExpiresAt'
  | 'endedAt'
  | 'consentHash'
  | 'consentExpiresAt'
>;

/** The page that the use of a link opens. */
export interface OpenedPage {
  readonly pageHash: Buffer;
  readonly pageExpiresAt: Date;
}

/** `connect_sessions`. */
export const connectSessions = ({ orm, workspaceId }: Scope) => {
  const t = table;
  const own = eq(t.workspaceId, workspaceId);
  const notEnded = and(own, isNull(t.endedAt));
  return {
    async create(session: NewConnectSession): Promise<ConnectSession> {
      const [row] = await orm
        .insert(t)
        .values({ ...session, workspaceId })
        .returning();
      return row!;
    },

    async get(id: ConnectSessionId): Promise<ConnectSession | undefined> {
      const [row] = await orm
        .select()
        .from(t)
        .where(and(own, eq(t.id, id)));
      return row;
    },

    /** Those that have ended too, newest first; continue with the last one's id as `after`. */
    async list(page: { limit: number; after?: ConnectSessionId | undefined }): Promise<ConnectSession[]> {
      return await orm
        .select()
        .from(t)
        .where(and(own, page.after && lt(t.id, page.after)))
        .orderBy(desc(t.id))
        .limit(page.limit);
    },

    /** Uses the link, which only one of several that try can do. Undefined if this is not its token, or it cannot be used. */
    async use(
      id: ConnectSessionId,
      tokenHash: Buffer,
      page: OpenedPage,
    ): Promise<ConnectSession | undefined> {
      const unused = and(notEnded, isNull(t.usedAt), gt(t.expiresAt, sql`now()`));
      const [row] = await orm
        .update(t)
        .set({ ...page, usedAt: sql`now()` })
        .where(and(unused, eq(t.id, id), eq(t.tokenHash, tokenHash)))
        .returning();
      return row;
    },

    /** The session whose page has this secret's SHA-256. Undefined if there is none, or it has ended. */
    async ofPage(id: ConnectSessionId, pageHash: Buffer): Promise<ConnectSession | undefined> {
      const [row] = await orm
        .select()
        .from(t)
        .where(and(notEnded, gt(t.pageExpiresAt, sql`now()`), eq(t.id, id), eq(t.pageHash, pageHash)));
      return row;
    },

    /** Keeps what the merchant wants to have copied. Undefined if the page is not open any more. */
    async choose(
      id: ConnectSessionId,
      chosenEntityTypes: readonly EntityType[],
    ): Promise<ConnectSession | undefined> {
      const [row] = await orm
        .update(t)
        .set({ chosenEntityTypes: [...chosenEntityTypes] })
        .where(and(notEnded, gt(t.pageExpiresAt, sql`now()`), eq(t.id, id)))
        .returning();
      return row;
    },

    /** Awaits a merchant's consent, instead of an earlier one. Undefined if the page is not open any more. */
    async awaitConsent(
      id: ConnectSessionId,
      consentHash: Buffer,
      consentExpiresAt: Date,
    ): Promise<ConnectSession | undefined> {
      const [row] = await orm
        .update(t)
        .set({ consentHash, consentExpiresAt })
        .where(and(notEnded, gt(t.pageExpiresAt, sql`now()`), eq(t.id, id)))
        .returning();
      return row;
    },

    /** Takes the consent that is awaited, once. Undefined if it is another, came too late, or the page is closed. */
    async takeConsent(id: ConnectSessionId, consentHash: Buffer): Promise<ConnectSession | undefined> {
      const awaited = and(notEnded, gt(t.pageExpiresAt, sql`now()`), gt(t.consentExpiresAt, sql`now()`));
      const [row] = await orm
        .update(t)
        .set({ consentHash: null, consentExpiresAt: null })
        .where(and(awaited, eq(t.id, id), eq(t.consentHash, consentHash)))
        .returning();
      return row;
    },

    /** Ends the link and its page. Undefined if there is no such session, or it was ended before. */
    async end(id: ConnectSessionId): Promise<ConnectSession | undefined> {
      const [row] = await orm
        .update(t)
        .set({ endedAt: sql`now()` })
        .where(and(notEnded, eq(t.id, id)))
        .returning();
      return row;
    },

    async endAll(): Promise<void> {
      await orm
        .update(t)
        .set({ endedAt: sql`now()` })
        .where(notEnded);
    },

    /** The audit log has them for longer. */
    async deleteCreatedBefore(time: Date): Promise<void> {
      await orm.delete(t).where(and(own, lt(t.createdAt, time)));
    },
  };
};
