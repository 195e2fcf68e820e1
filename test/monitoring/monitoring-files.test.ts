import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectRoot } from '../../dev/paths.ts';
import { alerts, dashboards, metricsIn, panelQueries, rules } from './monitoring-files.ts';

const read = (page: string): string => readFileSync(join(projectRoot, page), 'utf8');

/** Documented ones, Prometheus' own, and those that a rule records. */
const known = new Set([
  'up',
  ...[...read('docs/metrics.md').matchAll(/^(?:\| |- )`([a-z][a-z0-9_]+)`/gm)].map(([, name]) => name),
  ...[...rules.matchAll(/^ +- record: (\S+)$/gm)].map(([, name]) => name),
]);

/** The lines of a rule's query: `expr: …` and what is indented below it. */
const ruleQueries = [...rules.matchAll(/^ +expr: (.*(?:\n {10}.*)*)/gm)].map(([, expr]) => expr!);

describe('every metric', () => {
  it('of a rule is documented', () => {
    expect(ruleQueries.length).toBe(alerts.length + 1);
    expect(ruleQueries.flatMap(metricsIn).filter((name) => !known.has(name))).toEqual([]);
  });

  it('of a panel is documented', () => {
    const used = panelQueries.flatMap(({ panel, expr }) => metricsIn(expr).map((name) => [panel, name]));
    expect(used.length).toBeGreaterThan(50);
    expect(used.filter(([, name]) => !known.has(name))).toEqual([]);
  });

  it('of the state is shown or watched', () => {
    const used = new Set([...ruleQueries, ...panelQueries.map(({ expr }) => expr)].flatMap(metricsIn));
    const [, state = ''] =
      /## The service's state, from the API\n(.*?)\n## /s.exec(read('docs/metrics.md')) ?? [];
    const names = [...state.matchAll(/^\| `(\w+)`/gm)].map(([, name]) => name!);
    expect(names.filter((name) => !used.has(name))).toEqual(['workspace_sync_schedule_interval_seconds']);
  });
});

describe('an alert', () => {
  const page = read('docs/operations.md');
  const sections = new Map(
    page.split(/^(?=#{2,} )/m).map((section) => [/^#+ (.*)/.exec(section)?.[1] ?? '', section]),
  );

  it.each(alerts)('%s names its runbook, which says meaning, impact, diagnosis and mitigation', (alert) => {
    expect(rules).toContain(`runbook_url: docs/operations.md#${alert.toLowerCase()}\n`);
    const section = sections.get(alert);
    for (const part of ['Meaning', 'Impact', 'Diagnosis', 'Mitigation'])
      expect(section).toMatch(new RegExp(`^\\*\\*${part}\\.\\*\\* \\S`, 'm'));
  });

  it('has a runbook only as long as it exists', () => {
    expect([...sections.keys()].filter((title) => title.startsWith('PaymentSync'))).toEqual(alerts);
  });

  it('has a case in which it fires, and one in which it is silent', () => {
    const cases = read('deploy/prometheus/rules.test.yml')
      .split(/^ {2}- interval: /m)
      .slice(1);
    const by = (fires: boolean) =>
      cases
        .filter((text) => text.includes('exp_alerts: []') !== fires)
        .map((text) => /alertname: (\S+)/.exec(text)?.[1]);
    expect(by(true)).toEqual(alerts);
    expect(by(false)).toEqual(alerts);
  });
});

describe('a dashboard', () => {
  it('has an id of its own that stays, and takes the Prometheus that is chosen', () => {
    expect(dashboards.map(({ uid }) => uid)).toEqual([
      'workspace-payment-sync-operators',
      'workspace-payment-sync',
    ]);
    for (const { templating } of dashboards)
      expect(templating.list).toContainEqual(
        expect.objectContaining({ name: 'datasource', type: 'datasource' }),
      );
  });

  it('by workspace has five panels', () => {
    const { panels } = dashboards.find(({ uid }) => uid === 'workspace-payment-sync')!;
    expect(panels.map(({ title }) => title)).toEqual([
      'Active Syncs by Workspace',
      'Sync Success Rate',
      'Sync Duration by Workspace',
      'Webhook Processing Rate',
      'Entity Processing Throughput',
    ]);
  });
});
