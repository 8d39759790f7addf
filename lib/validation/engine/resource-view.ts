import { join, relative } from 'node:path';

import type { CfnResource } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';

import type { PlainObject } from './resolve';
import { knownReference, isPlainObject, resolveValue, targetOf } from './resolve';
import type { Kind } from './kinds';
import { KINDS } from './kinds';
import type { ApiGroup } from './resource-index';

/** The members of `CfnResource` that CDK reads when it renders the template. */
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

/** Converts the first letter of a CloudFormation name to lowercase, as in the property names of L1 constructs. */
export function lower(name: string): string {
  const result = name.charAt(0).toLowerCase() + name.slice(1);
  lowered.set(name, result);
  return result;
}

/**
 * Returns the member of an object by its CloudFormation name. In L1 constructs, the name of the member begins with a
 * lowercase letter.
 */
export function member(bag: unknown, name: string): unknown {
  return isPlainObject(bag) ? (bag[name] ?? bag[lowered.get(name) ?? lower(name)]) : undefined;
}

/** Whether escape hatches changed the properties, the type or the condition of a resource. */
function concerns(overrides: NonNullable<Internals['rawOverrides']>): boolean {
  const { Properties, Type, Condition, [TRANSFORM]: transform } = overrides;
  return (Properties ?? Type ?? Condition ?? transform) !== undefined;
}

/** Returns a value with the changes that an escape hatch makes. */
function overridden(base: unknown, override: unknown): unknown {
  // An escape hatch can set an element of a list by its index, for example with the path `Tags.0.Key`
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
 * A resource as CDK renders it in the template, including the changes that escape hatches make. Rules read properties
 * by their CloudFormation names.
 */
export class ResourceView {
  /** The API group that the resource belongs to. */
  public api: ApiGroup | undefined;

  /**
   * Whether the resource is a generated L1 construct without escape hatches. If so, the fields of the construct contain
   * the properties.
   */
  public readonly isPlain: boolean;

  private readonly overrides: Internals['rawOverrides'];
  /** The properties of a resource whose class aws-cdk-lib did not generate from a CloudFormation schema. */
  private readonly properties: PlainObject | undefined;
  private read: Map<string, unknown> | undefined;

  public constructor(public readonly node: CfnResource) {
    const { rawOverrides } = node as unknown as Internals;
    // Few resources override their type, properties, condition or transform
    this.overrides = rawOverrides && concerns(rawOverrides) ? rawOverrides : undefined;
    if (!Object.hasOwn(node.constructor, 'CFN_RESOURCE_TYPE_NAME')) {
      this.properties = (node as unknown as Internals).cfnProperties;
    }
    this.isPlain = this.overrides === undefined && this.properties === undefined;
  }

  /** The kind of the resource. Undefined if rules do not check such resources. */
  public get kind(): Kind | undefined {
    return KINDS.get(this.node.cfnResourceType);
  }

  /** Whether an L2 construct created the resource. If so, messages use the property names of the L2 construct. */
  public get isOfL2(): boolean {
    const { id, scope } = this.node.node;
    return id === 'Resource' && scope !== this.node.stack;
  }

  /** The construct that the user created: the L2 construct, or the L1 construct itself. */
  public get owner(): IConstruct {
    return this.isOfL2 ? (this.node.node.scope as IConstruct) : this.node;
  }

  /** The path of the construct that the user created. */
  public get path(): string {
    return this.owner.node.path;
  }

  /**
   * The line of the user's program that created the resource, such as `lib/shop-stack.ts:12:5`. Undefined if CDK did
   * not record the line.
   */
  public get createdAt(): string | undefined {
    return usersLine(this.node.creationStack);
  }

  /** Whether an escape hatch sets a property. */
  public isOverridden(name: string): boolean {
    return this.overrides?.Properties !== undefined && name in this.overrides.Properties;
  }

  /**
   * Identifiers of the conditions on the resource and on the nested stacks that contain it. Equal identifiers refer to
   * the same condition.
   */
  public get conditions(): readonly unknown[] {
    return conditionsOf(this.node);
  }

  /** Whether CloudFormation creates the resource unconditionally. */
  public get isUnconditional(): boolean {
    const { node } = this;
    return !this.overrides && !node.stack.nestedStackResource
      ? node.cfnOptions.condition === undefined
      : this.conditions.length === 0;
  }

  /**
   * Whether an override or a transform replaces the type or the properties, so that rules cannot trust the declared
   * values.
   */
  public get isReplaced(): boolean {
    const { overrides } = this;
    return (
      // A generated L1 class ignores properties that it does not define, such as Fn::Transform
      (this.properties !== undefined && TRANSFORM in this.properties) ||
      (overrides !== undefined &&
        (overrides.Type !== undefined ||
          overrides[TRANSFORM] !== undefined ||
          TRANSFORM in (overrides.Properties ?? {})))
    );
  }

  /** Whether the resource is absent from the template. */
  public get isOmitted(): boolean {
    return !(this.node as unknown as Internals).shouldSynthesize();
  }

  /**
   * Returns the value of a property or of a member of the property, or undefined if the property or the member is
   * absent. A placeholder represents a value known only at deployment.
   */
  public value(name: string, key?: string): unknown {
    let value = this.overrides ? undefined : this.raw(name);
    // Most properties are absent or plain strings
    if (this.overrides || (value !== undefined && (typeof value !== 'string' || value.includes('{')))) {
      value = this.resolved(name);
    }
    return key === undefined ? value : member(value, key);
  }

  /** Returns the value that the program passed for a property, or undefined if an escape hatch sets the property. */
  public given(name: string): unknown {
    return this.isOverridden(name) ? undefined : this.raw(name);
  }

  /** Whether a property is absent. False if the property may be present at deployment. */
  public lacks(name: string): boolean {
    return !this.has(name, lowered.get(name) ?? lower(name));
  }

  /** Whether a property may be present. `field` is the name of the property in L1 constructs. */
  public has(name: string, field: string): boolean {
    if (this.isPlain) {
      const given = (this.node as unknown as PlainObject)[field] ?? undefined;
      // A token can resolve to undefined, but a string that begins with other text cannot. Resolving such a string
      // would be slow
      if (
        given === undefined ||
        (typeof given === 'string' && (!given.startsWith('${') || knownReference(given) !== undefined))
      ) {
        return given !== undefined;
      }
    }
    return this.value(name) !== undefined;
  }

  /** Returns a property that is a string, or undefined if the string is not known at synthesis. */
  public text(name: string, key?: string): string | undefined {
    const value = this.value(name, key);
    return typeof value === 'string' ? value : undefined;
  }

  /**
   * Returns a property that is a number, or undefined if the number is not known at synthesis. In templates, the number
   * can be a string.
   */
  public number(name: string, key?: string): number | undefined {
    return asNumber(this.value(name, key));
  }

  /** Whether a property is `true` or, in templates, the string `'true'`. */
  public flag(name: string, key?: string): boolean {
    const value = this.value(name, key);
    return value === true || value === 'true';
  }

  /**
   * Returns a property that is a list, or undefined if the list is not known at synthesis. Individual elements may be
   * known only at deployment.
   */
  public list(name: string, key?: string): readonly unknown[] | undefined {
    const value = this.value(name, key);
    return Array.isArray(value) ? (value as unknown[]) : undefined;
  }

  /**
   * Returns the entries of a property that is a map, or an empty list if the map is absent or not known at synthesis.
   */
  public entries(name: string, key?: string): [string, unknown][] {
    const value = this.value(name, key);
    return isPlainObject(value) ? Object.entries(value).filter(([, inner]) => inner !== undefined) : [];
  }

  /** The tags of the resource, from its props, from `Tags.of()` and from escape hatches. */
  public get tags(): unknown {
    // L1 constructs store their tags in a tag manager, to which Aspects add tags
    const { tags } = this.node as { tags?: { tagValues?: () => PlainObject } };
    const own = resolveValue(tags?.tagValues ? tags.tagValues() : this.raw('Tags'), this.node);
    const overrides = this.overrides?.Properties;
    return overrides && 'Tags' in overrides ? overridden(own, resolveValue(overrides.Tags, this.node)) : own;
  }

  /** Returns the resource of the specified type that a property refers to. */
  public target(type: string, name: string, key?: string): CfnResource | undefined {
    return targetOf(this.value(name, key), type);
  }

  /**
   * Returns the value that the program passed for a property. To be fast, this method reads the field of the L1
   * construct instead of rendering all properties.
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
      value = this.withOverrides(name) ?? ABSENT;
      this.read.set(name, value);
    }
    return value === ABSENT ? undefined : value;
  }

  private withOverrides(name: string): unknown {
    const value = resolveValue(this.raw(name), this.node);
    const overrides = this.overrides?.Properties;
    return overrides && name in overrides ? overridden(value, resolveValue(overrides[name], this.node)) : value;
  }
}

const LIBRARY = join(__dirname, '../../..');

/** Returns the position of the first stack frame that belongs to the user's program. */
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
  // The name of a condition is unique only in its template
  const own = override === undefined ? node.cfnOptions.condition : `${node.stack.node.addr} ${String(override)}`;
  const around = node.stack.nestedStackResource;
  return [...(own === undefined ? [] : [own]), ...(around ? conditionsOf(around) : [])];
}

/**
 * Converts a value to a number, or returns undefined if the number is not known at synthesis. The value can be a string
 * such as `'30'`.
 */
export function asNumber(value: unknown): number | undefined {
  if (typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value)) {
    return Number(value);
  }
  return typeof value === 'number' ? value : undefined;
}

/**
 * Returns the scope in which a name is unique: the environment of a resource, or, if the environment is known only at
 * deployment, the top-level stack of the resource with its nested stacks.
 */
export function environmentOf(view: ResourceView): string {
  let { stack } = view.node;
  const { environment } = stack;
  while (stack.nestedStackParent) {
    stack = stack.nestedStackParent;
  }
  return environment.includes('unknown-') ? stack.node.path : environment;
}

/** Whether two resources have the same conditions. If so, a deployment creates both resources or neither. */
export function areDeployedTogether(a: ResourceView, b: ResourceView): boolean {
  const [left, right] = [a.conditions, b.conditions];
  return left.length === right.length && left.every((condition, i) => condition === right[i]);
}
