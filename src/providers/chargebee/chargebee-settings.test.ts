import { expect, it } from 'vitest';
import { chargebeeCredentials, chargebeeLimits, isLiveSite } from './chargebee-settings.ts';

const siteOf = (site: string) => chargebeeCredentials.safeParse({ site, api_key: 'test_12345' }).data?.site;

it('a site is taken as people copy it', () => {
  for (const given of [
    'acme-test',
    ' Acme-Test ',
    'https://acme-test.chargebee.com/',
    'acme-test.chargebee.com',
  ])
    expect(siteOf(given)).toBe('acme-test');
  for (const other of [
    '',
    'acme test',
    'evil.example.com',
    'a/b',
    '-acme',
    'acme.chargebee.com.evil.com',
    'a@b',
  ])
    expect(siteOf(other)).toBeUndefined();
});

it('a live site has the limit of its plan, a test site always the least', () => {
  expect([isLiveSite('acme'), isLiveSite('acme-test')]).toEqual([true, false]);
  expect(chargebeeLimits(true, 600)).toEqual({ total: 10, endpoint: 10 });
  expect(chargebeeLimits(false, 600)).toEqual({ total: 2.5, endpoint: 2.5 });
});
