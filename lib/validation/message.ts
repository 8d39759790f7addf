import type { Declaration, Violation } from './declaration';

/**
 * Returns the address of the page that explains a code. The website redirects addresses without a version to the newest
 * version.
 */
export function addressOf(code: string): string {
  return `https://cdk-apigatewayv2.github.io/cdk-apigatewayv2/codes/${code}`;
}

/** Formats a message as `<property> must <constraint>, got <value>. <Fix.> <How to disable the rule.>`. */
export function messageOf(
  { code, fix }: Pick<Declaration, 'code' | 'fix'>,
  property: string,
  { must, given, instead, member }: Violation,
): string {
  const name = member === undefined ? property : `${property}.${member}`;
  return `${name} must ${must}, got ${show(given)}. ${instead ?? plain(fix)} ${wayOut(code)}`;
}

/** Returns the end of a message: how to disable the rule, and the address of the page about the code. */
export function wayOut(code: string): string {
  return `To disable the rule: Rules.of(scope).disable('${code}', '<reason>'). See ${addressOf(code)}`;
}

const MAX_SHOWN = 120;

/** A description of an invalid value that a message shows instead of the value. */
class Description {
  public constructor(public readonly text: string) {}
}

/** Returns a description that a message shows instead of the value. */
export function described(text: string): unknown {
  return new Description(text);
}

function show(given: unknown): string {
  if (given instanceof Description) {
    return given.text;
  }
  if (typeof given !== 'string') {
    return given === undefined ? 'nothing' : typeof given === 'object' ? 'a token' : String(given);
  }
  const line = given.replaceAll('\r', '\\r').replaceAll('\n', '\\n');
  return given.length > MAX_SHOWN ? `'${line.slice(0, MAX_SHOWN)}…' (${given.length} characters)` : `'${line}'`;
}

/** Replaces the backquotes of Markdown code with apostrophes for the output in a terminal. */
function plain(markdown: string): string {
  return markdown.replaceAll('`', "'");
}
