import type { Declaration, Violation } from './declaration';

/** The address of the page that explains a code. The site leads addresses without a version to the newest one. */
export function addressOf(code: string): string {
  return `https://cdk-apigatewayv2.github.io/cdk-apigatewayv2/codes/${code}`;
}

/** Formats `<property> must <be so>, got <value>. <What to write instead.> <How to keep the value.>` as a message. */
export function messageOf(
  { code, fix }: Pick<Declaration, 'code' | 'fix'>,
  property: string,
  { must, given, instead, member }: Violation,
): string {
  const name = member === undefined ? property : `${property}.${member}`;
  return `${name} must ${must}, got ${show(given)}. ${instead ?? plain(fix)} ${wayOut(code)}`;
}

/** The instruction that says how to keep a value that a rule reports. */
export function wayOut(code: string): string {
  return `To keep it: Rules.of(scope).disable('${code}', '<reason>'). See ${addressOf(code)}`;
}

const MAX_SHOWN = 120;

/** A description of the value, if a quotation of it would not help. */
class Description {
  public constructor(public readonly text: string) {}
}

/** Describes a value in words. */
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

/** Removes the backquotes of code, which a terminal would show. */
function plain(markdown: string): string {
  return markdown.replaceAll('`', "'");
}
