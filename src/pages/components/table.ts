import { html } from 'hono/html';
import type { Markup, Part } from '../markup.ts';

export interface Column {
  readonly label: string;
  /** Numbers stand under each other. */
  readonly numeric?: boolean;
  /** Takes what the other columns leave. */
  readonly wide?: boolean;
  /** No heading is shown, as above a row's buttons. */
  readonly silent?: boolean;
}

export interface TableParts {
  /** What the table has, for those who hear it. */
  readonly caption: string;
  readonly columns: readonly Column[];
  /** A row's cells, in the columns' order. The first one is the row's name. */
  readonly rows: readonly (readonly Part[])[];
  /** Instead of a table without rows. */
  readonly empty?: Part;
}

const classOf = ({ numeric, wide }: Column): string =>
  [numeric === true && 'numeric', wide === true && 'wide'].filter((name) => name !== false).join(' ');

/**
 * A table that becomes a list of cards if it is narrow. The roles keep it a table for those who hear it: browsers forget that
 * when a row is shown otherwise.
 */
export const table = ({ caption, columns, rows, empty }: TableParts): Markup =>
  rows.length === 0 && empty !== undefined
    ? html`${empty}`
    : html`<div class="table-frame">
        <table role="table">
          <caption class="unseen">
            ${caption}
          </caption>
          <thead role="rowgroup">
            <tr role="row">
              ${columns.map(
                (column) =>
                  html`<th role="columnheader" scope="col" class="${classOf(column)}">
                    ${column.silent === true ? html`<span class="unseen">${column.label}</span>` : column.label}
                  </th>`,
              )}
            </tr>
          </thead>
          <tbody role="rowgroup">
            ${rows.map(
              (cells) =>
                html`<tr role="row">
                  ${cells.map((cell, index) => tableCell(columns[index], cell, index === 0))}
                </tr>`,
            )}
          </tbody>
        </table>
      </div>`;

function tableCell(column: Column | undefined, cell: Part, isName: boolean): Markup {
  const { label = '', silent = false } = column ?? {};
  const shown = silent ? '' : label;
  const style = column === undefined ? '' : classOf(column);
  return isName
    ? html`<th role="rowheader" scope="row" class="${style}" data-label="${shown}"><div>${cell}</div></th>`
    : html`<td role="cell" class="${style}" data-label="${shown}"><div>${cell}</div></td>`;
}
