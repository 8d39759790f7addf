/** The required parameters of the service integrations of HTTP APIs, by subtype. */
export const requiredParameters: Readonly<Record<string, readonly string[]>> = {
  'AppConfig-GetConfiguration': ['Application', 'Environment', 'Configuration', 'ClientId'],
  'EventBridge-PutEvents': ['Detail', 'DetailType', 'Source'],
  'Kinesis-PutRecord': ['StreamName', 'Data', 'PartitionKey'],
  'SQS-DeleteMessage': ['QueueUrl', 'ReceiptHandle'],
  'SQS-PurgeQueue': ['QueueUrl'],
  'SQS-ReceiveMessage': ['QueueUrl'],
  'SQS-SendMessage': ['QueueUrl', 'MessageBody'],
  'StepFunctions-StartExecution': ['StateMachineArn'],
  'StepFunctions-StartSyncExecution': ['StateMachineArn'],
  'StepFunctions-StopExecution': ['ExecutionArn'],
};

/** The integration subtypes that HTTP APIs support. */
export const serviceSubtypes: readonly string[] = Object.keys(requiredParameters);
