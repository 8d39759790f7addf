import type { Duration } from 'aws-cdk-lib/core';
import { Token } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';

import { isDisabled } from './suppressions';
import { checkLength as judgeLength, checkRange as judgeRange } from './values';
import type { Violation } from './declaration';
import type { ErrorCode } from './errors';
import { fail } from './errors';
import { messageOf } from './message';
import { judgeApiKeySelection, judgeApiMappingKey } from './constraints/api';
import {
  judgeAudiences,
  judgeHttpSources,
  judgeIssuer,
  judgeJwtSource,
  judgeSimpleResponses,
  judgeTtl,
  judgeTtlSource,
  judgeWebSocketSources,
} from './constraints/authorizer';
import {
  judgeGreedy,
  judgeScopeCount,
  judgeScopeReader,
  judgeScopes,
  judgeSegments,
  judgeWebSocketRouteKey,
} from './constraints/route';
import { judgeFormatSize, judgeStageName, judgeStageVariables, judgeThrottle } from './constraints/stage';

// What constructors refuse at once, with the caller on the stack. The rules judge the same again in the finished tree, since escape
// hatches and L1s do not come by here. What is missing is left to the rules: an escape hatch may add it.

/** Transitional: throws what a check found, unless the rule is disabled. */
export function refuse(scope: IConstruct, code: ErrorCode, property: string, problem: Violation | undefined): void {
  if (problem && !isDisabled(scope, code)) {
    fail(scope, code, messageOf({ code, fix: '' }, property, problem));
  }
}

/** The entries of a map, none where it is a token. */
function entriesOf(map: { readonly [key: string]: string } | undefined): [string, string][] {
  return map === undefined || Token.isUnresolved(map) ? [] : Object.entries(map);
}

/** Refuses what no API can have. */
export function checkApi(
  scope: IConstruct,
  props: {
    readonly apiName?: string;
    readonly description?: string;
    readonly routeSelectionExpression?: unknown;
    readonly apiKeySelectionExpression?: { readonly customApiKeySelector: string };
  },
): void {
  refuse(scope, 'ApiNameInvalid', 'apiName', judgeLength(props.apiName, 1, 128));
  refuse(scope, 'ApiDescriptionTooLong', 'description', judgeLength(props.description, 0, 1024));
  refuse(
    scope,
    'RouteSelectionExpressionMissing',
    'routeSelectionExpression',
    props.routeSelectionExpression === ''
      ? { must: 'not be empty', given: '', instead: "Write '$request.body.action', or leave it out." }
      : undefined,
  );
  const selector = props.apiKeySelectionExpression?.customApiKeySelector;
  refuse(scope, 'ApiKeySelectionExpressionInvalid', 'apiKeySelectionExpression', judgeApiKeySelection(selector));
}

/** Refuses what stands between the slashes of no path. */
export function checkPath(scope: IConstruct, path: string): void {
  refuse(scope, 'RouteSegmentInvalid', 'routeKey', judgeSegments(path));
  refuse(scope, 'GreedyParameterNotLast', 'routeKey', judgeGreedy(path));
}

/** Refuses the scopes that no HTTP route can have. */
export function checkScopes(scope: IConstruct, scopes: string[], authorizationType: string | undefined): void {
  refuse(scope, 'ScopesWithoutJwtAuthorizer', 'authorizationScopes', judgeScopeReader(scopes, authorizationType));
  refuse(scope, 'TooManyScopes', 'authorizationScopes', judgeScopeCount(scopes));
  refuse(scope, 'ScopeLengthInvalid', 'authorizationScopes', judgeScopes(scopes));
}

/** Refuses the keys that no WebSocket route can have. */
export function checkWebSocketRouteKey(scope: IConstruct, routeKey: string): void {
  refuse(scope, 'WebSocketRouteKeyInvalid', 'routeKey', judgeWebSocketRouteKey(routeKey));
}

/** Refuses what no authorizer of an HTTP API can have. */
export function checkHttpAuthorizer(
  scope: IConstruct,
  props: {
    readonly authorizerName?: string;
    readonly type: string;
    readonly identitySource?: string[];
    readonly jwtAudience?: string[];
    readonly jwtIssuer?: string;
    readonly enableSimpleResponses?: boolean;
    readonly payloadFormatVersion?: string;
    readonly resultsCacheTtl?: Duration;
  },
): void {
  const { identitySource: sources } = props;
  const ttl = props.resultsCacheTtl?.toSeconds();
  refuse(scope, 'AuthorizerNameInvalid', 'authorizerName', judgeLength(props.authorizerName, 1, 128));
  refuse(scope, 'AuthorizerTtlOutOfRange', 'resultsCacheTtl', judgeTtl(ttl));
  if (props.type === 'JWT') {
    refuse(scope, 'JwtIssuerInvalid', 'jwtIssuer', judgeIssuer(props.jwtIssuer));
    refuse(scope, 'TooManyAudiences', 'jwtAudience', judgeAudiences(props.jwtAudience));
    if (!Token.isUnresolved(sources)) {
      refuse(scope, 'JwtIdentitySourceInvalid', 'identitySource', judgeJwtSource(sources));
    }
  } else if (!Token.isUnresolved(sources)) {
    refuse(scope, 'IdentitySourceUnsupported', 'identitySource', judgeHttpSources(sources));
    refuse(scope, 'AuthorizerCacheWithoutSource', 'resultsCacheTtl', judgeTtlSource(ttl, sources));
  }
  const simple = judgeSimpleResponses(props.enableSimpleResponses, props.payloadFormatVersion);
  refuse(scope, 'SimpleResponsesUnsupported', 'enableSimpleResponses', simple);
}

/** Refuses what no authorizer of a WebSocket API can have. */
export function checkWebSocketAuthorizer(
  scope: IConstruct,
  props: { readonly authorizerName?: string; readonly identitySource?: string[] },
): void {
  refuse(scope, 'AuthorizerNameInvalid', 'authorizerName', judgeLength(props.authorizerName, 1, 128));
  if (!Token.isUnresolved(props.identitySource)) {
    refuse(scope, 'IdentitySourceUnsupported', 'identitySource', judgeWebSocketSources(props.identitySource));
  }
}

/** Refuses what no stage can have. */
export function checkStage(
  scope: IConstruct,
  stageName: string,
  protocol: 'HTTP' | 'WEBSOCKET',
  props: {
    readonly stageVariables?: { readonly [name: string]: string };
    readonly throttle?: { readonly rateLimit?: number; readonly burstLimit?: number };
  },
): void {
  refuse(scope, 'StageNameInvalid', 'stageName', judgeStageName(stageName, protocol));
  refuse(scope, 'StageVariableInvalid', 'stageVariables', judgeStageVariables(entriesOf(props.stageVariables)));
  refuse(scope, 'ThrottleInvalid', 'throttle.rateLimit', judgeThrottle(props.throttle?.rateLimit, false));
  refuse(scope, 'ThrottleInvalid', 'throttle.burstLimit', judgeThrottle(props.throttle?.burstLimit, true));
}

/** Refuses an access log format that is too large. */
export function checkLogFormat(scope: IConstruct, format: string): void {
  refuse(scope, 'AccessLogFormatTooLong', 'the access log format', judgeFormatSize(format));
}

/** Refuses what no API mapping can have for a key. */
export function checkMappingKey(scope: IConstruct, key: string | undefined): void {
  refuse(scope, 'ApiMappingKeyInvalid', 'apiMappingKey', judgeApiMappingKey(key));
}

/** Refuses what no API key can have for a value. */
export function checkApiKeyValue(scope: IConstruct, value: string | undefined): void {
  refuse(scope, 'ApiKeyValueInvalid', 'value', judgeLength(value, 20, 128));
}

/** Refuses the negative limits of a usage plan. */
export function checkPlanLimit(scope: IConstruct, property: string, value: number | undefined): void {
  refuse(scope, 'UsagePlanLimitInvalid', property, judgeRange(value, 0, Infinity));
}
