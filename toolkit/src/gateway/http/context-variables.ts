import type { RoutedRequest, StagedRequest } from '../contracts';
import { domainOf, type Authorized } from './events';
import { valueOf } from './fields';
import { logTime } from './times';

/** The data of a finished request, for access logs and response mappings. */
export interface Outcome extends Authorized {
  readonly status?: number;
  readonly responseLength?: number;
  readonly responseLatency?: number;
  readonly errorMessage?: string;
  readonly authorizerError?: string;
  readonly integration?: IntegrationOutcome;
}

/** The outcome of an integration. */
export interface IntegrationOutcome {
  readonly error?: string;
  /** The status code that the HTTP target or the code of the Lambda function returned. */
  readonly status?: number;
  /**
   * The status code of the response to the integration request. For Lambda functions, the Lambda service returns this
   * status code.
   */
  readonly integrationStatus?: number;
  readonly latency?: number;
  /** The request ID that the target returned. */
  readonly requestId?: string;
  /** The extended request ID that an AWS endpoint, such as an Amazon S3 endpoint, returned. */
  readonly requestId2?: string;
}

/**
 * A pattern for the names of `$context` variables in a string. Names of claims and of authorizer context values can
 * contain more characters than other names.
 */
export const contextNamePattern = String.raw`authorizer\.(?:claims\.)?[\w:-]*\w|[A-Za-z0-9]+(?:\.[A-Za-z0-9]+)*`;

/**
 * The value of a `$context` variable, or undefined if the variable has no value. `name` does not include the prefix
 * `$context.`.
 */
export function contextVariable(
  request: StagedRequest & Partial<RoutedRequest>,
  outcome: Outcome,
  name: string,
): string | undefined {
  if (name.startsWith('authorizer.')) return authorizerVariable(outcome, name.slice('authorizer.'.length));
  if (name.startsWith('identity.')) return identityVariable(request, outcome, name.slice('identity.'.length));
  const value = variables[name]?.(request, outcome);
  return value === undefined ? undefined : String(value);
}

type Variable = (request: StagedRequest & Partial<RoutedRequest>, outcome: Outcome) => string | number | undefined;

const integrationError: Variable = (_, { integration }) => integration?.error;
const integrationLatency: Variable = (_, { integration }) => integration?.latency;
const integrationStatus: Variable = (_, { integration }) => integration?.integrationStatus ?? integration?.status;

const variables: Readonly<Record<string, Variable>> = {
  accountId: ({ accountId }) => accountId,
  apiId: ({ apiId }) => apiId,
  awsEndpointRequestId: (_, { integration }) => integration?.requestId,
  awsEndpointRequestId2: (_, { integration }) => integration?.requestId2,
  'customDomain.basePathMatched': ({ domain }) => domain && (domain.basePath || '(none)'),
  dataProcessed: ({ request }, { responseLength = 0 }) => request.body.length + responseLength,
  domainName: ({ request }) => request.host,
  domainPrefix: ({ request }) => domainOf(request.host).domainPrefix,
  'error.message': (_, { errorMessage }) => errorMessage,
  'error.messageString': (_, { errorMessage }) => errorMessage && JSON.stringify(errorMessage),
  'error.responseType': (_, { errorMessage, status }) => errorMessage && responseTypes[status ?? 0],
  extendedRequestId: ({ requestId }) => requestId,
  httpMethod: ({ request }) => request.method,
  'integration.error': integrationError,
  'integration.integrationStatus': integrationStatus,
  'integration.latency': integrationLatency,
  'integration.requestId': (_, { integration }) => integration?.requestId,
  'integration.status': (_, { integration }) => integration?.status,
  integrationErrorMessage: integrationError,
  integrationLatency,
  integrationStatus,
  path: ({ rawPath }) => rawPath,
  protocol: () => 'HTTP/1.1',
  requestId: ({ requestId }) => requestId,
  requestTime: ({ time }) => logTime(time),
  requestTimeEpoch: ({ time }) => time,
  responseLatency: (_, { responseLatency }) => responseLatency,
  responseLength: (_, { responseLength }) => responseLength,
  routeKey: ({ routeKey }) => routeKey,
  stage: ({ stageName }) => stageName,
  status: (_, { status }) => status,
};

const responseTypes: Readonly<Record<number, string>> = {
  401: 'UNAUTHORIZED',
  403: 'ACCESS_DENIED',
  404: 'NOT_FOUND',
  413: 'REQUEST_TOO_LARGE',
  429: 'THROTTLED',
  500: 'INTEGRATION_FAILURE',
  503: 'INTEGRATION_TIMEOUT',
};

/** The names of all `$context` variables, except for the variables that start with `authorizer.` or `identity.`. */
export const contextVariableNames: readonly string[] = Object.keys(variables);

function authorizerVariable({ authorizer, principalId, authorizerError }: Outcome, name: string): string | undefined {
  if (name === 'error') return authorizerError;
  if (name === 'principalId') return principalId;
  if (authorizer === undefined || 'iam' in authorizer) return undefined;
  if ('jwt' in authorizer)
    return name.startsWith('claims.') ? authorizer.jwt.claims[name.slice('claims.'.length)] : undefined;
  const value = authorizer.lambda?.[name];
  if (value === undefined || value === null) return undefined;
  return typeof value === 'object' ? JSON.stringify(value) : String(value as string | number | boolean);
}

function identityVariable(
  { request, headers }: StagedRequest,
  { authorizer }: Outcome,
  name: string,
): string | undefined {
  const iam = authorizer && 'iam' in authorizer ? authorizer.iam : undefined;
  const certificate = request.clientCertificate;
  const values: Record<string, string | null | undefined> = {
    accountId: iam?.accountId,
    caller: iam?.callerId,
    cognitoIdentityId: iam?.cognitoIdentity?.identityId,
    cognitoIdentityPoolId: iam?.cognitoIdentity?.identityPoolId,
    principalOrgId: iam?.principalOrgId,
    sourceIp: request.sourceIp,
    user: iam?.userId,
    userAgent: valueOf(headers, 'user-agent'),
    userArn: iam?.userArn,
    'clientCert.clientCertPem': certificate?.clientCertPem,
    'clientCert.subjectDN': certificate?.subjectDN,
    'clientCert.issuerDN': certificate?.issuerDN,
    'clientCert.serialNumber': certificate?.serialNumber,
    'clientCert.validity.notBefore': certificate?.validity.notBefore,
    'clientCert.validity.notAfter': certificate?.validity.notAfter,
  };
  return values[name] ?? undefined;
}
