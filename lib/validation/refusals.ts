import { Token } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';

import { isDisabled } from './suppressions';
import { checkLength as judgeLength, checkRange as judgeRange } from './values';
import type { Violation } from './declaration';
import type { ErrorCode } from './errors';
import { fail } from './errors';
import { messageOf } from './message';
import { judgeHttpIntegrationType, judgeHttpUri, judgePayloadFormat, judgeUriLength } from './constraints/integration';
import {
  judgeMappingValues,
  judgeRequestKeys,
  judgeReservedHeaders,
  judgeWebSocketMapping,
} from './constraints/parameter-mapping';

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

/** Refuses what no API key can have for a value. */
export function checkApiKeyValue(scope: IConstruct, value: string | undefined): void {
  refuse(scope, 'ApiKeyValueInvalid', 'value', judgeLength(value, 20, 128));
}

/** Refuses the negative limits of a usage plan. */
export function checkPlanLimit(scope: IConstruct, property: string, value: number | undefined): void {
  refuse(scope, 'UsagePlanLimitInvalid', property, judgeRange(value, 0, Infinity));
}
