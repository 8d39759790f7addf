import type { Declaration } from '../declaration';
import { PAGES } from '../declaration';

// Many properties share these declarations. A property has its own declaration if the AWS error message about the
// property is known.

export const WEBSOCKET_ONLY_PROPERTY: Declaration = {
  code: 'WebSocketOnlyProperty',
  severity: 'warning',
  evidence: 'documented',
  source: 'The API reference states "Supported only for WebSocket APIs"',
  summary: 'A resource of an HTTP API specifies a property that API Gateway supports for WebSocket APIs only.',
  fix: 'Remove the property.',
  page: PAGES.api('apis'),
};

export const UNSUPPORTED_BY_HTTP_APIS: Declaration = {
  ...WEBSOCKET_ONLY_PROPERTY,
  code: 'UnsupportedByHttpApis',
  severity: 'error',
  source:
    'The API reference states "Supported only for WebSocket APIs", and API Gateway validates the properties of APIs and routes by protocol: ' +
    '"ApiKeyRequired is not currently supported for HTTP APIs."',
  summary: 'An HTTP API or one of its routes specifies a property that API Gateway supports for WebSocket APIs only.',
};

export const HTTP_ONLY_PROPERTY: Declaration = {
  code: 'HttpOnlyProperty',
  severity: 'warning',
  evidence: 'documented',
  source: 'The API reference states "Supported only for HTTP APIs"',
  summary: 'A resource of a WebSocket API specifies a property that API Gateway supports for HTTP APIs only.',
  fix: 'Remove the property.',
  page: PAGES.api('apis'),
};

export const REQUIRED_PROPERTY: Declaration = {
  code: 'RequiredPropertyMissing',
  severity: 'error',
  evidence: 'documented',
  source:
    'The CloudFormation schema of the resource requires the property, and CloudFormation validates required properties',
  summary: 'A property that CloudFormation requires is missing.',
  fix: 'Specify the property.',
  page: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/AWS_ApiGatewayV2.html',
};

export const UNKNOWN_VALUE: Declaration = {
  code: 'UnknownValue',
  severity: 'warning',
  evidence: 'documented',
  source:
    'The API reference lists the values of the property, but it is not known whether API Gateway rejects other values',
  summary: 'A property has a value that the API reference does not list.',
  fix: 'Use a value that the API reference lists.',
  page: PAGES.api('apis'),
};

export const UNUSUAL_LENGTH: Declaration = {
  code: 'LengthOutOfRange',
  severity: 'warning',
  evidence: 'documented',
  source:
    'The API reference specifies the length of the property, but it is not known whether API Gateway rejects other lengths',
  summary: 'The value of a property is shorter or longer than the API reference allows.',
  fix: 'Use a value whose length the API reference allows.',
  page: PAGES.api('apis'),
};

export const REFERENCE_TO_OTHER_API: Declaration = {
  code: 'ReferenceToOtherApi',
  severity: 'warning',
  evidence: 'inferred',
  source: 'The ID of a route, integration, deployment, model or stage is valid only within its own API',
  summary: 'A resource of an API refers to a resource of a different API.',
  fix: 'Refer to a resource of the same API.',
  page: PAGES.api('apis'),
};
