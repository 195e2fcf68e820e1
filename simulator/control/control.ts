import type { ServerResponse } from 'node:http';
import type { HttpRequest } from '../core/http/request.ts';
import { ChargebeeError } from '../chargebee/wire/chargebee-error.ts';
import { StripeError } from '../stripe/wire/stripe-error.ts';
import type { Simulator } from '../simulator.ts';
import { UnknownCommand } from './call.ts';
import { accountCommands } from './account-commands.ts';
import { controlledAccount, controlledSite, type Controlled } from './controlled.ts';
import type { SteadyRuns } from './mutate-commands.ts';
import { simulatorCommands } from './simulator-commands.ts';

/** Answers `/_sim/…`; the list of commands is in README.md. Each does what the same call in-process does. */
export function controlOf(simulator: Simulator) {
  const runs: SteadyRuns = new Map();
  return (request: HttpRequest, response: ServerResponse) => control(simulator, runs, request, response);
}

/** The account or site that a path is about; undefined if it is about all of them. */
function controlledAt(simulator: Simulator, [kind, name]: readonly string[]): Controlled | undefined {
  if (name === undefined) return undefined;
  if (kind === 'accounts') return controlledAccount(simulator, simulator.account(name));
  return kind === 'sites' ? controlledSite(simulator, simulator.site(name)) : undefined;
}

async function control(
  simulator: Simulator,
  runs: SteadyRuns,
  request: HttpRequest,
  response: ServerResponse,
): Promise<void> {
  const [, , ...path] = request.path.split('/').map(decodeURIComponent);
  const reply = (status: number, body: unknown) => {
    const text = JSON.stringify(body ?? {}, null, 2);
    response.writeHead(status, { 'Content-Type': 'application/json' }).end(text);
  };
  try {
    const body: unknown = request.body ? JSON.parse(request.body) : {};
    const call = { method: request.method, path, query: new URLSearchParams(request.query), body };
    const one = controlledAt(simulator, path);
    reply(200, await (one ? accountCommands(one, runs, call) : simulatorCommands(simulator, call)));
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const status =
      error instanceof StripeError || error instanceof ChargebeeError
        ? error.status
        : error instanceof UnknownCommand
          ? 404
          : 400;
    reply(status, { error: message });
  }
}
