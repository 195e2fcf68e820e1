import { html } from 'hono/html';
import type { ApiDeps } from '../../api/deps.ts';
import { ApiError } from '../../api/api-error.ts';
import { assertOfPlatform } from '../../api/middleware/require-role.ts';
import { platformRole } from '../../api/principals/principal.ts';
import { credentialsOf } from '../../api/schemas/provider-credentials.ts';
import { readBudget } from '../../api/schemas/read-meter.ts';
import { settingsChange, settingsJson } from '../../api/schemas/limits/settings.ts';
import { conflictPolicies } from '../../domain/conflict-policy.ts';
import { changeProvider, type ProviderChange } from '../../services/connections/change-provider.ts';
import { disconnectProvider } from '../../services/connections/disconnect-provider.ts';
import { listConnections } from '../../services/connections/list-connections.ts';
import { changeLimits } from '../../services/workspaces/change-limits.ts';
import { deleteWorkspace } from '../../services/workspaces/delete-workspace.ts';
import { checked } from '../visits/input.ts';
import type { Doors } from '../visits/doors.ts';
import { providerOf } from '../visits/provider.ts';
import { may, type WorkspaceVisit } from '../visits/visit.ts';
import { connectionSettings, deleteSection, limitsSection } from './settings-view.ts';

/** The settings of a workspace and of its connections. */
export function settingsRoutes(doors: Doors, deps: ApiDeps): void {
  const { providers } = deps;

  doors.workspace('/settings', 'viewer', async (visit) => {
    const connected = await listConnections(deps, visit.caller);
    const isPlatform = platformRole(visit.principal) === 'owner';
    return {
      tab: '/settings',
      title: 'Settings',
      body: html`<div class="stack">
        ${connected.map((each) =>
          connectionSettings({
            ...each,
            home: visit.home,
            providerName: providers[each.row.providerName].displayName,
            mayChange: may(visit, 'owner'),
          }),
        )}
        ${limitsSection(visit.home, settingsJson(visit.workspace, deps.config), isPlatform)}
        ${isPlatform ? deleteSection(visit.home, visit.workspace.name) : ''}
      </div>`,
    };
  });

  const change = async (visit: WorkspaceVisit, to: ProviderChange) =>
    await changeProvider(deps, visit.caller, { provider: providerOf(visit), change: to });

  doors.workspaceForm('/:provider/credentials', 'owner', async (visit, form) => {
    const credentials = credentialsOf(providerOf(visit), form.fields());
    if (credentials === undefined) throw new ApiError(400, 'invalid_request', 'Give the new key.');
    await change(visit, { credentials });
    return { done: 'The new key works and is stored. Requests in flight end with the old one.' };
  });

  doors.workspaceForm('/:provider/policy', 'owner', async (visit, form) => {
    const conflictPolicy = conflictPolicies.find((policy) => policy === form.text('conflict_policy'));
    const budget = form.optional('read_budget');
    await change(visit, {
      conflictPolicy,
      readBudget: checked(readBudget, budget === undefined ? null : Number(budget), 'Requests in 30 days'),
    });
    return { done: 'The settings of the connection are changed.' };
  });

  doors.workspaceForm('/:provider/active', 'owner', async (visit, form) => {
    const isActive = form.text('active') === 'yes';
    await change(visit, { isActive });
    return { done: isActive ? 'The connection is on.' : 'The connection is off: nothing is copied now.' };
  });

  doors.workspaceForm('/:provider/disconnect', 'owner', async (visit) => {
    const { left } = await disconnectProvider(deps, visit.caller, { provider: providerOf(visit) });
    const remains = left.length === 0 ? '' : ` Remove these endpoints at the provider: ${left.join(', ')}.`;
    return { done: `Disconnected. Its key is forgotten, its rows stay.${remains}` };
  });

  doors.workspaceForm('/limits', 'owner', async ({ principal, caller }, form) => {
    assertOfPlatform(principal, 'owner');
    const numberOf = (name: string) => {
      const text = form.optional(name);
      return text === undefined ? null : Number(text);
    };
    const wanted = checked(
      settingsChange,
      {
        requests_per_second: numberOf('requests_per_second'),
        requests_at_once: numberOf('requests_at_once'),
      },
      'Limits',
    );
    await changeLimits(deps, caller, {
      requestsPerSecond: wanted.requests_per_second ?? null,
      requestsAtOnce: wanted.requests_at_once ?? null,
    });
    deps.principals.forget(caller.workspaceId);
    return { done: 'The limits are changed.' };
  });

  doors.workspaceForm('/delete', 'owner', async ({ principal, workspace, caller }, form) => {
    assertOfPlatform(principal, 'owner');
    if (form.text('name') !== workspace.name.trim())
      throw new ApiError(
        400,
        'invalid_request',
        'The name is not that of the workspace: nothing was deleted.',
      );
    await deleteWorkspace(deps, caller);
    deps.principals.forget(caller.workspaceId);
    return { done: 'The workspace is deleted.', to: '/' };
  });
}
