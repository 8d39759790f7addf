import { createColors } from 'picocolors';
import { codeCell, escapeCell, markdownRows, markdownTable, textTable } from '../../src/report/table';

test('columns of text have the width of their longest cell', () => {
  expect(
    textTable([
      ['a', 'bb', 'c'],
      ['aaa', 'b', ''],
    ]),
  ).toBe('  a     bb   c\n  aaa   b');
});

test('colors have no width, and wide characters have a width of two', () => {
  const { red } = createColors(true);
  expect(
    textTable([
      [red('ab'), '1'],
      ['abcd', '2'],
    ]),
  ).toBe(`  ${red('ab')}     1\n  abcd   2`);
  expect(
    textTable([
      ['注文', '1'],
      ['abcd', '2'],
    ]),
  ).toBe('  注文   1\n  abcd   2');
});

test('a cell with several lines becomes one line', () => {
  expect(textTable([['a\n  b', 'c']])).toBe('  a b   c');
});

test('Markdown tables have a header row, and code in the specified columns', () => {
  expect(
    markdownTable(
      [
        ['route', 'target'],
        ['GET /{id}', 'a_b'],
      ],
      ['route'],
    ),
  ).toBe('| route | target |\n| --- | --- |\n| `GET /{id}` | a\\_b |');
  expect(markdownRows([['a'], ['**b**']])).toBe('| a |\n| --- |\n| **b** |');
});

test('Markdown shows the text of a cell unchanged', () => {
  expect(escapeCell('<b>|*_`$')).toBe('\\<b\\>\\|\\*\\_\\`\\$');
  expect(codeCell('a|b')).toBe('`a\\|b`');
  expect(codeCell('a`b')).toBe('`` a`b ``');
  expect(codeCell('')).toBe('');
});
