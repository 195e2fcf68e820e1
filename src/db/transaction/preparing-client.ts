import { hash } from 'node:crypto';
import pg from 'pg';

/** Texts that vary without end, as with a list's length, must not fill the server's memory. */
const mostNames = 500;

/** By their texts, for all connections. */
const names = new Map<string, string>();

/** The text's hash, so that a name never stands for another text, whichever process gave it. */
function nameOf(text: string): string | undefined {
  const known = names.get(text);
  if (known !== undefined || names.size >= mostNames) return known;
  const name = `prepared:${hash('sha256', text, 'base64url').slice(0, 22)}`;
  names.set(text, name);
  return name;
}

interface NameableQuery {
  readonly text: string;
  readonly name?: string | undefined;
}

const isNameable = (query: unknown): query is NameableQuery =>
  typeof query === 'object' && query !== null && 'text' in query && !('submit' in query);

/**
 * A connection on which drizzle's statements are prepared as well: it gives them no names, and without one the server
 * parses and plans a statement each time that it comes, a fifth of what a small sync costs it.
 */
export class PreparingClient extends pg.Client {
  // oxlint-disable-next-line typescript/no-explicit-any -- the driver's seven overloads, all of them passed on
  override query(query: any, ...rest: any[]): any {
    const named = isNameable(query) ? { ...query, name: query.name ?? nameOf(query.text) } : query;
    return super.query(named, ...(rest as []));
  }
}
