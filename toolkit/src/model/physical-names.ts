import type { JsonObject } from './template';

/**
 * The property that sets the physical name of a resource, by resource type. The ARN or the `Ref` of the resource
 * contains the name.
 */
const properties: Record<string, string> = {
  'AWS::Cognito::UserPool': 'UserPoolName',
  'AWS::DynamoDB::GlobalTable': 'TableName',
  'AWS::DynamoDB::Table': 'TableName',
  'AWS::Events::EventBus': 'Name',
  'AWS::IAM::Role': 'RoleName',
  'AWS::Kinesis::Stream': 'Name',
  'AWS::KinesisFirehose::DeliveryStream': 'DeliveryStreamName',
  'AWS::Lambda::Function': 'FunctionName',
  'AWS::Logs::LogGroup': 'LogGroupName',
  'AWS::S3::Bucket': 'BucketName',
  'AWS::SNS::Topic': 'TopicName',
  'AWS::SQS::Queue': 'QueueName',
  'AWS::StepFunctions::StateMachine': 'StateMachineName',
};

/** Returns the physical name that the template sets for a resource, if the name is a literal. */
export function physicalNameOf(type: string, { [properties[type]]: name }: JsonObject): string | undefined {
  return typeof name === 'string' ? name : undefined;
}
