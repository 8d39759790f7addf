import { elementOf, fieldsOfResource, linkTo, type Context } from './context';
import { compact, fieldsOf, type Fields } from './fields';
import type { Resource } from './resources';
import { concat } from './texts';
import type { Deployment, Json, Known, RouteSettings, Stage, Text } from './types';
import { isUnresolved } from './values';

/** Reads a stage from a resource. `endpoint` is the default endpoint of the API. */
export function stageOf(context: Context, resource: Resource, endpoint: Text): Stage {
  const fields = fieldsOfResource(context, resource);
  const name = fields.text('StageName') ?? '';
  const deployment = fields.text('DeploymentId');
  return elementOf<Stage>(context, resource, {
    name,
    url: stageUrl(endpoint, name),
    autoDeploy: fields.boolean('AutoDeploy'),
    deployment: deployment === undefined ? undefined : linkTo(deployment, 'AWS::ApiGatewayV2::Deployment'),
    description: fields.text('Description'),
    variables: fields.record('StageVariables'),
    defaultRouteSettings: fields.object('DefaultRouteSettings', routeSettings),
    routeSettings: fields.recordOf('RouteSettings', (value: Json): Known<RouteSettings> => {
      return isUnresolved(value) ? value : routeSettings(fieldsOf(value));
    }),
    accessLog: fields.object('AccessLogSettings', (settings) =>
      compact({ destination: settings.text('DestinationArn'), format: settings.text('Format') }),
    ),
    clientCertificateId: fields.text('ClientCertificateId'),
    tags: fields.record('Tags'),
  });
}

/** Reads a deployment from a resource. */
export function deploymentOf(context: Context, resource: Resource): Deployment {
  const fields = fieldsOfResource(context, resource);
  return elementOf<Deployment>(context, resource, {
    stageName: fields.text('StageName'),
    description: fields.text('Description'),
  });
}

/** Returns the URL of a stage. The URL of `$default` is the endpoint itself. */
export function stageUrl(endpoint: Text, stage: Text): Text {
  return stage === '$default' ? concat([endpoint, '/']) : concat([endpoint, '/', stage]);
}

function routeSettings(fields: Fields): RouteSettings {
  return compact<RouteSettings>({
    throttlingBurstLimit: fields.number('ThrottlingBurstLimit'),
    throttlingRateLimit: fields.number('ThrottlingRateLimit'),
    loggingLevel: fields.text('LoggingLevel'),
    dataTraceEnabled: fields.boolean('DataTraceEnabled'),
    detailedMetricsEnabled: fields.boolean('DetailedMetricsEnabled'),
  });
}
