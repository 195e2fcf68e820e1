import { roles, type Role } from '../domain/role.ts';
import type { EnvironmentReader } from '../environment/reader.ts';
import { integer, isLoopback, optional, parsedBy, text, url, withDefault } from '../environment/values.ts';
import { variable } from '../environment/variable.ts';
import type { Oidc, OidcClient } from '../security/oidc/oidc-settings.ts';

const issuer = variable(
  'OIDC_ISSUER',
  optional(url(['https:', 'http:'], 'https://login.example.com/')),
  `Who issues tokens that the API accepts besides API keys, exactly as the tokens' \`iss\` says it; http only for this machine. Its keys
are found by OpenID Connect Discovery ([oidc.md](oidc.md)).`,
);
const audience = variable('OIDC_AUDIENCE', optional(text), 'What the `aud` of those tokens has to name.');
const accessClaim = variable(
  'OIDC_ACCESS_CLAIM',
  withDefault(text, 'workspaces'),
  `The claim that names workspaces, and the role that the token's bearer has in each: an object \`{"<workspace id>": "viewer"}\`, or a
list of texts that end in \`<workspace id>:viewer\` or \`<workspace id>/viewer\`. Its name, or a path with dots.`,
);
const platformClaim = variable(
  'OIDC_PLATFORM_CLAIM',
  withDefault(text, 'roles'),
  'The claim with the values that `OIDC_PLATFORM_ROLES` names, such as `realm_access.roles` or `groups`.',
);
const platformRoles = variable(
  'OIDC_PLATFORM_ROLES',
  withDefault(parsedBy(parsePlatformRoles, 'value=owner,… with a role viewer, operator or owner'), ''),
  `Values of that claim that give a role above all workspaces: \`sync-admin=owner,support=viewer\`. An owner may do what the platform's key
may; the others have their role in each workspace, and read what is about all of them. None by default.`,
);
const clockSkewSeconds = variable(
  'OIDC_CLOCK_SKEW_SECONDS',
  integer(60, 0, 600),
  "How far the issuer's clock may differ from this machine's.",
);
const clientId = variable(
  'OIDC_CLIENT_ID',
  optional(text),
  `The client as which people sign in to the dashboard by the issuer (authorization code with PKCE); it has to know the redirect
\`<PUBLIC_BASE_URL>/sign-in/oidc/callback\`. Without it they sign in by keys.`,
);
const clientSecret = variable(
  'OIDC_CLIENT_SECRET',
  optional(text),
  "That client's secret. Left out for a public client.",
);
const scopes = variable('OIDC_SCOPES', withDefault(text, 'openid profile'), 'What signing in asks for.');
const sessionMinutes = variable(
  'OIDC_SESSION_MINUTES',
  integer(60, 1, 720),
  `How long a person stays signed in to the dashboard, and so how long rights that were taken away at the issuer still hold there.`,
);

function parsePlatformRoles(given: string): ReadonlyMap<string, Role> {
  const entries = given.split(',').map((each) => each.trim());
  return new Map(
    entries
      .filter((each) => each !== '')
      .map((each) => {
        const equals = each.lastIndexOf('=');
        const role = roles.find((name) => name === each.slice(equals + 1));
        if (equals < 1 || role === undefined) throw new TypeError(`${JSON.stringify(each)} gives no role`);
        return [each.slice(0, equals), role];
      }),
  );
}

function readClient(reader: EnvironmentReader): OidcClient | undefined {
  const id = reader.read(clientId);
  const secret = reader.read(clientSecret);
  const more = reader.readAll({ scopes, sessionMinutes });
  if (secret !== undefined && id === undefined)
    reader.fault(clientId, 'is not set; OIDC_CLIENT_SECRET needs the client whose secret it is');
  if (!more.scopes.split(/\s+/).includes('openid'))
    reader.fault(scopes, 'lacks openid; write `openid profile`');
  return id === undefined ? undefined : { clientId: id, clientSecret: secret, ...more };
}

export function readOidc(reader: EnvironmentReader): Oidc | undefined {
  const named = reader.readAll({ issuer, audience });
  const client = readClient(reader);
  const more = reader.readAll({ accessClaim, platformClaim, platformRoles, clockSkewSeconds });
  if (named.issuer !== undefined) {
    const { protocol, hostname } = new URL(named.issuer);
    if (protocol === 'http:' && !isLoopback(hostname))
      reader.fault(issuer, 'would be asked unencrypted; give an https URL, or one of this machine');
    if (named.audience !== undefined)
      return { issuer: named.issuer, audience: named.audience, client, ...more };
    reader.fault(audience, 'is not set; OIDC_ISSUER needs the audience its tokens are for');
  } else if (named.audience !== undefined || client !== undefined) {
    const which = named.audience === undefined ? 'OIDC_CLIENT_ID' : 'OIDC_AUDIENCE';
    reader.fault(issuer, `is not set; ${which} needs the issuer of the tokens`);
  }
  return undefined;
}
