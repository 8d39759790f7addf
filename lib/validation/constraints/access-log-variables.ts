import type { Protocol } from '../engine/kinds';

/** The documented variables that both HTTP and WebSocket APIs support, without the prefix `$context.`. */
const SHARED = `
  apiId domainName routeKey stage status requestId extendedRequestId requestTime requestTimeEpoch
  authorizer.error authorizer.principalId error.message error.messageString error.responseType
  identity.accountId identity.caller identity.user identity.userArn identity.principalOrgId identity.sourceIp identity.userAgent
  identity.cognitoAuthenticationProvider identity.cognitoAuthenticationType identity.cognitoIdentityId identity.cognitoIdentityPoolId
  integration.error integration.integrationStatus integration.latency integration.requestId integration.status integrationLatency`;

const HTTP = `
  accountId dataProcessed domainPrefix httpMethod path protocol responseLatency responseLength
  awsEndpointRequestId awsEndpointRequestId2 customDomain.basePathMatched integrationErrorMessage integrationStatus
  identity.clientCert.clientCertPem identity.clientCert.subjectDN identity.clientCert.issuerDN identity.clientCert.serialNumber
  identity.clientCert.validity.notBefore identity.clientCert.validity.notAfter`;

/** Variables that HTTP APIs accept according to public reports, although the API Gateway guide does not list them. */
const HTTP_REPORTED = 'resourcePath tlsVersion cipherSuite';

const WEBSOCKET = `
  connectedAt connectionId eventType messageId error.validationErrorString identity.apiKey identity.apiKeyId
  authenticate.error authenticate.latency authenticate.status authorize.error authorize.latency authorize.status
  authorizer.integrationLatency authorizer.integrationStatus authorizer.latency authorizer.requestId authorizer.status
  waf.error waf.latency waf.status`;

function namesIn(...texts: string[]): ReadonlySet<string> {
  return new Set(
    texts
      .join(' ')
      .split(/\s+/)
      .filter((name) => name !== ''),
  );
}

const KNOWN = { HTTP: namesIn(SHARED, HTTP, HTTP_REPORTED), WEBSOCKET: namesIn(SHARED, WEBSOCKET) };

/** The variables of authorizers. A Lambda authorizer can return a context with any property names. */
const OF_AUTHORIZER = { HTTP: /^authorizer\./, WEBSOCKET: /^authorizer\.(?!claims\b)/ };

/** The variables of requests. Their names can contain hyphens, as an AWS error message shows. */
const OF_REQUEST = /^request\./;

/**
 * Returns the variables of an access log format that are not available to APIs of the protocol. AWS does not document
 * which characters the name of a variable can contain. Therefore, names with a hyphen are not reported, except the
 * names of request variables. Known names that are followed by a dot and more text are not reported either.
 */
export function unknownVariables(format: string, protocol: Protocol): string[] {
  return [...format.matchAll(/\$\{?context\.(\w+(?:[.-]\w+)*)/g)]
    .map(([, name]) => name)
    .filter(
      (name) =>
        (!name.includes('-') || OF_REQUEST.test(name)) &&
        !isKnown(name, protocol) &&
        !OF_AUTHORIZER[protocol].test(name),
    );
}

function isKnown(name: string, protocol: Protocol): boolean {
  const known = KNOWN[protocol];
  return known.has(name) || name.split('.').some((_, i, parts) => known.has(parts.slice(0, i + 1).join('.')));
}

/**
 * Returns the known variable that the user probably meant: the given name with a different capitalization, or with an
 * additional prefix such as `identity.`.
 */
export function meantVariable(name: string, protocol: Protocol): string | undefined {
  const known = [...KNOWN[protocol]];
  const wanted = name.toLowerCase();
  return (
    known.find((one) => one.toLowerCase() === wanted) ?? known.find((one) => one.toLowerCase().endsWith(`.${wanted}`))
  );
}
