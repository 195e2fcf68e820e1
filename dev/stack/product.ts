import { join } from 'node:path';
import { z } from 'zod';
import type { SiteSpec } from '../../simulator/chargebee/site/site-spec.ts';
import type { AccountSpec } from '../../simulator/stripe/account/account-spec.ts';
import { migrate } from '../../src/db/migrate.ts';
import { freePort } from './free-port.ts';
import { projectRoot } from '../paths.ts';
import { startWorkers } from '../workers/start-workers.ts';
import type { Workers } from '../workers/workers-option.ts';
import { startProcess, type ProcessOptions } from './process.ts';
import { startRestarting } from './restarting.ts';
import type { Stack } from './stack.ts';

export interface ProductOptions {
  /** The accounts that the simulator has: Stripe's, and Chargebee's sites. */
  accounts: readonly AccountSpec[];
  sites?: readonly SiteSpec[];
  adminKey: string;
  /** As `CREDENTIAL_KEYS` takes them. */
  credentialKeys: string;
  /** Ask Stripe itself, by its own address, instead of the simulator? */
  realStripe?: boolean;
  /** Workers; default: one. */
  workers?: Workers;
  /** Restart API and workers when a file of src/ changes? */
  watch: boolean;
  /** Takes the processes' output, a line at a time. */
  print: (line: string) => void;
}

/** The product on the embedded stack, up and ready. */
export interface Product {
  apiUrl: string;
  simulatorUrl: string;
  /** The environment of a further process of this product. */
  env: Record<string, string>;
}

const sources = join(projectRoot, 'src');

/** Migrates, then starts the simulator, the API and workers, each a process of its own and a part of the stack. */
export async function startProduct(stack: Stack, options: ProductOptions): Promise<Product> {
  const { print, watch } = options;
  const start = (process: Omit<ProcessOptions, 'onUnexpectedEnd'>) =>
    stack.add(process.name, (onUnexpectedEnd) => startProcess({ print, ...process, onUnexpectedEnd }));
  const startOurs = (process: Omit<ProcessOptions, 'onUnexpectedEnd'>) =>
    watch ? stack.add(process.name, () => startRestarting({ print, ...process }, sources)) : start(process);
  const [simulator] = await Promise.all([
    start({
      name: 'simulator',
      file: 'simulator/main.ts',
      args: Object.entries({
        port: await freePort(12_111),
        accounts: JSON.stringify(options.accounts),
        sites: JSON.stringify(options.sites ?? []),
      }).flatMap(([flag, value]) => [`--${flag}`, String(value)]),
      ready: /^\{"url":/,
    }),
    migrate(stack.env['DATABASE_URL'] ?? ''),
  ]);
  const { url: simulatorUrl } = z.object({ url: z.string() }).parse(JSON.parse(simulator.readyLine ?? ''));
  const port = await freePort(8_080);
  const apiUrl = `http://127.0.0.1:${port}`;
  const env = {
    ...stack.env,
    CREDENTIAL_KEYS: options.credentialKeys,
    ADMIN_API_KEY: options.adminKey,
    PUBLIC_BASE_URL: apiUrl,
    ...(options.realStripe !== true && { STRIPE_API_BASE: simulatorUrl }),
    CHARGEBEE_API_BASE: simulatorUrl,
    HOST: '127.0.0.1',
    PORT: String(port),
    LOOPBACK_WEBHOOK_ENDPOINTS: 'true',
    METRICS_PORT: String(await freePort(9_464)),
    LOG_FORMAT: 'text',
  };
  const processEnv = { ...withoutForeignSettings(env), ...env };
  await Promise.all([
    startOurs({
      name: 'api',
      file: 'src/server.ts',
      ready: new URL('/readyz', apiUrl),
      env: processEnv,
    }),
    startWorkers(stack, {
      count: options.workers ?? 1,
      apiUrl,
      adminKey: options.adminKey,
      env: processEnv,
      watch: watch ? sources : undefined,
      print,
    }),
  ]);
  return { apiUrl, simulatorUrl, env };
}

/** This shell's settings for other servers or an identity provider do not apply to the embedded stack. */
function withoutForeignSettings(ours: Record<string, string>): Record<string, undefined> {
  const foreign = Object.keys(process.env).filter((name) => /^(DATABASE|TEMPORAL|OIDC)_/.test(name));
  const files = Object.keys(ours).map((name) => `${name}_FILE`);
  return Object.fromEntries([...foreign, ...files, 'LOG_LEVEL'].map((name) => [name, undefined]));
}
