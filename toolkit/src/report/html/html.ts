/** HTML that is safe to insert into a page unchanged. */
export class Html {
  constructor(readonly text: string) {}
}

/** A value that an HTML template accepts. Texts are escaped, for content and for attributes in quotes. */
export type HtmlValue = Html | string | number | HtmlValue[];

/** HTML of which all values are escaped, unless they are HTML themselves. */
export function html(strings: TemplateStringsArray, ...values: HtmlValue[]): Html {
  return new Html(strings.map((text, index) => (index === 0 ? '' : render(values[index - 1])) + text).join(''));
}

function render(value: HtmlValue): string {
  if (value instanceof Html) return value.text;
  if (Array.isArray(value)) return value.map(render).join('');
  return String(value).replace(/[&<>"'`]/g, (character) => `&#${character.charCodeAt(0)};`);
}
