import { describe, expect } from 'vitest';
import { framed, merchantTest as it } from '../../../test/support/pages/merchant-test.ts';

describe('a link', () => {
  it('is not used up by opening it, as a mail scanner does', async ({ make, look, send }) => {
    const { path, token } = await make();
    for (let count = 0; count < 3; count++) expect((await look(path)).text).toContain('Continue');
    const opened = await send(`${path}/open`, { token });
    expect(opened).toMatchObject({ status: 303 });
    const cookie = opened.headers.get('set-cookie')!.split(';')[0]!;
    expect(opened.headers.get('set-cookie')).toMatch(
      new RegExp(`Path=${path}; Expires=.*; HttpOnly; SameSite=Lax`),
    );
    expect((await look(path, cookie)).text).toContain('Paste it here');
  });

  it('opens once; whoever comes later is told so, and where a new one is', async ({ make, look, send }) => {
    const { path, token } = await make({ refresh_url: 'https://app.example.com/again' });
    await send(`${path}/open`, { token });
    for (const later of [await send(`${path}/open`, { token }), await look(path)]) {
      expect(later.status).toBe(410);
      expect(later.text).toContain('This link was used already');
      expect(later.text).toContain('https://app.example.com/again');
    }
  });

  it('may be pasted whole where no script runs', async ({ make, send }) => {
    const { path, token } = await make();
    const pasted = { token: ` https://sync.example.com${path}#${token}\n` };
    expect((await send(`${path}/open`, pasted)).status).toBe(303);
  });

  it('without its token stays unused, and says what is missing', async ({ make, send }) => {
    const { path, token } = await make();
    const cut = await send(`${path}/open`, { token: token.slice(0, -1) });
    expect(cut.status).toBe(400);
    expect(cut.text).toContain('Part of the link is missing');
    expect((await send(`${path}/open`, { token })).status).toBe(303);
  });

  it('that was cut off says so, and leads no merchant to the sign-in', async ({ make, look }) => {
    const { path } = await make();
    for (const cut of ['/connect', path.split('/').slice(0, 3).join('/'), path.slice(0, -4)]) {
      const text: unknown = expect.stringContaining('copy the whole link, or ask for a new one');
      expect(await look(cut)).toMatchObject({ status: 404, text });
    }
  });

  it('of another session or workspace opens nothing', async ({ api, make, send }) => {
    const [one, other] = [await make(), await make()];
    expect((await send(`${one.path}/open`, { token: other.token })).status).toBe(400);
    const elsewhere = `/connect/${await api.workspace()}/${one.id}`;
    expect((await send(`${elsewhere}/open`, { token: one.token })).status).toBe(404);
    expect((await send('/connect/no/ids/open', { token: one.token })).status).toBe(404);
  });

  it('is closed after the workspace was deleted, and so is its page', async ({
    api,
    workspace,
    make,
    send,
  }) => {
    const [unused, used] = [await make(), await make()];
    const page = (await send(`${used.path}/open`, { token: used.token }, framed)).field('page');
    await api.request('DELETE', `/api/v1/workspaces/${workspace}`, { key: api.adminKey });
    expect((await send(`${unused.path}/open`, { token: unused.token })).text).toContain(
      'This link was ended',
    );
    expect((await send(`${used.path}/key`, { page }, framed)).text).toContain('This link was ended');
  });
});

describe('a page', () => {
  it('is framed by the origins of its session only, from the first answer on', async ({ make, look }) => {
    const policy = async (path: string) => (await look(path)).headers.get('content-security-policy');
    const embedded = await make({ embed_origins: ['https://app.example.com'] });
    expect(await policy(embedded.path)).toContain('frame-ancestors https://app.example.com');
    expect((await look(embedded.path)).headers.get('x-frame-options')).toBeNull();
    const { path } = await make();
    expect(await policy(path)).toContain(`frame-ancestors 'none'`);
    expect(await policy(path)).not.toMatch(/unsafe|\*/);
    expect((await look(path)).headers.get('x-frame-options')).toBe('DENY');
  });

  it('takes no form of another site', async ({ make, send }) => {
    const { path, token } = await make();
    const foreign = { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example.com' };
    expect((await send(`${path}/open`, { token }, foreign)).status).toBe(403);
  });

  it('escapes what the platform calls itself', async ({ make, look }) => {
    const { path } = await make({ theme: { name: '<script>alert(1)</script>' } });
    expect((await look(path)).text).not.toContain('<script>alert');
  });

  it('does nothing that its link does not allow', async ({ open, restricted, configure, api, workspace }) => {
    await configure();
    const { step } = await open({ capabilities: ['view'] });
    const { sealed } = { sealed: (await step('check', { api_key: restricted() })).field('sealed') };
    for (const [name, values] of [
      ['connect', { sealed }],
      ['sync', {}],
      ['disconnect', {}],
    ] as const)
      expect(await step(name, values)).toMatchObject({ status: 403 });
    const row = await api.db.inWorkspace(workspace, (ws) => ws.paymentConfigs.get('stripe'));
    expect(row).toMatchObject({ isActive: true });
    expect(api.gateway.requests.filter((each) => each.workspaceId === workspace)).toEqual([]);
  });
});
