declare const brand: unique symbol;
/** Distinguishes one kind of id from another. Named, so that the library's declaration files can name it too. */
export interface Brand<Name extends string> {
  readonly [brand]: Name;
}
type Branded<Name extends string> = string & Brand<Name>;

/** A workspace (merchant). Every row, query and workflow belongs to exactly one. */
export type WorkspaceId = Branded<'WorkspaceId'>;
/** Our id of an entity's row. */
export type EntityId = Branded<'EntityId'>;
export type SessionId = Branded<'SessionId'>;
export type ConfigId = Branded<'ConfigId'>;
export type ApiKeyId = Branded<'ApiKeyId'>;
/** An address that is told what happened. */
export type ReceiverId = Branded<'ReceiverId'>;
export type ConnectSessionId = Branded<'ConnectSessionId'>;

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

export const isUuid = (text: string): boolean => uuid.test(text);

function parse<Id extends string>(kind: string, text: string): Id {
  if (!isUuid(text)) throw new TypeError(`${kind} must be a UUID, got ${JSON.stringify(text.slice(0, 64))}`);
  return text.toLowerCase() as Id;
}

/** The only ways from a string to an id. Each throws `TypeError` if it is not a UUID. */
export const workspaceId = (text: string): WorkspaceId => parse('workspace id', text);
export const entityId = (text: string): EntityId => parse('entity id', text);
export const sessionId = (text: string): SessionId => parse('session id', text);
export const apiKeyId = (text: string): ApiKeyId => parse('api key id', text);
export const receiverId = (text: string): ReceiverId => parse('receiver id', text);

/** Stands where a workspace stands for what belongs to the platform itself. No workspace has it. */
export const platformScope: WorkspaceId = workspaceId('00000000-0000-0000-0000-000000000000');
export const connectSessionId = (text: string): ConnectSessionId => parse('connect session id', text);
