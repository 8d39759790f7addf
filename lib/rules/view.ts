import type {
  CfnResource,
  IPostProcessor,
  IResolvable,
  IResolveContext,
  TokenizedStringFragments,
} from 'aws-cdk-lib/core';
import { DefaultTokenResolver, Reference, Token, Tokenization } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';

/** A plain object. */
export interface Bag {
  readonly [key: string]: unknown;
}

/** What a CloudFormation resource holds for those who render it. */
interface Internals {
  readonly cfnProperties: Bag;
  readonly rawOverrides?: { readonly Properties?: Bag; readonly Type?: unknown; readonly Condition?: unknown };
}

/** Stands for a reference in what was resolved. */
class Mark {
  public constructor(public readonly target: IConstruct) {}
}

/** What a token will be is not judged, even where it is known by now. */
const UNKNOWN = { 'Fn::Unknown': true };

/** Stands for a text that holds tokens. What it refers to is worked out when somebody asks. */
class Pending {
  public constructor(
    private readonly text: string,
    private readonly scope: IConstruct,
  ) {}

  /** The constructs that the text refers to. */
  public get targets(): IConstruct[] {
    const { tokens } = Tokenization.reverseString(this.text);
    return tokens.every((token) => Reference.isReference(token))
      ? tokens.map((token) => (token as Reference).target)
      : targetsIn(resolve(this.text, this.scope));
  }
}

/** Resolves tokens but for references: those keep their target, which tells more than what they render to in one of many stacks. */
class Resolver extends DefaultTokenResolver {
  public readonly targets: IConstruct[] = [];

  public constructor() {
    super({
      join: (left: unknown, right: unknown) => (left === undefined ? right : { 'Fn::Join': ['', [left, right]] }),
    });
  }

  public override resolveToken(token: IResolvable, context: IResolveContext, postProcessor: IPostProcessor): unknown {
    if (Reference.isReference(token)) {
      return { [MARK]: this.targets.push(token.target) - 1 };
    }
    return super.resolveToken(token, context, postProcessor) as unknown;
  }

  public override resolveString(fragments: TokenizedStringFragments, context: IResolveContext): unknown {
    const result: unknown = super.resolveString(fragments, context);
    return typeof result === 'string' ? UNKNOWN : result;
  }
}

const MARK = 'Ref::Target';
const TOKEN = '${Token[';
let references = new Map<string, Mark>();

/** Forgets the references of the tree before: tokens are never made twice. */
export function forgetReferences(): void {
  references = new Map();
}

/** A value without tokens: in the place of each stands its target, or an intrinsic function. */
function settle(value: unknown, scope: IConstruct): unknown {
  if (typeof value === 'string') {
    return value.includes(TOKEN) ? settleString(value, scope) : value;
  }
  if (typeof value === 'number') {
    return Token.isUnresolved(value) ? UNKNOWN : value;
  }
  if (typeof value !== 'object' || value === null) {
    return value ?? undefined;
  }
  if (Tokenization.isResolvable(value) || (Array.isArray(value) && Token.isUnresolved(value))) {
    return resolve(value, scope);
  }
  if (Array.isArray(value)) {
    return value.map((element) => settle(element, scope));
  }
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, settle(inner, scope)]));
}

function settleString(value: string, scope: IConstruct): unknown {
  // Most strings with a token are a reference, and most references are made once and used often
  const known = references.get(value);
  if (known) {
    return known;
  }
  const fragments = Tokenization.reverseString(value);
  const whole = fragments.length === 1 ? fragments.firstToken : undefined;
  if (!whole || !Reference.isReference(whole)) {
    return new Pending(value, scope);
  }
  const mark = new Mark(whole.target);
  references.set(value, mark);
  return mark;
}

function resolve(value: unknown, scope: IConstruct): unknown {
  const resolver = new Resolver();
  try {
    return marked(Tokenization.resolve(value, { scope, resolver, preparing: false }), resolver.targets);
  } catch {
    // Who renders the template will see the same error, and say it better
    return UNKNOWN;
  }
}

function marked(value: unknown, targets: IConstruct[]): unknown {
  if (Array.isArray(value)) {
    return value.map((element) => marked(element, targets));
  }
  if (typeof value === 'object' && value !== null) {
    const index = (value as Bag)[MARK];
    return typeof index === 'number'
      ? new Mark(targets[index])
      : Object.fromEntries(Object.entries(value).map(([key, member]) => [key, marked(member, targets)]));
  }
  return value;
}

/** Whether a value is an object whose members can be judged: no reference, no intrinsic function. */
export function isBag(value: unknown): value is Bag {
  if (
    typeof value !== 'object' ||
    value === null ||
    Array.isArray(value) ||
    value instanceof Mark ||
    value instanceof Pending
  ) {
    return false;
  }
  return !Object.keys(value).some((key) => key === 'Ref' || key.startsWith('Fn::'));
}

const ABSENT = Symbol('absent');
const lowered = new Map<string, string>();

function lower(name: string): string {
  let result = lowered.get(name);
  if (result === undefined) {
    result = name.charAt(0).toLowerCase() + name.slice(1);
    lowered.set(name, result);
  }
  return result;
}

/** A member by its name in CloudFormation; L1s write the names of their own with a small letter. */
export function member(bag: unknown, name: string): unknown {
  return isBag(bag) ? (bag[name] ?? bag[lower(name)]) : undefined;
}

/** What an escape hatch made of a value. */
function overridden(base: unknown, override: unknown): unknown {
  if (!isBag(override) || !isBag(base)) {
    return override ?? undefined;
  }
  const result: { [key: string]: unknown } = { ...base };
  for (const [key, value] of Object.entries(override)) {
    const name = !(key in result) && lower(key) in result ? lower(key) : key;
    result[name] = overridden(result[name], value);
  }
  return result;
}

/** The constructs that a value refers to, at any depth. */
function targetsIn(value: unknown): IConstruct[] {
  if (value instanceof Mark) {
    return [value.target];
  }
  if (value instanceof Pending) {
    return value.targets;
  }
  if (typeof value === 'object' && value !== null) {
    return Object.values(value).flatMap(targetsIn);
  }
  return [];
}

/** A resource as its template will have it, escape hatches included, read by the names of CloudFormation. */
export class View {
  /** Where the message says the fault is: the construct that a user made, not the resource inside of it. */
  public readonly path: string;

  private readonly properties: Bag;
  private readonly overrides: Internals['rawOverrides'];
  private readonly read = new Map<string, unknown>();

  public constructor(public readonly node: CfnResource) {
    const internals = node as unknown as Internals;
    this.properties = internals.cfnProperties ?? {};
    this.overrides = internals.rawOverrides;
    this.path = node.node.id === 'Resource' && node.node.scope ? node.node.scope.node.path : node.node.path;
  }

  /** The condition of the resource, as an identity. */
  public get condition(): unknown {
    return this.overrides?.Condition ?? this.node.cfnOptions.condition;
  }

  /** Whether an escape hatch changed the type: then nothing here holds. */
  public get isDisguised(): boolean {
    return this.overrides?.Type !== undefined;
  }

  /** The value at a path of names; undefined where there is none, or where it lies inside of what cannot be judged. */
  public value(name: string, ...rest: string[]): unknown {
    let value = this.read.get(name);
    if (value === undefined) {
      value = this.settled(name) ?? ABSENT;
      this.read.set(name, value);
    }
    for (const key of rest) {
      value = member(value, key);
    }
    return value === ABSENT ? undefined : value;
  }

  /** Whether a property is known to be absent. */
  public lacks(name: string): boolean {
    return this.value(name) === undefined;
  }

  /** A text, if it can be judged. */
  public text(name: string, ...rest: string[]): string | undefined {
    const value = this.value(name, ...rest);
    return typeof value === 'string' ? value : undefined;
  }

  /** A number, if it can be judged; templates may write it as a text. */
  public number(name: string, ...rest: string[]): number | undefined {
    return asNumber(this.value(name, ...rest));
  }

  /** Whether a property is true; templates may write it as a text. */
  public flag(name: string, ...rest: string[]): boolean {
    const value = this.value(name, ...rest);
    return value === true || value === 'true';
  }

  /** A list, if it can be judged. Its elements may be beyond judging. */
  public list(name: string, ...rest: string[]): readonly unknown[] | undefined {
    const value = this.value(name, ...rest);
    return Array.isArray(value) ? (value as unknown[]) : undefined;
  }

  /** The entries of a map, if it can be judged; none without one. */
  public entries(name: string, ...rest: string[]): [string, unknown][] {
    const value = this.value(name, ...rest);
    return isBag(value) ? Object.entries(value) : [];
  }

  /** The resource that a property refers to, among those of a type. */
  public target(type: string, name: string, ...rest: string[]): CfnResource | undefined {
    return targetOf(this.value(name, ...rest), type);
  }

  private settled(name: string): unknown {
    const given = this.properties[name] ?? this.properties[lower(name)];
    const overrides = this.overrides?.Properties;
    if (given === undefined && !overrides) {
      return undefined;
    }
    const value = settle(given, this.node);
    return overrides && name in overrides ? overridden(value, settle(overrides[name], this.node)) : value;
  }
}

/** The one resource of a type that a value refers to. */
export function targetOf(value: unknown, type: string): CfnResource | undefined {
  if (value === undefined || typeof value === 'string') {
    return undefined;
  }
  const found = (value instanceof Mark ? [value.target] : targetsIn(value)).filter(
    (target) => (target as Partial<CfnResource>).cfnResourceType === type,
  );
  return found.every((target) => target === found[0]) ? (found[0] as CfnResource | undefined) : undefined;
}

/** A number, if it can be judged. */
export function asNumber(value: unknown): number | undefined {
  if (typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value)) {
    return Number(value);
  }
  return typeof value === 'number' ? value : undefined;
}
