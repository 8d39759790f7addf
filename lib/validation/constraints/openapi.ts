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

/** A constraint violation in an OpenAPI document. */
export interface DocumentViolation extends Violation {
  /** The JSON pointer of the invalid value. An empty string refers to the whole document. */
  readonly member: string;
}

/** Returns a violation for the value at a path of keys in the document. */
export function violationAt(keys: Keys, must: string, given: unknown, instead?: string): DocumentViolation {
  const shown = typeof given === 'object' ? described(JSON.stringify(given).slice(0, MAX_SHOWN)) : given;
  return { member: keys.length > 0 ? pointer(keys) : '', must, given: shown, instead };
}

/** The OpenAPI document of an API, and whether a property of the API specifies the name of the API. */
export interface NamedDocument {
  /** The OpenAPI document. */
  readonly document: unknown;
  /**
   * Whether a property of the API specifies the name of the API. If not, API Gateway uses the title of the document as
   * the name.
   */
  readonly hasName?: boolean;
}

export const OPENAPI_DOCUMENT = constraint<NamedDocument>({
  code: 'OpenApiDocumentInvalid',
  severity: 'error',
  evidence: 'documented',
  source:
    'The API Gateway guide states that HTTP APIs import OpenAPI 3.0, and that the import of an invalid or malformed document creates no resources',
  summary: 'The OpenAPI document of an HTTP API is incomplete, malformed or not OpenAPI 3.0.',
  fix: 'Change the document so that it is valid OpenAPI 3.0.',
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

/** Throws if a document violates a constraint. The message contains the JSON pointer of the invalid value. */
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
        "Specify '3.0.3', and use only features of OpenAPI 3.0, because HTTP APIs do not support other versions.",
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
  source:
    'The API Gateway guide states that a document with several security requirements for one operation "results in an error"',
  summary:
    'An operation of an OpenAPI document requires several security schemes, but a route has at most one authorizer.',
  fix: 'Specify at most one security scheme for each operation.',
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
        'Keep only one security scheme, because a route of an HTTP API can have only one authorizer.',
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
  source:
    'The API Gateway guide describes the extension for REST APIs only, and the import of an HTTP API ignores the extension',
  summary: 'The OpenAPI document of an HTTP API contains an extension that only REST APIs support.',
  fix: 'Remove the extension, which only REST APIs support.',
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
  source:
    'The API Gateway guide states that the only version is 1.0, but it is not known whether API Gateway rejects other versions',
  summary: 'The value of the extension `x-amazon-apigateway-importexport-version` is not `1.0`.',
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

/** An operation requires a security scheme that the document does not define. */
export const SCHEME_UNKNOWN: Declaration = {
  code: 'OpenApiSecuritySchemeUnknown',
  severity: 'warning',
  evidence: 'inferred',
  source: 'OpenAPI requires that the document defines the security scheme. Without an authorizer, the route is public',
  summary: 'An operation of an OpenAPI document requires a security scheme that the document does not define.',
  fix: 'Define the scheme in `components.securitySchemes`.',
  page: PAGES.guide('http-api-open-api'),
};

/** An operation requires a security scheme that has no authorizer, so API Gateway does not enforce the scheme. */
export const SCHEME_WITHOUT_AUTHORIZER: Declaration = {
  code: 'OpenApiSecuritySchemeIgnored',
  severity: 'warning',
  evidence: 'inferred',
  source:
    'The API Gateway guide describes authorizers as extensions of security schemes. API Gateway does not enforce a scheme without the extension, so the route is public',
  summary:
    'An operation of an OpenAPI document requires a security scheme that does not define an authorizer, so the route is public.',
  fix: 'Add `x-amazon-apigateway-authorizer` to the scheme, or acknowledge the warning if the integration checks the credentials.',
  page: PAGES.guide('api-gateway-swagger-extensions-authorizer'),
};

/** An operation refers to an integration that the document does not define. */
export const INTEGRATION_UNKNOWN: Declaration = {
  code: 'OpenApiIntegrationUnknown',
  severity: 'warning',
  evidence: 'inferred',
  source:
    'API Gateway resolves only references to parts of the same document, and requests to a route without an integration fail',
  summary: 'An operation of an OpenAPI document refers to an integration that the document does not define.',
  fix: 'Define the integration in `components.x-amazon-apigateway-integrations`.',
  page: PAGES.guide('api-gateway-swagger-extensions-integrations'),
};

/** An operation does not specify an integration. */
export const INTEGRATION_MISSING: Declaration = {
  code: 'OpenApiIntegrationMissing',
  severity: 'warning',
  evidence: 'observed',
  source:
    'A public architecture decision record states that the import of an operation without an integration creates a route without a target',
  summary:
    'An operation of an OpenAPI document does not specify an integration, so API Gateway creates a route without a target.',
  fix: 'Add `x-amazon-apigateway-integration`, or remove the operation.',
  page: PAGES.guide('api-gateway-swagger-extensions-integration'),
};
