import type { StackProps } from 'aws-cdk-lib';
import { App, Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';

/** The properties of a resource in a template. */

export type Properties = { readonly [name: string]: any };

/** The environment of stacks in tests that need an account and a region. */
export const ENV = { account: '111111111111', region: 'eu-west-1' };

/** The context that enables corrections. */
export function keys(...names: string[]): Record<string, unknown> {
  return Object.fromEntries(names.map((name) => [`cdk-apigatewayv2:${name}`, true]));
}

/** Creates a stack named `Stack`, in a new app unless `scope` is set. */
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

/** The properties of the only resource of a type. */
export function one(stack: Stack, type: string): Properties {
  const found = all(stack, type);
  expect(found).toHaveLength(1);
  return found[0]!;
}

/** The warnings of a stack, one per line. */
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
