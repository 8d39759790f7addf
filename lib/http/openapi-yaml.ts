import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { CfnInclude } from 'aws-cdk-lib/cloudformation-include';
import { Stack } from 'aws-cdk-lib/core';
import { RootConstruct } from 'constructs';

// aws-cdk-lib's parser reads templates only. Therefore the document becomes the metadata of a resource, in a separate stack that is
// never synthesized. The option `dehydratedResources` of CfnInclude prevents the interpretation of the resource, so keys such as `Ref` in
// the document have no effect.
const RESOURCE = 'Document';
const HEADER = ['Resources:', `  ${RESOURCE}:`, '    Type: A::B::C', '    Metadata:'];
const INDENT = ' '.repeat(6);

/** Members of an OpenAPI document that must be strings, but that authors often write as numbers. */
const TEXTS =
  /^(openapi|version|(authorizerP|p)ayloadFormatVersion|x-amazon-apigateway-(importexport-version|tag-value))$/;

/** A syntax error in a YAML document. */
export class YamlError extends Error {
  /**
   * @param problem The description of the error
   * @param line The line number, which starts at 1, or undefined if the parser does not report a line number
   */
  public constructor(
    public readonly problem: string,
    public readonly line?: number,
  ) {
    super(problem);
  }
}

/**
 * Parses YAML 1.2, in which `yes` and dates are strings. Resolves merge keys (`<<`), as YAML 1.1 does.
 *
 * Throws `YamlError` if the text is not valid YAML.
 */
export function parseYaml(text: string): unknown {
  const lines = documentOf(text.replace(/^\uFEFF/, '').split(/\r?\n/));
  const template = [...HEADER, ...lines.map((line) => (line === '' ? '' : INDENT + line))].join('\n');
  const parsed = parseTemplate(template);
  return plain(withoutAliases(parsed), (key, value) => (TEXTS.test(key) ? asWritten(lines, key, value) : value));
}

/**
 * Returns the lines of the document in a YAML file. Directives and document markers are replaced by blanks, so that line numbers do not
 * change. Throws if the file contains a second document.
 */
function documentOf(lines: readonly string[]): string[] {
  const start = lines.findIndex((line) => !/^(%|\s*(#|$))/.test(line));
  const marked = start >= 0 && /^---(\s|$)/.test(lines[start]);
  const body = lines.map((line, index) =>
    marked && index < start ? '' : marked && index === start ? line.replace('---', '   ') : line,
  );
  const end = body.findIndex((line) => /^(---|\.\.\.)(\s|$)/.test(line));
  if (end < 0) {
    return body;
  }
  const rest = lines.slice(end).findIndex((line) => !/^(---|\.\.\.)?\s*(#.*)?$/.test(line));
  if (rest >= 0) {
    throw new YamlError('the file contains a second document', end + rest + 1);
  }
  return [...body.slice(0, end), ''];
}

function parseTemplate(template: string): unknown {
  const directory = mkdtempSync(join(tmpdir(), 'openapi-'));
  try {
    const templateFile = join(directory, 'template.yaml');
    writeFileSync(templateFile, template);
    const stack = new Stack(new RootConstruct(), 'Stack');
    const include = new CfnInclude(stack, 'Include', { templateFile, dehydratedResources: [RESOURCE] });
    return include.getResource(RESOURCE).cfnOptions.metadata ?? null;
  } catch (error) {
    const { name, message } = error as Error;
    throw name.startsWith('YAML') ? new YamlError(message, lineOf(error, template)) : error;
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

function withoutAliases(value: unknown): unknown {
  try {
    return JSON.parse(JSON.stringify(value)) as unknown;
  } catch {
    throw new YamlError('an anchor refers to itself');
  }
}

/** Returns a copy of a value. Resolves merge keys, and calls the function `member` to get the new value of each member. */
function plain(value: unknown, member: (key: string, value: unknown) => unknown): unknown {
  if (Array.isArray(value)) {
    return value.map((item) => plain(item, member));
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  const { '<<': merged, ...own } = value as { [key: string]: unknown };
  // The first of several merged maps has precedence over later maps, and own members have precedence over merged members
  const bases = (Array.isArray(merged) ? [...(merged as unknown[])].reverse() : [merged]) as object[];
  const members = Object.entries(Object.assign({}, ...bases, own) as object);
  return Object.fromEntries(members.map(([key, item]) => [key, member(key, plain(item, member))]));
}

/** Converts a number to its text in the YAML document. For example, the parser reads the version `1.10` as the number 1.1. */
function asWritten(lines: readonly string[], key: string, value: unknown): unknown {
  if (typeof value !== 'number') {
    return value;
  }
  const written = new RegExp(`(?:^|[\\s{,"'])${key}["']?\\s*:\\s+([^\\s,}#]+)`);
  return lines.map((line) => written.exec(line)?.[1]).find((scalar) => Number(scalar) === value) ?? String(value);
}

/** Returns the line number of the YAML node that caused a parser error, or undefined if the parser does not report the node. */
function lineOf(error: unknown, template: string): number | undefined {
  const start = (error as { source?: { range?: { start?: number } | null } }).source?.range?.start;
  return start === undefined ? undefined : template.slice(0, start).split('\n').length - HEADER.length;
}
