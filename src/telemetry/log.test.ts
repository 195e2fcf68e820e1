import { DrizzleQueryError } from 'drizzle-orm/errors';
import { describe, expect, it } from 'vitest';
import { SyncError } from '../domain/sync-error.ts';
import { describeError } from './describe-error.ts';
import { textLines } from './text-lines.ts';

describe('an error in the log', () => {
  it('has its causes, but never a statement or its parameters', () => {
    const driver = Object.assign(new Error('duplicate key value violates unique constraint'), {
      code: '23505',
    });
    const statement = new DrizzleQueryError(
      'insert into customers values ($1)',
      ['person@example.com'],
      driver,
    );
    const described = describeError(
      new SyncError('database_refused', 'The database refused a statement.', { cause: statement }),
    );
    expect(described).toMatchObject({
      type: 'SyncError',
      code: 'database_refused',
      stack: expect.stringContaining('log.test.ts'),
      cause: { message: 'a statement failed', cause: { code: '23505' } },
    });
    expect(JSON.stringify(described)).not.toMatch(/person@example|insert into/);
  });

  it('leaves a value that is not an error unchanged', () => {
    expect(describeError('text')).toBe('text');
  });
});

describe('lines for people', () => {
  it('have time, level, process, message and fields', () => {
    const printed: string[] = [];
    const out = { write: (text: string) => printed.push(text) };
    textLines(out).write(
      JSON.stringify({ time: '2026-11-21T10:00:00.123Z', level: 'info', name: 'api', msg: 'up', port: 1 }),
    );
    expect(printed).toEqual(['10:00:00.123 info  api up port=1\n']);
  });

  it('are one line each, and leave the terminal alone, whatever a stranger has sent', () => {
    const printed: string[] = [];
    const out = { write: (text: string) => printed.push(text) };
    const path = '/webhooks/stripe/\n10:00:00.000 info api all is well\u001b[2J\u202e\u2028\u009b';
    textLines(out).write(
      JSON.stringify({ time: '2026-11-21T10:00:00.123Z', level: 'info', name: 'api', msg: 'a\nb', path }),
    );
    expect(printed).toHaveLength(1);
    expect(printed[0]).toMatch(/^[\x20-\x7e]+\n$/);
    expect(printed[0]).toContain('\\u000a10:00:00.000 info api all is well\\u001b[2J');
  });
});
