import { standardEntityTypes } from '../../src/domain/entities/entities.ts';
import { number } from './progress.ts';
import { noRows, sum, type Counts } from './rows.ts';
import type { DemoWorkspace } from './sync.ts';

export interface Landed {
  /** A table of each workspace's counts in Postgres and at its provider. */
  lines: string[];
  /** The differences between the two. */
  differences: string[];
  /** Rows of all workspaces. */
  rows: number;
}

/** Compares every entity's rows with the provider's own count. */
export function whatLanded(
  workspaces: readonly DemoWorkspace[],
  counts: ReadonlyMap<string, Counts>,
): Landed {
  const width = Math.max(...workspaces.map(({ name }) => name.length));
  const line = (name: string, entity: string, copied: string, account: string, mark: string) =>
    `  ${name.padEnd(width)}  ${entity.padEnd(13)}  ${copied.padStart(11)}  ${account.padStart(11)}  ${mark}`;
  const landed: Landed = {
    lines: [line('Workspace', 'what', 'in Postgres', 'at provider', '')],
    differences: [],
    rows: 0,
  };
  for (const { id, name, account } of workspaces) {
    const copied = counts.get(id) ?? noRows;
    landed.rows += sum(copied);
    for (const [index, entity] of standardEntityTypes.entries()) {
      const equal = copied[entity] === account[entity];
      const label = index === 0 ? name : '';
      landed.lines.push(
        line(label, entity, number(copied[entity]), number(account[entity]), equal ? '✓' : '✗'),
      );
      if (!equal) landed.differences.push(`${name}: ${copied[entity]} of ${account[entity]} ${entity}`);
    }
  }
  return landed;
}
