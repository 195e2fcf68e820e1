import { html } from 'hono/html';
import type { ApiDeps } from '../../api/deps.ts';
import { ApiError } from '../../api/api-error.ts';
import { assertOfPlatform } from '../../api/middleware/require-role.ts';
import { platformRole } from '../../api/principals/principal.ts';
import { entityChoice, entityTypesChosen } from '../../api/schemas/choice/entity-choice.ts';
import { credentialsOf } from '../../api/schemas/provider-credentials.ts';
import { readBudget } from '../../api/schemas/read-meter.ts';
import { quotasChange, quotasFrom, quotasJson } from '../../api/schemas/limits/quotas.ts';
import { settingsChange, settingsJson } from '../../api/schemas/limits/settings.ts';
import { conflictPolicies } from '../../domain/conflict-policy.ts';
import { changeProvider, type ProviderChange } from '../../services/connections/change-provider.ts';
import { disconnectProvider } from '../../services/connections/disconnect-provider.ts';
import { listConnections } from '../../services/connections/list-connections.ts';
import { changeQuotas } from '../../services/quotas/change-quotas.ts';
import { readQuotas } from '../../services/quotas/read-quotas.ts';
import { changeLimits } from '../../services/workspaces/change-limits.ts';
import { deleteWorkspace } from '../../services/workspaces/delete-workspace.ts';
import type { Form } from '../visits/form.ts';
import { checked } from '../visits/input.ts';
import type { Doors } from '../visits/doors.ts';
import { providerOf } from '../visits/provider.ts';
import { may, type WorkspaceVisit } from '../visits/visit.ts';
import { quotaFields, quotasSection } from './quotas-section.ts';
import { connectionSettings, deleteSection, limitsSection } from './settings-view.ts';

/** The settings of a workspace and of its connections. */
export function settingsRoutes(doors: Doors, deps: ApiDeps): void {
  const { providers } = deps;

  doors.workspace('/settings', 'viewer', async (visit) => {
    const { quotas: defaults } = deps.config;
    const [connected, { own, used }] = await Promise.all([
      listConnections(deps, visit.caller),
      readQuotas(deps, visit.workspace, defaults),
    ]);
    const isPlatform = platformRole(visit.principal) === 'owner';
    return {
      tab: '/settings',
      title: 'Settings',
      body: html`<div class="stack">
        ${connected.map((each) =>
          connectionSettings({
            ...each,
            home: visit.home,
            provider: providers[each.row.providerName],
            mayChange: may(visit, 'owner'),
          }),
        )}
        ${quotasSection(visit.home, quotasJson(own, defaults, used, Date.now()), isPlatform)}
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
    await change(visit, {
      conflictPolicy,
      readBudget: checked(readBudget, numberOf(form, 'read_budget'), 'Requests in 30 days'),
    });
    return { done: 'The settings of the connection are changed.' };
  });

  doors.workspaceForm('/:provider/entities', 'owner', async (visit, form) => {
    const chosen = checked(entityChoice, form.all('entity_types'), 'What is copied');
    await change(visit, { entityTypes: entityTypesChosen(providers[providerOf(visit)], chosen) });
    return { done: 'The choice is stored. The next sync reads what was added.' };
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

  doors.workspaceForm('/quotas', 'owner', async ({ principal, caller }, form) => {
    assertOfPlatform(principal, 'owner');
    const given = Object.fromEntries(quotaFields.map((name) => [name, numberOf(form, name)]));
    await changeQuotas(deps, caller, quotasFrom(checked(quotasChange, given, 'Quotas')));
    deps.principals.forget(caller.workspaceId);
    return { done: 'The quotas are changed.' };
  });

  doors.workspaceForm('/limits', 'owner', async ({ principal, caller }, form) => {
    assertOfPlatform(principal, 'owner');
    const wanted = checked(
      settingsChange,
      {
        requests_per_second: numberOf(form, 'requests_per_second'),
        requests_at_once: numberOf(form, 'requests_at_once'),
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

/** Null if it was left empty. */
function numberOf(form: Form, name: string): number | null {
  const text = form.optional(name);
  return text === undefined ? null : Number(text);
}
