import { z } from '@hono/zod-openapi';
import type { ConnectSession } from '../../../db/connect-sessions/connect-sessions.ts';
import {
  connectCapabilities,
  connectSessionState,
  connectSessionStates,
  type ConnectCapability,
  type ConnectTheme,
} from '../../../domain/connect-session.ts';
import { paymentProviders } from '../../../domain/payment-provider.ts';
import { entityTypes } from '../../../domain/entities/entities.ts';
import type { Provider } from '../../../providers/provider.ts';
import { parseOrigin } from '../../../config/origins.ts';
import type { WantedConnectSession } from '../../../services/connect-sessions/create-connect-session.ts';
import { invalid, type FieldProblem } from '../../api-error.ts';
import { entityChoice, entityTypesChosen } from '../choice/entity-choice.ts';
import { instant, nextCursor, provider } from '../parameters.ts';

/** https, or http on this machine; without a user's name in it, which makes an address look like another's. */
const webAddress = z
  .string()
  .max(2_000)
  .refine((text) => {
    const url = URL.parse(text);
    return (
      url !== null && parseOrigin(url.origin) !== undefined && url.username === '' && url.password === ''
    );
  }, 'must be an https address')
  .transform((text) => new URL(text).href);

const origin = z
  .string()
  .max(300)
  .refine((text) => parseOrigin(text) !== undefined, 'must be an origin, as https://app.example.com')
  .transform((text) => new URL(text).origin);

const theme = z
  .strictObject({
    name: z.string().trim().min(1).max(80).optional().openapi({
      description: "The platform's name, as merchants know it.",
    }),
    logo_url: webAddress.optional().openapi({ description: 'An image on one of `PORTAL_ORIGINS`.' }),
    accent: z
      .string()
      .regex(/^#[0-9a-fA-F]{6}$/, 'must be a colour as #1a2b3c')
      .optional()
      .openapi({
        description: 'The colour of buttons; their text is black or white, whichever is readable.',
      }),
    radius: z.int().min(0).max(24).optional().openapi({ description: 'Of corners, in pixels.' }),
    mode: z.enum(['light', 'dark']).optional().openapi({
      description: "Default: as the merchant's system has it.",
    }),
  })
  .openapi('ConnectTheme');

export const newConnectSession = z
  .strictObject({
    provider: provider.default(paymentProviders[0]),
    capabilities: z
      .array(z.enum(connectCapabilities))
      .min(1)
      .max(connectCapabilities.length)
      .optional()
      .openapi({
        description:
          'What the merchant may do: connect an account, give the connected one a new key, start a sync, disconnect. Each ' +
          'includes `view`, the state of the connection. Default: all that the caller may hand on, which is `view` and `sync` ' +
          "unless it has an owner's key or the platform's.",
      }),
    expires_in: z.int().min(60).max(86_400).default(1_800).openapi({
      description: 'Seconds for which the link can be opened, once. The page then works for an hour.',
    }),
    livemode: z.boolean().nullable().default(null).openapi({
      description: 'The mode that a key must have. Null: either.',
    }),
    entity_types: entityChoice.optional().openapi({
      description:
        'What is copied of an account that is connected by this link: entities, and sets of them. The key that the page makes may ' +
        'read these and no more. Default: `standard`. A connection that exists keeps its own.',
    }),
    merchant_chooses: z.boolean().default(false).openapi({
      description: 'May the merchant choose of them what is copied, before the key is made?',
    }),
    return_url: webAddress.nullable().default(null).openapi({
      description: 'Where the page leads back to. If `PORTAL_ORIGINS` is set, on one of them.',
    }),
    refresh_url: webAddress.nullable().default(null).openapi({
      description: 'Where a merchant gets a new link if this one was used or has expired. As `return_url`.',
    }),
    embed_origins: z.array(origin).max(10).default([]).openapi({
      description: 'The sites that may show the page in a frame; each must be one of `PORTAL_ORIGINS`.',
    }),
    theme: theme.default({}),
  })
  .openapi('NewConnectSession', { example: { capabilities: ['connect', 'sync'], expires_in: 1_800 } });

type Wanted = z.infer<typeof newConnectSession>;

/** Throws the 400 that names what is on none of the operator's origins. */
export function assertOnPortal(body: Wanted, portalOrigins: readonly string[]): void {
  const { return_url, refresh_url, embed_origins, theme } = body;
  const foreign = (url: string) => !portalOrigins.includes(new URL(url).origin);
  const problems: FieldProblem[] = [];
  const refuse = (field: string) =>
    problems.push({ in: 'body', field, message: 'must be on an origin that PORTAL_ORIGINS names' });
  for (const [index, each] of embed_origins.entries()) if (foreign(each)) refuse(`embed_origins.${index}`);
  if (theme.logo_url !== undefined && foreign(theme.logo_url)) refuse('theme.logo_url');
  if (portalOrigins.length > 0) {
    for (const [field, url] of Object.entries({ return_url, refresh_url }))
      if (url !== null && foreign(url)) refuse(field);
  }
  if (problems.length > 0) throw invalid(problems);
}

/** Throws the 400 that names an entity that the provider does not have. */
export const wantedConnectSession = (
  body: Wanted,
  provider: Provider,
  mayHandOn: readonly ConnectCapability[],
): WantedConnectSession => ({
  provider: body.provider,
  capabilities: [...new Set(body.capabilities ?? mayHandOn)],
  livemode: body.livemode,
  entityTypes: entityTypesChosen(provider, body.entity_types) ?? null,
  merchantChooses: body.merchant_chooses,
  returnUrl: body.return_url,
  refreshUrl: body.refresh_url,
  embedOrigins: [...new Set(body.embed_origins)],
  theme: themeOf(body.theme),
  lastsSeconds: body.expires_in,
});

const themeOf = ({ logo_url: logoUrl, ...rest }: z.infer<typeof theme>): ConnectTheme => ({
  ...rest,
  logoUrl,
});

export const connectSession = z
  .object({
    id: z.uuid(),
    provider,
    state: z.enum(connectSessionStates).openapi({
      description:
        '`open`: the link was not used yet. `used`: its page is open. `expired`: neither works any more. `ended`: the same, because ' +
        'somebody ended it.',
    }),
    capabilities: z.array(z.enum(connectCapabilities)),
    livemode: z.boolean().nullable(),
    entity_types: z.array(z.enum(entityTypes)).nullable().openapi({
      description: 'What is copied, or may be chosen. Null: the standard choice.',
    }),
    merchant_chooses: z.boolean(),
    chosen_entity_types: z.array(z.enum(entityTypes)).nullable().openapi({
      description: 'What the merchant has chosen. Null: nothing was chosen on the page.',
    }),
    return_url: z.string().nullable(),
    refresh_url: z.string().nullable(),
    embed_origins: z.array(z.string()),
    theme,
    created_by: z.string().openapi({ description: 'As the audit log names it.' }),
    created_at: instant,
    expires_at: instant.openapi({ description: 'Until then the link can be opened.' }),
    used_at: instant.nullable(),
    page_expires_at: instant
      .nullable()
      .openapi({ description: 'Until then the page works. Null: not opened.' }),
    ended_at: instant.nullable(),
  })
  .openapi('ConnectSession');

export const madeConnectSession = connectSession
  .extend({
    url: z.url().openapi({
      description: 'For one merchant, once. It is shown only here, because its token is not stored.',
    }),
  })
  .openapi('MadeConnectSession');

export const connectSessionList = z
  .object({ connect_sessions: z.array(connectSession), next_cursor: nextCursor })
  .openapi('ConnectSessionList');

export function connectSessionJson(row: ConnectSession): z.infer<typeof connectSession> {
  const { logoUrl, ...rest } = row.theme;
  return {
    id: row.id,
    provider: row.provider,
    state: connectSessionState(row, Date.now()),
    capabilities: row.capabilities,
    livemode: row.livemode,
    entity_types: row.entityTypes,
    merchant_chooses: row.merchantChooses,
    chosen_entity_types: row.chosenEntityTypes,
    return_url: row.returnUrl,
    refresh_url: row.refreshUrl,
    embed_origins: row.embedOrigins,
    theme: { ...rest, ...(logoUrl !== undefined && { logo_url: logoUrl }) },
    created_by: row.createdBy,
    created_at: row.createdAt.toISOString(),
    expires_at: row.expiresAt.toISOString(),
    used_at: row.usedAt?.toISOString() ?? null,
    page_expires_at: row.pageExpiresAt?.toISOString() ?? null,
    ended_at: row.endedAt?.toISOString() ?? null,
  };
}
