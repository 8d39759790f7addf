import { Token } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';

import { isDisabled } from './suppressions';
import { checkLength as judgeLength } from './values';
import type { Violation } from './declaration';
import type { ErrorCode } from './errors';
import { fail } from './errors';
import { messageOf } from './message';
import { judgeApiKeySelection, judgeApiMappingKey } from './constraints/api';
import { judgeHttpIntegrationType, judgeHttpUri, judgePayloadFormat, judgeUriLength } from './constraints/integration';
import {
  judgeMappingValues,
  judgeRequestKeys,
  judgeReservedHeaders,
  judgeWebSocketMapping,
} from './constraints/parameter-mapping';
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

/** Refuses what no integration of an HTTP API can have. */
export function checkHttpIntegration(
  scope: IConstruct,
  props: {
    readonly description?: string;
    readonly integrationType: string;
    readonly integrationSubtype?: string;
    readonly integrationUri?: string;
    readonly connectionType?: string;
    readonly payloadFormatVersion?: { readonly version: string };
    readonly parameterMapping?: { readonly mappings: { readonly [key: string]: string } };
  },
): void {
  const { integrationType: type, integrationSubtype: subtype, integrationUri: uri } = props;
  refuse(scope, 'IntegrationDescriptionTooLong', 'description', judgeLength(props.description, 0, 1024));
  refuse(scope, 'HttpIntegrationTypeInvalid', 'integrationType', judgeHttpIntegrationType(type));
  refuse(scope, 'IntegrationUriLengthInvalid', 'integrationUri', judgeUriLength(uri));
  if (type === 'HTTP_PROXY' && (props.connectionType ?? 'INTERNET') === 'INTERNET') {
    refuse(scope, 'IntegrationUrlInvalid', 'integrationUri', judgeHttpUri(uri));
  }
  const isLambda = type === 'AWS_PROXY' && !subtype;
  const format = props.payloadFormatVersion?.version;
  refuse(scope, 'PayloadFormatInvalid', 'payloadFormatVersion', judgePayloadFormat(format, isLambda));
  const mappings = props.parameterMapping?.mappings;
  // A mapping may be open until synthesis
  if ((subtype || mappings) && !Token.isUnresolved(mappings)) {
    checkMapping(scope, subtype, entriesOf(mappings));
  }
}

function checkMapping(scope: IConstruct, subtype: string | undefined, entries: [string, string][]): void {
  const property = 'parameterMapping';
  refuse(scope, 'RequestMappingKeyInvalid', property, judgeRequestKeys(entries, subtype));
  if (!subtype) {
    const keys = entries.map(([key]) => key);
    refuse(scope, 'ReservedHeaderMapped', property, judgeReservedHeaders(keys));
    refuse(scope, 'MappingValueLengthInvalid', property, judgeMappingValues(entries));
  }
}

/** Refuses what no integration of a WebSocket API can have. */
export function checkWebSocketIntegration(
  scope: IConstruct,
  requestParameters: { readonly [key: string]: string },
): void {
  refuse(scope, 'WebSocketMappingInvalid', 'requestParameters', judgeWebSocketMapping(entriesOf(requestParameters)));
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
