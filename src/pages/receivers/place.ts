import type { Context } from 'hono';
import { html } from 'hono/html';
import type { ApiEnv } from '../../api/deps.ts';
import { platformRole } from '../../api/principals/principal.ts';
import { platformScope } from '../../domain/ids.ts';
import type { Role } from '../../domain/role.ts';
import type { Caller } from '../../services/caller.ts';
import type { Part } from '../markup.ts';
import type { Doors, Outcome } from '../visits/doors.ts';
import type { Form } from '../visits/form.ts';
import { may, type Visit, type WorkspaceVisit } from '../visits/visit.ts';

/** A visit to receivers: a workspace's, or the platform's own. */
export interface ReceiverVisit {
  readonly c: Context<ApiEnv>;
  readonly caller: Caller;
  /** The path of the list. */
  readonly base: string;
  /** Send a test, and send again. */
  readonly mayOperate: boolean;
  readonly mayChange: boolean;
}

export interface ReceiverPage {
  readonly title: string;
  /** The way back and the heading of a page below the list. */
  readonly head?: Part;
  readonly body: Part;
}

/** Where the pages of receivers stand: in each workspace, and above all of them. */
export interface Place {
  readonly hears: string;
  page(path: string, render: (visit: ReceiverVisit) => Promise<ReceiverPage>): void;
  form(
    path: string,
    role: Role,
    act: (visit: ReceiverVisit, form: Form) => Promise<Outcome<ReceiverPage>>,
  ): void;
}

const tab = '/outgoing';

export function inWorkspaces(doors: Doors): Place {
  const within = (visit: WorkspaceVisit): ReceiverVisit => ({
    c: visit.c,
    caller: visit.caller,
    base: visit.home + tab,
    mayOperate: may(visit, 'operator'),
    mayChange: may(visit, 'owner'),
  });
  return {
    hears: 'what happens in this workspace',
    page: (path, render) =>
      doors.workspace(tab + path, 'operator', async (visit) => ({ tab, ...(await render(within(visit))) })),
    form: (path, role, act) =>
      doors.workspaceForm(tab + path, role, async (visit, form) => {
        const outcome = await act(within(visit), form);
        return 'page' in outcome ? { page: { tab, ...outcome.page } } : outcome;
      }),
  };
}

export function abovePlatform(doors: Doors): Place {
  const within = ({ c, caller, principal }: Visit): ReceiverVisit => {
    const owns = platformRole(principal) === 'owner';
    const scoped = { ...caller, workspaceId: platformScope };
    return { c, caller: scoped, base: tab, mayOperate: owns, mayChange: owns };
  };
  const headed = ({ head, ...page }: ReceiverPage) => ({
    ...page,
    head: head ?? html`<div class="page-head"><h1>${page.title}</h1></div>`,
  });
  return {
    hears: 'what happens in all workspaces',
    page: (path, render) => doors.platform(tab + path, async (visit) => headed(await render(within(visit)))),
    form: (path, _role, act) =>
      doors.platformForm(tab + path, async (visit, form) => {
        const outcome = await act(within(visit), form);
        return 'page' in outcome ? { page: headed(outcome.page) } : outcome;
      }),
  };
}
