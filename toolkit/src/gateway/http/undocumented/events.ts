// Not documented by AWS: each function is one assumption about events.

/** Not documented by AWS: `requestContext.authentication` is absent without a client certificate. Some samples have null. */
export function authenticationOf<T>(clientCertificate: T | undefined): { authentication?: { clientCert: T } } {
  return clientCertificate === undefined ? {} : { authentication: { clientCert: clientCertificate } };
}

/** Not documented by AWS: `requestContext.authorizer` of payload 1.0 on a route without an authorizer. */
export function authorizerOfPublicRoute(): { claims: null; scopes: null } {
  return { claims: null, scopes: null };
}
