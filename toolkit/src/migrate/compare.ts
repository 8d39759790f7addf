import { explain } from './explain';
import type { Explanation } from './explain';
import type { Resource, Template } from './templates';

/** A value that differs between the templates before and after the migration. */
export interface TemplateDifference extends Explanation {
  readonly stack: string;

  /** The path of the value in the template, such as `Resources.ApiF70053CD.Properties.Name`. */
  readonly path: string;

  /** The path of the construct that the resource belongs to. Undefined if the template has no path metadata. */
  readonly construct?: string;

  /** The value before the migration. Undefined if the value exists only after the migration. */
  readonly before: unknown;

  /** The value after the migration. Undefined if the value exists only before the migration. */
  readonly after: unknown;
}

/** The result of comparing the templates of an app before and after the migration. */
export interface Comparison {
  /** The number of stacks of the app, including nested stacks. */
  readonly stacks: number;

  readonly differences: readonly TemplateDifference[];
}

/**
 * Compares the templates stack by stack. Like `cdk diff`, the comparison ignores the list of classes in
 * `AWS::CDK::Metadata`.
 */
export function compareTemplates(before: Map<string, Template>, after: Map<string, Template>): Comparison {
  const stacks = [...new Set([...before.keys(), ...after.keys()])];
  const differences = stacks.flatMap((stack) => compareStack(stack, before.get(stack), after.get(stack)));
  return { stacks: stacks.length, differences };
}

function compareStack(stack: string, before: Template | undefined, after: Template | undefined): TemplateDifference[] {
  const found: { path: string[]; before: unknown; after: unknown }[] = [];
  collect(before && withoutAnalytics(before), after && withoutAnalytics(after), [], found);
  return found.map((difference) => {
    const resource = resourceAt(difference.path, before) ?? resourceAt(difference.path, after);
    const construct = resource?.Metadata?.['aws:cdk:path'];
    return {
      stack,
      path: difference.path.join('.'),
      ...(typeof construct === 'string' ? { construct } : {}),
      before: difference.before,
      after: difference.after,
      ...explain({ type: resource?.Type, path: difference.path, before: difference.before, after: difference.after }),
    };
  });
}

function resourceAt([section, logicalId]: string[], template: Template | undefined): Resource | undefined {
  return section === 'Resources' ? template?.Resources?.[logicalId!] : undefined;
}

function withoutAnalytics(template: Template): Template {
  const resources = Object.entries(template.Resources ?? {}).map(([id, resource]) => {
    if (resource.Type !== 'AWS::CDK::Metadata') return [id, resource];
    return [id, { ...resource, Properties: { ...resource.Properties, Analytics: undefined } }];
  });
  return { ...template, Resources: Object.fromEntries(resources) as Record<string, Resource> };
}

function collect(
  before: unknown,
  after: unknown,
  path: string[],
  found: { path: string[]; before: unknown; after: unknown }[],
): void {
  if (isObject(before) && isObject(after) && Array.isArray(before) === Array.isArray(after)) {
    const isSameLength = !Array.isArray(before) || before.length === (after as unknown as unknown[]).length;
    if (isSameLength) {
      const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
      for (const key of keys) collect(before[key], after[key], [...path, key], found);
      return;
    }
  } else if (before === after) return;
  found.push({ path, before, after });
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

/** Returns the comparison as text: one line if nothing differs, otherwise each difference with its reason. */
export function describeComparison({ stacks, differences }: Comparison): string {
  const count = `${differences.length} template difference${differences.length === 1 ? '' : 's'}`;
  const lines = [`${count} in ${stacks} stack${stacks === 1 ? '' : 's'}`];
  let stack = '';
  for (const difference of differences) {
    if (difference.stack !== stack) lines.push('', `Stack ${difference.stack}`);
    stack = difference.stack;
    lines.push(
      `  ${difference.path || 'the whole template'}${difference.construct ? ` (${difference.construct})` : ''}`,
    );
    lines.push(`    before: ${show(difference.before)}`, `    after:  ${show(difference.after)}`);
    lines.push(`    ${difference.why} ${difference.link}`);
  }
  return lines.join('\n');
}

function show(value: unknown): string {
  const text = value === undefined ? '(none)' : JSON.stringify(value);
  return text.length > 200 ? `${text.slice(0, 197)}...` : text;
}
