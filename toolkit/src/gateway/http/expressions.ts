import type { GatewayResponse, RoutedRequest, StagedRequest } from '../contracts';
import { contextNamePattern, contextVariable, type Outcome } from './context-variables';
import { valueOf } from './fields';
import { jsonPath } from './json-path';
import { missingParameter } from './undocumented/mapping';

/** The maximum number of bytes that API Gateway reads from a body to evaluate a JSONPath. */
const bodyLimit = 100 * 1024;

/**
 * A pattern for the expressions in a string: `${…}`, `$context.…`, and expressions that start with `$request.`,
 * `$response.` or `$stageVariables.`.
 */
const inline = new RegExp(
  [
    String.raw`\$\{\$?(request|response|context|stageVariables)\.([^}]+)\}`,
    String.raw`\$context\.(${contextNamePattern})`,
    String.raw`\$(request|response|stageVariables)\.([\w-]*\w(?:[.[][\w\]'"*-]*[\w\]])*)`,
  ].join('|'),
  'g',
);

/** The data from which expressions get their values. */
export interface ExpressionScope {
  readonly request: StagedRequest & Partial<RoutedRequest>;
  readonly outcome: Outcome;
  /** The response of the integration, for mappings of response parameters. */
  readonly response?: GatewayResponse;
}

/**
 * The value of a parameter mapping or identity source, or undefined if an expression has no value. An expression can be
 * `$request.header.x`, static text, or a string that contains expressions.
 */
export function evaluate(expression: string, scope: ExpressionScope): string | undefined {
  const whole = expression.match(/^\$(request|response|context|stageVariables)(?:\.|$)([^\s]*)$/s);
  if (whole && !/[$/:]/.test(whole[2].replace(/^body\.\$/, ''))) {
    return variableOf(whole[1], whole[2], scope) ?? missingParameter;
  }
  return expression.replace(inline, (_, ...names: (string | undefined)[]) => {
    const [kind, name, context, otherKind, otherName] = names;
    if (context !== undefined) return variableOf('context', context, scope) ?? '';
    return variableOf(kind ?? otherKind!, name ?? otherName!, scope) ?? '';
  });
}

function variableOf(kind: string, name: string, scope: ExpressionScope): string | undefined {
  const { request, outcome, response } = scope;
  switch (kind) {
    case 'context':
      return contextVariable(request, outcome, name);
    case 'stageVariables':
      return request.stageVariables[name];
    case 'response':
      return response && responseVariable(name, response);
    default:
      return requestVariable(name, request);
  }
}

function requestVariable(name: string, request: StagedRequest & Partial<RoutedRequest>): string | undefined {
  const [kind, rest] = split(name);
  switch (kind) {
    case 'header':
      return valueOf(request.headers, rest.toLowerCase());
    case 'querystring': {
      const values = request.queryParameters.filter(([one]) => one === rest).map(([, value]) => value);
      return values.length === 0 ? undefined : values.join(',');
    }
    case 'path':
      // `$request.path` does not contain the stage, so a mapping can remove the stage from the path.
      return rest === '' ? request.routePath : request.pathParameters?.[rest];
    case 'body':
      return bodyVariable(request.request.body, rest);
    default:
      return undefined;
  }
}

function responseVariable(name: string, { headers, body }: GatewayResponse): string | undefined {
  const [kind, rest] = split(name);
  if (kind === 'header') return valueOf(headers, rest.toLowerCase());
  return kind === 'body' ? bodyVariable(body, rest) : undefined;
}

function bodyVariable(body: Uint8Array, path: string): string | undefined {
  if (path === '') return body.length === 0 ? undefined : Buffer.from(body).toString();
  let document: unknown;
  try {
    document = JSON.parse(Buffer.from(body.subarray(0, bodyLimit)).toString());
  } catch {
    return undefined;
  }
  const value = jsonPath(document, path);
  if (value === undefined) return undefined;
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function split(name: string): [kind: string, rest: string] {
  const dot = name.indexOf('.');
  return dot < 0 ? [name, ''] : [name.slice(0, dot), name.slice(dot + 1)];
}
