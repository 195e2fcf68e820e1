import { createRequire } from 'node:module';
import { Command } from 'commander';
import { analyticsCommand } from './commands/analytics.ts';
import { auditCommands } from './commands/audit.ts';
import { cancelCommand } from './commands/cancel.ts';
import { completionCommand } from './commands/completion.ts';
import { conflictCommands } from './commands/conflicts.ts';
import { connectCommand } from './commands/connect.ts';
import { doctorCommand } from './commands/doctor.ts';
import { endpointCommands } from './commands/endpoints.ts';
import { keyCommands } from './commands/keys.ts';
import { scheduleCommands } from './commands/schedule.ts';
import { sessionCommands } from './commands/sessions.ts';
import { statusCommand } from './commands/status.ts';
import { syncCommand } from './commands/sync.ts';
import { timelineCommand } from './commands/timeline.ts';
import { webhookCommands } from './commands/webhooks.ts';
import { workspaceCommands } from './commands/workspaces.ts';
import { exitCodesText } from './exit-codes.ts';

/** Its own package, in the sources and installed. */
const { version } = createRequire(import.meta.url)('workspace-payment-sync/package.json') as {
  version: string;
};

const examples = `Examples:
  $ export WPS_URL=https://sync.example.com WPS_API_KEY=…
  $ wps status                      # all workspaces, the worst first
  $ wps sync --workspace Acme       # a sync, with its progress
  $ wps status --workspace Acme --json
`;

const environment = `
Environment:
  WPS_URL, WPS_API_KEY, WPS_WORKSPACE, WPS_PROFILE   in place of the flags
  NO_COLOR, FORCE_COLOR                              no colours, or always

Profiles, in $XDG_CONFIG_HOME/wps/config.json or ~/.config/wps/config.json:
  {"profiles": {"default": {"url": "https://…", "api_key": "wps_…"}}}

${exitCodesText}`;

/** Every command, with the flags that all of them take. */
export function createProgram(): Command {
  const program = new Command('wps')
    .description('Copies of payment-provider accounts: connect them, sync them, look at them.')
    .version(version, '--version', 'show the version')
    .option('--url <url>', 'where the API is (WPS_URL)')
    .option('--api-key-file <file>', 'a file with the API key, - for standard input (or WPS_API_KEY)')
    .option('--profile <name>', 'a profile of the configuration file (WPS_PROFILE)')
    .option('-w, --workspace <id or name>', 'the workspace (WPS_WORKSPACE); a workspace’s own key names it')
    .option('--provider <name>', 'the payment provider; default: the connected one, stripe if none is')
    .option('--json', 'one JSON document on standard output')
    .option('--jsonl', 'a JSON document a line: for lists, and for the progress of a sync')
    .configureHelp({ showGlobalOptions: true })
    .showSuggestionAfterError()
    // wps.ts says what was wrong, in the form that was asked for.
    .configureOutput({ outputError: () => {} })
    .exitOverride()
    .addHelpText('before', examples)
    .addHelpText('after', environment);
  workspaceCommands(program);
  connectCommand(program);
  statusCommand(program);
  syncCommand(program);
  sessionCommands(program);
  cancelCommand(program);
  scheduleCommands(program);
  webhookCommands(program);
  endpointCommands(program);
  conflictCommands(program);
  keyCommands(program);
  timelineCommand(program);
  analyticsCommand(program);
  auditCommands(program);
  doctorCommand(program);
  completionCommand(program);
  program
    .command('exit-codes', { hidden: true })
    .description('what the exit codes mean')
    .addHelpText('after', `\n${exitCodesText}`)
    .action(() => {
      process.stdout.write(`${exitCodesText}\n`);
    });
  return program;
}
