import { createHash } from 'node:crypto';

import { Stack, Tokenization } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';

import { holdsToken } from './tokens';

const MAX_NAME_LENGTH = 128;

/** Eight hexadecimal digits that stand for a text. */
export function shortHash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 8);
}

/** A name that was not given but made, cut where the service would refuse it; the end then tells cut names apart. */
export function defaultName(name: string): string {
  if (name.length <= MAX_NAME_LENGTH || holdsToken(name)) {
    return name;
  }
  return `${name.slice(0, MAX_NAME_LENGTH - 9)}-${shortHash(name)}`;
}

/** A construct ID made of text that may hold tokens, which IDs must not: what a token resolves to is hashed in its place. */
export function idOf(scope: IConstruct, text: string): string {
  if (!holdsToken(text)) {
    return text;
  }
  const stack = Stack.of(scope);
  return Tokenization.reverseString(text)
    .mapTokens({ mapToken: (token) => shortHash(JSON.stringify(stack.resolve(token))) })
    .join({ join: (left: unknown, right: unknown) => `${String(left)}${String(right)}` }) as string;
}

/**
 * The ID of a child that is named after what it serves, such as a path. IDs write `/` as `--`, so that two names can meet in one ID:
 * the second then carries a hash. The same name twice is left to clash, and so is what is of another kind.
 */
export function freeIdOf(scope: IConstruct, text: string, isOther: (child: IConstruct) => boolean): string {
  const id = idOf(scope, text);
  const child = scope.node.tryFindChild(id);
  return child && isOther(child) && !holdsToken(text) ? `${id}-${shortHash(text)}` : id;
}
