import type { IPostProcessor, IResolvable, IResolveContext, TokenizedStringFragments } from 'aws-cdk-lib/core';
import { Aws, CfnResource, DefaultTokenResolver, Reference, Stack, Token, Tokenization } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';

import { isDynamic } from '../value-checks';

/** An object with string keys, such as a property of a template. */
export interface PlainObject {
  readonly [key: string]: unknown;
}

/** A placeholder for a reference to a construct in a resolved value. */
class ReferenceMark {
  public constructor(
    public readonly target: IConstruct,
    /** `Ref`, or the name of the attribute. */
    public readonly attribute: string,
  ) {}
}

/** The placeholder for the value of a token. Rules never validate this value, even if it is already known. */
const UNKNOWN = { 'Fn::Unknown': true };

/** A placeholder for a string that contains tokens. The references in the string are computed on first use. */
class Pending {
  public constructor(
    private readonly text: string,
    private readonly scope: IConstruct,
  ) {}

  private known: unknown;

  /** The references in the string, and the values of its other tokens. */
  public get parts(): unknown {
    this.known ??= this.resolveParts();
    return this.known;
  }

  private resolveParts(): unknown {
    const { tokens } = Tokenization.reverseString(this.text);
    return tokens.every((token) => Reference.isReference(token))
      ? tokens.map((token) => markOf(token as Reference))
      : resolve(this.text, this.scope);
  }

  /** The string, with an asterisk instead of each token. */
  public get shape(): string {
    return Tokenization.reverseString(this.text)
      .mapTokens({ mapToken: () => '*' })
      .join({ join: (left: unknown, right: unknown) => `${String(left)}${String(right)}` }) as string;
  }

  /** The literals and references of the string, in their original order. */
  public get textParts(): TextPart[] {
    const parts = Tokenization.reverseString(this.text)
      .mapTokens({
        mapToken: (token) => {
          const value = Reference.isReference(token) ? markOf(token as Reference) : resolve(token, this.scope);
          // A later Aspect may change the string that a lazy token returns
          return new Parts(typeof value === 'string' ? [undefined] : textParts(value));
        },
      })
      .join({ join: (left: unknown, right: unknown) => new Parts([...asParts(left), ...asParts(right)]) }) as unknown;
    return asParts(parts);
  }
}

function markOf({ target, displayName }: Reference): ReferenceMark {
  return new ReferenceMark(target, displayName);
}

/**
 * A part of a string: literal text, the construct that a reference refers to, or undefined for a part that is known
 * only at deployment.
 */
export type TextPart = string | IConstruct | undefined;

class Parts {
  public constructor(public readonly list: TextPart[]) {}
}

function asParts(value: unknown): TextPart[] {
  return value instanceof Parts ? value.list : typeof value === 'string' ? [value] : [undefined];
}

/** Splits a string into its literal text, references and intrinsic functions. */
export function textParts(value: unknown): TextPart[] {
  if (value === undefined) {
    return [];
  }
  if (typeof value !== 'object' || value === null) {
    return [String(value)];
  }
  if (value instanceof ReferenceMark) {
    return [value.target];
  }
  if (value instanceof Pending) {
    return value.textParts;
  }
  const { 'Fn::Join': join, 'Fn::Sub': sub } = value as PlainObject;
  if (Array.isArray(join) && typeof join[0] === 'string' && Array.isArray(join[1])) {
    const [delimiter, list] = join as [string, unknown[]];
    return list.flatMap((one, i) => (i === 0 ? textParts(one) : [delimiter, ...textParts(one)]));
  }
  const [template, variables] = Array.isArray(sub) ? (sub as unknown[]) : [sub];
  if (typeof template === 'string') {
    return template.split(/(\$\{[^}]*\})/).map((part): TextPart => {
      const [, name] = /^\$\{([^!][^}]*)\}$/.exec(part) ?? [];
      const inner = name === undefined ? [part.replace('${!', '${')] : textParts((variables as PlainObject)?.[name]);
      return inner.length === 1 ? inner[0] : undefined;
    });
  }
  return [undefined];
}

/**
 * Resolves tokens, but replaces references with placeholders, because the rendered form of a reference differs between
 * stacks.
 */
class Resolver extends DefaultTokenResolver {
  public readonly references: Reference[] = [];

  public constructor() {
    super({
      join: (left: unknown, right: unknown) => (left === undefined ? right : { 'Fn::Join': ['', [left, right]] }),
    });
  }

  public override resolveToken(token: IResolvable, context: IResolveContext, postProcessor: IPostProcessor): unknown {
    if (Reference.isReference(token)) {
      return { [MARK]: this.references.push(token) - 1 };
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
let references = new Map<string, ReferenceMark>();

/** Deletes the cached references and logical IDs after the validation of a tree. */
export function forgetReferences(): void {
  references = new Map();
  named = new WeakMap();
}

/** Returns the placeholder of a string that consists of one reference, if an earlier call resolved the same string. */
export function knownReference(text: string): unknown {
  return references.get(text);
}

/**
 * Replaces each token in a value with a placeholder or an intrinsic function. Values that CloudFormation omits become
 * undefined.
 */
export function resolveValue(value: unknown, scope: IConstruct): unknown {
  if (typeof value === 'string') {
    return value.includes('{') ? settleString(value, scope) : value;
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
    return present(value.map((element) => resolveValue(element, scope)));
  }
  if (isNoValue(value)) {
    return undefined;
  }
  const raw = rawReference(value, scope);
  if (raw) {
    return raw;
  }
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, resolveValue(inner, scope)]));
}

/** Returns a placeholder for the resource that a literal `{ Ref: … }` or `{ 'Fn::GetAtt': … }` refers to. */
function rawReference(value: object, scope: IConstruct): ReferenceMark | undefined {
  const keys = Object.keys(value);
  if (keys.length !== 1 || (keys[0] !== 'Ref' && keys[0] !== 'Fn::GetAtt')) {
    return undefined;
  }
  const given = (value as PlainObject)[keys[0]];
  const [name, ...rest] = Array.isArray(given)
    ? (given as unknown[])
    : keys[0] === 'Ref'
      ? [given]
      : String(given).split('.');
  const target = typeof name === 'string' ? resourceNamed(name, Stack.of(scope)) : undefined;
  return target && new ReferenceMark(target, keys[0] === 'Ref' ? 'Ref' : rest.map(String).join('.'));
}

/** The resources of each stack by their logical IDs, computed on first use. */
let named = new WeakMap<Stack, Map<string, CfnResource>>();

function resourceNamed(logicalId: string, stack: Stack): CfnResource | undefined {
  let resources = named.get(stack);
  if (!resources) {
    resources = new Map();
    for (const node of stack.node.findAll()) {
      if (CfnResource.isCfnResource(node) && node.stack === stack) {
        resources.set(stack.resolve(node.logicalId) as string, node);
      }
    }
    named.set(stack, resources);
  }
  return resources.get(logicalId);
}

function isNoValue(value: object): boolean {
  return (value as PlainObject).Ref === 'AWS::NoValue';
}

function present(list: readonly unknown[]): unknown[] {
  return list.filter((element) => element !== undefined);
}

function settleString(value: string, scope: IConstruct): unknown {
  if (!value.includes(TOKEN)) {
    return isDynamic(value) ? UNKNOWN : value;
  }
  if (value === Aws.NO_VALUE) {
    return undefined;
  }
  // Most strings with a token consist of one reference, which many resources share
  const known = references.get(value);
  if (known) {
    return known;
  }
  const fragments = Tokenization.reverseString(value);
  const whole = fragments.length === 1 ? fragments.firstToken : undefined;
  if (!whole || !Reference.isReference(whole)) {
    return new Pending(value, scope);
  }
  const mark = markOf(whole);
  references.set(value, mark);
  return mark;
}

function resolve(value: unknown, scope: IConstruct): unknown {
  const resolver = new Resolver();
  try {
    return marked(Tokenization.resolve(value, { scope, resolver, preparing: false }), resolver.references);
  } catch {
    // CDK throws this error with a better message while rendering the template
    return UNKNOWN;
  }
}

function marked(value: unknown, list: Reference[]): unknown {
  if (Array.isArray(value)) {
    return present(value.map((element) => marked(element, list)));
  }
  if (typeof value === 'object' && value !== null) {
    if (isNoValue(value)) {
      return undefined;
    }
    const index = (value as PlainObject)[MARK];
    return typeof index === 'number'
      ? markOf(list[index])
      : Object.fromEntries(Object.entries(value).map(([key, member]) => [key, marked(member, list)]));
  }
  return value;
}

/** Whether a value is an object whose members can be validated, and not a reference or an intrinsic function. */
export function isPlainObject(value: unknown): value is PlainObject {
  if (
    typeof value !== 'object' ||
    value === null ||
    Array.isArray(value) ||
    value instanceof ReferenceMark ||
    value instanceof Pending
  ) {
    return false;
  }
  return !Object.keys(value).some((key) => key === 'Ref' || key.startsWith('Fn::'));
}

/**
 * Returns the elements that a list contains in every deployment. Elements that depend on a condition are not included.
 */
export function unconditional(list: readonly unknown[] | undefined): readonly unknown[] {
  return (
    list?.filter(
      (element) => typeof element !== 'object' || element instanceof ReferenceMark || isPlainObject(element),
    ) ?? []
  );
}

/** Returns the construct and the attribute that a value refers to, if the whole value is one reference. */
export function referenceIn(value: unknown): { readonly target: IConstruct; readonly attribute: string } | undefined {
  return value instanceof ReferenceMark ? value : undefined;
}

/** Returns the references in a value, at any depth. */
export function referencesIn(value: unknown): { readonly target: IConstruct; readonly attribute: string }[] {
  if (value instanceof ReferenceMark) {
    return [value];
  }
  if (value instanceof Pending) {
    return referencesIn(value.parts);
  }
  if (typeof value === 'object' && value !== null) {
    return Object.values(value).flatMap(referencesIn);
  }
  return [];
}

/** Returns the constructs that a value refers to, at any depth. */
export function targetsIn(value: unknown): IConstruct[] {
  return referencesIn(value).map(({ target }) => target);
}

/**
 * Returns a string with an asterisk in place of each part that is known only at deployment, or undefined if the value
 * is not a string, `Fn::Join` or `Fn::Sub`.
 */
export function shapeOf(value: unknown): string | undefined {
  if (typeof value === 'string') {
    return value;
  }
  if (value instanceof Pending) {
    // A single token can be an intrinsic function such as Fn::Join, which returns a string
    return value.shape === '*' ? (shapeOf(value.parts) ?? '*') : value.shape;
  }
  const { 'Fn::Join': join, 'Fn::Sub': sub } = (value ?? {}) as PlainObject;
  if (Array.isArray(join) && typeof join[0] === 'string' && Array.isArray(join[1])) {
    return join[1].map((part) => shapeOf(part) ?? '*').join(join[0]);
  }
  const template: unknown = Array.isArray(sub) ? sub[0] : sub;
  return typeof template === 'string' ? template.replace(/\$\{[^!}]*\}/g, '*') : undefined;
}

/** Whether a value depends on a condition or on another choice that CloudFormation makes at deployment. */
function isChosen(value: unknown): boolean {
  if (value instanceof ReferenceMark || typeof value !== 'object' || value === null) {
    return false;
  }
  return value instanceof Pending
    ? isChosen(value.parts)
    : Object.entries(value).some(([key, inner]) => /^Fn::(If|Select|FindInMap)$/.test(key) || isChosen(inner));
}

/**
 * Returns the resource of the specified type that a value refers to. Returns undefined if the value refers to several
 * such resources, or depends on a condition.
 */
export function targetOf(value: unknown, type: string): CfnResource | undefined {
  if (value === undefined || typeof value === 'string' || isChosen(value)) {
    return undefined;
  }
  const found = (value instanceof ReferenceMark ? [value.target] : targetsIn(value)).filter(
    (target) => (target as Partial<CfnResource>).cfnResourceType === type,
  );
  return found.every((target) => target === found[0]) ? (found[0] as CfnResource | undefined) : undefined;
}
