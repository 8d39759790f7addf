import { Annotations } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';

import type { Declaration } from './declaration';
import { PAGES } from './declaration';
import { wayOut } from './message';
import { isDisabled } from './suppressions';

type ConstructorWarning = Omit<Declaration, 'severity'>;

/** The warnings about problems that are not visible in the finished construct tree. Constructors add these warnings. */
export const CONSTRUCTOR_WARNINGS = {
  FifoQueueWithoutGroup: {
    code: 'FifoQueueWithoutGroup',
    evidence: 'inferred',
    source: 'Amazon SQS requires a message group ID for every message to a FIFO queue.',
    summary: 'An integration sends messages without a message group ID to a FIFO queue, so every request fails.',
    fix: 'Set `messageGroupId`, or the parameter `MessageGroupId` of an L1 construct, to a source such as `$request.header.x-group` or to a constant.',
    page: PAGES.guide('http-api-develop-integrations-aws-services-reference'),
  },
  ScopesWithoutAuthorizer: {
    code: 'ScopesWithoutAuthorizer',
    evidence: 'inferred',
    source:
      'API Gateway checks scopes only with a JWT authorizer, and this library omits the scopes of other routes from the template.',
    summary: '`authorizationScopes` has no effect: the route has no authorizer and is public.',
    fix: 'Add an `HttpJwtAuthorizer` or `HttpUserPoolAuthorizer` to the route or the API, or remove `authorizationScopes`.',
    page: PAGES.guide('http-api-jwt-authorizer'),
  },
  SecureServerNameMissing: {
    code: 'SecureServerNameMissing',
    evidence: 'inferred',
    source: 'Without a server name, API Gateway calls the listener over HTTP instead of HTTPS.',
    summary:
      'A private integration calls a TLS listener without `secureServerName`, so API Gateway calls the listener without TLS.',
    fix: 'Set `secureServerName` to the name in the certificate of the listener, or set `serverNameFromCertificate: true`.',
    page: PAGES.guide('http-api-develop-integrations-private'),
  },
  StageVariableMissing: {
    code: 'StageVariableMissing',
    evidence: 'inferred',
    source:
      'Without the stage variable, API Gateway cannot resolve the URI of the integration, and responds with status 500.',
    summary: 'A stage does not set the stage variable from which an integration reads the name of the Lambda alias.',
    fix: 'Add the variable to `stageVariables` of the stage, with the name of an alias as the value.',
    page: PAGES.guide('http-api-stages.stage-variables'),
  },
  UsagePlanApiIgnored: {
    code: 'UsagePlanApiIgnored',
    evidence: 'inferred',
    source: 'API Gateway identifies a stage by its API and its name, so the usage plan uses the API of the stage.',
    summary: 'An entry of a usage plan specifies an API that its stage does not belong to.',
    fix: 'Remove `api`, or use a stage of the API that `api` specifies.',
    page: PAGES.guide('api-gateway-api-usage-plans'),
  },
} as const satisfies { readonly [code: string]: ConstructorWarning };

/** The code of a warning that constructors add. */
export type ConstructorWarningCode = keyof typeof CONSTRUCTOR_WARNINGS;

/** Returns the ID that users pass to acknowledge a warning. */
export function warningId(code: string): string {
  return `cdk-apigatewayv2:${code}`;
}

/** Adds a warning to a construct, unless the code of the warning is disabled for the construct. */
export function warn(scope: IConstruct, code: ConstructorWarningCode, message: string): void {
  if (!isDisabled(scope, code)) {
    Annotations.of(scope).addWarningV2(warningId(code), `[${code}] ${message} ${wayOut(code)}`);
  }
}
