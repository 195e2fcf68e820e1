import type { Command } from 'commander';
import { isApiError } from '../../client/client.ts';
import { command } from '../command.ts';
import { connectionContextOf, type Schema, type ConnectionContext } from '../context.ts';
import { CommandError, exitCodes, usage } from '../exit-codes.ts';
import { harmless, paint } from '../output/text.ts';
import { ask, askHidden, confirm } from '../settings/ask.ts';
import { readSecret } from '../settings/secret-file.ts';

type Checked = Schema['CheckedCredentials'];

interface Flags {
  readonly keyFile?: string;
  readonly field?: readonly string[];
  readonly webhookSecretFile?: string;
  readonly check?: true;
  readonly yes?: true;
  readonly account?: string;
  readonly mode?: string;
}

const at = '/api/v1/workspaces/{workspace_id}/payment-providers/{provider}';

/** `wps connect`: shows what a key may read, permission by permission, before it is stored. */
export function connectCommand(program: Command): void {
  command(program, 'connect', 'connect an account, or give the connected one a new key', [
    'connect --workspace Acme',
    'connect --workspace Acme --key-file rk_live.txt',
    'pass acme/key | wps connect --workspace Acme --key-file - --yes',
    'connect --workspace Acme --provider chargebee --field site=acme-test',
    'connect --workspace Acme --check',
    'connect --workspace Acme --account acct_1abc',
    'connect --workspace Acme --account acct_1abc --key-file sk_org.txt',
  ])
    .option('--key-file <file>', 'a file with the account’s key, - for standard input; default: asks for it')
    .option(
      '--field <name=value...>',
      'what the provider needs beside the key, as site=acme-test; default: asks for it',
    )
    .option('--webhook-secret-file <file>', 'the secret of a webhook endpoint that you made by hand')
    .option('--check', 'only show what the key may read')
    .option(
      '--account <id>',
      'by the platform’s own key (Stripe Connect); with --key-file: by an organization’s key',
    )
    .option('--mode <live|test>', 'with --account: the mode that is copied')
    .option('--yes', 'connect also if a permission is missing')
    .action(async (flags: Flags, self: Command) => {
      const context = await connectionContextOf(self);
      const { keyFile, account } = flags;
      if (account !== undefined && keyFile === undefined) {
        await connectThroughPlatform(context, account, flags);
        return;
      }
      const key =
        keyFile === undefined
          ? await askHidden(`The key of the ${context.provider} account:`, '--key-file')
          : await readSecret(keyFile, '--key-file');
      const { checked, credentials } = await checkOf(context, {
        ...fieldsOf(flags.field ?? []),
        api_key: key,
        ...(account !== undefined && { account }),
      });
      show(context, checked);
      if (flags.check === true) {
        if (context.out.format !== 'text') context.out.one(checked, '');
        process.exitCode = missing(checked).length === 0 ? exitCodes.done : exitCodes.partial;
        return;
      }
      await agree(checked, flags);
      await connect(context, credentials, flags);
    });
}

/** `site=acme-test`: what is not secret may be typed. */
const fieldsOf = (given: readonly string[]): Record<string, string> =>
  Object.fromEntries(
    given.map((text) => {
      const at = text.indexOf('=');
      if (at < 1) throw usage(`--field ${text} is not as name=value`);
      return [text.slice(0, at), text.slice(at + 1)];
    }),
  );

/** Tries what was given. Asks for what the provider needs beside it, as a site's name, if somebody can answer. */
async function checkOf(context: ConnectionContext, given: Schema['CredentialsToCheck']) {
  const params = { path: context.path };
  let credentials = given;
  for (;;) {
    try {
      const checked = await context.client.post(`${at}/check`, { params, body: credentials });
      return { checked, credentials };
    } catch (error) {
      const field = lacking(error, credentials);
      if (field === undefined) throw error;
      const flag = `--field ${field}=…`;
      credentials = {
        ...credentials,
        [field]: await ask(`The ${field} of the ${context.provider} account:`, flag),
      };
    }
  }
}

/** The first field of the credentials that was refused because it was not given. */
function lacking(error: unknown, given: object): string | undefined {
  if (!isApiError(error, 'invalid_request')) return undefined;
  return error.details.find(({ field }) => field !== '' && !(field in given))?.field;
}

const missing = ({ permissions }: Checked) => permissions.filter(({ granted }) => !granted);

function show({ out }: ConnectionContext, { account_id, livemode, permissions }: Checked): void {
  out.say(`${account_id ?? 'An account whose id the key may not read'}, ${livemode ? 'live' : 'test'} mode`);
  for (const { reads, granted, problem } of permissions) {
    const mark = granted ? paint('green', '✓', process.stderr) : paint('red', '✗', process.stderr);
    out.say(`  ${mark} reads ${reads}${problem === null ? '' : `: ${harmless(problem.message)}`}`);
  }
}

async function agree(checked: Checked, { yes }: Flags): Promise<void> {
  if (missing(checked).length === 0 || yes === true) return;
  if (await confirm('What it may not read will be missing in the copy. Connect it all the same?', '--yes'))
    return;
  const advice = 'Give the key these permissions at the provider, and connect again.';
  throw new CommandError(
    exitCodes.key,
    'permission_missing',
    'Nothing was stored: a permission is missing.',
    advice,
  );
}

async function connect(
  context: ConnectionContext,
  credentials: Schema['CredentialsToCheck'],
  flags: Flags,
): Promise<void> {
  const { client, path } = context;
  const file = flags.webhookSecretFile;
  const secret = file === undefined ? undefined : await readSecret(file, '--webhook-secret-file');
  const connected = await client.post(at, {
    params: { path },
    body: { ...credentials, ...(secret !== undefined && { webhook_secret: secret }) },
  });
  tell(context, connected);
}

/** The platform alone may name an account, so that a platform's key is needed. */
async function connectThroughPlatform(
  context: ConnectionContext,
  account: string,
  { mode, check }: Flags,
): Promise<void> {
  if (check === true || (mode !== undefined && mode !== 'live' && mode !== 'test'))
    throw new CommandError(
      exitCodes.usage,
      'invalid_usage',
      check === true ? '--check is about a key: give --key-file.' : '--mode is live or test.',
    );
  const { client, path } = context;
  const body = { account, ...(mode !== undefined && { livemode: mode === 'live' }) };
  tell(context, await client.post(`${at}/account`, { params: { path }, body }));
}

function tell({ out }: ConnectionContext, connected: Schema['ConfiguredProvider']): void {
  const { webhook } = connected;
  out.one(connected, 'Connected.');
  if (webhook.reason === undefined)
    out.say(`  ${paint('green', '✓', process.stderr)} webhook endpoint ${webhook.status}`);
  else {
    out.say(`  ${paint('red', '✗', process.stderr)} webhook endpoint: ${harmless(webhook.reason)}`);
    if (webhook.what_to_do !== undefined) out.say(`    ${harmless(webhook.what_to_do)}`);
  }
  out.say('Copy it: wps sync --full');
}
