import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { readMigrateConfig, readServerConfig, readWorkerConfig } from './config.ts';
import { ConfigError } from '../environment/reader.ts';

const secret = randomBytes(32).toString('base64');
const complete = {
  DATABASE_URL: 'postgres://owner:hidden-password@localhost:5432/sync',
  CREDENTIAL_KEYS: `k1:${secret}`,
  ADMIN_API_KEY: 'an-admin-key-of-some-length',
  PUBLIC_BASE_URL: 'https://sync.example.com/',
};

const faultsOf = (read: () => unknown): ConfigError => {
  try {
    read();
  } catch (error) {
    if (error instanceof ConfigError) return error;
  }
  throw new Error('the environment was accepted');
};
const variables = (error: ConfigError) => error.faults.map(({ variable }) => variable);

describe('the environment', () => {
  it('has a default for every variable that a development machine need not set', () => {
    const config = readServerConfig(complete);
    expect(config).toMatchObject({
      database: { maxConnections: 10 },
      temporal: { address: 'localhost:7233', namespace: 'default', taskQueue: 'workspace-payment-sync' },
      http: { host: '127.0.0.1', port: 8080 },
      log: { level: 'info', format: 'json' },
      providers: { stripe: { apiBase: 'https://api.stripe.com', totalRate: 100, endpointRate: 25 } },
      api: { publicBaseUrl: 'https://sync.example.com', webhooksPerSecond: 1000 },
    });
    expect(config.temporal.tls).toBeUndefined();
  });

  it('is refused with every fault at once', () => {
    const error = faultsOf(() =>
      readServerConfig({ PORT: '99999', LOG_LEVEL: 'loud', TEMPORAL_ADDRESS: 'http://x' }),
    );
    expect(variables(error).toSorted()).toEqual([
      'ADMIN_API_KEY',
      'CREDENTIAL_KEYS',
      'DATABASE_URL',
      'LOG_LEVEL',
      'PORT',
      'PUBLIC_BASE_URL',
      'TEMPORAL_ADDRESS',
    ]);
    for (const variable of variables(error)) expect(error.message).toContain(variable);
    expect(error.message).toContain('openssl rand');
  });

  it('treats an empty variable as not set, since compose files pass such', () => {
    expect(readServerConfig({ ...complete, PORT: '', TEMPORAL_API_KEY: ' ' }).http.port).toBe(8080);
    expect(variables(faultsOf(() => readServerConfig({ ...complete, ADMIN_API_KEY: '' })))).toEqual([
      'ADMIN_API_KEY',
    ]);
  });

  it('reads a value from the file that …_FILE names, or says that it cannot, or that there are two', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'payment-sync-config-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    const path = join(folder, 'key');
    await writeFile(path, 'a-key-from-a-file-of-some-length\n');
    const env = { ...complete, ADMIN_API_KEY: '', ADMIN_API_KEY_FILE: path };
    expect(readServerConfig(env).api.platformKeys).toEqual([{ key: 'a-key-from-a-file-of-some-length' }]);
    expect(variables(faultsOf(() => readServerConfig({ ...env, ADMIN_API_KEY_FILE: '/none' })))).toContain(
      'ADMIN_API_KEY_FILE',
    );
    const two = faultsOf(() => readServerConfig({ ...complete, ADMIN_API_KEY_FILE: path }));
    expect(variables(two)).toEqual(['ADMIN_API_KEY']);
    expect(two.message).not.toContain(complete.ADMIN_API_KEY);
  });

  it('shows no value that it refuses', () => {
    const { message } = faultsOf(() =>
      readServerConfig({
        ...complete,
        DATABASE_URL: 'mysql://owner:hidden-password@localhost/sync',
        CREDENTIAL_KEYS: `${secret}:k1`,
        ADMIN_API_KEY: 'short-admin',
      }),
    );
    for (const value of ['hidden-password', secret, 'short-admin']) expect(message).not.toContain(value);
  });

  it('requires of each process only the variables that it needs', () => {
    expect(readMigrateConfig({ DATABASE_URL: complete.DATABASE_URL }).url).toBe(complete.DATABASE_URL);
    expect(readWorkerConfig({ ...complete, ADMIN_API_KEY: '', PUBLIC_BASE_URL: '' }).metrics.port).toBe(9464);
  });

  it('migrates as DATABASE_OWNER_URL, and as DATABASE_URL if there is none', () => {
    const [url, ownerUrl] = [complete.DATABASE_URL, 'postgres://owner@localhost/sync'];
    expect(readMigrateConfig({ DATABASE_URL: url })).toEqual({ url, ownerUrl: url });
    expect(readMigrateConfig({ DATABASE_URL: url, DATABASE_OWNER_URL: ownerUrl })).toEqual({ url, ownerUrl });
  });

  it('turns TLS on with a Temporal API key, unless TEMPORAL_TLS says false', () => {
    const env = { ...complete, TEMPORAL_API_KEY: 'cloud-key' };
    expect(readServerConfig(env).temporal.tls).toEqual({});
    expect(readServerConfig({ ...env, TEMPORAL_TLS: 'false' }).temporal.tls).toBeUndefined();
  });

  it('sends no secret unencrypted to another machine', () => {
    const unencrypted = { ...complete, TEMPORAL_API_KEY: 'cloud-key', TEMPORAL_TLS: 'false' };
    for (const address of ['127.0.0.1:7233', '[::1]:7233', 'localhost:7233']) {
      const { temporal } = readServerConfig({ ...unencrypted, TEMPORAL_ADDRESS: address });
      expect(temporal).toMatchObject({ address, apiKey: 'cloud-key' });
    }
    const away = { ...unencrypted, TEMPORAL_ADDRESS: 'temporal.example.com:7233' };
    expect(variables(faultsOf(() => readServerConfig(away)))).toEqual(['TEMPORAL_TLS']);
    for (const base of [
      'http://127.0.0.1:12111',
      'http://localhost:12111/',
      'http://[::1]:1',
      'https://stripe.test',
    ])
      readServerConfig({ ...complete, STRIPE_API_BASE: base });
    for (const base of ['http://api.stripe.com', 'http://127.0.0.1.example.com', 'http://10.0.0.7:12111']) {
      const faults = faultsOf(() => readServerConfig({ ...complete, STRIPE_API_BASE: base }));
      expect(variables(faults)).toEqual(['STRIPE_API_BASE']);
    }
  });

  it('wants a client certificate and its key together, from files that can be read', () => {
    const env = { ...complete, TEMPORAL_TLS_CLIENT_CERT_PATH: '/does/not/exist.pem' };
    expect(new Set(variables(faultsOf(() => readServerConfig(env))))).toEqual(
      new Set(['TEMPORAL_TLS_CLIENT_CERT_PATH']),
    );
  });

  it('wants OIDC_ISSUER and OIDC_AUDIENCE together', () => {
    const faults = (more: object) => variables(faultsOf(() => readServerConfig({ ...complete, ...more })));
    const OIDC_ISSUER = 'https://login.example.com/';
    expect(faults({ OIDC_AUDIENCE: 'sync' })).toEqual(['OIDC_ISSUER']);
    expect(faults({ OIDC_ISSUER })).toEqual(['OIDC_AUDIENCE']);
    expect(faults({ OIDC_CLIENT_ID: 'dashboard' })).toEqual(['OIDC_ISSUER']);
    const named = { OIDC_ISSUER, OIDC_AUDIENCE: 'sync' };
    expect(faults({ ...named, OIDC_CLIENT_SECRET: 'secret' })).toEqual(['OIDC_CLIENT_ID']);
    expect(faults({ ...named, OIDC_SCOPES: 'profile' })).toEqual(['OIDC_SCOPES']);
    expect(faults({ ...named, OIDC_ISSUER: 'http://login.example.com/' })).toEqual(['OIDC_ISSUER']);
    for (const roles of ['admin', 'admin=platform', '=owner', 'a=owner,b'])
      expect(faults({ ...named, OIDC_PLATFORM_ROLES: roles })).toEqual(['OIDC_PLATFORM_ROLES']);
  });

  it('reads whose tokens count, and what their claims mean', () => {
    const oidc = (more: object = {}) =>
      readServerConfig({
        ...complete,
        OIDC_ISSUER: 'http://127.0.0.1:8081/realms/main',
        OIDC_AUDIENCE: 'sync',
        ...more,
      }).oidc;
    expect(oidc()).toEqual({
      issuer: 'http://127.0.0.1:8081/realms/main',
      audience: 'sync',
      accessClaim: 'workspaces',
      platformClaim: 'roles',
      platformRoles: new Map(),
      clockSkewSeconds: 60,
      client: undefined,
    });
    const platform = oidc({ OIDC_PLATFORM_ROLES: 'sync-admin=owner, urn:x=y=viewer' })?.platformRoles;
    expect(platform).toEqual(
      new Map([
        ['sync-admin', 'owner'],
        ['urn:x=y', 'viewer'],
      ]),
    );
    expect(oidc({ OIDC_CLIENT_ID: 'dashboard' })?.client).toEqual({
      clientId: 'dashboard',
      clientSecret: undefined,
      scopes: 'openid profile',
      sessionMinutes: 60,
    });
  });
});
