import { mermaidText } from '../../src/report/mermaid-text';

test.each([
  ['GET /books/{isbn}', 'GET /books/{isbn}'],
  ['  two\n lines ', 'two lines'],
  ['<b>&"', '#60;b#62;#38;#34;'],
  ['**bold** ~~out~~', '#42;#42;bold#42;#42; #126;#126;out#126;#126;'],
  ['[text](url)', '#91;text#93;(url)'],
  ['#quot;', '#35;quot;'],
  ['a\\nb', 'a#92;nb'],
])('%j is shown unchanged if it is written as %j', (text, expected) => {
  expect(mermaidText(text)).toBe(expected);
});

test('an underscore is escaped only if Markdown would read it as emphasis', () => {
  expect(mermaidText('books_by_id')).toBe('books_by_id');
  expect(mermaidText('_id_')).toBe('#95;id#95;');
});

test('text is not rendered as a list, a directive or a formula', () => {
  expect(mermaidText('- item')).toBe('#45; item');
  expect(mermaidText('1. item')).toBe('#49;#46; item');
  expect(mermaidText('%%{init}')).toBe('#37;#37;{init}');
  expect(mermaidText('$$x$$')).toBe('$#8203;$x$#8203;$');
  expect(mermaidText('100% of $default')).toBe('100% of $default');
});
