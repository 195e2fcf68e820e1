import type { Role } from './role.ts';

/** What a merchant may do on the page that a connect session opens. Each includes `view`: the connection's state. */
export const connectCapabilities = ['connect', 'reconnect', 'view', 'sync', 'disconnect'] as const;
export type ConnectCapability = (typeof connectCapabilities)[number];

/** Those that need an owner's key over the API: no other key may hand them on. */
const ownersCapabilities: ReadonlySet<ConnectCapability> = new Set<ConnectCapability>([
  'connect',
  'reconnect',
  'disconnect',
]);

/** What a caller with this role may hand on; undefined: with none in the workspace. */
export const capabilitiesOf = (role: Role | undefined): readonly ConnectCapability[] =>
  role === 'owner'
    ? connectCapabilities
    : connectCapabilities.filter((each) => !ownersCapabilities.has(each));

/** How the page looks. All of it is validated when the session is made. */
export interface ConnectTheme {
  /** The platform's name, as merchants know it. */
  readonly name?: string | undefined;
  readonly logoUrl?: string | undefined;
  /** `#rrggbb` */
  readonly accent?: string | undefined;
  /** Pixels. */
  readonly radius?: number | undefined;
  /** Default: as the merchant's system has it. */
  readonly mode?: 'light' | 'dark' | undefined;
}

/** `open`: its link was not used yet. `used`: its page is open. Both others are final. */
export const connectSessionStates = ['open', 'used', 'expired', 'ended'] as const;
export type ConnectSessionState = (typeof connectSessionStates)[number];

/** For how long the page works after its link was used. */
export const pageLastsMs = 60 * 60 * 1_000;

export interface ConnectSessionTimes {
  readonly expiresAt: Date;
  readonly pageExpiresAt: Date | null;
  readonly endedAt: Date | null;
}

export function connectSessionState(
  { expiresAt, pageExpiresAt, endedAt }: ConnectSessionTimes,
  now: number,
): ConnectSessionState {
  if (endedAt !== null) return 'ended';
  if (pageExpiresAt !== null) return pageExpiresAt.getTime() > now ? 'used' : 'expired';
  return expiresAt.getTime() > now ? 'open' : 'expired';
}
