import { Aws, Token } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';

import { fail } from '../validation/errors';
import type { Keys } from './openapi-document';
import { membersOf, pointer } from './openapi-document';

const PLACEHOLDER = /\$\{([\w:]+)\}/g;

// In a template the validation of aws-cdk-lib takes what is left of them for a forgotten Fn::Sub
const PSEUDO_PARAMETERS = new Map([
  ['AWS::AccountId', Aws.ACCOUNT_ID],
  ['AWS::Partition', Aws.PARTITION],
  ['AWS::Region', Aws.REGION],
]);

const EXTENSION = /^x-amazon-apigateway-/;
const INTRINSIC = /^(Ref|Fn::.+)$/;

/** Where a document names something of the app. */
export interface Use {
  /** The name. */
  readonly name: string;
  /** The place. */
  readonly keys: Keys;
  /** Whether the object around it names the role that calls. */
  readonly hasCredentials: boolean;
}

/** Refuses what CloudFormation would have to resolve: it does not look into files. */
export function refuseIntrinsics(scope: IConstruct, document: unknown): void {
  const visit = (value: unknown, keys: Keys): void => {
    if (typeof value !== 'object' || value === null) {
      return;
    }
    const members = Object.entries(value);
    if (members.length === 1 && INTRINSIC.test(members[0][0]) && keys.some((key) => EXTENSION.test(key))) {
      fail(
        scope,
        'OpenApiReferenceUnknown',
        `${pointer(keys)} of the OpenAPI document must be a value, since CloudFormation does not read files, got ` +
          `${JSON.stringify(value).slice(0, 120)}. Write '\${name}', and give that name in 'functions' or 'substitutions'; ` +
          "'${AWS::Region}', '${AWS::AccountId}' and '${AWS::Partition}' need not be given.",
      );
    }
    for (const [key, item] of members) {
      visit(item, [...keys, key]);
    }
  };
  visit(document, []);
}

/** Values of the app by the names that the document has for them. */
export type Values = ReadonlyMap<string, string>;

/** Refuses names that cannot stand in a document. */
export function checkNames(scope: IConstruct, values: Values): void {
  const odd = [...values.keys()].find((name) => !/^\w+$/.test(name));
  if (odd !== undefined) {
    fail(
      scope,
      'OpenApiReferenceInvalid',
      `names in 'functions' and 'substitutions' must be letters, digits and '_', got '${odd}'. ` +
        `Write '${odd.replace(/\W+/g, '_') || 'name'}', here and in the document.`,
    );
  }
}

/** A document with values in the place of `${name}`, and where those were. */
export interface Resolved {
  /** The document. */
  readonly document: unknown;
  /** Where the values were named. */
  readonly uses: readonly Use[];
}

/**
 * Puts values in the place of `${name}`. The caller's document stays as it was.
 *
 * `${AWS::Region}`, `${AWS::AccountId}` and `${AWS::Partition}`, which the service would replace too, are replaced here. What holds a dot,
 * such as `${stageVariables.x}`, is the service's, and the text of an `Fn::Sub` is CloudFormation's.
 */
export function resolveReferences(scope: IConstruct, document: unknown, values: Values): Resolved {
  const uses: Use[] = [];

  const text = (value: string, keys: Keys, parent: unknown): string =>
    value.replace(PLACEHOLDER, (placeholder: string, name: string) => {
      const pseudo = PSEUDO_PARAMETERS.get(name);
      if (pseudo !== undefined) {
        return pseudo;
      }
      const known = values.get(name);
      if (known !== undefined) {
        const credentials = membersOf(parent)?.credentials ?? membersOf(parent)?.authorizerCredentials;
        uses.push({ name, keys, hasCredentials: credentials !== undefined && credentials !== null });
        return known;
      }
      if (keys.some((key) => EXTENSION.test(key))) {
        fail(
          scope,
          'OpenApiReferenceUnknown',
          `${pointer(keys)} of the OpenAPI document must name functions or substitutions of the API, got '${placeholder}'. ` +
            `Give '${name}' in 'functions' or 'substitutions'${meaning(values)}.`,
        );
      }
      return placeholder;
    });

  const visit = (value: unknown, keys: Keys, parent: unknown): unknown => {
    if (typeof value === 'string') {
      return text(value, keys, parent);
    }
    if (typeof value !== 'object' || value === null || Token.isUnresolved(value)) {
      return value;
    }
    if ('Fn::Sub' in value) {
      return value;
    }
    return Array.isArray(value)
      ? value.map((item, index) => visit(item, [...keys, String(index)], value))
      : Object.fromEntries(Object.entries(value).map(([key, item]) => [key, visit(item, [...keys, key], value)]));
  };

  const resolved = visit(document, [], undefined);
  const unused = [...values.keys()].find((name) => !uses.some((use) => use.name === name));
  if (unused !== undefined) {
    fail(
      scope,
      'OpenApiReferenceUnused',
      `the OpenAPI document must name what it is given, got '${unused}' and no '\${${unused}}' in it. ` +
        `Write '\${${unused}}' where it belongs, or drop it.`,
    );
  }
  return { document: resolved, uses };
}

function meaning(values: Values): string {
  return values.size > 0 ? `, or mean one of ${[...values.keys()].join(', ')}` : '';
}
