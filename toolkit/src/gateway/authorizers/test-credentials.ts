import { randomBytes } from 'node:crypto';
import { ToolkitError } from '../../model/errors';
import { systemClock } from '../clock';
import type { Clock, CredentialsOptions, GatewayContext, IamIdentity, TestCredentials } from '../contracts';
import type { LambdaFunction } from '../../model/types';
import { stableId } from '../ids';
import { enforceMembers, enforceObject, kindOf } from '../input';
import { pathOf } from '../names';
import { algorithm, amzDate, scopeText, signatureOf } from './signature';
import { policyOf, type Policy } from './policy';

/** Test credentials with their principal and identity policy. */
export interface Principal {
  readonly credentials: TestCredentials;
  readonly policy: Policy;
  readonly identity: IamIdentity;
  /**
   * An additional clock for signatures of the principal. A signature must be valid according to this clock or the
   * clock of the gateway.
   */
  readonly clock?: Clock;
  /** The construct path of the function, if the principal is a function. */
  readonly function?: string;
}

const invokeEverything = {
  Statement: { Effect: 'Allow', Action: ['execute-api:Invoke', 'execute-api:ManageConnections'], Resource: '*' },
};

/** The credentials in the environment variables of a function. The session token identifies the function. */
export function functionCredentials({ id }: LambdaFunction): Required<TestCredentials> {
  return { accessKeyId: functionKey, secretAccessKey: 'test', sessionToken: `test-${stableId(id, 20)}` };
}

/**
 * The access key ID that all functions use. Functions share the ID, because local services such as DynamoDB Local store
 * data separately for each access key.
 */
const functionKey = 'test';

/** The policy of a function whose policy statements are unknown. */
const manageConnections = {
  Statement: { Effect: 'Allow', Action: 'execute-api:ManageConnections', Resource: '*' },
};

/** The test credentials of a gateway. */
export class CredentialStore {
  private readonly principals = new Map<string, Principal>();
  private readonly functions = new Map<string, Principal>();

  constructor(private readonly account: string) {}

  /**
   * Adds the credentials of a function.
   *
   * @param statements the policy statements of the function's role. @default - the function can use `@connections`
   * of all APIs
   */
  addFunction(fn: LambdaFunction, statements?: readonly unknown[]): void {
    const credentials = functionCredentials(fn);
    const { accessKeyId, sessionToken } = credentials;
    const userArn = `arn:aws:sts::${this.account}:assumed-role/${fn.source.logicalId}/function`;
    this.functions.set(sessionToken, {
      credentials,
      policy: policyOf(statements === undefined ? manageConnections : { Version: '2012-10-17', Statement: statements }),
      identity: this.identityOf(userArn, accessKeyId),
      // The SDK in a function signs requests with the time of the system clock or of the `date` header of an earlier
      // response.
      clock: systemClock,
      function: pathOf(fn),
    });
  }

  /**
   * @param given credentials that a different gateway created, and that this gateway also accepts.
   * @default - new credentials
   */
  create(options: CredentialsOptions = {}, given?: TestCredentials): TestCredentials {
    enforceObject(options, 'The parameter of gateway.credentials', 'WrongOption', '{ policy: { Statement: [] } }');
    enforceMembers(options, ['policy', 'userArn'], 'gateway.credentials');
    const { policy = invokeEverything, userArn } = options;
    const arn = userArn ?? `arn:aws:iam::${this.account}:user/test`;
    const credentials = given ?? newCredentials(!String(arn).includes(':user/'));
    const { accessKeyId } = credentials;
    const identity = this.identityOf(arn, accessKeyId);
    this.principals.set(accessKeyId, { credentials, policy: readPolicy(policy), identity });
    return credentials;
  }

  find(accessKeyId: string, sessionToken?: string): Principal | undefined {
    return accessKeyId === functionKey ? this.functions.get(sessionToken ?? '') : this.principals.get(accessKeyId);
  }

  private identityOf(userArn: string, accessKey: string): IamIdentity {
    const [, accountId, kind, name] =
      String(userArn).match(/^arn:[^:]+:(?:iam|sts)::(\d{12}):(user|role|assumed-role)\/(.+)$/) ?? [];
    if (accountId === undefined) {
      throw new ToolkitError(
        'WrongUserArn',
        `\`userArn\` is ${JSON.stringify(userArn)}. Use the ARN of a user or role, such as arn:aws:iam::${this.account}:user/alice.`,
      );
    }
    const id = stableId(userArn, 17).toUpperCase();
    const userId = kind === 'user' ? `AIDA${id}` : `AROA${id}:${name.split('/').at(-1)}`;
    return { accessKey, accountId, callerId: userId, cognitoIdentity: null, principalOrgId: null, userArn, userId };
  }
}

/** Creates credentials for a user or a role. Only the credentials of a role have a session token. */
export function newCredentials(isRole = false): TestCredentials {
  const random = (bytes: number) => randomBytes(bytes).toString('base64url');
  const accessKeyId = `${isRole ? 'ASIA' : 'AKIA'}${randomBytes(8).toString('hex').toUpperCase()}`;
  return { accessKeyId, secretAccessKey: random(30), ...(isRole ? { sessionToken: random(60) } : {}) };
}

/** Signs a request by adding header fields. */
export async function signRequest(
  { clock }: Pick<GatewayContext, 'clock'>,
  request: Request,
  credentials: TestCredentials,
  region: string,
): Promise<Request> {
  if (typeof request?.url !== 'string' || typeof request.clone !== 'function') {
    const problem = `The first parameter of gateway.sign is ${kindOf(request)}. Pass a Request with a URL, such as new Request(\`\${gateway.api('Shop').endpoint}/books\`).`;
    throw new ToolkitError('WrongRequest', problem);
  }
  const { accessKeyId, secretAccessKey, sessionToken } = credentials ?? {};
  if (typeof accessKeyId !== 'string' || typeof secretAccessKey !== 'string') {
    const problem =
      'The second parameter of gateway.sign does not contain an accessKeyId and a secretAccessKey. Pass gateway.credentials().';
    throw new ToolkitError('WrongCredentials', problem);
  }
  const url = new URL(request.url);
  const scope = { time: amzDate(clock.now()), region: regionOf(url.hostname) ?? region };
  const own: Record<string, string> = {
    'x-amz-date': scope.time,
    ...(sessionToken === undefined ? {} : { 'x-amz-security-token': sessionToken }),
  };
  // The signature also covers the `x-amz-` header fields that the request already has.
  const ofAws = [...request.headers].filter(([name]) => name.startsWith('x-amz-'));
  const signed: Record<string, string> = { ...Object.fromEntries(ofAws), host: url.hostname, ...own };
  const names = Object.keys(signed).sort();
  const body = new Uint8Array(await request.clone().arrayBuffer());
  const parts = {
    method: request.method,
    path: url.pathname,
    query: url.search.slice(1),
    headers: Object.entries(signed),
    body,
  };
  const signature = signatureOf(parts, names, scope, secretAccessKey);
  const headers = new Headers(request.headers);
  for (const [name, value] of Object.entries(own)) headers.set(name, value);
  const credential = `${accessKeyId}/${scopeText(scope)}`;
  headers.set(
    'authorization',
    `${algorithm} Credential=${credential}, SignedHeaders=${names.join(';')}, Signature=${signature}`,
  );
  return new Request(request, { headers });
}

function regionOf(host: string): string | undefined {
  return host.match(/\.execute-api\.([a-z0-9-]+)\./)?.[1];
}

function readPolicy(policy: unknown): Policy {
  try {
    return policyOf(typeof policy === 'string' ? JSON.parse(policy) : toJson(policy));
  } catch (error) {
    throw new ToolkitError('WrongPolicy', `\`policy\` is not an IAM policy document. ${(error as Error).message}`);
  }
}

/** Converts a CDK `PolicyDocument` to JSON. Returns any other policy unchanged. */
function toJson(policy: unknown): unknown {
  const { toJSON } = policy as { toJSON?: () => unknown };
  return typeof toJSON === 'function' ? toJSON.call(policy) : policy;
}
