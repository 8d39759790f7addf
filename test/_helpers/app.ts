import type { StackProps } from 'aws-cdk-lib';
import { App, Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';

/** Properties of a resource, as a template has them. */

export type Properties = { readonly [name: string]: any };

/** An environment for tests that need one that is known. */
export const ENV = { account: '111111111111', region: 'eu-west-1' };

/** The context that turns corrections on. */
export function keys(...names: string[]): Record<string, unknown> {
  return Object.fromEntries(names.map((name) => [`cdk-apigatewayv2:${name}`, true]));
}

/** A stack `Stack` in an app of its own, or of a given scope. */
export function stackOf(
  options: StackProps & { readonly context?: Record<string, unknown>; readonly id?: string; readonly app?: App } = {},
): Stack {
  const { context, app = new App({ context, analyticsReporting: false }), id = 'Stack', ...props } = options;
  return new Stack(app, id, props);
}

/** The properties of all resources of a type, in the order of the template. */
export function all(stack: Stack, type: string): Properties[] {
  const found = Template.fromStack(stack).findResources(fullType(type)) as Record<string, { Properties?: Properties }>;
  return Object.values(found).map((resource) => resource.Properties ?? {});
}

/** The properties of the one resource of a type. */
export function one(stack: Stack, type: string): Properties {
  const found = all(stack, type);
  expect(found).toHaveLength(1);
  return found[0]!;
}

/** The warnings of a stack, one a line. */
export function warningsOf(stack: Stack): string {
  const warnings = Annotations.fromStack(stack).findWarning('*', Match.anyValue());
  return warnings.map(({ entry }) => String(entry.data)).join('\n');
}

/** The logical IDs of all resources of a type. */
export function idsOf(stack: Stack, type: string): string[] {
  return Object.keys(Template.fromStack(stack).findResources(fullType(type)));
}

function fullType(type: string): string {
  return type.includes('::') ? type : `AWS::ApiGatewayV2::${type}`;
}
