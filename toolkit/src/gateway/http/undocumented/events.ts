// AWS does not document these details of events. Each function or constant in this file is one assumption.

/**
 * Not documented by AWS: without a client certificate, events do not contain `requestContext.authentication`. In some
 * sample events in the AWS documentation, the value is null.
 */
export function authenticationOf<T>(clientCertificate: T | undefined): { authentication?: { clientCert: T } } {
  return clientCertificate === undefined ? {} : { authentication: { clientCert: clientCertificate } };
}

/**
 * Not documented by AWS: for a route without an authorizer, `requestContext.authorizer` has this value in payload
 * format version 1.0.
 */
export function authorizerOfPublicRoute(): { claims: null; scopes: null } {
  return { claims: null, scopes: null };
}
