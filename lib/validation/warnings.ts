import { Annotations } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';

import type { Declaration } from './declaration';
import { PAGES } from './declaration';
import { wayOut } from './message';
import { isDisabled } from './suppressions';

type ConstructorWarning = Omit<Declaration, 'severity'>;

/** Warnings that constructors add, because the finished tree does not show their cause. */
export const CONSTRUCTOR_WARNINGS = {
  FifoQueueWithoutGroup: {
    code: 'FifoQueueWithoutGroup',
    evidence: 'inferred',
    source: 'Amazon SQS requires a message group ID for every message to a FIFO queue.',
    summary: 'An integration sends messages to a FIFO queue without a message group ID, so every request fails.',
    fix: 'Set `messageGroupId`, or the parameter `MessageGroupId` of an L1, such as `$request.header.x-group` or a constant.',
    page: PAGES.guide('http-api-develop-integrations-aws-services-reference'),
  },
  ScopesWithoutAuthorizer: {
    code: 'ScopesWithoutAuthorizer',
    evidence: 'inferred',
    source: 'API Gateway checks scopes with a JWT authorizer only, and this library leaves them out of the template.',
    summary: '`authorizationScopes` has no effect: the route has no authorizer and is public.',
    fix: 'Add an `HttpJwtAuthorizer` or `HttpUserPoolAuthorizer` to the route or the API, or remove `authorizationScopes`.',
    page: PAGES.guide('http-api-jwt-authorizer'),
  },
  SecureServerNameMissing: {
    code: 'SecureServerNameMissing',
    evidence: 'inferred',
    source: 'Without a server name, API Gateway calls the listener over HTTP.',
    summary:
      'A private integration calls a TLS listener without `secureServerName`, so API Gateway calls it without TLS.',
    fix: 'Set `secureServerName` to the name in the certificate of the listener, or set `serverNameFromCertificate: true`.',
    page: PAGES.guide('http-api-develop-integrations-private'),
  },
  StageVariableMissing: {
    code: 'StageVariableMissing',
    evidence: 'inferred',
    source: 'A stage without the variable cannot resolve the integration, and API Gateway responds with status 500.',
    summary: 'A stage does not set the variable that an integration reads the Lambda alias from.',
    fix: 'Set the variable in `stageVariables` of the stage to the name of an alias.',
    page: PAGES.guide('http-api-stages.stage-variables'),
  },
  UsagePlanApiIgnored: {
    code: 'UsagePlanApiIgnored',
    evidence: 'inferred',
    source: 'API Gateway looks the stage up by its name in its API, so the plan uses the API of the stage.',
    summary: 'An entry of a usage plan names another API than that of its stage.',
    fix: 'Remove `api`, or use a stage of that API.',
    page: PAGES.guide('api-gateway-api-usage-plans'),
  },
} as const satisfies { readonly [code: string]: ConstructorWarning };

/** The code of a warning that a constructor adds. */
export type ConstructorWarningCode = keyof typeof CONSTRUCTOR_WARNINGS;

/** The ID by which a warning is acknowledged. */
export function warningId(code: string): string {
  return `cdk-apigatewayv2:${code}`;
}

/** Adds a warning to a construct, unless the code is disabled for it. */
export function warn(scope: IConstruct, code: ConstructorWarningCode, message: string): void {
  if (!isDisabled(scope, code)) {
    Annotations.of(scope).addWarningV2(warningId(code), `[${code}] ${message} ${wayOut(code)}`);
  }
}
