import { App, Fn, Stack } from 'aws-cdk-lib';
import type {
  CfnApiProps,
  CfnAuthorizerProps,
  CfnIntegrationProps,
  CfnRouteProps,
  CfnStageProps,
} from 'aws-cdk-lib/aws-apigatewayv2';
import {
  CfnApi,
  CfnApiMapping,
  CfnAuthorizer,
  CfnDomainName,
  CfnIntegration,
  CfnRoute,
  CfnStage,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { Rules } from '../../lib/rules/rules';

/**
 * A program that violates one rule, and a similar program that only just complies with the rule. Both programs use L1
 * constructs, because L2 constructors throw first.
 */
export interface Negative {
  readonly violates: (stack: Stack) => void;
  readonly complies: (stack: Stack) => void;
  /** Strings that the message contains: the value, the allowed values, and the fix. */
  readonly messageContains: readonly string[];
}

/** Negatives by the code of their rule. */
export type Negatives = { readonly [code: string]: Negative };

/** The findings of a program, by severity: `[Code] message @path`. */
export interface Findings {
  readonly errors: string[];
  readonly warnings: string[];
}

/** Synthesizes a program of one stack, `Stack`, and collects the findings. */
export function findingsOfProgram(
  build: (stack: Stack, app: App) => void,
  context?: Record<string, unknown>,
): Findings {
  const app = new App({
    analyticsReporting: false,
    treeMetadata: false,
    stackTraces: false,
    context: { '@aws-cdk/core:stackResourceLimit': 0, ...context },
  });
  const stack = new Stack(app, 'Stack');
  Rules.of(app).check();
  build(stack, app);
  return findingsOf(app);
}

/** Synthesizes an app and collects the findings. */
export function findingsOf(app: App): Findings {
  try {
    const { stacksRecursively } = app.synth();
    const warnings = stacksRecursively.flatMap((one) => one.messages.map((m) => `${String(m.entry.data)} @${m.id}`));
    return { errors: [], warnings: warnings.filter((message) => message.includes('[ack: cdk-apigatewayv2:')) };
  } catch (error) {
    const { message } = error as Error;
    if (!message.startsWith('Validation failed')) {
      throw error;
    }
    const lines = message.split('\n');
    return {
      errors: lines.flatMap((line) => /^ {2}\[([^\]]*)\] (\[\w+\].*)$/.exec(line)?.slice(1).reverse().join(' @') ?? []),
      warnings: lines.flatMap(
        (line) => /^ {2}\[([^\]]*)\] Warning (\[\w+\].*)$/.exec(line)?.slice(1).reverse().join(' @') ?? [],
      ),
    };
  }
}

/** The codes of messages, without duplicates. */
export function codesOf(messages: readonly string[]): string[] {
  return [...new Set(messages.map((message) => /^\[(\w+)\]/.exec(message)?.[1] ?? message))];
}

/** Returns the code and the construct path of each message, such as `[Code] Stack/Api`. */
export function placesOf(messages: readonly string[]): string[] {
  return messages.map((message) => message.replace(/^(\[\w+\]).* @\/?(.*?)(\/Resource)?$/s, '$1 $2'));
}

let count = 0;
const id = (kind: string): string => `${kind}${count++}`;

export function http(stack: Stack, props: Partial<CfnApiProps> = {}): CfnApi {
  return new CfnApi(stack, id('Api'), { name: 'Api', protocolType: 'HTTP', ...props });
}

export function webSocket(stack: Stack, props: Partial<CfnApiProps> = {}): CfnApi {
  return new CfnApi(stack, id('Api'), {
    name: 'Api',
    protocolType: 'WEBSOCKET',
    routeSelectionExpression: '$request.body.action',
    ...props,
  });
}

export function route(api: CfnApi, routeKey: string, props: Partial<CfnRouteProps> = {}): CfnRoute {
  return new CfnRoute(api.stack, id('Route'), { apiId: api.ref, routeKey, ...props });
}

export function integration(api: CfnApi, props: Partial<CfnIntegrationProps> = {}): CfnIntegration {
  return new CfnIntegration(api.stack, id('Integration'), {
    apiId: api.ref,
    integrationType: 'HTTP_PROXY',
    integrationMethod: 'ANY',
    integrationUri: 'https://example.com',
    payloadFormatVersion: api.protocolType === 'HTTP' ? '1.0' : undefined,
    ...props,
  });
}

/** An integration of an HTTP API with an AWS service. */
export function action(
  api: CfnApi,
  integrationSubtype: string,
  requestParameters: Record<string, string>,
  props: Partial<CfnIntegrationProps> = {},
): CfnIntegration {
  return integration(api, {
    integrationType: 'AWS_PROXY',
    integrationMethod: undefined,
    integrationUri: undefined,
    integrationSubtype,
    credentialsArn: 'arn:aws:iam::111111111111:role/api',
    requestParameters,
    ...props,
  });
}

export function calls(target: CfnIntegration): Partial<CfnRouteProps> {
  return { target: `integrations/${target.ref}` };
}

export function stage(api: CfnApi, stageName: string, props: Partial<CfnStageProps> = {}): CfnStage {
  return new CfnStage(api.stack, id('Stage'), { apiId: api.ref, stageName, autoDeploy: true, ...props });
}

export function authorizer(api: CfnApi, props: Partial<CfnAuthorizerProps> = {}): CfnAuthorizer {
  return new CfnAuthorizer(api.stack, id('Authorizer'), {
    apiId: api.ref,
    authorizerType: 'REQUEST',
    name: 'Authorizer',
    authorizerUri:
      'arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/arn:aws:lambda:eu-west-1:111111111111:function:f/invocations',
    authorizerPayloadFormatVersion: api.protocolType === 'HTTP' ? '2.0' : undefined,
    ...props,
  });
}

export function jwt(api: CfnApi, props: Partial<CfnAuthorizerProps> = {}, configuration: object = {}): CfnAuthorizer {
  return authorizer(api, {
    authorizerType: 'JWT',
    authorizerUri: undefined,
    authorizerPayloadFormatVersion: undefined,
    identitySource: ['$request.header.Authorization'],
    jwtConfiguration: { issuer: 'https://issuer.example.com', audience: ['app'], ...configuration },
    ...props,
  });
}

const domainNames = new WeakMap<Stack, number>();

/** A domain name: the first one of a stack is `api.example.com`, the next `api1.example.com`. */
export function domain(stack: Stack, configuration: object = {}, props: object = {}): CfnDomainName {
  const number = domainNames.get(stack) ?? 0;
  domainNames.set(stack, number + 1);
  return new CfnDomainName(stack, id('Domain'), {
    domainName: `api${number || ''}.example.com`,
    domainNameConfigurations: [
      { certificateArn: 'arn:aws:acm:eu-west-1:111111111111:certificate/x', ...configuration },
    ],
    ...props,
  });
}

export function mapping(api: { readonly ref: string }, of: CfnDomainName, apiMappingKey?: string): CfnApiMapping {
  return new CfnApiMapping(of.stack, id('Mapping'), {
    apiId: api.ref,
    domainName: of.ref,
    stage: Fn.importValue('Stage'),
    apiMappingKey,
  });
}

export function times(n: number, make: (i: number) => void): void {
  for (let i = 0; i < n; i++) {
    make(i);
  }
}
