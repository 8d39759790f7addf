// Escapes Markdown, because VitePress compiles a page as a Vue template.

/** The URLs of the site and of the repository. */
export const SITE = 'https://cdk-apigatewayv2.github.io/cdk-apigatewayv2/';
export const REPOSITORY = 'https://github.com/cdk-apigatewayv2/cdk-apigatewayv2/';

/** Converts text to HTML that Vue does not interpret. */
export const html = (text) =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll('{{', '&#123;&#123;');

/** Escapes the Markdown of docstrings, in which `<` is a character and not HTML. */
export const prose = (markdown) =>
  markdown
    .split(/(`[^`]*`)/)
    .map((part, index) => (index % 2 === 1 ? part : part.replaceAll('<', '&lt;').replaceAll('{{', '&#123;&#123;')))
    .join('');

/** Escapes the text of a table cell. */
export const cell = (markdown) => prose(markdown).replaceAll('|', '\\|').replaceAll('\n', ' ');

/** Applies a function to the text outside code blocks. */
export function outsideFences(markdown, change) {
  return markdown
    .split(/^(```[^]*?^```$)/m)
    .map((part, index) => (index % 2 === 1 ? part : change(part)))
    .join('');
}

/** Creates the same anchors as GitHub, so that a link works both on GitHub and on the site. */
export const slugify = (heading) =>
  heading
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{N}_ -]/gu, '')
    .replace(/ /g, '-');
