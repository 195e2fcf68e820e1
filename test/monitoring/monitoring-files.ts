import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { projectRoot } from '../../dev/paths.ts';

export const prometheusFolder = join(projectRoot, 'deploy', 'prometheus');
const dashboardsFolder = join(projectRoot, 'deploy', 'grafana', 'dashboards');

const panel = z.object({
  id: z.number(),
  title: z.string(),
  type: z.string(),
  targets: z.array(z.object({ expr: z.string(), legendFormat: z.string() })).optional(),
});
const dashboard = z.object({
  uid: z.string(),
  title: z.string(),
  templating: z.object({ list: z.array(z.looseObject({ name: z.string() })) }),
  panels: z.array(panel),
});

/** The dashboards that compose gives to Grafana. */
export const dashboards = readdirSync(dashboardsFolder)
  .toSorted()
  .map((name) => dashboard.parse(JSON.parse(readFileSync(join(dashboardsFolder, name), 'utf8'))));

/** Every query of a panel, as `dashboard › panel`. */
export const panelQueries = dashboards.flatMap(({ title, panels }) =>
  panels.flatMap((each) =>
    (each.targets ?? []).map(({ expr }) => ({ panel: `${title} › ${each.title}`, expr })),
  ),
);

export const rules = readFileSync(join(prometheusFolder, 'rules.yml'), 'utf8');

/** The alerts' names, in the order of the file. */
export const alerts = [...rules.matchAll(/^ +- alert: (\S+)$/gm)].map(([, name]) => name!);

/** The names of metrics in a query: what is neither a label, nor a function, nor a keyword. */
export const metricsIn = (expr: string): string[] =>
  [
    ...expr
      .replaceAll(/"[^"]*"/g, '')
      .replaceAll(/\{[^}]*\}/g, ' ')
      .replaceAll(/\b(?:by|without|on|ignoring) *\([^)]*\)/g, ' ')
      .matchAll(/\b((?:workspace|payment_sync|temporal|nodejs|process)_[a-z0-9_]+|workspace:[a-z:_]+|up)\b/g),
  ].map(([, name]) => name!.replace(/_(?:bucket|count|sum)$/, ''));
