import { addDefined, Fields } from './fields';
import type { Resolver } from './resolve';
import type { Resource, Resources } from './resources';
import { isObject } from './template';
import { encode } from './texts';
import type { Element, FunctionLink, Link, Notice, ResourceReference, Source, Text } from './types';
import { isUnresolved } from './values';

/** The data that is shared by all functions that read parts of the model. */
export interface Context {
  readonly resources: Resources;
  readonly resolver: Resolver;
  readonly notices: Notice[];
}

/** Returns the resolved properties of a resource. */
export function fieldsOfResource({ resolver }: Context, resource: Resource): Fields {
  const resolved = resolver.properties(resource);
  return new Fields(isObject(resolved) ? resolved : {});
}

/** Creates an element of the model from a resource: its ID, its source, and the fields that are not `undefined`. */
export function elementOf<T extends Element>(context: Context, resource: Resource, fields: Omit<T, keyof Element>): T {
  return addDefined({ id: resource.id, source: sourceOf(context, resource) }, fields) as T;
}

/** Returns the source of a resource: stack, logical ID, construct path and condition. */
export function sourceOf({ resolver }: Context, { stack, logicalId, construct, condition, origin }: Resource): Source {
  return {
    stack: stack.id,
    logicalId,
    ...(construct === undefined ? {} : { construct }),
    ...(condition === undefined || resolver.condition(stack, condition) === true ? {} : { condition }),
    ...origin,
  };
}

/** Whether the condition of a resource is false in the assembly, so that the resource is not created. */
export function isLeftOut({ resolver }: Context, { stack, condition }: Resource): boolean {
  return condition !== undefined && resolver.condition(stack, condition) === false;
}

/** Returns the referenced resource if a string is a single `Ref` or `Fn::GetAtt` to a resource of one of the types. */
export function resourceIn(text: Text | undefined, ...types: string[]): ResourceReference | undefined {
  if (!isUnresolved(text) || text.parts.length !== 1) return undefined;
  const [part] = text.parts;
  return typeof part === 'object' && part.kind === 'resource' && types.includes(part.type) ? part : undefined;
}

/** Returns a link to the resource that a string refers to. */
export function linkTo(text: Text, ...types: string[]): Link {
  const reference = resourceIn(text, ...types);
  return reference ? { id: reference.id } : { external: text };
}

/**
 * Returns a link to the function that a string refers to. The string can contain an ARN, an invocation URI or a
 * reference such as `Ref`. Returns `undefined` for other strings, such as a function name.
 */
export function functionIn(context: Context, text: Text | undefined): FunctionLink | undefined {
  if (text === undefined) return undefined;
  const { text: code, decode, reference } = encode(text);
  for (const [character] of code.matchAll(/[\ue000-\uf8ff]/g)) {
    const found = reference(character);
    if (found?.kind !== 'resource') continue;
    const after = code.slice(code.indexOf(character) + 1).match(/^:([^/]+)/)?.[1];
    const qualifier = after === undefined ? {} : { qualifier: decode(after) };
    if (found.type === 'AWS::Lambda::Function') return { id: found.id, ...qualifier };
    if (found.type === 'AWS::Lambda::Alias' || found.type === 'AWS::Lambda::Version') return published(context, found);
  }
  // `code` can be an ARN such as arn:aws:lambda:eu-west-1:111122223333:function:Orders:live, or an invocation URI that
  // contains such an ARN.
  const arn = code.match(
    /arn:[^:]*:lambda:([^:]*):([^:]*):function:((?:\$\{[^}]*\}|[^:/])+)(?::((?:\$\{[^}]*\}|[^/])+))?/,
  );
  if (!arn) return undefined;
  const [whole, region, account, name, qualifier] = arn;
  const unqualified = qualifier === undefined ? whole : whole.slice(0, -qualifier.length - 1);
  const named =
    typeof decode(name) === 'string' ? functionNamed(context, name, decode(region), decode(account)) : undefined;
  const link: Link = named ? { id: named.id } : { external: decode(unqualified) };
  return qualifier === undefined ? link : { ...link, qualifier: decode(qualifier) };
}

/** Returns a link to the function of an alias or a version. */
function published(context: Context, { id }: ResourceReference): FunctionLink {
  const resource = context.resources.byId(id)!;
  const fields = fieldsOfResource(context, resource);
  const name = fields.text('FunctionName') ?? '';
  const reference = resourceIn(name, 'AWS::Lambda::Function');
  const link: Link = reference ? { id: reference.id } : { external: name };
  // The version number is known only at deployment.
  const version = { 'Fn::GetAtt': [resource.logicalId, 'Version'] };
  const qualifier = fields.text('Name') ?? (context.resolver.resolve(resource.stack, version) as unknown as Text);
  return { ...link, qualifier };
}

/** Finds the only function that has the given name and is in the given account and Region. */
function functionNamed(context: Context, name: string, region: Text, account: Text): Resource | undefined {
  const found = context.resources.ofType('AWS::Lambda::Function').filter(({ stack, properties }) => {
    return (
      properties.FunctionName === name &&
      sits(stack, 'AWS::Region', stack.region, region) &&
      sits(stack, 'AWS::AccountId', stack.account, account)
    );
  });
  return found.length === 1 ? found[0] : undefined;
}

/** Whether a string is the account or Region of a stack, as a literal or as a pseudo parameter of the same stack. */
function sits(stack: Resource['stack'], name: string, place: string | undefined, text: Text): boolean {
  if (!isUnresolved(text)) return place === text;
  const [part] = text.parts;
  return (
    text.parts.length === 1 &&
    typeof part === 'object' &&
    part.kind === 'pseudo' &&
    part.name === name &&
    part.stack === stack.id
  );
}
