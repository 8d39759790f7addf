import { timingSafeEqual } from 'node:crypto';
import type {
  Decision,
  GatewayContext,
  HeaderField,
  RoutedRequest,
  RouteAuthorizer,
  StagedRequest,
} from '../contracts';
import { valueOf } from '../http/fields';
import { conditionKeysOf } from './condition-keys';
import { forbidden } from './denials';
import { routeArn } from './route-arn';
import { algorithm, scopeText, signatureOf, timeOfAmzDate, type SignedParts } from './signature';
import type { CredentialStore, Principal } from './test-credentials';

/** The time in milliseconds for which a signature is valid before and after its date. */
const skewMillis = 5 * 60 * 1000;

/** The fields of a request signature. */
interface Signature {
  readonly credential: string;
  readonly signedHeaders: string;
  readonly signature: string;
  readonly time: string;
  readonly sessionToken?: string;
  /** The time in seconds for which a signature in the query string is valid. */
  readonly expires?: string;
}

/**
 * Verifies the Signature Version 4 signatures of requests that were signed with test credentials, and evaluates the
 * policies of the credentials.
 */
export class IamRouteAuthorizer implements RouteAuthorizer {
  constructor(
    private readonly context: Pick<GatewayContext, 'clock'>,
    private readonly store: CredentialStore,
  ) {}

  authorize(request: RoutedRequest): Promise<Decision> {
    return this.allows('execute-api:Invoke', request);
  }

  /** Decides whether the policy of the caller allows an action on the resource of a request. */
  async allows(action: string, request: StagedRequest): Promise<Decision> {
    const given = inHeaders(request) ?? inQuery(request);
    if (!given) return forbidden('The request has no signature. Use `gateway.sign(request, gateway.credentials())`.');
    const [accessKeyId, ...scope] = given.credential.split('/');
    const principal = this.store.find(accessKeyId, given.sessionToken);
    if (!principal)
      return forbidden(
        `The access key ${accessKeyId} does not exist in the local gateway. Use \`gateway.credentials()\`.`,
      );
    const wrong = this.problemOf(request, given, scope.join('/'), principal);
    if (wrong !== undefined) return forbidden(wrong);
    const arn = routeArn(request);
    const keys = conditionKeysOf(request, this.context.clock.now(), principal.identity);
    if (!principal.policy.allows(action, arn, keys)) {
      if (principal.function !== undefined) return forbidden(missingGrant(principal.function, action, arn));
      return forbidden(`The policy of ${principal.identity.userArn} does not allow ${action} on ${arn}.`);
    }
    return { allowed: true, authorizer: { iam: principal.identity } };
  }

  private problemOf(
    routed: StagedRequest,
    given: Signature,
    scope: string,
    { credentials, clock }: Principal,
  ): string | undefined {
    const { region, request } = routed;
    const expected = scopeText({ time: given.time, region });
    if (scope !== expected) return `The signature has the credential scope ${scope} instead of ${expected}.`;
    const clocks = [this.context.clock, ...(clock ? [clock] : [])];
    if (!clocks.some((one) => isTimely(given, one.now())))
      return `The signature with the date ${given.time} is not valid at the current time.`;
    if (given.sessionToken !== credentials.sessionToken) return 'The session token does not match the access key.';
    const names = given.signedHeaders.split(';');
    if (!names.includes('host')) return 'The signature does not cover the header host.';
    const unsigned = request.headers.find(([name]) => name.startsWith('x-amz-') && !names.includes(name));
    if (unsigned) return `The signature does not cover the header ${unsigned[0]}.`;
    const isOf = (parts: SignedParts) => {
      const signature = signatureOf(parts, names, { time: given.time, region }, credentials.secretAccessKey);
      const [own, other] = [Buffer.from(signature), Buffer.from(given.signature)];
      return own.length === other.length && timingSafeEqual(own, other);
    };
    try {
      return signedPartsOf(routed).some(isOf) ? undefined : 'The signature does not match the request.';
    } catch (error) {
      return (error as Error).message;
    }
  }
}

function missingGrant(name: string, action: string, arn: string): string {
  return `The role of the function ${name} does not allow ${action} on ${arn}. Grant the permission, for example with \`stage.grantManagementApiAccess(fn)\`. The option \`enforceRoles: false\`, or \`--ignore-roles\` of apigwv2 start, disables this check.`;
}

/**
 * The parts of a request that a signature can cover. A client can sign a request for the address on AWS or for the
 * address of the local server.
 */
function signedPartsOf({ request, headers: received }: StagedRequest): SignedParts[] {
  const { method, path, query, headers: sent, body } = request;
  // HTTP clients add header fields such as `host` after they sign a request. The values of these fields are taken from
  // the received request.
  const names = new Set(sent.map(([name]) => name));
  const headers = [...sent, ...received.filter(([name]) => !names.has(name))];
  const parts = { method, path, query, headers, body };
  if (!request.sent) return [parts];
  const { host, path: localPath } = request.sent;
  const localHeaders: HeaderField[] = [...headers.filter(([name]) => name !== 'host'), ['host', host]];
  return [parts, { ...parts, path: localPath, headers: localHeaders }];
}

function isTimely({ time, expires }: Signature, now: number): boolean {
  const signedAt = timeOfAmzDate(time);
  if (expires === undefined) return Math.abs(now - signedAt) <= skewMillis;
  const seconds = Number(expires);
  if (!(seconds >= 1 && seconds <= 604800)) return false;
  return now >= signedAt - skewMillis && now <= signedAt + seconds * 1000;
}

function inHeaders({ request: { headers } }: StagedRequest): Signature | undefined {
  const [, fields] = valueOf(headers, 'authorization')?.match(/^AWS4-HMAC-SHA256\s+(.*)$/) ?? [];
  if (fields === undefined) return undefined;
  const field = (name: string) => fields.match(new RegExp(`(?:^|[,\\s])${name}=([^,\\s]+)`))?.[1];
  return complete({
    credential: field('Credential'),
    signedHeaders: field('SignedHeaders'),
    signature: field('Signature'),
    time: valueOf(headers, 'x-amz-date'),
    sessionToken: valueOf(headers, 'x-amz-security-token'),
  });
}

function inQuery({ queryParameters }: StagedRequest): Signature | undefined {
  const field = (name: string) => queryParameters.find(([one]) => one === `X-Amz-${name}`)?.[1];
  if (field('Algorithm') !== algorithm) return undefined;
  return complete({
    credential: field('Credential'),
    signedHeaders: field('SignedHeaders'),
    signature: field('Signature'),
    time: field('Date'),
    sessionToken: field('Security-Token'),
    expires: field('Expires') ?? '',
  });
}

/** Returns the signature, or undefined if a required field is missing. */
function complete(given: { [K in keyof Signature]: string | undefined }): Signature | undefined {
  const { credential, signedHeaders, signature, time } = given;
  return credential && signedHeaders && signature && time ? (given as Signature) : undefined;
}
