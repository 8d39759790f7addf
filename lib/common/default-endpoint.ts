import type { IDomainNameRef } from 'aws-cdk-lib/aws-apigatewayv2';
import { CfnResource } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';

import { fail } from '../validation/errors';

/** What has a default endpoint: an API of either version, or its L1. */
interface DefaultEndpoint extends IConstruct {
  disableExecuteApiEndpoint?: unknown;
}

/** The default endpoint of an API, refused where it is switched off. */
export function openEndpoint(api: DefaultEndpoint, endpoint: string, instead: string): string {
  if (api.disableExecuteApiEndpoint) {
    fail(
      api,
      'ApiEndpointDisabled',
      `the API has no default endpoint, since 'disableExecuteApiEndpoint' is true. Use the custom domain name, such as ${instead}.`,
    );
  }
  return endpoint;
}

/** Switches the default endpoint of an API off where the domain name it is mapped to asks for that. */
export function closeDefaultEndpoint(scope: IConstruct, domainName: IDomainNameRef, api: DefaultEndpoint): void {
  if (!(domainName as { readonly _disablesDefaultEndpoints?: boolean })._disablesDefaultEndpoints) {
    return;
  }
  const resource = (CfnResource.isCfnResource(api) ? api : api.node.defaultChild) as DefaultEndpoint | undefined;
  if (resource?.disableExecuteApiEndpoint === false) {
    fail(
      scope,
      'DefaultEndpointKept',
      `the domain name switches default endpoints off, got 'disableExecuteApiEndpoint: false' for '${api.node.path}'. ` +
        "Drop that, or 'mtls.disableDefaultEndpoints' of the domain name.",
    );
  }
  if (resource && resource.disableExecuteApiEndpoint === undefined) {
    resource.disableExecuteApiEndpoint = true;
    // The construct tells its endpoint no more then
    api.disableExecuteApiEndpoint = true;
  }
}
