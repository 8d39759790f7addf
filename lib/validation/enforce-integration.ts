import type { Duration } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';

import { enforce } from './constraint';
import {
  FUNCTION_PAYLOAD_FORMAT,
  HTTP_INTEGRATION_TYPE,
  INTEGRATION_TARGET,
  INTEGRATION_TIMEOUT,
  INTEGRATION_URL,
  OTHER_PAYLOAD_FORMAT,
  WEBSOCKET_INTEGRATION_TYPE,
} from './constraints/integration';
import { AWS_SERVICE_URI, CREDENTIALS_ARN, FUNCTION_URI, PRIVATE_TARGET } from './constraints/integration-target';
import { MAPPING_SOURCE } from './constraints/mapping-source';
import { REQUEST_KEYS, RESERVED_HEADERS } from './constraints/parameter-mapping';
import { INTEGRATION_SUBTYPE } from './constraints/service-action';
import { WEBSOCKET_MAPPING } from './constraints/websocket-mapping';
import type { Protocol } from './engine/kinds';
import { fail } from './errors';
import { entriesOf } from './value-checks';

// Constructors do not report missing values, because an escape hatch can add them. The rules report them at synthesis.

/** The props of an HTTP integration that constructors validate. */
interface HttpIntegrationValues {
  readonly integrationType: string;
  readonly integrationSubtype?: string;
  readonly integrationUri?: string;
  readonly connectionType?: string;
  readonly credentials?: { readonly credentialsArn: string };
  readonly payloadFormatVersion?: { readonly version: string };
  readonly parameterMapping?: { readonly mappings: { readonly [key: string]: string } };
  readonly timeout?: Duration;
}

/** Throws if an HTTP integration contains a value that API Gateway rejects. */
export function enforceHttpIntegration(scope: IConstruct, props: HttpIntegrationValues): void {
  const { integrationType: type, integrationSubtype: subtype, integrationUri: uri } = props;
  if (!uri) {
    enforce(scope, INTEGRATION_TARGET, 'integrationUri', { subtype: subtype || undefined });
  }
  enforce(scope, HTTP_INTEGRATION_TYPE, 'integrationType', type);
  const format = props.payloadFormatVersion;
  if (typeof format === 'string') {
    failOnText(scope, format);
  }
  const isFunction = type === 'AWS_PROXY' && subtype === undefined;
  enforce(scope, isFunction ? FUNCTION_PAYLOAD_FORMAT : OTHER_PAYLOAD_FORMAT, 'payloadFormatVersion', format?.version);
  if (props.timeout) {
    enforceTimeout(scope, props.timeout, 'HTTP');
  }
  if (subtype !== undefined) {
    enforce(scope, INTEGRATION_SUBTYPE, 'integrationSubtype', subtype);
  } else if (props.connectionType === 'VPC_LINK') {
    enforce(scope, PRIVATE_TARGET, 'integrationUri', { uri });
  } else if (type === 'HTTP_PROXY') {
    enforce(scope, INTEGRATION_URL, 'integrationUri', uri);
  } else if (type === 'AWS_PROXY') {
    enforce(scope, FUNCTION_URI, 'integrationUri', { uri });
  }
  if (props.credentials) {
    enforce(scope, CREDENTIALS_ARN, 'credentials', { arn: props.credentials.credentialsArn });
  }
  if (props.parameterMapping) {
    // The mappings can be a token, which a rule checks at synthesis
    const entries = entriesOf(props.parameterMapping.mappings);
    enforce(scope, REQUEST_KEYS, 'parameterMapping', { entries, subtype });
    enforce(scope, MAPPING_SOURCE, 'parameterMapping', { entries, of: 'request' });
    if (subtype === undefined) {
      enforce(scope, RESERVED_HEADERS, 'parameterMapping', entries);
    }
  }
}

function failOnText(scope: IConstruct, format: string): never {
  fail(
    scope,
    'PropTypeInvalid',
    `'payloadFormatVersion' must be a PayloadFormatVersion, got the string '${format}'. ` +
      'Use PayloadFormatVersion.VERSION_1_0 or VERSION_2_0.',
  );
}

function enforceTimeout(scope: IConstruct, timeout: Duration, protocol: Protocol): void {
  if (!timeout.isUnresolved()) {
    const millis = timeout.toMilliseconds({ integral: false });
    enforce(scope, INTEGRATION_TIMEOUT, 'timeout', { millis, protocol });
  }
}

/** The props of a WebSocket integration that constructors validate. */
interface WebSocketIntegrationValues {
  readonly integrationType: string;
  readonly integrationUri: string;
  readonly requestParameters?: { readonly [key: string]: string };
  readonly timeout?: Duration;
}

/** Throws if a WebSocket integration contains a value that API Gateway rejects. */
export function enforceWebSocketIntegration(scope: IConstruct, props: WebSocketIntegrationValues): void {
  const { integrationType: type, integrationUri: uri } = props;
  if (!uri) {
    enforce(scope, INTEGRATION_TARGET, 'integrationUri', { type });
  }
  enforce(scope, WEBSOCKET_INTEGRATION_TYPE, 'integrationType', type);
  if (props.timeout) {
    enforceTimeout(scope, props.timeout, 'WEBSOCKET');
  }
  if (type === 'AWS_PROXY') {
    enforce(scope, FUNCTION_URI, 'integrationUri', { uri });
  } else if (type === 'AWS') {
    enforce(scope, AWS_SERVICE_URI, 'integrationUri', uri);
  } else if (type === 'HTTP' || type === 'HTTP_PROXY') {
    enforce(scope, INTEGRATION_URL, 'integrationUri', uri);
  }
  if (props.requestParameters) {
    enforce(scope, WEBSOCKET_MAPPING, 'requestParameters', entriesOf(props.requestParameters));
  }
}
