import type { IConstruct } from 'constructs';

import type { Constraint } from '../constraint';
import { constraint, enforce, listOf } from '../constraint';
import type { Declaration, Violation } from '../declaration';
import { PAGES } from '../declaration';
import { described } from '../message';
import type { Keys, Members, Operation } from '../openapi/document';
import { EXTENSION, isOpen, membersOf, operationsOf, pointer, requirementsOf } from '../openapi/document';

const IMPORT = PAGES.guide('http-api-open-api');
const MAX_SHOWN = 120;

/** A violation in a document. Its member is the place as a JSON pointer, `''` for the whole document. */
export interface DocumentViolation extends Violation {
  /** The place. */
  readonly member: string;
}

/** A violation with the value in the document. */
export function violationAt(keys: Keys, must: string, given: unknown, instead?: string): DocumentViolation {
  const shown = typeof given === 'object' ? described(JSON.stringify(given).slice(0, MAX_SHOWN)) : given;
  return { member: keys.length > 0 ? pointer(keys) : '', must, given: shown, instead };
}

/** A document, and whether the API has a name without it. */
export interface NamedDocument {
  /** The document. */
  readonly document: unknown;
  /** Whether another property is the name of the API. */
  readonly hasName?: boolean;
}

export const OPENAPI_DOCUMENT = constraint<NamedDocument>({
  code: 'OpenApiDocumentInvalid',
  severity: 'error',
  evidence: 'documented',
  source:
    'The guide: HTTP APIs import OpenAPI 3.0, and API Gateway creates nothing from a document that is invalid or malformed',
  summary: 'The document of an HTTP API is incomplete, malformed or not OpenAPI 3.0.',
  fix: 'Correct the document as OpenAPI 3.0 defines it.',
  page: IMPORT,
  check: ({ document, hasName = false }) => {
    const root = isOpen(document) ? {} : membersOf(document);
    if (root === undefined) {
      return violationAt([], 'be an object', document, 'Use an object.');
    }
    return isOpen(document)
      ? undefined
      : [
          wrongVersion(root),
          ...wrongInfo(root, hasName),
          ...wrongPaths(root),
          ...operationsOf(root).map(({ members: { security }, keys }) =>
            security === undefined || isOpen(security) || Array.isArray(security)
              ? undefined
              : violationAt([...keys, 'security'], 'be a list', security, "Specify '[{ name: [] }]'."),
          ),
        ];
  },
});

/** Throws if a document violates a constraint, with the place in the document. */
export function enforceDocument<T>(scope: IConstruct, declared: Constraint<T>, value: T): void {
  for (const { member, ...violation } of listOf(declared.check(value))) {
    enforce(scope, { ...declared, check: () => violation }, `apiDefinition${member}`, value);
  }
}

function wrongVersion({ swagger, openapi }: Members): Violation | undefined {
  if (swagger !== undefined) {
    return violationAt(['swagger'], 'be absent', swagger, 'Convert the document to OpenAPI 3.0.');
  }
  return isOpen(openapi) || (typeof openapi === 'string' && /^3\.0(\.\d+)?$/.test(openapi))
    ? undefined
    : violationAt(
        ['openapi'],
        'be a 3.0 version',
        openapi,
        "Specify '3.0.3', and use only features of OpenAPI 3.0, which is the version that HTTP APIs support.",
      );
}

function wrongInfo({ info }: Members, hasName: boolean): Violation[] {
  if (isOpen(info) || (info === undefined && hasName)) {
    return [];
  }
  const members = membersOf(info);
  if (members === undefined) {
    return [violationAt(['info'], 'be an object', info, 'Use an object.')];
  }
  const { title } = members;
  return !hasName && (title === undefined || title === '')
    ? [violationAt(['info', 'title'], 'be a non-empty string', title, 'Specify the name of the API.')]
    : [];
}

function wrongPaths({ paths }: Members): Violation[] {
  if (isOpen(paths)) {
    return [];
  }
  const members = membersOf(paths);
  return members === undefined
    ? [violationAt(['paths'], 'be an object', paths, 'Use an object.')]
    : Object.entries(members)
        .filter(([path, item]) => !path.startsWith('x-') && !isOpen(item) && membersOf(item) === undefined)
        .map(([path, item]) => violationAt(['paths', path], 'be an object', item, 'Use an object.'));
}

export const SEVERAL_SCHEMES = constraint<unknown>({
  code: 'OpenApiSecurityRequirements',
  severity: 'error',
  evidence: 'documented',
  source: 'The guide: a document with several security requirements for one operation "results in an error"',
  summary: 'An operation of an OpenAPI document requires several security schemes; a route has one authorizer.',
  fix: 'Keep one security scheme for each operation.',
  page: IMPORT,
  check: (document) => {
    const root = membersOf(document);
    return root && operationsOf(root).map(severalSchemes);
  },
});

function severalSchemes({ members, keys }: Operation): Violation | undefined {
  const names = requirementsOf(members.security).map(({ name }) => name);
  return names.length > 1
    ? violationAt(
        [...keys, 'security'],
        'contain one security scheme',
        names,
        'Keep one: a route of an HTTP API has one authorizer.',
      )
    : undefined;
}

/** Extensions that API Gateway supports for REST APIs only. */
const REST_ONLY = [
  'api-key-source',
  'binary-media-types',
  'documentation',
  'gateway-responses',
  'minimum-compression-size',
  'policy',
  'request-validator',
  'request-validators',
].map((name) => EXTENSION + name);

export const REST_EXTENSION = constraint<Members>({
  code: 'OpenApiFeatureUnsupported',
  severity: 'warning',
  evidence: 'documented',
  source: 'The guide describes the extension for REST APIs only; the import of an HTTP API ignores it',
  summary: 'The OpenAPI document of an HTTP API contains an extension that only REST APIs support.',
  fix: 'Remove it: only REST APIs support it.',
  page: PAGES.guide('api-gateway-swagger-extensions'),
  check: (root) =>
    [{ members: root, keys: [] as Keys }, ...operationsOf(root)].flatMap(({ members, keys }) =>
      REST_ONLY.filter((name) => name in members).map((name) =>
        violationAt([...keys, name], 'be absent', members[name]),
      ),
    ),
});

export const IMPORT_EXPORT_VERSION = constraint<Members>({
  code: 'OpenApiExtensionVersionUnknown',
  severity: 'warning',
  evidence: 'documented',
  source: 'The guide: the only version is 1.0; no rejection was observed',
  summary: 'The extension `x-amazon-apigateway-importexport-version` has another value than `1.0`.',
  fix: 'Use `1.0`, or remove the extension.',
  page: PAGES.guide('api-gateway-extensions-importexport-version'),
  check: (root) => {
    const name = `${EXTENSION}importexport-version`;
    const version = root[name];
    return version === undefined || isOpen(version) || /^1(\.0)?$/.test(String(version))
      ? undefined
      : violationAt([name], "be '1.0'", version);
  },
});

/** An operation names a security scheme that does not exist. */
export const SCHEME_UNKNOWN: Declaration = {
  code: 'OpenApiSecuritySchemeUnknown',
  severity: 'warning',
  evidence: 'inferred',
  source: 'OpenAPI requires the definition of the scheme; without an authorizer, the route is public',
  summary: 'An operation of an OpenAPI document requires a security scheme that the document does not define.',
  fix: 'Define the scheme in `components.securitySchemes`.',
  page: PAGES.guide('http-api-open-api'),
};

/** An operation names a security scheme that API Gateway does not check. */
export const SCHEME_WITHOUT_AUTHORIZER: Declaration = {
  code: 'OpenApiSecuritySchemeIgnored',
  severity: 'warning',
  evidence: 'inferred',
  source:
    'The guide: an authorizer is the extension of its security scheme; API Gateway does not check other schemes, so the route is public',
  summary:
    'An operation of an OpenAPI document requires a security scheme without an authorizer, so the route is public.',
  fix: 'Add `x-amazon-apigateway-authorizer` to the scheme, or acknowledge this warning if the integration checks the credentials.',
  page: PAGES.guide('api-gateway-swagger-extensions-authorizer'),
};

/** An integration refers to another part of the document that does not exist. */
export const INTEGRATION_UNKNOWN: Declaration = {
  code: 'OpenApiIntegrationUnknown',
  severity: 'warning',
  evidence: 'inferred',
  source: 'API Gateway resolves references to parts of the same document only; without its integration, a route fails',
  summary: 'An operation of an OpenAPI document refers to an integration that the document does not define.',
  fix: 'Define the integration in `components.x-amazon-apigateway-integrations`.',
  page: PAGES.guide('api-gateway-swagger-extensions-integrations'),
};

/** An operation has no integration. */
export const INTEGRATION_MISSING: Declaration = {
  code: 'OpenApiIntegrationMissing',
  severity: 'warning',
  evidence: 'observed',
  source: 'A public decision record: the import deploys such an operation as a route without a target',
  summary: 'An operation of an OpenAPI document has no integration, so API Gateway has nothing to call.',
  fix: 'Add `x-amazon-apigateway-integration`, or remove the operation.',
  page: PAGES.guide('api-gateway-swagger-extensions-integration'),
};
