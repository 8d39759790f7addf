import { stableId } from './ids';

/** The data that the gateway uses to create placeholders for the attributes of a resource. */
export interface StandInSource {
  /** The ID of the resource in the model, such as `Shop#Queue4A7E3555`. */
  readonly id: string;
  readonly type: string;
  readonly attribute?: string;
  readonly physicalName?: string;
  readonly account: string;
  readonly region: string;
  /** The name of the stack. */
  readonly stack: string;
}

type Make = (source: StandInSource & { name: string; arn: (service: string, resource: string) => string }) => string;

/** The service and the resource prefix in the ARN of each resource type. */
const arns: Record<string, [service: string, prefix: string]> = {
  'AWS::CertificateManager::Certificate': ['acm', 'certificate/'],
  'AWS::DynamoDB::GlobalTable': ['dynamodb', 'table/'],
  'AWS::DynamoDB::Table': ['dynamodb', 'table/'],
  'AWS::Events::EventBus': ['events', 'event-bus/'],
  'AWS::Kinesis::Stream': ['kinesis', 'stream/'],
  'AWS::KinesisFirehose::DeliveryStream': ['firehose', 'deliverystream/'],
  'AWS::Lambda::Function': ['lambda', 'function:'],
  'AWS::Logs::LogGroup': ['logs', 'log-group:'],
  'AWS::SecretsManager::Secret': ['secretsmanager', 'secret:'],
  'AWS::SNS::Topic': ['sns', ''],
  'AWS::SQS::Queue': ['sqs', ''],
  'AWS::StepFunctions::StateMachine': ['states', 'stateMachine:'],
  'AWS::ServiceDiscovery::Service': ['servicediscovery', 'service/'],
  'AWS::Cognito::UserPool': ['cognito-idp', 'userpool/'],
};

/** The resource types whose `Ref` is an ARN. */
const refIsArn = new Set([
  'AWS::CertificateManager::Certificate',
  'AWS::SecretsManager::Secret',
  'AWS::SNS::Topic',
  'AWS::StepFunctions::StateMachine',
]);

const listenerArn: Make = ({ id, arn }) =>
  arn('elasticloadbalancing', `listener/app/${stableId(id, 8)}/${stableId(`${id}1`, 16)}/${stableId(`${id}2`, 16)}`);

const userPoolId: Make = ({ id, region }) => `${region}_${stableId(id, 9)}`;

/**
 * The functions that create placeholders for attributes that are neither the name nor the usual ARN of a resource. The
 * key consists of the resource type and the attribute.
 */
const special: Record<string, Make> = {
  'AWS::ApiGatewayV2::Api Ref': ({ id }) => stableId(id),
  'AWS::ApiGatewayV2::Api ApiId': ({ id }) => stableId(id),
  'AWS::ApiGatewayV2::Api ApiEndpoint': ({ id, region }) =>
    `https://${stableId(id)}.execute-api.${region}.amazonaws.com`,
  'AWS::ApiGatewayV2::Authorizer Ref': ({ id }) => stableId(id, 6),
  'AWS::ApiGatewayV2::VpcLink Ref': ({ id }) => stableId(id, 6),
  'AWS::Cognito::UserPool Ref': userPoolId,
  'AWS::Cognito::UserPool UserPoolId': userPoolId,
  'AWS::Cognito::UserPool Arn': (source) => source.arn('cognito-idp', `userpool/${userPoolId(source)}`),
  'AWS::Cognito::UserPool ProviderName': (source) => `cognito-idp.${source.region}.amazonaws.com/${userPoolId(source)}`,
  'AWS::Cognito::UserPool ProviderURL': (source) =>
    `https://cognito-idp.${source.region}.amazonaws.com/${userPoolId(source)}`,
  'AWS::Cognito::UserPoolClient Ref': ({ id }) => stableId(id, 26),
  'AWS::Cognito::UserPoolClient ClientId': ({ id }) => stableId(id, 26),
  'AWS::ElasticLoadBalancingV2::Listener Ref': listenerArn,
  'AWS::ElasticLoadBalancingV2::Listener ListenerArn': listenerArn,
  'AWS::ElasticLoadBalancingV2::LoadBalancer DNSName': ({ id, region }) =>
    `${stableId(id, 12)}.${region}.elb.amazonaws.com`,
  'AWS::IAM::Role Arn': ({ account, name }) => `arn:aws:iam::${account}:role/${name}`,
  'AWS::S3::Bucket Ref': ({ name }) => name.toLowerCase(),
  'AWS::S3::Bucket Arn': ({ name }) => `arn:aws:s3:::${name.toLowerCase()}`,
  'AWS::SQS::Queue Ref': ({ account, region, name }) => `https://sqs.${region}.amazonaws.com/${account}/${name}`,
  'AWS::SQS::Queue QueueUrl': ({ account, region, name }) => `https://sqs.${region}.amazonaws.com/${account}/${name}`,
};

const nameAttributes = new Set(['Name', 'QueueName', 'TopicName', 'TableName', 'FunctionName', 'RoleName']);

/** The placeholder for a reference to a resource, or undefined for an attribute without a placeholder. */
export function standInOf(source: StandInSource): string | undefined {
  const { type, attribute = 'Ref', account, region, stack } = source;
  const logicalId = source.id.slice(source.id.lastIndexOf('#') + 1);
  const name = source.physicalName ?? `${stack}-${logicalId}`;
  const arn = (service: string, resource: string) => `arn:aws:${service}:${region}:${account}:${resource}`;
  const make = special[`${type} ${attribute}`];
  if (make) return make({ ...source, name, arn });
  const wantsArn = attribute === 'Arn' || attribute === 'TopicArn' || (attribute === 'Ref' && refIsArn.has(type));
  if (wantsArn && arns[type]) return arn(arns[type][0], `${arns[type][1]}${name}`);
  if (wantsArn && attribute === 'Arn') {
    const [, service, kind] = type.split('::');
    return arn(service.toLowerCase(), `${kind.toLowerCase()}/${name}`);
  }
  return attribute === 'Ref' || nameAttributes.has(attribute) ? name : undefined;
}
