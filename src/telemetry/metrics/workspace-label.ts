import type { Log } from '../log.ts';

export const workspaceLabels = ['all', 'none'] as const;
export type WorkspaceLabelSetting = (typeof workspaceLabels)[number];

/** 1,000 workspaces would be some 250,000 series: most by the duration of syncs and the types of events. */
export const maxNamedWorkspaces = 200;

/**
 * The value of `workspace_id`. If it is empty the label stays, so that `sum by (workspace_id)` goes on. Without a setting a
 * process names workspaces until it has met more than `maxNamedWorkspaces`, and from then on none.
 */
export class WorkspaceLabel {
  readonly #setting: WorkspaceLabelSetting | undefined;
  readonly #log: Pick<Log, 'warn'>;
  readonly #named = new Set<string>();
  #tooMany = false;

  constructor(setting: WorkspaceLabelSetting | undefined, log: Pick<Log, 'warn'>) {
    this.#setting = setting;
    this.#log = log;
  }

  of(workspace: string): string {
    if (this.#setting !== undefined) return this.#setting === 'all' ? workspace : '';
    if (this.#tooMany) return '';
    this.#named.add(workspace);
    if (this.#named.size <= maxNamedWorkspaces) return workspace;
    this.#tooMany = true;
    this.#named.clear();
    this.#log.warn(
      { workspaces: maxNamedWorkspaces },
      'metrics name no workspace from here on: METRICS_WORKSPACE_LABEL=all names each, none says that this is meant',
    );
    return '';
  }

  /** Whether it names all of these: a table of gauges is by workspace as a whole, or not at all. */
  namesAll(workspaces: Iterable<string>): boolean {
    let all = true;
    for (const workspace of workspaces) all &&= this.of(workspace) !== '';
    return all;
  }
}
