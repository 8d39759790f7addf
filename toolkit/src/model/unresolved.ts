import type { AssemblyStack } from './assembly';
import type { ConditionalReference, Json, Part, PseudoParameterReference, Text, Unresolved } from './types';
import { textOf } from './values';

/** Returns the value of a pseudo parameter if the assembly specifies it, otherwise an `Unresolved`. */
export function pseudo(stack: AssemblyStack, name: PseudoParameterReference['name']): Json {
  const { account, region, parent } = stack;
  if (name === 'AWS::AccountId' && account) return account;
  if (name === 'AWS::Region' && region) return region;
  if (name === 'AWS::Partition' && region) return partitionOf(region);
  if (name === 'AWS::URLSuffix' && region)
    return partitionOf(region) === 'aws-cn' ? 'amazonaws.com.cn' : 'amazonaws.com';
  if (name === 'AWS::StackName' && stack.name && !parent) return stack.name;
  return unresolved(`<${name}>`, { kind: 'pseudo', name, stack: stack.id });
}

function partitionOf(region: string): string {
  if (region.startsWith('cn-')) return 'aws-cn';
  return region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
}

/** Returns an `Unresolved` for text with dynamic references such as `{{resolve:ssm:/orders/table}}`. */
export function dynamic(value: string): Json {
  const pieces = value.split(/(\{\{resolve:[^}]*\}\})/).filter((piece) => piece !== '');
  const parts = pieces.map((piece): Part =>
    piece.startsWith('{{resolve:') ? { kind: 'dynamic', text: piece, reference: piece } : piece,
  );
  return asJson({ unresolved: value, parts, raw: value });
}

/** Returns an `Unresolved` whose value depends on a condition of a template. */
export function conditional(
  { condition, stack }: Pick<ConditionalReference, 'condition' | 'stack'>,
  then: Json | undefined,
  otherwise: Json | undefined,
): Json {
  const shown = (value: Json | undefined) => (value === undefined ? 'nothing' : textOf(value));
  return unresolved(`<${shown(then)} if ${condition}, else ${shown(otherwise)}>`, {
    kind: 'condition',
    condition,
    stack,
    ...(then === undefined ? {} : { then }),
    ...(otherwise === undefined ? {} : { else: otherwise }),
  });
}

/** Returns an `Unresolved` that consists of one reference. */
export function unresolved(text: string, reference: WithoutText<Exclude<Part, string>>): Json {
  const { kind, ...others } = reference;
  return asJson({ unresolved: text, parts: [{ kind, text, ...others } as Part], raw: null });
}

type WithoutText<T> = T extends unknown ? Omit<T, 'text'> : never;

/**
 * Converts the type of a value to `Json`. An `Unresolved` is JSON data, but TypeScript does not accept an interface for
 * a type with an index signature.
 */
export function asJson(value: Text | Unresolved): Json {
  return value as unknown as Json;
}
