import { Token } from 'aws-cdk-lib/core';

import { isPlainObject } from '../engine/resolve';

/** The prefix of the names of API Gateway extensions. */
export const EXTENSION = 'x-amazon-apigateway-';
/** The name of the extension that defines an operation for all HTTP methods. */
export const ANY_METHOD = `${EXTENSION}any-method`;
/** The name of the extension that contains the integration of an operation. */
export const INTEGRATION = `${EXTENSION}integration`;
/** The name of the extension that contains the authorizer of a security scheme. */
export const AUTHORIZER = `${EXTENSION}authorizer`;

const METHODS = new Set(['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace', ANY_METHOD]);

// aws-cdk-lib exports this class through a getter, which is slower than a constant
const Tokens = Token;

/** The path to a member of a document, as a list of keys. */
export type Keys = readonly string[];

/** An object in an OpenAPI document. */
export interface Members {
  readonly [key: string]: unknown;
}

/** Returns the value if it is an object, or undefined for an array, a scalar, a token or an intrinsic function. */
export function membersOf(value: unknown): Members | undefined {
  return isPlainObject(value) && !Tokens.isUnresolved(value) ? value : undefined;
}

/** Whether a value is known only at deployment. */
export function isOpen(value: unknown): boolean {
  return (
    Tokens.isUnresolved(value) ||
    (typeof value === 'object' && value !== null && !Array.isArray(value) && !isPlainObject(value))
  );
}

/**
 * Converts a path of keys to a JSON pointer, such as `#/paths/~1books/get`
 * (https://datatracker.ietf.org/doc/html/rfc6901).
 */
export function pointer(keys: Keys): string {
  return `#${keys.map((key) => `/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')}`;
}

/** Converts a reference within the same document to a path of keys. Returns undefined for any other reference. */
export function keysOf(reference: string): Keys | undefined {
  return reference.startsWith('#/')
    ? reference
        .slice(2)
        .split('/')
        .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'))
    : undefined;
}

/**
 * Returns the part of a document at a path of keys. `isOpen` is true if a part on the path is known only at deployment.
 */
export function partAt(document: Members, keys: Keys): { readonly part: unknown; readonly isOpen: boolean } {
  let part: unknown = document;
  for (const key of keys) {
    if (isOpen(part)) {
      return { part: undefined, isOpen: true };
    }
    part = membersOf(part)?.[key];
  }
  return { part, isOpen: isOpen(part) };
}

/** An operation in an OpenAPI document. */
export interface Operation {
  /** The path of the operation, such as `/books`. */
  readonly path: string;
  /** The key of the operation in the path item, such as `get`. */
  readonly method: string;
  /** The members of the operation. */
  readonly members: Members;
  /** The keys that lead from the root of the document to the operation. */
  readonly keys: Keys;
}

/** The cached operations of documents that can no longer change. */
const finished = new WeakMap<Members, readonly Operation[]>();

/** Returns the operations of a document that are known at synthesis. */
export function operationsOf(document: Members): readonly Operation[] {
  return finished.get(document) ?? readOperations(document);
}

/** Caches the operations of a document that can no longer change. */
export function finish(document: Members): void {
  finished.set(document, readOperations(document));
}

function readOperations({ paths }: Members): Operation[] {
  return Object.entries(membersOf(paths) ?? {})
    .filter(([path]) => !path.startsWith('x-'))
    .flatMap(([path, item]) =>
      Object.entries(membersOf(item) ?? {}).flatMap(([method, operation]) => {
        const members = METHODS.has(method) ? membersOf(operation) : undefined;
        return members === undefined ? [] : [{ path, method, members, keys: ['paths', path, method] }];
      }),
    );
}

/** Whether all operations of a document are known at synthesis. */
export function isWhole({ paths }: Members): boolean {
  const items = Object.values(membersOf(paths) ?? {});
  return (
    membersOf(paths) !== undefined &&
    ![...items, ...items.flatMap((item) => Object.values(membersOf(item) ?? {}))].some(isOpen)
  );
}

/** Returns the security schemes of a document by name, or undefined if they are known only at deployment. */
export function schemesOf({ components }: Members): Members | undefined {
  const schemes = membersOf(components)?.securitySchemes;
  return isOpen(components) || isOpen(schemes) ? undefined : (membersOf(schemes) ?? {});
}

/** A security scheme that an operation requires. */
export interface Requirement {
  /** The name of the security scheme. */
  readonly name: string;
  /** The scopes that the requirement lists. */
  readonly scopes: unknown;
  /** The index of the requirement in the `security` list of the operation. */
  readonly index: number;
}

/** Returns the security schemes that a `security` list requires. */
export function requirementsOf(security: unknown): Requirement[] {
  return (Array.isArray(security) ? (security as unknown[]) : []).flatMap((requirement, index) =>
    Object.entries(membersOf(requirement) ?? {}).map(([name, scopes]) => ({ name, scopes, index })),
  );
}
