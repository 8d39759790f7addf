import { Aws, Token } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';

import { fail } from '../validation/errors';
import type { Keys } from '../validation/openapi/document';
import { membersOf, pointer } from '../validation/openapi/document';

const PLACEHOLDER = /\$\{([\w:]+)\}/g;

// Pseudo parameters are replaced here, because aws-cdk-lib's template validation reports a missing Fn::Sub for pseudo parameters in strings
const PSEUDO_PARAMETERS = new Map([
  ['AWS::AccountId', Aws.ACCOUNT_ID],
  ['AWS::Partition', Aws.PARTITION],
  ['AWS::Region', Aws.REGION],
]);

const EXTENSION = /^x-amazon-apigateway-/;
const INTRINSIC = /^(Ref|Fn::.+)$/;

/** A `${name}` reference in a document. The name identifies a value of `functions` or `substitutions`. */
export interface Use {
  /** The name in the reference. */
  readonly name: string;
  /** The location of the string that contains the reference, as a path in the document. */
  readonly keys: Keys;
  /** Whether the integration or authorizer that contains the reference specifies credentials, such as a role. */
  readonly hasCredentials: boolean;
}

/** Throws if an API Gateway extension in a file contains an intrinsic function. CloudFormation resolves these only in templates. */
export function rejectIntrinsics(scope: IConstruct, document: unknown): void {
  const visit = (value: unknown, keys: Keys): void => {
    if (typeof value !== 'object' || value === null) {
      return;
    }
    const members = Object.entries(value);
    if (members.length === 1 && INTRINSIC.test(members[0][0]) && keys.some((key) => EXTENSION.test(key))) {
      fail(
        scope,
        'OpenApiReferenceUnknown',
        `${pointer(keys)} of the OpenAPI document must not be an intrinsic function, got ${JSON.stringify(value).slice(0, 120)}. ` +
          "CloudFormation does not resolve intrinsic functions in files. Use '${name}', and pass a value for that name in 'functions' or " +
          "'substitutions'. '${AWS::Region}', '${AWS::AccountId}' and '${AWS::Partition}' do not need a value.",
      );
    }
    for (const [key, item] of members) {
      visit(item, [...keys, key]);
    }
  };
  visit(document, []);
}

/** The values of `functions` and `substitutions`, by name. */
export type Values = ReadonlyMap<string, string>;

/** Throws if a name contains a character that `${name}` does not support. */
export function checkNames(scope: IConstruct, values: Values): void {
  const invalid = [...values.keys()].find((name) => !/^\w+$/.test(name));
  if (invalid !== undefined) {
    fail(
      scope,
      'OpenApiReferenceInvalid',
      `names in 'functions' and 'substitutions' must consist of letters, digits and '_', got '${invalid}'. ` +
        `Use '${invalid.replace(/\W+/g, '_') || 'name'}' in the app and in the document.`,
    );
  }
}

/** A document whose references `${name}` are replaced by values. */
export interface Resolved {
  /** The document in which values replace the references. */
  readonly document: unknown;
  /** The references that were replaced. */
  readonly uses: readonly Use[];
}

/**
 * Returns a copy of the document in which each `${name}` is replaced by its value.
 *
 * `${AWS::Region}`, `${AWS::AccountId}` and `${AWS::Partition}` are also replaced. References with a dot, such as `${stageVariables.x}`,
 * are not replaced, because API Gateway resolves them. The text of `Fn::Sub` is not changed, because CloudFormation resolves it.
 *
 * Throws `OpenApiReferenceUnknown` if an API Gateway extension refers to a name without a value, and `OpenApiReferenceUnused` if the
 * document does not use one of the values.
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
          `${pointer(keys)} of the OpenAPI document contains '${placeholder}', which has no value. ` +
            `Pass '${name}' in 'functions' or 'substitutions'${meaning(values)}.`,
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
      `'functions' or 'substitutions' contains '${unused}', but the OpenAPI document does not contain '\${${unused}}'. ` +
        `Add '\${${unused}}' to the document, or remove '${unused}' from the properties.`,
    );
  }
  return { document: resolved, uses };
}

function meaning(values: Values): string {
  return values.size > 0 ? `, or use one of ${[...values.keys()].join(', ')}` : '';
}
