import { expect, it } from 'vitest';
import { workspaceId } from '../../domain/ids.ts';
import type { AccessClaims } from './oidc-settings.ts';
import { accessOf } from './token-access.ts';

const [one, two] = ['0190a6c0-0000-7000-8000-000000000001', '0190a6c0-0000-7000-8000-000000000002'].map(
  workspaceId,
) as [ReturnType<typeof workspaceId>, ReturnType<typeof workspaceId>];

const mapping: AccessClaims = {
  accessClaim: 'workspaces',
  platformClaim: 'realm_access.roles',
  platformRoles: new Map([
    ['sync-admin', 'owner'],
    ['support', 'viewer'],
  ]),
};

it.each<[string, unknown]>([
  ['an object', { [one]: 'operator', [two]: 'viewer' }],
  ['a list', [`${one}:operator`, `${two}:viewer`]],
  ['groups', [`/payment-sync/${one}/operator`, `/payment-sync/${two}/viewer`, '/other/team']],
  ['a text with spaces', `${one}:operator ${two}:viewer openid`],
  ['upper case ids', [`${one.toUpperCase()}:operator`, `${two}:viewer`]],
])('reads workspaces and roles from %s', (_form, workspaces) => {
  expect(accessOf({ workspaces }, mapping)).toEqual({
    platform: undefined,
    workspaces: new Map([
      [one, 'operator'],
      [two, 'viewer'],
    ]),
  });
});

it('takes the greater role if a workspace is named twice', () => {
  const workspaces = [`${one}:viewer`, `${one}:owner`, `${one}:operator`];
  expect(accessOf({ workspaces }, mapping).workspaces.get(one)).toBe('owner');
});

it.each<[string, unknown]>([
  ['nothing', undefined],
  ['null', null],
  ['a number', 7],
  ['unknown roles', [`${one}:admin`, `${one}:platform`, `${one}:`]],
  ['what is no id', ['all:owner', '*:owner', `${one}x:owner`, one]],
  ['texts that only contain an entry', [`${one}:owner:not`]],
  ['an object of objects', { [one]: { role: 'owner' }, nested: { [two]: 'owner' } }],
  ['a list in a list', [[`${one}:owner`]]],
])('gives nothing for %s', (_form, workspaces) => {
  expect(accessOf({ workspaces }, mapping)).toEqual({ platform: undefined, workspaces: new Map() });
});

it('gives a role above all workspaces for the values that the configuration names, and for no other', () => {
  const of = (roles: unknown) => accessOf({ realm_access: { roles } }, mapping).platform;
  expect(of(['support'])).toBe('viewer');
  expect(of(['support', 'sync-admin', 'offline_access'])).toBe('owner');
  expect(of(['owner', 'admin', '__proto__'])).toBeUndefined();
  expect(accessOf({ roles: ['sync-admin'] }, mapping).platform).toBeUndefined();
});

it('finds a claim whose name is a URL, and nothing that every object has', () => {
  const accessClaim = 'https://sync.example.com/workspaces';
  const named = { ...mapping, accessClaim };
  expect(accessOf({ [accessClaim]: { [one]: 'owner' } }, named).workspaces.get(one)).toBe('owner');
  const inherited = {
    ...mapping,
    platformClaim: 'constructor.name',
    platformRoles: new Map([['Object', 'owner']]),
  };
  expect(accessOf({}, inherited as AccessClaims).platform).toBeUndefined();
});
