import type { Mount } from '../api/app.ts';
import { signInRoutes } from './access/sign-in.ts';
import { assetRoutes } from './assets/assets.ts';
import { componentsPage } from './components/components-page.ts';
import { connectRoutes } from './connect/connect-routes.ts';
import { conflictRoutes } from './conflicts/conflict-routes.ts';
import { figureRoutes } from './figures/figure-routes.ts';
import { logRoutes } from './log/log-routes.ts';
import { overviewRoutes } from './overview/overview-routes.ts';
import { workspacesPage } from './overview/workspaces-page.ts';
import { scheduleRoutes } from './schedule/schedule-routes.ts';
import { sessionRoutes } from './sessions/session-routes.ts';
import { keyRoutes } from './settings/key-routes.ts';
import { settingsRoutes } from './settings/settings-routes.ts';
import { Doors } from './visits/doors.ts';
import { unknownPages } from './visits/unknown-pages.ts';
import { webhookRoutes } from './webhooks/webhook-routes.ts';
import { workspaceRoutes } from './workspace/workspace-routes.ts';

/** Everything that people see in a browser. */
export const pages: Mount = (api, deps, streams) => {
  unknownPages(api, deps);
  assetRoutes(api);
  signInRoutes(api, deps);
  componentsPage(api, deps);
  connectRoutes(api, deps);
  const doors = new Doors(api, deps);
  overviewRoutes(doors, deps, streams);
  workspacesPage(doors, deps);
  sessionRoutes(doors, deps, streams);
  webhookRoutes(doors, deps);
  conflictRoutes(doors, deps);
  scheduleRoutes(doors, deps);
  figureRoutes(doors, deps);
  logRoutes(doors, deps);
  keyRoutes(doors, deps);
  settingsRoutes(doors, deps);
  workspaceRoutes(doors, deps, streams);
};
