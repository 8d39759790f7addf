import {
  IMPORT_EXPORT_VERSION,
  INTEGRATION_MISSING,
  INTEGRATION_UNKNOWN,
  OPENAPI_DOCUMENT,
  REST_EXTENSION,
  SCHEME_UNKNOWN,
  SCHEME_WITHOUT_AUTHORIZER,
  SEVERAL_SCHEMES,
  violationAt,
} from '../constraints/openapi';
import type { Constraint } from '../constraint';
import { listOf } from '../constraint';
import type { Declaration, Violation } from '../declaration';
import type { ResourceView } from '../engine/resource-view';
import type { Rule } from '../engine/rule';
import { rules } from '../engine/rule';
import type { Members } from '../openapi/document';
import {
  AUTHORIZER,
  EXTENSION,
  INTEGRATION,
  isOpen,
  keysOf,
  membersOf,
  operationsOf,
  partAt,
  requirementsOf,
  schemesOf,
} from '../openapi/document';
import { documentedApis, documentProperty, documentsOf } from '../openapi/read';

/** Returns the rule that checks the OpenAPI document of each API. */
function onDocument(
  declared: Declaration,
  check: (document: Members, api: ResourceView) => readonly (Violation | undefined)[],
): Rule {
  return {
    ...declared,
    on: 'api',
    property: 'Body',
    among: documentedApis,
    check: (api, index) => {
      const document = documentsOf(index).get(api);
      return (document ? check(document, api) : []).map(
        (violation) =>
          violation && {
            ...violation,
            member: undefined,
            property: `${documentProperty(api)}${violation.member ?? ''}`,
          },
      );
    },
  };
}

function onMembers(declared: Constraint<Members>): Rule {
  return onDocument(declared, (document) => listOf(declared.check(document)));
}

/** The name of the security scheme with which AWS SAM marks public operations. */
const PUBLIC = 'NONE';

/**
 * Returns the security schemes that operations require, each with the keys that lead to the requirement in the
 * document.
 */
function required(document: Members) {
  const schemes = schemesOf(document);
  return schemes === undefined
    ? []
    : operationsOf(document).flatMap(({ members, keys }) =>
        requirementsOf(members.security).map(({ name, index }) => ({
          name,
          scheme: schemes[name],
          keys: [...keys, 'security', String(index)],
        })),
      );
}

/** Whether a security scheme contains an extension that specifies an authorizer or an authorization type. */
function isChecked(scheme: unknown): boolean {
  const members = membersOf(scheme);
  return members === undefined || [AUTHORIZER, `${EXTENSION}authtype`].some((name) => members[name] !== undefined);
}

function unknownIntegrations(document: Members): (Violation | undefined)[] {
  return operationsOf(document).map(({ members, keys }) => {
    const reference = membersOf(members[INTEGRATION])?.$ref;
    if (typeof reference !== 'string') {
      return undefined;
    }
    const target = keysOf(reference);
    const found = target && partAt(document, target);
    return found && (found.isOpen || found.part !== undefined)
      ? undefined
      : violationAt([...keys, INTEGRATION, '$ref'], 'refer to an existing part of the same document', reference);
  });
}

export const OPENAPI_RULES = rules([
  onDocument(OPENAPI_DOCUMENT, (document, api) =>
    listOf(OPENAPI_DOCUMENT.check({ document, hasName: !api.lacks('Name') })),
  ),
  onDocument(SEVERAL_SCHEMES, (document) => listOf(SEVERAL_SCHEMES.check(document))),
  onMembers(REST_EXTENSION),
  onMembers(IMPORT_EXPORT_VERSION),
  onDocument(SCHEME_UNKNOWN, (document) =>
    required(document).map(({ name, scheme, keys }) =>
      scheme === undefined && name !== PUBLIC
        ? violationAt(keys, 'be a scheme of #/components/securitySchemes', name)
        : undefined,
    ),
  ),
  onDocument(SCHEME_WITHOUT_AUTHORIZER, (document) =>
    required(document).map(({ name, scheme, keys }) =>
      isChecked(scheme) ? undefined : violationAt(keys, 'be a security scheme with an authorizer', name),
    ),
  ),
  onDocument(INTEGRATION_UNKNOWN, unknownIntegrations),
  onDocument(INTEGRATION_MISSING, (document) =>
    operationsOf(document).map(({ members, keys }) =>
      members[INTEGRATION] === undefined && !isOpen(members[INTEGRATION])
        ? violationAt([...keys, INTEGRATION], 'be specified', undefined)
        : undefined,
    ),
  ),
]);
