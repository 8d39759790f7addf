import type { IDomainNameRef } from 'aws-cdk-lib/aws-apigatewayv2';
import { CfnResource } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';

import { fail } from '../validation/errors';

/** A resource with a default endpoint: an HTTP, WebSocket or REST API, or the L1 of such an API. */
interface DefaultEndpoint extends IConstruct {
  disableExecuteApiEndpoint?: unknown;
}

/** Returns the default endpoint of an API. Throws `ApiEndpointDisabled` if the default endpoint is disabled. */
export function openEndpoint(api: DefaultEndpoint, endpoint: string, instead: string): string {
  if (api.disableExecuteApiEndpoint) {
    fail(
      api,
      'ApiEndpointDisabled',
      `the API does not have a default endpoint, because 'disableExecuteApiEndpoint' is true. Use the custom domain name, such as ${instead}.`,
    );
  }
  return endpoint;
}

/** Returns the default endpoint of an imported API. Throws `ApiEndpointUnknown` if the import does not specify the endpoint. */
export function knownEndpoint(api: IConstruct, endpoint: string | undefined): string {
  return (
    endpoint ??
    fail(api, 'ApiEndpointUnknown', 'the endpoint of the imported API is not known. Pass `apiEndpoint` to the import.')
  );
}

/** Disables the default endpoint of an API if `mtls.disableDefaultEndpoints` of the mapped domain name is true. */
export function closeDefaultEndpoint(scope: IConstruct, domainName: IDomainNameRef, api: DefaultEndpoint): void {
  if (!(domainName as { readonly _disablesDefaultEndpoints?: boolean })._disablesDefaultEndpoints) {
    return;
  }
  const resource = (CfnResource.isCfnResource(api) ? api : api.node.defaultChild) as DefaultEndpoint | undefined;
  if (resource?.disableExecuteApiEndpoint === false) {
    fail(
      scope,
      'DefaultEndpointKept',
      `the domain name disables the default endpoints of its APIs, got 'disableExecuteApiEndpoint: false' for '${api.node.path}'. ` +
        "Remove this property, or 'mtls.disableDefaultEndpoints' of the domain name.",
    );
  }
  if (resource && resource.disableExecuteApiEndpoint === undefined) {
    resource.disableExecuteApiEndpoint = true;
    // `apiEndpoint` of the API construct throws if this property is true
    api.disableExecuteApiEndpoint = true;
  }
}
