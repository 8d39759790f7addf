import type { Stack } from 'aws-cdk-lib';
import * as appconfig from 'aws-cdk-lib/aws-appconfig';
import * as events from 'aws-cdk-lib/aws-events';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kinesis from 'aws-cdk-lib/aws-kinesis';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import * as sfn from 'aws-cdk-lib/aws-stepfunctions';

import type { HttpRouteIntegration } from '../../lib';
import { HttpApi, HttpIntegrationSubtype, ParameterMapping } from '../../lib';
import type { HttpServiceIntegrationOptions } from '../../lib/integrations';
import {
  HttpAppConfigIntegration,
  HttpAwsServiceIntegration,
  HttpEventBridgeIntegration,
  HttpKinesisIntegration,
  HttpSqsIntegration,
  HttpStepFunctionsIntegration,
} from '../../lib/integrations';
import { all, ENV, one, stackOf } from './app';

export const {
  EVENTBRIDGE_PUT_EVENTS,
  SQS_DELETE_MESSAGE,
  SQS_PURGE_QUEUE,
  SQS_RECEIVE_MESSAGE,
  SQS_SEND_MESSAGE,
  STEPFUNCTIONS_START_EXECUTION,
  STEPFUNCTIONS_START_SYNC_EXECUTION,
  STEPFUNCTIONS_STOP_EXECUTION,
} = HttpIntegrationSubtype;

export const serve = (stack: ReturnType<typeof stackOf>, defaultIntegration: HttpRouteIntegration) =>
  new HttpApi(stack, 'Api', { defaultIntegration });

export const statement = (stack: ReturnType<typeof stackOf>) =>
  (one(stack, 'AWS::IAM::Policy').PolicyDocument.Statement as Record<string, unknown>[])[0];

export const QUEUE_ARN = 'arn:aws:sqs:eu-west-1:111111111111:q';

export const queueOf = (stack: ReturnType<typeof stackOf>) => sqs.Queue.fromQueueArn(stack, 'Queue', QUEUE_ARN);

export const apiGateway = new iam.ServicePrincipal('apigateway.amazonaws.com');

/** A stack with one route that calls the integration. */
export function routeTo(make: (stack: Stack) => HttpRouteIntegration, stack = stackOf({ env: ENV })): Stack {
  new HttpApi(stack, 'Api').addRoutes({ path: '/a', integration: make(stack) });
  return stack;
}

export const parameters = (stack: Stack) => one(stack, 'Integration').RequestParameters;

export const statements = (stack: Stack, index = 0) => all(stack, 'AWS::IAM::Policy')[index].PolicyDocument.Statement;

export const machineOf = (stack: Stack) =>
  new sfn.StateMachine(stack, 'Machine', {
    definitionBody: sfn.DefinitionBody.fromChainable(new sfn.Pass(stack, 'P')),
  });

export const appConfigOf = (stack: Stack) => {
  const application = new appconfig.CfnApplication(stack, 'App', { name: 'app' });
  const environment = new appconfig.CfnEnvironment(stack, 'Env', { applicationId: application.ref, name: 'live' });
  const configurationProfile = new appconfig.CfnConfigurationProfile(stack, 'Profile', {
    applicationId: application.ref,
    locationUri: 'hosted',
    name: 'flags',
  });
  return { environment, configurationProfile };
};

export const SERVICES: Record<string, (stack: Stack, options: HttpServiceIntegrationOptions) => HttpRouteIntegration> =
  {
    appconfig: (stack, options) => new HttpAppConfigIntegration('I', { ...appConfigOf(stack), ...options }),
    eventbridge: (stack, options) =>
      new HttpEventBridgeIntegration('I', { eventBusRef: new events.EventBus(stack, 'Bus').eventBusRef, ...options }),
    generic: (_stack, options) =>
      new HttpAwsServiceIntegration('I', {
        subtype: HttpIntegrationSubtype.SQS_PURGE_QUEUE,
        parameterMapping: new ParameterMapping().custom('QueueUrl', 'https://q'),
        resources: [QUEUE_ARN],
        ...options,
      }),
    kinesis: (stack, options) =>
      new HttpKinesisIntegration('I', { stream: new kinesis.Stream(stack, 'S'), ...options }),
    sqs: (stack, options) => new HttpSqsIntegration('I', { queue: new sqs.Queue(stack, 'Q'), ...options }),
    stepfunctions: (stack, options) =>
      new HttpStepFunctionsIntegration('I', { stateMachine: machineOf(stack), ...options }),
  };
