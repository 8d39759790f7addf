import { elementOf, fieldsOfResource, functionIn, linkTo, type Context } from './context';
import { compact, fieldsOf, type Fields } from './fields';
import type { Resource } from './resources';
import { isObject } from './template';
import { encode } from './texts';
import type { Integration, IntegrationResponse, Json, Known, Link, Target, Text } from './types';
import { isUnresolved, known } from './values';

/** Reads an integration from a resource. */
export function integrationOf(context: Context, resource: Resource): Integration {
  const fields = fieldsOfResource(context, resource);
  const connection = fields.text('ConnectionId');
  const vpcLink = connection === undefined ? undefined : linkTo(connection, 'AWS::ApiGatewayV2::VpcLink');
  const tls = fields.object('TlsConfig', (config) => config.text('ServerNameToVerify'));
  return elementOf<Integration>(context, resource, {
    type: fields.text('IntegrationType') ?? '',
    target: targetOf(context, fields, vpcLink),
    uri: fields.text('IntegrationUri'),
    subtype: fields.text('IntegrationSubtype'),
    method: fields.text('IntegrationMethod'),
    payloadFormatVersion: fields.version('PayloadFormatVersion'),
    timeoutMillis: fields.number('TimeoutInMillis'),
    connectionType: fields.text('ConnectionType'),
    vpcLink,
    credentials: fields.text('CredentialsArn'),
    requestParameters: fields.jsonRecord('RequestParameters'),
    responseParameters: fields.recordOf('ResponseParameters', responseMappings),
    requestTemplates: fields.record('RequestTemplates'),
    templateSelectionExpression: fields.text('TemplateSelectionExpression'),
    passthroughBehavior: fields.text('PassthroughBehavior'),
    contentHandlingStrategy: fields.text('ContentHandlingStrategy'),
    tlsServerName: tls,
    description: fields.text('Description'),
    responses: [],
  });
}

/** Reads an integration response from a resource, and finds its integration. */
export function integrationResponseOf(
  context: Context,
  resource: Resource,
): { integration: Text; response: IntegrationResponse } {
  const fields = fieldsOfResource(context, resource);
  return {
    integration: fields.text('IntegrationId') ?? '',
    response: elementOf<IntegrationResponse>(context, resource, {
      key: fields.text('IntegrationResponseKey') ?? '',
      responseTemplates: fields.record('ResponseTemplates'),
      responseParameters: fields.jsonRecord('ResponseParameters'),
      templateSelectionExpression: fields.text('TemplateSelectionExpression'),
      contentHandlingStrategy: fields.text('ContentHandlingStrategy'),
    }),
  };
}

/** Reads the response parameters for a status code: `{ ResponseParameters: [{ Destination, Source }] }`. */
function responseMappings(value: Json): Known<Record<string, Text>> {
  if (isUnresolved(value)) return value;
  const list = isObject(value) ? fieldsOf(value).list('ResponseParameters', (item) => fieldsOf(item)) : undefined;
  if (isUnresolved(list)) return list;
  return Object.fromEntries(
    (list ?? []).map((mapping) => [String(mapping.json.Destination ?? ''), mapping.text('Source') ?? '']),
  );
}

function targetOf(context: Context, fields: Fields, vpcLink: Link | undefined): Target {
  const type = fields.text('IntegrationType');
  const uri = fields.text('IntegrationUri');
  const method = fields.text('IntegrationMethod');
  const subtype = fields.text('IntegrationSubtype');
  if (type === 'MOCK') return { kind: 'mock' };
  if (typeof subtype === 'string') return serviceTarget(subtype, fields);
  if (uri === undefined) return { kind: 'unresolved', uri: subtype ?? '' };
  if (vpcLink || fields.text('ConnectionType') === 'VPC_LINK') {
    return compact<Target>({ kind: 'private', uri, vpcLink, method });
  }
  if (type === 'HTTP' || type === 'HTTP_PROXY') return compact<Target>({ kind: 'http', url: uri, method });
  const handler = functionIn(context, uri);
  if (handler) return { kind: 'function', function: handler };
  // Example of a URI: arn:aws:apigateway:eu-west-1:dynamodb:action/PutItem
  const { text, decode } = encode(uri);
  const [, service, action, path] =
    text.match(/^arn:[^:]*:apigateway:[^:]*:([^:]+):(?:action\/(.+)|path\/(.+))$/s) ?? [];
  if (service !== undefined) {
    const name = decode(service.split('.').at(-1)!);
    if (typeof name === 'string') return { kind: 'service', service: name, action: decode(action ?? path) };
  }
  return { kind: 'unresolved', uri };
}

/**
 * The AWS service that a subtype such as `StepFunctions-StartExecution` calls, and the parameter that identifies the
 * resource.
 */
const services: Record<string, { service: string; resource: string }> = {
  AppConfig: { service: 'appconfig', resource: 'Application' },
  EventBridge: { service: 'events', resource: 'EventBusName' },
  Kinesis: { service: 'kinesis', resource: 'StreamName' },
  SQS: { service: 'sqs', resource: 'QueueUrl' },
  StepFunctions: { service: 'states', resource: 'StateMachineArn' },
};

function serviceTarget(subtype: string, fields: Fields): Target {
  const [name, action = ''] = subtype.split('-');
  const { service, resource } = services[name] ?? { service: name.toLowerCase(), resource: '' };
  const parameters = known(fields.record('RequestParameters'));
  return compact<Target>({ kind: 'service', service, action, resource: parameters?.[resource] });
}
