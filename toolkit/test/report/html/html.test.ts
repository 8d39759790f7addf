import { html } from '../../../src/report/html/html';

test('all values are escaped, in content and in attributes, unless they are HTML', () => {
  const value = `&<>"'\``;
  expect(html`<a title="${value}">${value}${[html`<b>${1}</b>`, ['<']]}</a>`.text).toBe(
    '<a title="&#38;&#60;&#62;&#34;&#39;&#96;">&#38;&#60;&#62;&#34;&#39;&#96;<b>1</b>&#60;</a>',
  );
});
