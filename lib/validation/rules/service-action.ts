import {
  ACTION_TARGET,
  INTEGRATION_SUBTYPE,
  REQUIRED_PARAMETERS,
  UNKNOWN_PARAMETER,
} from '../constraints/service-action';
import { PAGES } from '../declaration';
import { isPlainObject, referenceIn } from '../engine/resolve';
import type { ResourceIndex } from '../engine/resource-index';
import type { ResourceView } from '../engine/resource-view';
import type { Finding } from '../engine/rule';
import { ruleFrom, rules } from '../engine/rule';
import { described } from '../message';
import { closedType } from './references';

const SERVICES = PAGES.guide('http-api-develop-integrations-aws-services');
const REFERENCE = PAGES.guide('http-api-develop-integrations-aws-services-reference');

/** Returns the subtype and the parameters of an integration, or undefined if the parameters are not known. */
function parametersOf(integration: ResourceView) {
  return isPlainObject(integration.value('RequestParameters'))
    ? { subtype: integration.text('IntegrationSubtype'), entries: integration.entries('RequestParameters') }
    : undefined;
}

/** Whether an integration sends messages to a FIFO queue. Returns undefined if the queue is not known. */
function sendsToFifo(integration: ResourceView, index: ResourceIndex): boolean | undefined {
  if (integration.text('IntegrationSubtype') !== 'SQS-SendMessage') {
    return undefined;
  }
  const node = integration.target('AWS::SQS::Queue', 'RequestParameters', 'QueueUrl');
  if (node) {
    const queue = index.viewOf(node);
    const fifo = queue.value('FifoQueue');
    return queue.flag('FifoQueue') || (fifo === undefined || fifo === false || fifo === 'false' ? false : undefined);
  }
  const url = integration.text('RequestParameters', 'QueueUrl');
  return url === undefined || url.includes('$') ? undefined : url.endsWith('.fifo');
}

/** Returns the region in the literal queue URL or ARN that a parameter contains. */
function targetRegion(integration: ResourceView): string | undefined {
  const text = (name: string) => integration.text('RequestParameters', name) ?? '';
  const [, ofQueue] = /^https?:\/\/sqs\.([a-z]{2}[a-z-]*-\d)\.amazonaws\./.exec(text('QueueUrl')) ?? [];
  const [, ofArn] =
    /^arn:[^:]+:(?:states|events|kinesis):([a-z]{2}[a-z-]*-\d):/.exec(text('StateMachineArn') || text('StreamName')) ??
    [];
  return ofQueue ?? ofArn;
}

/**
 * The parameters that specify a target, each with the type of the target and the attributes that return a valid value.
 */
const TARGETS: readonly { readonly parameter: string; readonly type: string; readonly attributes: RegExp }[] = [
  { parameter: 'QueueUrl', type: 'AWS::SQS::Queue', attributes: /^(Ref|QueueUrl)$/ },
  { parameter: 'StateMachineArn', type: 'AWS::StepFunctions::StateMachine', attributes: /^(Ref|Arn)$/ },
  { parameter: 'StreamName', type: 'AWS::Kinesis::Stream', attributes: /^Ref$/ },
];

/** Reports parameters that refer to their target by the wrong attribute. */
function wrongTargets(integration: ResourceView): Finding[] {
  return TARGETS.flatMap(({ parameter, type, attributes }) => {
    const reference = referenceIn(integration.value('RequestParameters', parameter));
    return reference && closedType(reference.target) === type && !attributes.test(reference.attribute)
      ? [
          {
            property: `RequestParameters.${parameter}`,
            must: `be the ${parameter} of the target`,
            given: described(`the attribute ${reference.attribute} of '${reference.target.node.path}'`),
          },
        ]
      : [];
  });
}

export const SERVICE_RULES = rules([
  ruleFrom(INTEGRATION_SUBTYPE, { on: 'integration', protocol: 'HTTP', property: 'IntegrationSubtype' }),
  {
    code: 'SubtypeOnWebSocketApi',
    severity: 'error',
    evidence: 'documented',
    source:
      'The API reference states "Supported only for HTTP API AWS_PROXY integrations", and API Gateway validates the subtype',
    on: 'integration',
    protocol: 'WEBSOCKET',
    needs: 'IntegrationSubtype',
    property: 'IntegrationSubtype',
    summary: 'An integration of a WebSocket API specifies a service subtype, which only HTTP APIs support.',
    fix: 'Use type `AWS` with the URI of the action, or an integration class such as `WebSocketSqsIntegration`, which renders the URI.',
    page: PAGES.guide('apigateway-websocket-api-integrations'),
    check: (integration) => ({
      must: 'be omitted for a WebSocket API',
      given: integration.text('IntegrationSubtype') ?? described('a subtype'),
    }),
  },
  {
    code: 'SubtypeWithoutAwsProxy',
    severity: 'error',
    evidence: 'documented',
    source:
      'The API reference states "Supported only for HTTP API AWS_PROXY integrations", and API Gateway validates the subtype',
    on: 'integration',
    protocol: 'HTTP',
    needs: 'IntegrationSubtype',
    property: 'IntegrationType',
    summary: 'The type of an integration with a service subtype is not `AWS_PROXY`.',
    fix: 'Use type `AWS_PROXY`, or remove the subtype.',
    page: SERVICES,
    check: (integration) =>
      integration.text('IntegrationType') === 'HTTP_PROXY'
        ? {
            must: `be AWS_PROXY if the integration has a subtype`,
            given: integration.text('IntegrationType'),
          }
        : undefined,
  },
  {
    code: 'ServiceRoleMissing',
    severity: 'error',
    evidence: 'observed',
    source: 'AWS: "Role ARN must be specified for AWS integration configuration with Subtype: …"',
    on: 'integration',
    protocol: 'HTTP',
    needs: 'IntegrationSubtype',
    property: 'CredentialsArn',
    summary: 'An integration with an AWS service does not specify an IAM role.',
    fix: 'Specify a role that trusts `apigateway.amazonaws.com` and has permission for the action.',
    page: SERVICES,
    check: (integration) => {
      const subtype = integration.text('IntegrationSubtype');
      return subtype !== undefined && integration.lacks('CredentialsArn')
        ? { must: `be specified for ${subtype}`, given: undefined }
        : undefined;
    },
  },
  ruleFrom(REQUIRED_PARAMETERS, {
    on: 'integration',
    protocol: 'HTTP',
    needs: 'IntegrationSubtype',
    property: 'RequestParameters',
    value: parametersOf,
  }),
  ruleFrom(ACTION_TARGET, {
    on: 'integration',
    protocol: 'HTTP',
    needs: 'IntegrationSubtype',
    property: 'RequestParameters',
    value: (integration) => integration.entries('RequestParameters'),
  }),
  {
    ...ACTION_TARGET,
    on: 'integration',
    protocol: 'HTTP',
    needs: 'IntegrationSubtype',
    property: 'RequestParameters',
    check: wrongTargets,
  },
  ruleFrom(UNKNOWN_PARAMETER, {
    on: 'integration',
    protocol: 'HTTP',
    needs: 'IntegrationSubtype',
    property: 'RequestParameters',
    value: parametersOf,
  }),
  {
    code: 'StateMachineTypeUnsupported',
    severity: 'warning',
    evidence: 'inferred',
    source:
      'Step Functions can run only express state machines synchronously. The deployment of the integration succeeds, but requests fail',
    on: 'integration',
    needs: 'IntegrationSubtype',
    property: 'RequestParameters.StateMachineArn',
    summary:
      'An integration starts a standard state machine synchronously, but only express state machines support synchronous executions.',
    fix: 'Use a state machine of type `EXPRESS`, or start the state machine with `StepFunctions-StartExecution`.',
    page: SERVICES,
    check: (integration, index) => {
      if (integration.text('IntegrationSubtype') !== 'StepFunctions-StartSyncExecution') {
        return undefined;
      }
      const node = integration.target('AWS::StepFunctions::StateMachine', 'RequestParameters', 'StateMachineArn');
      const machine = node && index.viewOf(node);
      return machine && (machine.lacks('StateMachineType') || machine.text('StateMachineType') === 'STANDARD')
        ? { must: 'be an EXPRESS state machine', given: described(`'${machine.path}' of type STANDARD`) }
        : undefined;
    },
  },
  {
    code: 'FifoQueueWithoutGroup',
    severity: 'warning',
    evidence: 'inferred',
    source: 'Amazon SQS requires a message group ID for every message to a FIFO queue.',
    on: 'integration',
    needs: 'IntegrationSubtype',
    property: 'RequestParameters.MessageGroupId',
    summary: 'An integration sends messages without a message group ID to a FIFO queue, so every request fails.',
    fix: 'Set `messageGroupId`, or the parameter `MessageGroupId` of an L1 construct, to a source such as `$request.header.x-group` or to a constant.',
    page: REFERENCE,
    check: (integration, index) =>
      sendsToFifo(integration, index) && integration.value('RequestParameters', 'MessageGroupId') === undefined
        ? { must: 'be specified for a FIFO queue', given: undefined }
        : undefined,
  },
  {
    code: 'QueueParameterUnsupported',
    severity: 'warning',
    evidence: 'inferred',
    source:
      'Amazon SQS accepts a deduplication ID only for FIFO queues. The deployment of the integration succeeds, but requests fail',
    on: 'integration',
    needs: 'IntegrationSubtype',
    property: 'RequestParameters.MessageDeduplicationId',
    summary: 'An integration sends a deduplication ID to a queue that is not a FIFO queue.',
    fix: 'Remove the deduplication ID, or make the queue a FIFO queue: `fifo: true`.',
    page: REFERENCE,
    check: (integration, index) => {
      const given = integration.value('RequestParameters', 'MessageDeduplicationId');
      return given !== undefined && sendsToFifo(integration, index) === false
        ? {
            must: 'be omitted for a standard queue',
            given: typeof given === 'string' ? given : described('a token'),
          }
        : undefined;
    },
  },
  {
    code: 'ServiceRegionMissing',
    severity: 'warning',
    evidence: 'inferred',
    source:
      'The AWS documentation states that API Gateway calls the service in the region of the API if the parameter `Region` is absent',
    on: 'integration',
    needs: 'IntegrationSubtype',
    property: 'RequestParameters.Region',
    summary:
      'The target of an integration is not in the region of the API, but the integration does not specify the parameter `Region`.',
    fix: 'Add the parameter `Region` with the region of the target.',
    page: REFERENCE,
    check: (integration) => {
      const { region } = integration.node.stack;
      const theirs = targetRegion(integration);
      return theirs !== undefined &&
        /^[a-z]{2}-/.test(region) &&
        theirs !== region &&
        integration.value('RequestParameters', 'Region') === undefined
        ? { must: `be '${theirs}' for a target in that region`, given: undefined, instead: `Add Region: '${theirs}'.` }
        : undefined;
    },
  },
]);
