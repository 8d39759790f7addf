import { Token } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';

import type { ErrorCode } from '../validation/errors';
import { fail } from '../validation/errors';

const METHODS = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace', 'x-amazon-apigateway-any-method'];
const EXTENSION = 'x-amazon-apigateway-';
const INTEGRATION = `${EXTENSION}integration`;
const AUTHORIZER = `${EXTENSION}authorizer`;

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

/** The path of a member in a document, as a list of keys. */
export type Keys = readonly string[];

/** An object of a document. */
export interface Members {
  readonly [key: string]: unknown;
}

/** Returns the value if it is an object, or undefined for an array, a scalar or a token. */
export function membersOf(value: unknown): Members | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !Token.isUnresolved(value)
    ? (value as Members)
    : undefined;
}

/** Returns a JSON pointer, such as `#/paths/~1books/get` (https://datatracker.ietf.org/doc/html/rfc6901). */
export function pointer(keys: Keys): string {
  return `#${keys.map((key) => `/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')}`;
}

/** Throws if a document is not valid OpenAPI 3.0, or uses a feature that HTTP APIs do not support. */
export function checkDocument(scope: IConstruct, document: unknown): void {
  if (!Token.isUnresolved(document)) {
    new Check(scope, document).run();
  }
}

function refuse(scope: IConstruct, code: ErrorCode, keys: Keys, must: string, given: unknown, fix: string): never {
  const shown = typeof given === 'string' ? `'${given}'` : given === undefined ? 'nothing' : JSON.stringify(given);
  fail(scope, code, `${pointer(keys)} of the OpenAPI document must ${must}, got ${shown.slice(0, 120)}. ${fix}`);
}

class Check {
  private readonly root: Members;

  public constructor(
    private readonly scope: IConstruct,
    document: unknown,
  ) {
    this.root = this.object([], document);
  }

  public run(): void {
    this.checkVersion(this.root);
    const info = this.object(['info'], this.root.info);
    if (!Token.isUnresolved(this.root.info) && (info.title === undefined || info.title === '')) {
      this.invalid(['info', 'title'], 'be a non-empty string', info.title, 'Specify the name of the API.');
    }
    this.checkExtensions([], this.root);
    this.checkCors([`${EXTENSION}cors`], this.root[`${EXTENSION}cors`]);
    const schemes = membersOf(this.root.components)?.securitySchemes;
    for (const [name, scheme] of Object.entries(membersOf(schemes) ?? {})) {
      this.checkScheme(['components', 'securitySchemes', name], scheme);
    }
    const shared = membersOf(this.root.components)?.[`${EXTENSION}integrations`];
    for (const [name, integration] of Object.entries(membersOf(shared) ?? {})) {
      this.checkIntegration(['components', `${EXTENSION}integrations`, name], integration);
    }
    for (const [path, item] of Object.entries(this.object(['paths'], this.root.paths))) {
      if (!path.startsWith('x-')) {
        this.checkPath(['paths', path], path, item);
      }
    }
  }

  private checkVersion({ swagger, openapi }: Members): void {
    if (swagger !== undefined) {
      this.invalid(['swagger'], 'be absent', swagger, 'Convert the document to OpenAPI 3.0.');
    }
    if (!Token.isUnresolved(openapi) && !(typeof openapi === 'string' && /^3\.0(\.\d+)?$/.test(openapi))) {
      const fix = "Specify '3.0.3', and use only features of OpenAPI 3.0, which is the version that HTTP APIs support.";
      this.invalid(['openapi'], 'be a 3.0 version', openapi, fix);
    }
  }

  private checkPath(keys: Keys, path: string, item: unknown): void {
    if (!path.startsWith('/')) {
      this.invalid(keys, "begin with '/'", path, `Specify '/${path}'.`);
    }
    for (const [method, operation] of Object.entries(this.object(keys, item))) {
      const members = membersOf(operation);
      if (METHODS.includes(method) && members) {
        this.checkExtensions([...keys, method], members);
        this.checkIntegration([...keys, method, INTEGRATION], members[INTEGRATION]);
        this.checkSecurity([...keys, method, 'security'], members.security);
      }
    }
  }

  private checkExtensions(keys: Keys, members: Members): void {
    const found = REST_ONLY.find((name) => name in members);
    if (found) {
      this.unsupported([...keys, found], 'be absent', members[found], 'Remove it: only REST APIs support it.');
    }
  }

  private checkIntegration(keys: Keys, integration: unknown): void {
    const members = membersOf(integration);
    if (!members) {
      return;
    }
    const { $ref: ref, type, uri, timeoutInMillis: timeout } = members;
    if (ref !== undefined) {
      this.checkReference([...keys, '$ref'], ref);
      return;
    }
    if (!Token.isUnresolved(type) && !(typeof type === 'string' && /^(http|aws)_proxy$/i.test(type))) {
      const fix =
        "HTTP APIs support only these types. For an AWS service, use 'aws_proxy' and specify 'integrationSubtype'.";
      this.unsupported([...keys, 'type'], "be 'http_proxy' or 'aws_proxy'", type, fix);
    }
    if (uri === undefined && /^http_proxy$/i.test(String(type))) {
      const must = 'be a URL, or the ARN of a listener or of a Cloud Map service behind a VPC link';
      this.invalid([...keys, 'uri'], must, uri, 'Specify it.');
    }
    if (typeof timeout === 'number' && !Token.isUnresolved(timeout) && (timeout < 50 || timeout > 30_000)) {
      this.invalid([...keys, 'timeoutInMillis'], 'be from 50 to 30000', timeout, 'Remove it for the maximum.');
    }
  }

  /** Validates a reference. API Gateway resolves only references to parts of the same document. */
  private checkReference(keys: Keys, ref: unknown): void {
    if (typeof ref !== 'string' || Token.isUnresolved(ref)) {
      return;
    }
    const path = ref.startsWith('#/') ? ref.slice(2).split('/') : [];
    let found: unknown = path.length > 0 ? this.root : undefined;
    for (const part of path) {
      if (Token.isUnresolved(found)) {
        return;
      }
      found = membersOf(found)?.[part.replaceAll('~1', '/').replaceAll('~0', '~')];
    }
    if (found === undefined) {
      this.invalid(keys, 'refer to a part of this document', ref, 'Define that part in the document.');
    }
  }

  private checkCors(keys: Keys, cors: unknown): void {
    const { allowCredentials, allowOrigins } = membersOf(cors) ?? {};
    if (allowCredentials === true && Array.isArray(allowOrigins) && allowOrigins.includes('*')) {
      const fix = 'List the origins, because browsers reject responses that allow credentials from every origin.';
      this.invalid([...keys, 'allowOrigins'], "not contain '*' if allowCredentials is true", allowOrigins, fix);
    }
  }

  private checkScheme(keys: Keys, scheme: unknown): void {
    const type = membersOf(membersOf(scheme)?.[AUTHORIZER])?.type;
    if (typeof type === 'string' && !Token.isUnresolved(type) && !/^(jwt|request)$/i.test(type)) {
      const fix = "Use 'jwt' for a Cognito user pool, and 'request' for a Lambda function.";
      this.unsupported([...keys, AUTHORIZER, 'type'], "be 'jwt' or 'request'", type, fix);
    }
  }

  private checkSecurity(keys: Keys, security: unknown): void {
    if (security === undefined || Token.isUnresolved(security)) {
      return;
    }
    if (!Array.isArray(security)) {
      this.invalid(keys, 'be a list', security, "Specify '[{ name: [] }]'.");
    }
    const named = security.flatMap((requirement, index) =>
      Object.keys(membersOf(requirement) ?? {}).map((name) => ({ name, index })),
    );
    if (named.length > 1) {
      const names = named.map(({ name }) => name);
      this.unsupported(
        keys,
        'contain one security scheme',
        names,
        'Keep one: a route of an HTTP API has one authorizer.',
      );
    }
    const { components } = this.root;
    const schemes = membersOf(components)?.securitySchemes;
    if (Token.isUnresolved(components) || Token.isUnresolved(schemes)) {
      return;
    }
    for (const { name, index } of named) {
      if (!(name in (membersOf(schemes) ?? {}))) {
        const place = [...keys, String(index)];
        this.invalid(place, 'be a scheme of #/components/securitySchemes', name, 'Define the scheme there.');
      }
    }
  }

  private object(keys: Keys, value: unknown): Members {
    if (Token.isUnresolved(value)) {
      return {};
    }
    return membersOf(value) ?? this.invalid(keys, 'be an object', value, 'Use an object.');
  }

  private invalid(keys: Keys, must: string, given: unknown, fix: string): never {
    return refuse(this.scope, 'OpenApiDocumentInvalid', keys, must, given, fix);
  }

  private unsupported(keys: Keys, must: string, given: unknown, fix: string): never {
    return refuse(this.scope, 'OpenApiFeatureUnsupported', keys, must, given, fix);
  }
}
