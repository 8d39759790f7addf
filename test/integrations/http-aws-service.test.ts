import * as iam from 'aws-cdk-lib/aws-iam';

import { HttpIntegrationSubtype, ParameterMapping } from '../../lib';
import { HttpAwsServiceIntegration } from '../../lib/integrations';
import { all, one } from '../_helpers/app';
import { expectFailure } from '../_helpers/failure';
import { QUEUE_ARN, apiGateway, routeTo, statements } from '../_helpers/http-services';

/** The required parameters of each action, as AWS documents them. */
const REQUIRED: Record<HttpIntegrationSubtype, string[]> = {
  [HttpIntegrationSubtype.EVENTBRIDGE_PUT_EVENTS]: ['Detail', 'DetailType', 'Source'],
  [HttpIntegrationSubtype.SQS_SEND_MESSAGE]: ['QueueUrl', 'MessageBody'],
  [HttpIntegrationSubtype.SQS_RECEIVE_MESSAGE]: ['QueueUrl'],
  [HttpIntegrationSubtype.SQS_DELETE_MESSAGE]: ['QueueUrl', 'ReceiptHandle'],
  [HttpIntegrationSubtype.SQS_PURGE_QUEUE]: ['QueueUrl'],
  [HttpIntegrationSubtype.APPCONFIG_GET_CONFIGURATION]: ['Application', 'Environment', 'Configuration', 'ClientId'],
  [HttpIntegrationSubtype.KINESIS_PUT_RECORD]: ['StreamName', 'Data', 'PartitionKey'],
  [HttpIntegrationSubtype.STEPFUNCTIONS_START_EXECUTION]: ['StateMachineArn'],
  [HttpIntegrationSubtype.STEPFUNCTIONS_START_SYNC_EXECUTION]: ['StateMachineArn'],
  [HttpIntegrationSubtype.STEPFUNCTIONS_STOP_EXECUTION]: ['ExecutionArn'],
};

describe('an integration with any action', () => {
  test.each(
    Object.values(HttpIntegrationSubtype).map((subtype): [HttpIntegrationSubtype, string] => {
      const [service, action] = subtype.split('-');
      const names: Record<string, string> = {
        AppConfig: 'appconfig',
        EventBridge: 'events',
        Kinesis: 'kinesis',
        SQS: 'sqs',
        StepFunctions: 'states',
      };
      return [subtype, `${names[service]}:${action}`];
    }),
  )('%s grants its role %s', (subtype, action) => {
    const parameterMapping = new ParameterMapping();
    for (const key of REQUIRED[subtype]) {
      parameterMapping.custom(key, 'x');
    }
    const stack = routeTo(
      () => new HttpAwsServiceIntegration('I', { subtype, parameterMapping, resources: ['*'], region: 'us-east-1' }),
    );
    expect(statements(stack)[0]).toMatchObject({ Action: action, Resource: '*' });
    expect(one(stack, 'Integration')).toMatchObject({
      IntegrationSubtype: subtype,
      RequestParameters: { Region: 'us-east-1' },
    });
  });

  const generic = (options: Partial<ConstructorParameters<typeof HttpAwsServiceIntegration>[1]>) =>
    new HttpAwsServiceIntegration('I', {
      subtype: HttpIntegrationSubtype.SQS_PURGE_QUEUE,
      parameterMapping: new ParameterMapping().custom('QueueUrl', 'https://q'),
      ...options,
    });

  test('grants its role the IAM actions that are passed', () => {
    const stack = routeTo(() => generic({ resources: [QUEUE_ARN], actions: ['sqs:*'] }));
    expect(statements(stack)[0].Action).toBe('sqs:*');
  });

  test('does not need resources if a role is passed', () => {
    const stack = routeTo((scope) =>
      generic({ credentialsRole: new iam.Role(scope, 'Mine', { assumedBy: apiGateway }) }),
    );
    expect(all(stack, 'AWS::IAM::Policy')).toEqual([]);
  });

  test.each([[undefined], [[]]])('fails without a role if the resources are %j', (resources) => {
    const given = { code: 'ServiceResourcesMissing', path: 'I', given: 'SQS-PurgeQueue', fix: 'resources' } as const;
    expectFailure(() => generic({ resources }), given);
  });
});
