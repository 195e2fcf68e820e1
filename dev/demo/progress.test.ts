import { expect, test } from 'vitest';
import { ProgressDisplay, type Progress } from './progress.ts';

const at = (rows: number, note = 'copying'): Progress[] => [
  { workspace: 'Large', rows, of: 2_400, note },
  { workspace: 'S', rows: 30, of: 30, note: 'done' },
];

function display(terminal: { isTTY: boolean; columns: number }) {
  const written: string[] = [];
  const write = (text: string) => written.push(text) > 0;
  return { written, display: new ProgressDisplay({ ...terminal, write }) };
}

test('in a terminal each update replaces the one before, and no line wraps', () => {
  const { written, display: shown } = display({ isTTY: true, columns: 41 });
  shown.show(at(600), false);
  shown.show(at(1_200), false);
  expect(written[0]).toBe(
    '  Large  ██████░░░░░░░░░░░░░░░░░░    600\n  S      ████████████████████████     30\n',
  );
  expect(written[1]).toBe(
    '\u001B[2A\r\u001B[0J  Large  ████████████░░░░░░░░░░░░  1,200\n  S      ████████████████████████     30\n',
  );
});

test('without a terminal lines are plain, printed once, and the last ones always', () => {
  const { written, display: shown } = display({ isTTY: false, columns: 0 });
  shown.show(at(600), false);
  shown.show(at(1_200), false);
  shown.show(at(2_400, 'done in 2.0 s'), true);
  expect(written).toEqual([
    '  Large  ██████░░░░░░░░░░░░░░░░░░    600 of 2,400 rows  copying\n' +
      '  S      ████████████████████████     30 of    30 rows  done\n',
    '  Large  ████████████████████████  2,400 of 2,400 rows  done in 2.0 s\n',
  ]);
});
