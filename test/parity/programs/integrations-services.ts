import { CfnParameter, Fn, Stack } from 'aws-cdk-lib';
import type { ParameterMapping } from 'aws-cdk-lib/aws-apigatewayv2';
import * as events from 'aws-cdk-lib/aws-events';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { ENV, inStack, role, rows } from '../fixtures';
import type { Modules, Program } from '../modules';
import { places, splits } from '../places';

type Integration = InstanceType<Modules['apigwv2']['HttpRouteIntegration']>;

/** An API with two routes to one integration and a third route to another integration. */
function routed(m: Modules, scope: Construct, make: (id: string) => Integration) {
  const api = new m.apigwv2.HttpApi(scope, 'Api');
  const one = make('One');
  api.addRoutes({ path: '/one', methods: [m.apigwv2.HttpMethod.POST, m.apigwv2.HttpMethod.PUT], integration: one });
  const [route] = api.addRoutes({ path: '/two/{id}', integration: make('Two') });
  return { id: route.routeId, paths: api.node.findAll().map((c) => c.node.path) };
}

const queues: Record<string, (scope: Construct) => sqs.IQueue> = {
  'a queue': (scope) => new sqs.Queue(scope, 'Queue'),
  'a named queue': (scope) => new sqs.Queue(scope, 'Queue', { queueName: 'mine' }),
  'an encrypted queue': (scope) => new sqs.Queue(scope, 'Queue', { encryption: sqs.QueueEncryption.KMS }),
  'a queue with a customer managed key': (scope) =>
    new sqs.Queue(scope, 'Queue', {
      encryption: sqs.QueueEncryption.KMS,
      encryptionMasterKey: new kms.Key(scope, 'Key'),
    }),
  'a queue with a key that AWS manages': (scope) =>
    new sqs.Queue(scope, 'Queue', { encryption: sqs.QueueEncryption.KMS_MANAGED }),
  'an imported queue': (scope) => sqs.Queue.fromQueueArn(scope, 'Queue', 'arn:aws:sqs:eu-west-1:111111111111:mine'),
  'a queue of another account': (scope) =>
    sqs.Queue.fromQueueArn(scope, 'Queue', 'arn:aws:sqs:eu-west-1:999999999999:theirs'),
  'a queue that is imported by a token': (scope) => sqs.Queue.fromQueueArn(scope, 'Queue', Fn.importValue('queue')),
  'an imported encrypted queue': (scope) =>
    sqs.Queue.fromQueueAttributes(scope, 'Queue', {
      queueArn: 'arn:aws:sqs:eu-west-1:111111111111:mine',
      keyArn: 'arn:aws:kms:eu-west-1:111111111111:key/1',
    }),
  'a FIFO queue': (scope) => new sqs.Queue(scope, 'Queue', { fifo: true }),
};

const messages = {
  default: undefined,
  send: 'SQS_SEND_MESSAGE',
  receive: 'SQS_RECEIVE_MESSAGE',
  delete: 'SQS_DELETE_MESSAGE',
  purge: 'SQS_PURGE_QUEUE',
} as const;

const sqsPrograms: Program[] = [
  ...Object.entries(messages).flatMap(([kind, key]) =>
    rows(queues, (name, make) =>
      inStack(`SQS integration: action '${kind}' on ${name}`, (m, stack) => {
        const queue = make(stack);
        const subtype = key && m.apigwv2.HttpIntegrationSubtype[key];
        return routed(m, stack, (id) => new m.integrations.HttpSqsIntegration(id, { queue, subtype }));
      }),
    ),
  ),
  ...Object.entries(messages).map(([kind, key]) =>
    inStack(
      `SQS integration: action '${kind}' with a parameter mapping`,
      (m, stack) => {
        const queue = new sqs.Queue(stack, 'Queue');
        const parameterMapping = new m.apigwv2.ParameterMapping()
          .custom('QueueUrl', queue.queueUrl)
          .custom('MessageBody', '$request.body')
          .custom('DelaySeconds', '3');
        const subtype = key && m.apigwv2.HttpIntegrationSubtype[key];
        const out = routed(
          m,
          stack,
          (id) => new m.integrations.HttpSqsIntegration(id, { queue, subtype, parameterMapping }),
        );
        return { out, after: parameterMapping.mappings };
      },
      { undeployable: 'the actions have different parameters' },
    ),
  ),
  inStack(
    'SQS integration: an empty parameter mapping',
    (m, stack) => {
      const queue = new sqs.Queue(stack, 'Queue');
      const parameterMapping = new m.apigwv2.ParameterMapping();
      return routed(m, stack, (id) => new m.integrations.HttpSqsIntegration(id, { queue, parameterMapping }));
    },
    { differs: 'service-parameters' },
  ),
  inStack('SQS integration: a FIFO queue with a message group', (m, stack) => {
    const queue = new sqs.Queue(stack, 'Queue', { fifo: true });
    const parameterMapping = new m.apigwv2.ParameterMapping()
      .custom('QueueUrl', queue.queueUrl)
      .custom('MessageBody', '$request.body.MessageBody')
      .custom('MessageGroupId', '$request.header.group');
    return routed(m, stack, (id) => new m.integrations.HttpSqsIntegration(id, { queue, parameterMapping }));
  }),
];

const buses: Record<string, (scope: Construct) => events.IEventBus> = {
  'an event bus': (scope) => new events.EventBus(scope, 'Bus'),
  'an event bus with a name': (scope) => new events.EventBus(scope, 'Bus', { eventBusName: 'orders' }),
  'the default event bus': (scope) => events.EventBus.fromEventBusName(scope, 'Bus', 'default'),
  'an imported event bus': (scope) =>
    events.EventBus.fromEventBusArn(scope, 'Bus', 'arn:aws:events:eu-west-1:111111111111:event-bus/mine'),
  'an event bus of another account': (scope) =>
    events.EventBus.fromEventBusArn(scope, 'Bus', 'arn:aws:events:eu-west-1:999999999999:event-bus/theirs'),
};

const detailed = (m: Modules) =>
  new m.apigwv2.ParameterMapping()
    .custom('Detail', '$request.body')
    .custom('DetailType', 'order')
    .custom('Source', 'shop');

const eventPrograms: Program[] = [
  ...[undefined, 'EVENTBRIDGE_PUT_EVENTS' as const].flatMap((key) =>
    rows(buses, (name, make) =>
      inStack(`EventBridge integration: ${name}, subtype ${key}`, (m, stack) => {
        const { eventBusRef } = make(stack);
        const subtype = key && m.apigwv2.HttpIntegrationSubtype[key];
        return routed(m, stack, (id) => new m.integrations.HttpEventBridgeIntegration(id, { eventBusRef, subtype }));
      }),
    ),
  ),
  ...rows<(m: Modules, bus: events.IEventBus) => ParameterMapping>(
    {
      'without the event bus': (m) => detailed(m),
      'with the event bus': (m, bus) => detailed(m).custom('EventBusName', bus.eventBusName),
      'with another event bus': (m) => detailed(m).custom('EventBusName', 'other'),
      'with every parameter': (m, bus) =>
        detailed(m)
          .custom('EventBusName', bus.eventBusArn)
          .custom('Time', '$context.requestTime')
          .custom('Resources', '$request.body.resources')
          .custom('TraceHeader', '$request.header.X-Trace'),
    },
    (name, make) =>
      inStack(`EventBridge integration: a parameter mapping ${name}`, (m, stack) => {
        const bus = new events.EventBus(stack, 'Bus');
        const { eventBusRef } = bus;
        return routed(
          m,
          stack,
          (id) => new m.integrations.HttpEventBridgeIntegration(id, { eventBusRef, parameterMapping: make(m, bus) }),
        );
      }),
  ),
  inStack('EventBridge integration: one parameter mapping for two event buses', (m, stack) => {
    const parameterMapping = detailed(m);
    const out = routed(
      m,
      stack,
      (id) =>
        new m.integrations.HttpEventBridgeIntegration(id, {
          eventBusRef: new events.EventBus(stack, `${id}Bus`).eventBusRef,
          parameterMapping,
        }),
    );
    return { out, after: parameterMapping.mappings };
  }),
  inStack('EventBridge integration: the parameter mapping of the caller after its use', (m, stack) => {
    const parameterMapping = detailed(m);
    const { eventBusRef } = new events.EventBus(stack, 'Bus');
    new m.integrations.HttpEventBridgeIntegration('Unused', { eventBusRef, parameterMapping });
    return { after: parameterMapping.mappings };
  }),
  inStack('EventBridge integration: an L1 event bus', (m, stack) => {
    const { eventBusRef } = new events.CfnEventBus(stack, 'Bus', { name: 'l1' });
    return routed(m, stack, (id) => new m.integrations.HttpEventBridgeIntegration(id, { eventBusRef }));
  }),
  inStack('EventBridge integration: a reference object', (m, stack) => {
    const eventBusRef = {
      eventBusArn: Fn.importValue('arn'),
      eventBusName: new CfnParameter(stack, 'N').valueAsString,
    };
    return routed(m, stack, (id) => new m.integrations.HttpEventBridgeIntegration(id, { eventBusRef }));
  }),
  inStack(
    'EventBridge integration: an empty parameter mapping',
    (m, stack) => {
      const { eventBusRef } = new events.EventBus(stack, 'Bus');
      const parameterMapping = new m.apigwv2.ParameterMapping();
      return routed(
        m,
        stack,
        (id) => new m.integrations.HttpEventBridgeIntegration(id, { eventBusRef, parameterMapping }),
      );
    },
    { undeployable: 'Detail, DetailType and Source are required' },
  ),
];

function machine(scope: Construct, stateMachineType?: sfn.StateMachineType, id = 'Machine') {
  const definitionBody = sfn.DefinitionBody.fromChainable(new sfn.Succeed(scope, `${id}Done`));
  return new sfn.StateMachine(scope, id, { definitionBody, stateMachineType });
}

const executions = {
  default: undefined,
  start: 'STEPFUNCTIONS_START_EXECUTION',
  sync: 'STEPFUNCTIONS_START_SYNC_EXECUTION',
  stop: 'STEPFUNCTIONS_STOP_EXECUTION',
} as const;
const mappings: Record<string, (m: Modules, stateMachine: sfn.StateMachine) => ParameterMapping | undefined> = {
  none: () => undefined,
  input: (m, { stateMachineArn }) =>
    new m.apigwv2.ParameterMapping().custom('StateMachineArn', stateMachineArn).custom('Input', '$request.body.input'),
  execution: (m) => new m.apigwv2.ParameterMapping().custom('ExecutionArn', '$request.querystring.executionArn'),
};
const types = { standard: sfn.StateMachineType.STANDARD, express: sfn.StateMachineType.EXPRESS, default: undefined };

const statePrograms: Program[] = Object.entries(types).flatMap(([type, stateMachineType]) =>
  Object.entries(executions).flatMap(([kind, key]) =>
    rows(mappings, (name, map): Program => {
      // Only aws-cdk-lib rejects synchronous executions of standard state machines. With this library, the app can be
      // deployed, but requests fail.
      const throws = kind === 'sync' && type !== 'express';
      const fits = kind === 'stop' ? name === 'execution' : name !== 'execution';
      return inStack(
        `Step Functions integration: action '${kind}', workflow type ${type}, mapping: ${name}`,
        (m, stack) => {
          const stateMachine = machine(stack, stateMachineType);
          const subtype = key && m.apigwv2.HttpIntegrationSubtype[key];
          const parameterMapping = map(m, stateMachine);
          const of = (id: string) =>
            new m.integrations.HttpStepFunctionsIntegration(id, { stateMachine, subtype, parameterMapping });
          return { out: routed(m, stack, of), after: parameterMapping?.mappings };
        },
        throws
          ? { differs: 'sync-of-standard-machine' }
          : fits
            ? {}
            : { differs: name === 'none' ? 'stop-execution-mapping' : 'service-parameters' },
      );
    }),
  ),
);

/** All three service integrations in one API. */
function services(m: Modules, scope: Construct): Record<string, Integration> {
  return {
    sqs: new m.integrations.HttpSqsIntegration('Sqs', { queue: new sqs.Queue(scope, 'Queue') }),
    events: new m.integrations.HttpEventBridgeIntegration('Events', {
      eventBusRef: new events.EventBus(scope, 'Bus').eventBusRef,
    }),
    states: new m.integrations.HttpStepFunctionsIntegration('States', { stateMachine: machine(scope) }),
  };
}

const located: Program[] = [
  ...rows(places, (place, at) => ({
    name: `service integrations: in ${place}`,
    build: (m: Modules, app: Parameters<Program['build']>[1]) => {
      const scope = at(app);
      const api = new m.apigwv2.HttpApi(scope, 'Api');
      for (const [path, integration] of Object.entries(services(m, scope))) {
        api.addRoutes({ path: `/${path}`, integration });
        api.addRoutes({ path: `/${path}/again`, integration });
      }
    },
  })),
  ...['sqs', 'events', 'states'].flatMap((kind) =>
    rows(splits, (what, at) => ({
      name: `service integrations: ${kind} in ${what}`,
      build: (m: Modules, app: Parameters<Program['build']>[1]) => {
        const [backend, front] = at(app);
        const api = new m.apigwv2.HttpApi(front, 'Api');
        api.addRoutes({ path: '/a', integration: services(m, backend)[kind] });
        return { paths: front.node.findAll().map((c) => c.node.path) };
      },
    })),
  ),
  {
    name: 'service integrations: targets in another account',
    build: (m, app) => {
      const backend = new Stack(app, 'Backend', { env: { ...ENV, account: '999999999999' } });
      const queue = new sqs.Queue(backend, 'Queue', { queueName: 'known' });
      const api = new m.apigwv2.HttpApi(new Stack(app, 'Front', { env: ENV }), 'Api');
      api.addRoutes({ path: '/a', integration: new m.integrations.HttpSqsIntegration('Sqs', { queue }) });
    },
  },
];

type Act = (m: Modules, stack: Stack) => Integration;
const wrong: Program[] = rows<Act>(
  {
    'SQS integration: a subtype of EventBridge': (m, stack) =>
      new m.integrations.HttpSqsIntegration('I', {
        queue: new sqs.Queue(stack, 'Queue'),
        subtype: m.apigwv2.HttpIntegrationSubtype.EVENTBRIDGE_PUT_EVENTS,
      }),
    'SQS integration: a subtype of Step Functions': (m, stack) =>
      new m.integrations.HttpSqsIntegration('I', {
        queue: new sqs.Queue(stack, 'Queue'),
        subtype: m.apigwv2.HttpIntegrationSubtype.STEPFUNCTIONS_START_EXECUTION,
      }),
    'EventBridge integration: a subtype of SQS': (m, stack) =>
      new m.integrations.HttpEventBridgeIntegration('I', {
        eventBusRef: new events.EventBus(stack, 'Bus').eventBusRef,
        subtype: m.apigwv2.HttpIntegrationSubtype.SQS_SEND_MESSAGE,
      }),
    'Step Functions integration: a subtype of SQS': (m, stack) =>
      new m.integrations.HttpStepFunctionsIntegration('I', {
        stateMachine: machine(stack),
        subtype: m.apigwv2.HttpIntegrationSubtype.SQS_SEND_MESSAGE,
      }),
    'Step Functions integration: a subtype of AppConfig': (m, stack) =>
      new m.integrations.HttpStepFunctionsIntegration('I', {
        stateMachine: machine(stack),
        subtype: m.apigwv2.HttpIntegrationSubtype.APPCONFIG_GET_CONFIGURATION,
      }),
    'SQS integration: a subtype of Kinesis': (m, stack) =>
      new m.integrations.HttpSqsIntegration('I', {
        queue: new sqs.Queue(stack, 'Queue'),
        subtype: m.apigwv2.HttpIntegrationSubtype.KINESIS_PUT_RECORD,
      }),
    'SQS integration: one integration for two APIs': (m, stack) => {
      const integration = new m.integrations.HttpSqsIntegration('I', { queue: new sqs.Queue(stack, 'Queue') });
      new m.apigwv2.HttpApi(stack, 'Other', { defaultIntegration: integration });
      role(stack);
      return integration;
    },
  },
  (name, make) =>
    inStack(`fails: ${name}`, (m, stack) => {
      new m.apigwv2.HttpApi(stack, 'Api', { defaultIntegration: make(m, stack) });
    }),
);

export const programs: Program[] = [...sqsPrograms, ...eventPrograms, ...statePrograms, ...located, ...wrong];
