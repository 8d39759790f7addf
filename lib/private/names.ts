import { createHash } from 'node:crypto';

import { Stack, Tokenization } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';

import { holdsToken } from './holds-token';

const MAX_NAME_LENGTH = 128;

/** Returns a hash of a string, with eight hexadecimal digits. */
export function shortHash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 8);
}

/** Shortens a generated name that is too long for API Gateway. A hash at the end keeps shortened names unique. */
export function defaultName(name: string): string {
  if (name.length <= MAX_NAME_LENGTH || holdsToken(name)) {
    return name;
  }
  return `${name.slice(0, MAX_NAME_LENGTH - 9)}-${shortHash(name)}`;
}

/** Converts a string to a construct ID. An ID must not contain tokens, so a hash of the resolved value replaces each token. */
export function idOf(scope: IConstruct, text: string): string {
  if (!holdsToken(text)) {
    return text;
  }
  const stack = Stack.of(scope);
  return Tokenization.reverseString(text)
    .mapTokens({ mapToken: (token) => shortHash(JSON.stringify(stack.resolve(token))) })
    .join({ join: (left: unknown, right: unknown) => `${String(left)}${String(right)}` }) as string;
}
