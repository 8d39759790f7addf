import { join, relative } from 'node:path';

import type { CfnResource } from 'aws-cdk-lib/core';
import { Stack } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';

import type { PlainObject } from './resolve';
import { knownReference, isPlainObject, resolveValue, targetOf } from './resolve';
import type { Kind } from './kinds';
import { KINDS } from './kinds';
import type { ApiGroup } from './resource-index';

/** The members of a CloudFormation resource that rendering reads. */
interface Internals {
  readonly cfnProperties: PlainObject;
  readonly rawOverrides?: {
    readonly Properties?: PlainObject;
    readonly Type?: unknown;
    readonly Condition?: unknown;
    readonly 'Fn::Transform'?: unknown;
  };
  shouldSynthesize(): boolean;
}

const TRANSFORM = 'Fn::Transform';

const ABSENT = Symbol('absent');
const lowered = new Map<string, string>();

/** The name of a property in L1 constructs, which begins with a lowercase letter. */
export function lower(name: string): string {
  const result = name.charAt(0).toLowerCase() + name.slice(1);
  lowered.set(name, result);
  return result;
}

/** A member by its name in CloudFormation. The names of L1 properties begin with a lowercase letter. */
export function member(bag: unknown, name: string): unknown {
  return isPlainObject(bag) ? (bag[name] ?? bag[lowered.get(name) ?? lower(name)]) : undefined;
}

/** Whether escape hatches changed values that rules read. */
function concerns(overrides: NonNullable<Internals['rawOverrides']>): boolean {
  const { Properties, Type, Condition, [TRANSFORM]: transform } = overrides;
  return (Properties ?? Type ?? Condition ?? transform) !== undefined;
}

/** The value after escape hatches. */
function overridden(base: unknown, override: unknown): unknown {
  // An escape hatch names the elements of a list by their numbers: `Tags.0.Key`
  if (Array.isArray(base) && isPlainObject(override) && Object.keys(override).every((key) => /^\d+$/.test(key))) {
    const elements = [...(base as unknown[])];
    Object.entries(override).forEach(
      ([key, value]) => (elements[Number(key)] = overridden(elements[Number(key)], value)),
    );
    return elements.filter((element) => element !== undefined);
  }
  if (!isPlainObject(override) || !isPlainObject(base)) {
    return override ?? undefined;
  }
  const result: { [key: string]: unknown } = { ...base };
  for (const [key, value] of Object.entries(override)) {
    const name = !(key in result) && lower(key) in result ? lower(key) : key;
    result[name] = overridden(result[name], value);
  }
  return result;
}

/**
 * A resource as it is rendered in the template, escape hatches included. Members are read by their names in
 * CloudFormation.
 */
export class ResourceView {
  /** The API of the resource, with all other resources of the API. */
  public api: ApiGroup | undefined;

  /** Whether it is an L1 construct without escape hatches: the template has the values of its fields. */
  public readonly isPlain: boolean;

  private readonly overrides: Internals['rawOverrides'];
  /** The properties of a resource whose class aws-cdk-lib does not generate from a schema. */
  private readonly properties: PlainObject | undefined;
  private read: Map<string, unknown> | undefined;

  public constructor(public readonly node: CfnResource) {
    const { rawOverrides } = node as unknown as Internals;
    // Nearly all resources have none
    this.overrides = rawOverrides && concerns(rawOverrides) ? rawOverrides : undefined;
    if (!Object.hasOwn(node.constructor, 'CFN_RESOURCE_TYPE_NAME')) {
      this.properties = (node as unknown as Internals).cfnProperties;
    }
    this.isPlain = this.overrides === undefined && this.properties === undefined;
  }

  /** The kind of the resource, if rules check it. */
  public get kind(): Kind | undefined {
    return KINDS.get(this.node.cfnResourceType);
  }

  /** Whether an L2 construct created the resource, so that messages use the property names of the L2 construct. */
  public get isOfL2(): boolean {
    const { id, scope } = this.node.node;
    return id === 'Resource' && scope !== undefined && !Stack.isStack(scope);
  }

  /** The construct that the user created: the L2 construct, or the resource itself. */
  public get owner(): IConstruct {
    return this.isOfL2 ? (this.node.node.scope as IConstruct) : this.node;
  }

  /** The path of the construct that the user created. */
  public get path(): string {
    return this.owner.node.path;
  }

  /** The user's line that created the resource, such as `lib/shop-stack.ts:12:5`, if CDK recorded it. */
  public get createdAt(): string | undefined {
    return usersLine(this.node.creationStack);
  }

  /** Whether an escape hatch sets a property. */
  public isOverridden(name: string): boolean {
    return this.overrides?.Properties !== undefined && name in this.overrides.Properties;
  }

  /**
   * The conditions of the resource and of the nested stacks around it, as comparable identities.
   */
  public get conditions(): readonly unknown[] {
    return conditionsOf(this.node);
  }

  /** Whether the resource is created unconditionally. */
  public get isUnconditional(): boolean {
    const { node } = this;
    return !this.overrides && !node.stack.nestedStackResource
      ? node.cfnOptions.condition === undefined
      : this.conditions.length === 0;
  }

  /**
   * Whether an override or a transform replaces the type or the properties, so that the declared values cannot be
   * trusted.
   */
  public get isReplaced(): boolean {
    const { overrides } = this;
    return (
      // An L1 class renders only the properties that it defines
      (this.properties !== undefined && TRANSFORM in this.properties) ||
      (overrides !== undefined &&
        (overrides.Type !== undefined ||
          overrides[TRANSFORM] !== undefined ||
          TRANSFORM in (overrides.Properties ?? {})))
    );
  }

  /** Whether the template does not contain the resource. */
  public get isOmitted(): boolean {
    return !(this.node as unknown as Internals).shouldSynthesize();
  }

  /**
   * The value of a property, or of a member of it. Undefined if the value is absent, or is known only at deployment.
   */
  public value(name: string, key?: string): unknown {
    let value = this.overrides ? undefined : this.raw(name);
    // Most properties are absent or plain strings
    if (this.overrides || (value !== undefined && (typeof value !== 'string' || value.includes('{')))) {
      value = this.resolved(name);
    }
    return key === undefined ? value : member(value, key);
  }

  /** The value that the program passed for a property. Undefined if an escape hatch may have changed it. */
  public given(name: string): unknown {
    return this.isOverridden(name) ? undefined : this.raw(name);
  }

  /** Whether a property is absent for certain. */
  public lacks(name: string): boolean {
    return !this.has(name, lowered.get(name) ?? lower(name));
  }

  /** Whether a property may be present. `field` is its name in L1 constructs. */
  public has(name: string, field: string): boolean {
    if (this.isPlain) {
      const given = (this.node as unknown as PlainObject)[field] ?? undefined;
      // A token can resolve to nothing, but a string around one cannot: these are many, and slow to resolve
      if (
        given === undefined ||
        (typeof given === 'string' && (!given.startsWith('${') || knownReference(given) !== undefined))
      ) {
        return given !== undefined;
      }
    }
    return this.value(name) !== undefined;
  }

  /** A string, if it is known at synthesis. */
  public text(name: string, key?: string): string | undefined {
    const value = this.value(name, key);
    return typeof value === 'string' ? value : undefined;
  }

  /** A number, if it is known at synthesis. Templates may write it as a string. */
  public number(name: string, key?: string): number | undefined {
    return asNumber(this.value(name, key));
  }

  /** Whether a property is true. Templates can have it as text. */
  public flag(name: string, key?: string): boolean {
    const value = this.value(name, key);
    return value === true || value === 'true';
  }

  /** A list, if it is known at synthesis. Its elements may be known only at deployment. */
  public list(name: string, key?: string): readonly unknown[] | undefined {
    const value = this.value(name, key);
    return Array.isArray(value) ? (value as unknown[]) : undefined;
  }

  /** The entries of a map that is known at synthesis. Empty without a map. */
  public entries(name: string, key?: string): [string, unknown][] {
    const value = this.value(name, key);
    return isPlainObject(value) ? Object.entries(value).filter(([, inner]) => inner !== undefined) : [];
  }

  /** The tags: those of the props, of `Tags.of()` and of escape hatches. */
  public get tags(): unknown {
    // L1s keep their tags in a manager, to which aspects add
    const { tags } = this.node as { tags?: { tagValues?: () => PlainObject } };
    const own = resolveValue(tags?.tagValues ? tags.tagValues() : this.raw('Tags'), this.node);
    const overrides = this.overrides?.Properties;
    return overrides && 'Tags' in overrides ? overridden(own, resolveValue(overrides.Tags, this.node)) : own;
  }

  /** The resource that a property refers to, among those of a type. */
  public target(type: string, name: string, key?: string): CfnResource | undefined {
    return targetOf(this.value(name, key), type);
  }

  /**
   * The value that the program passed for a property. L1s have a field for each, so that the object of all properties
   * is not rendered.
   */
  private raw(name: string): unknown {
    const { properties } = this;
    const own = lowered.get(name) ?? lower(name);
    return (
      (properties === undefined ? (this.node as unknown as PlainObject)[own] : (properties[own] ?? properties[name])) ??
      undefined
    );
  }

  private resolved(name: string): unknown {
    const given = this.isPlain ? this.raw(name) : undefined;
    const known = typeof given === 'string' ? knownReference(given) : undefined;
    if (known !== undefined) {
      return known;
    }
    this.read ??= new Map();
    let value = this.read.get(name);
    if (value === undefined) {
      value = this.settled(name) ?? ABSENT;
      this.read.set(name, value);
    }
    return value === ABSENT ? undefined : value;
  }

  private settled(name: string): unknown {
    const value = resolveValue(this.raw(name), this.node);
    const overrides = this.overrides?.Properties;
    return overrides && name in overrides ? overridden(value, resolveValue(overrides[name], this.node)) : value;
  }
}

const LIBRARY = join(__dirname, '../../..');

/** The first frame of a stack trace that is the user's own code. */
function usersLine(frames: readonly string[] | undefined): string | undefined {
  for (const frame of frames ?? []) {
    const [, file, position] = /^(?:.*\()?(?:file:\/\/)?(\/.*|[A-Za-z]:[\\/].*?):(\d+:\d+)\)?$/.exec(frame) ?? [];
    if (file !== undefined && !/[\\/]node_modules[\\/]/.test(file) && !file.startsWith(join(LIBRARY, 'lib'))) {
      return `${relative(process.cwd(), file)}:${position}`;
    }
  }
  return undefined;
}

function conditionsOf(node: CfnResource): readonly unknown[] {
  const override = (node as unknown as Internals).rawOverrides?.Condition;
  // A name is unique only in its own template
  const own = override === undefined ? node.cfnOptions.condition : `${node.stack.node.addr} ${String(override)}`;
  const around = node.stack.nestedStackResource;
  return [...(own === undefined ? [] : [own]), ...(around ? conditionsOf(around) : [])];
}

/** A number, if it is known at synthesis. */
export function asNumber(value: unknown): number | undefined {
  if (typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value)) {
    return Number(value);
  }
  return typeof value === 'number' ? value : undefined;
}

/**
 * The scope in which a name is unique: an environment, or a stack with its nested stacks if the environment is known
 * only at deployment.
 */
export function environmentOf(view: ResourceView): string {
  let { stack } = view.node;
  const { environment } = stack;
  while (stack.nestedStackParent) {
    stack = stack.nestedStackParent;
  }
  return environment.includes('unknown-') ? stack.node.path : environment;
}

/** Whether two resources are always deployed together, regardless of the conditions of their templates. */
export function areDeployedTogether(a: ResourceView, b: ResourceView): boolean {
  const [left, right] = [a.conditions, b.conditions];
  return left.length === right.length && left.every((condition, i) => condition === right[i]);
}
