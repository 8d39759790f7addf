// What a page of Markdown needs so that VitePress, which compiles it as a template of Vue, shows it as it is.

/** The addresses of the site and of the repository. */
export const SITE = 'https://cdk-apigatewayv2.github.io/cdk-apigatewayv2/';
export const REPOSITORY = 'https://github.com/cdk-apigatewayv2/cdk-apigatewayv2/';

/** Text as HTML that Vue does not read. */
export const html = (text) =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll('{{', '&#123;&#123;');

/** Markdown of docstrings, in which `<` is a character and not HTML. */
export const prose = (markdown) =>
  markdown
    .split(/(`[^`]*`)/)
    .map((part, index) => (index % 2 === 1 ? part : part.replaceAll('<', '&lt;').replaceAll('{{', '&#123;&#123;')))
    .join('');

/** The text of a cell of a table. */
export const cell = (markdown) => prose(markdown).replaceAll('|', '\\|').replaceAll('\n', ' ');

/** Runs a function on what is not in a fence of code. */
export function outsideFences(markdown, change) {
  return markdown
    .split(/^(```[^]*?^```$)/m)
    .map((part, index) => (index % 2 === 1 ? part : change(part)))
    .join('');
}

/** The anchors that GitHub gives, so that one link works there and here. */
export const slugify = (heading) =>
  heading
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{N}_ -]/gu, '')
    .replace(/ /g, '-');
