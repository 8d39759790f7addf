/** HTML text that is safe to insert into a page without escaping. */
export class Html {
  constructor(readonly text: string) {}
}

/** A value that can be inserted into an HTML template. Text is escaped, both in content and in quoted attributes. */
export type HtmlValue = Html | string | number | HtmlValue[];

/** Creates HTML from a template literal. All values are escaped, unless they are already HTML. */
export function html(strings: TemplateStringsArray, ...values: HtmlValue[]): Html {
  return new Html(strings.map((text, index) => (index === 0 ? '' : render(values[index - 1])) + text).join(''));
}

function render(value: HtmlValue): string {
  if (value instanceof Html) return value.text;
  if (Array.isArray(value)) return value.map(render).join('');
  return String(value).replace(/[&<>"'`]/g, (character) => `&#${character.charCodeAt(0)};`);
}
