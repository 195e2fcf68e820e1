import type { Context } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { ApiError, invalid } from '../../api/api-error.ts';
import { callerOf, platformCallerOf } from '../../api/caller.ts';
import type { ApiDeps, ApiEnv } from '../../api/deps.ts';
import { asApiError } from '../../api/error-handler.ts';
import { assertOfPlatform } from '../../api/middleware/require-role.ts';
import { platformRole, type Principal } from '../../api/principals/principal.ts';
import { accessibleWorkspace } from '../../api/middleware/workspace-access.ts';
import type { Api } from '../../api/route.ts';
import { isUuid, workspaceId } from '../../domain/ids.ts';
import type { Role } from '../../domain/role.ts';
import { assertOwnOrigin } from '../access/own-origin.ts';
import { endSession, sessionOf } from '../access/page-session.ts';
import { nothingMoreAnswer } from '../components/live.ts';
import { pathWith } from '../components/pager.ts';
import { answerPage, goTo } from '../layout/answer.ts';
import type { DocumentParts } from '../layout/document.ts';
import { leaveNotice, takeNotice } from '../layout/notices.ts';
import {
  operatorPage,
  ownWorkspacesPath,
  workspacePage,
  type OperatorPage,
  type WorkspacePage,
} from '../layout/operator-frame.ts';
import { errorPage, refusalText, reportFault } from './error-page.ts';
import { Form } from './form.ts';
import { may, type Visit, type WorkspaceVisit } from './visit.ts';

/** Thrown to send a visitor somewhere else instead of showing the page. */
class Elsewhere extends Error {
  readonly path: string;

  constructor(path: string) {
    super(`go to ${path}`);
    this.path = path;
  }
}

const maxFormBytes = 64 * 1024;

/** What a form leads to: a notice on the page that it was on, or on another; or a page of its own. */
export type Outcome<Page> = { readonly done: string; readonly to?: string } | { readonly page: Page };

/**
 * The ways in: each page and each form says who may come, and is shown only to those. A form is carried out only if a page
 * of this service sent it.
 */
export class Doors {
  readonly #api: Api;
  readonly #deps: ApiDeps;

  constructor(api: Api, deps: ApiDeps) {
    this.#api = api;
    this.#deps = deps;
  }

  /** A page above all workspaces. */
  platform(path: string, render: (visit: Visit) => Promise<OperatorPage>): void {
    this.#api.get(path, (c) =>
      this.#admit(c, async () => {
        const visit = await this.#platformVisit(c);
        return await answerPage(c, operatorPage(visit, await render(visit)));
      }),
    );
  }

  platformForm(path: string, act: (visit: Visit, form: Form) => Promise<Outcome<OperatorPage>>): void {
    this.#form(path, async (c, form) => {
      const visit = await this.#platformVisit(c);
      assertOfPlatform(visit.principal, 'owner');
      return await this.#after(c, await act(visit, form), (page) => operatorPage(visit, page));
    });
  }

  /** A page for everybody who has signed in, above workspaces. */
  anybody(path: string, render: (visit: Visit) => Promise<OperatorPage>): void {
    this.#api.get(path, (c) =>
      this.#admit(c, async () => {
        const visit = { ...visitOf(c), notice: takeNotice(c) };
        return await answerPage(c, operatorPage(visit, await render(visit)));
      }),
    );
  }

  /** A page of one workspace, at `/workspaces/:workspace_id` and this path. */
  workspace(path: string, role: Role, render: (visit: WorkspaceVisit) => Promise<WorkspacePage>): void {
    this.#api.get(`/workspaces/:workspace_id${path}`, (c) =>
      this.#admit(c, async () => {
        const visit = await this.#workspaceVisit(c, role);
        return await answerPage(c, workspacePage(visit, await render(visit)));
      }),
    );
  }

  workspaceForm(
    path: string,
    role: Role,
    act: (visit: WorkspaceVisit, form: Form) => Promise<Outcome<WorkspacePage>>,
  ): void {
    this.#form(`/workspaces/:workspace_id${path}`, async (c, form) => {
      const visit = await this.#workspaceVisit(c, role);
      return await this.#after(c, await act(visit, form), (page) => workspacePage(visit, page));
    });
  }

  /** What a page follows as it happens. */
  platformStream(path: string, answer: (visit: Visit) => Promise<Response>): void {
    this.#api.get(path, (c) => this.#follow(c, async () => await answer(await this.#platformVisit(c))));
  }

  workspaceStream(path: string, answer: (visit: WorkspaceVisit) => Promise<Response>): void {
    this.#api.get(`/workspaces/:workspace_id${path}`, (c) =>
      this.#follow(c, async () => await answer(await this.#workspaceVisit(c, 'viewer'))),
    );
  }

  #form(path: string, act: (c: Context<ApiEnv>, form: Form) => Promise<Response>): void {
    const { log, config } = this.#deps;
    const tooLarge = (c: Context<ApiEnv>) =>
      errorPage(c, log, new ApiError(413, 'payload_too_large', 'The form has too much text.'));
    this.#api.post(path, bodyLimit({ maxSize: maxFormBytes, onError: tooLarge }), (c) =>
      this.#admit(c, async () => {
        assertOwnOrigin(c, config.publicBaseUrl);
        try {
          return await act(c, await Form.of(c));
        } catch (error) {
          const refusal = asApiError(error);
          if (error instanceof Elsewhere || refusal.status === 403 || refusal.status === 404) throw error;
          reportFault(log, c.get('requestId'), error, refusal);
          leaveNotice(c, 'bad', refusalText(c.get('requestId'), refusal));
          return goTo(c, cameFrom(c));
        }
      }),
    );
  }

  async #after<Page>(
    c: Context<ApiEnv>,
    outcome: Outcome<Page>,
    show: (page: Page) => DocumentParts,
  ): Promise<Response> {
    if ('page' in outcome) return await answerPage(c, show(outcome.page));
    leaveNotice(c, 'good', outcome.done);
    return goTo(c, outcome.to ?? cameFrom(c));
  }

  async #admit(c: Context<ApiEnv>, answer: () => Promise<Response>): Promise<Response> {
    try {
      await this.#enter(c);
      return await answer();
    } catch (error) {
      return error instanceof Elsewhere ? goTo(c, error.path) : await errorPage(c, this.#deps.log, error);
    } finally {
      c.get('turn')?.leave();
    }
  }

  /** A stream is no page: a visitor who may not follow it gets a status, by which the page's script knows. */
  async #follow(c: Context<ApiEnv>, answer: () => Promise<Response>): Promise<Response> {
    try {
      await this.#enter(c);
      return nothingMoreAnswer(c) ?? (await answer());
    } catch (error) {
      return c.body(null, error instanceof Elsewhere ? 401 : asApiError(error).status);
    } finally {
      c.get('turn')?.leave();
    }
  }

  /** Sets who visits. */
  async #enter(c: Context<ApiEnv>): Promise<void> {
    const { keyring, ownerOf, limits } = this.#deps;
    const { pathname, search } = new URL(c.req.url);
    const next = c.req.method === 'GET' && pathname !== '/' ? pathname + search : undefined;
    const session = sessionOf(c, keyring);
    if (session === undefined) throw new Elsewhere(pathWith('/sign-in', { next }));
    const principal = 'user' in session ? session.user : await ownerOf(session.key, c.get('remoteAddress'));
    if (principal === undefined) {
      endSession(c);
      throw new Elsewhere(pathWith('/sign-in', { ended: '1', next }));
    }
    c.set('principal', principal);
    const turn = limits.enter(principal);
    if (turn.refusal !== undefined) throw turn.refusal;
    c.set('turn', turn);
  }

  async #platformVisit(c: Context<ApiEnv>): Promise<Visit> {
    const visit = visitOf(c);
    if (platformRole(visit.principal) === undefined) throw new Elsewhere(homeOf(visit.principal));
    return { ...visit, notice: takeNotice(c) };
  }

  async #workspaceVisit(c: Context<ApiEnv>, role: Role): Promise<WorkspaceVisit> {
    const text = c.req.param('workspace_id') ?? '';
    if (!isUuid(text)) throw invalid([{ in: 'path', field: 'workspace', message: 'must be a UUID' }]);
    const principal = c.get('principal');
    const workspace = await accessibleWorkspace(this.#deps.db, principal, workspaceId(text));
    if (!may({ principal, workspace }, role))
      throw new ApiError(403, 'forbidden', `This needs the role ${role}.`);
    c.set('workspace', workspace);
    const home = `/workspaces/${workspace.id}`;
    return { c, principal, workspace, home, caller: callerOf(c), notice: takeNotice(c) };
  }
}

const visitOf = (c: Context<ApiEnv>): Omit<Visit, 'notice'> => ({
  c,
  principal: c.get('principal'),
  caller: platformCallerOf(c),
});

/** Where somebody who does not see all workspaces begins. */
function homeOf(principal: Principal): string {
  const own = principal.kind === 'user' ? [...principal.access.workspaces.keys()] : [];
  const [only, ...more] = principal.kind === 'key' ? [principal.workspace.id] : own;
  return only === undefined || more.length > 0 ? ownWorkspacesPath : `/workspaces/${only}`;
}

/** The page with the form: a browser names it to its own origin. */
function cameFrom(c: Context): string {
  const text = c.req.header('referer') ?? '';
  if (!URL.canParse(text)) return '/';
  const { host, pathname, search } = new URL(text);
  return host === c.req.header('host') ? pathname + search : '/';
}
