import { beyondTheList, catalogue } from './catalogue.ts';
import { describeCall } from './describe-call.ts';
import { queryNames } from './names.ts';

const heading = `# The queries

Written by \`npm run docs\`; a test fails when a query is missing or this page is stale.

Every query runs in a workspace: \`db.inWorkspace(workspaceId, (ws) => …)\` opens one transaction that sees and writes that
workspace's rows only, by its \`where\` and again by row-level security. The one query over all workspaces runs in
\`db.asSystem(reason, (system) => …)\`. Types and docstrings are in \`src/db/\`, a folder a subject.

- **Pages.** Lists of objects and events continue after the last row of the page before (\`after\`), newest first; events of one
  session are in the order in which they happened. Lists of sessions take \`limit\` and \`offset\`.
- **Versions.** Each accepted change raises \`payment_sync_version\` by one. A write names the version that it is based on and
  answers \`{ outcome: 'written', row }\`, \`{ outcome: 'conflict', current }\` or \`{ outcome: 'missing' }\`; a bulk update
  counts the updated rows and names conflicts and missing ones.
- **Deletion.** \`delete\` leaves a tombstone. Lists and reads leave tombstones out unless asked with \`includeDeleted\`.
- **Text that Postgres cannot hold.** U+0000 is stored as ␀, half of a surrogate pair as �, in columns as in jsonb, when
  writing and when looking up.
- **Amounts.** \`unit_amount\` is a \`bigint\`, \`unit_amount_decimal\` a decimal string: both exact past 2^53. In
  \`provider_data\` such a number is exact in the database but not as a JavaScript number.
- **Counts.** Summaries add up \`payment_sync_counts\`, which triggers keep in the transaction of every write.
`;

const row = (name: string, call: string): string => `| ${name} | \`${call}\` |`;
const table = (rows: string[]): string => ['| query | call |', '|---|---|', ...rows].join('\n');

/** docs/queries.md as it should be. Throws if a query of the list has no function. */
export function queriesDocument(): string {
  const sections = Object.entries(queryNames).map(([title, names]) => {
    const rows = names.map((name) => {
      const call = catalogue[name];
      if (call === undefined) throw new Error(`${name} is not in dev/reports/queries/catalogue.ts`);
      return row(name, describeCall(call));
    });
    return `## ${title}\n\n${table(rows)}\n`;
  });
  const further = Object.entries(beyondTheList).map(([name, call]) => row(name, describeCall(call)));
  return [heading, ...sections, `## Beyond the list\n\n${table(further)}\n`].join('\n');
}
