import type { Mount } from '../api/app.ts';
import { signInRoutes } from './access/sign-in.ts';
import { assetRoutes } from './assets/assets.ts';
import { componentsPage } from './components/components-page.ts';
import { connectRoutes } from './connect/connect-routes.ts';
import { overviewRoutes } from './overview/overview-routes.ts';
import { workspacesPage } from './overview/workspaces-page.ts';
import { Doors } from './visits/doors.ts';
import { unknownPages } from './visits/unknown-pages.ts';

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
};
