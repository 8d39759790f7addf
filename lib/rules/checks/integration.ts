import { ERROR_CODES } from '../../private/errors';
import { MaxTimeout } from '../../private/checks';
import { judgeRange, prose } from '../../private/judge';
import {
  judgeHttpIntegrationType,
  judgeHttpUri,
  judgePayloadFormat,
  judgeUriLength,
} from '../../private/judge-integration';
import { PAGES, rules } from '../rule';
import type { View } from '../view';
import type { World } from '../world';
import { ofAnswering, ofNewFormats, ofOddUris, ofOtherTypes, ofTypes } from './integration-types';
import { routesTo } from './websocket-route';

const INTEGRATION = PAGES.cloudFormation('aws-resource-apigatewayv2-integration');
const PRIVATE = PAGES.guide('http-api-develop-integrations-private');
const SERVICES = PAGES.guide('http-api-develop-integrations-aws-services');
const PRIVATE_URI = /^arn:[^:]+:(elasticloadbalancing:.*:listener\/|servicediscovery:.*:service\/)/;

const isPrivate = (view: View) => view.text('ConnectionType') === 'VPC_LINK';
const goesOut = (view: View) => view.lacks('ConnectionType') || view.text('ConnectionType') === 'INTERNET';

function responsesOf(integration: View, world: World): readonly View[] {
  return world.all('integrationResponse').filter((response) => ownerOf(response, world) === integration);
}

function ownerOf(response: View, world: World): View | undefined {
  return world.follow(response, 'integration', 'IntegrationId');
}

export const INTEGRATION_RULES = rules([
  {
    code: 'IntegrationTimeoutOutOfRange',
    severity: 'error',
    on: 'integration',
    needs: 'TimeoutInMillis',
    property: 'TimeoutInMillis',
    what: ERROR_CODES.IntegrationTimeoutOutOfRange,
    why: PAGES.guide('limits'),
    fix: 'Write 50 milliseconds to 30 seconds, 29 for a WebSocket API.',
    check: (integration, world) => {
      const protocol = world.protocolOf(integration);
      return judgeRange(integration.number('TimeoutInMillis'), 50, MaxTimeout[protocol ?? 'HTTP'], {
        unit: `milliseconds${protocol === 'WEBSOCKET' ? ' for a WebSocket API' : ''}`,
        whole: true,
      });
    },
  },
  {
    code: 'HttpIntegrationTypeInvalid',
    severity: 'error',
    on: 'integration',
    protocol: 'HTTP',
    property: 'IntegrationType',
    what: ERROR_CODES.HttpIntegrationTypeInvalid,
    why: INTEGRATION,
    fix: 'Write AWS_PROXY or HTTP_PROXY.',
    among: ofOtherTypes,
    check: (integration) => judgeHttpIntegrationType(integration.text('IntegrationType')),
  },
  {
    code: 'PayloadFormatInvalid',
    severity: 'error',
    on: 'integration',
    protocol: 'HTTP',
    needs: 'PayloadFormatVersion',
    property: 'PayloadFormatVersion',
    what: ERROR_CODES.PayloadFormatInvalid,
    why: PAGES.guide('http-api-develop-integrations-lambda'),
    fix: 'Write 1.0, or 2.0 for a Lambda function.',
    among: ofNewFormats,
    check: (integration) => {
      const type = integration.text('IntegrationType');
      const isKnown = integration.lacks('IntegrationSubtype') || integration.text('IntegrationSubtype') !== undefined;
      return type !== undefined && isKnown
        ? judgePayloadFormat(
            integration.text('PayloadFormatVersion'),
            type === 'AWS_PROXY' && integration.lacks('IntegrationSubtype'),
          )
        : undefined;
    },
  },
  {
    code: 'HttpProxyWithoutMethod',
    severity: 'warning',
    on: 'integration',
    property: 'IntegrationMethod',
    what: 'An integration that passes requests on does not say with which method.',
    why: PAGES.guide('http-api-develop-integrations-http'),
    fix: 'Write ANY to keep the method of the request.',
    among: ofTypes('HTTP_PROXY'),
    check: (integration) =>
      integration.lacks('IntegrationMethod') ? { must: 'be given for HTTP_PROXY', given: undefined } : undefined,
  },
  {
    code: 'VpcLinkMissing',
    severity: 'error',
    on: 'integration',
    needs: 'ConnectionType',
    property: 'ConnectionId',
    what: ERROR_CODES.VpcLinkMissing,
    why: PRIVATE,
    fix: 'Name the VPC link: `connectionId: vpcLink.vpcLinkId`.',
    check: (integration) =>
      isPrivate(integration) && integration.lacks('ConnectionId')
        ? { must: 'be given with connection type VPC_LINK', given: undefined }
        : undefined,
  },
  {
    code: 'PrivateTargetInvalid',
    severity: 'error',
    on: 'integration',
    protocol: 'HTTP',
    needs: 'ConnectionType',
    property: 'IntegrationUri',
    what: 'A private integration calls what is neither a listener of a load balancer nor a Cloud Map service.',
    why: PRIVATE,
    fix: 'Write `listener.listenerArn` or `service.serviceArn`: API Gateway finds the targets by it.',
    check: (integration) => {
      const uri = integration.text('IntegrationUri');
      return isPrivate(integration) && uri !== undefined && !PRIVATE_URI.test(uri)
        ? { must: 'be the ARN of a listener or of a Cloud Map service', given: uri }
        : undefined;
    },
  },
  {
    code: 'TlsServerNameOnPublicIntegration',
    severity: 'error',
    on: 'integration',
    protocol: 'HTTP',
    needs: 'TlsConfig',
    property: 'TlsConfig.ServerNameToVerify',
    what: 'An integration without a VPC link names a server to verify.',
    why: PRIVATE,
    fix: 'Drop it: certificates of public targets are verified in any case.',
    check: (integration) => {
      const name = integration.text('TlsConfig', 'ServerNameToVerify');
      return name !== undefined && goesOut(integration)
        ? { must: 'be left out without a VPC link', given: name }
        : undefined;
    },
  },
  {
    code: 'IntegrationUriLengthInvalid',
    severity: 'error',
    on: 'integration',
    property: 'IntegrationUri',
    what: ERROR_CODES.IntegrationUriLengthInvalid,
    why: PAGES.api('apis-apiid-integrations'),
    fix: 'Write 1 to 2,048 characters.',
    among: ofOddUris,
    // What is made up has no target, and an empty one is taken for none
    check: (integration) => {
      const problem = judgeUriLength(integration.text('IntegrationUri'));
      return problem && integration.text('IntegrationType') !== 'MOCK' ? problem : undefined;
    },
  },
  {
    code: 'IntegrationUrlInvalid',
    severity: 'error',
    on: 'integration',
    property: 'IntegrationUri',
    what: ERROR_CODES.IntegrationUrlInvalid,
    why: PAGES.guide('http-api-develop-integrations-http'),
    fix: 'Begin with `http://` or `https://`.',
    among: ofOddUris,
    check: (integration) =>
      integration.text('IntegrationType') === 'HTTP_PROXY' && goesOut(integration)
        ? judgeHttpUri(integration.text('IntegrationUri'))
        : undefined,
  },
  {
    code: 'ServiceRoleMissing',
    severity: 'error',
    on: 'integration',
    needs: 'IntegrationSubtype',
    property: 'CredentialsArn',
    what: ERROR_CODES.ServiceRoleMissing,
    why: SERVICES,
    fix: 'Give a role that trusts apigateway.amazonaws.com and may do the action.',
    check: (integration) => {
      const subtype = integration.text('IntegrationSubtype');
      return subtype !== undefined && integration.lacks('CredentialsArn')
        ? { must: `be given for ${subtype}`, given: undefined }
        : undefined;
    },
  },
  {
    code: 'StateMachineTypeUnsupported',
    severity: 'error',
    on: 'integration',
    needs: 'IntegrationSubtype',
    property: 'RequestParameters.StateMachineArn',
    what: ERROR_CODES.StateMachineTypeUnsupported,
    why: SERVICES,
    fix: 'Make the state machine EXPRESS, or start it with StepFunctions-StartExecution.',
    check: (integration, world) => {
      if (integration.text('IntegrationSubtype') !== 'StepFunctions-StartSyncExecution') {
        return undefined;
      }
      const node = integration.target('AWS::StepFunctions::StateMachine', 'RequestParameters', 'StateMachineArn');
      const machine = node && world.viewOf(node);
      return machine && (machine.lacks('StateMachineType') || machine.text('StateMachineType') === 'STANDARD')
        ? { must: 'be an EXPRESS state machine', given: prose(`'${machine.path}' of type STANDARD`) }
        : undefined;
    },
  },
  {
    code: 'FifoQueueWithoutGroup',
    severity: 'warning',
    on: 'integration',
    needs: 'IntegrationSubtype',
    property: 'RequestParameters.MessageGroupId',
    what: 'Messages are sent to a FIFO queue without a group, which the queue refuses.',
    why: PAGES.guide('http-api-develop-integrations-aws-services-reference'),
    fix: 'Give `messageGroupId`, or the parameter `MessageGroupId` of an L1: such as `$request.header.x-group` or a constant.',
    check: (integration, world) => {
      if (integration.text('IntegrationSubtype') !== 'SQS-SendMessage') {
        return undefined;
      }
      const node = integration.target('AWS::SQS::Queue', 'RequestParameters', 'QueueUrl');
      const isFifo = node
        ? world.viewOf(node).flag('FifoQueue')
        : (integration.text('RequestParameters', 'QueueUrl')?.endsWith('.fifo') ?? false);
      return isFifo && integration.value('RequestParameters', 'MessageGroupId') === undefined
        ? { must: 'be given for a FIFO queue', given: undefined }
        : undefined;
    },
  },
  {
    code: 'IntegrationResponseMissing',
    severity: 'warning',
    on: 'integration',
    protocol: 'WEBSOCKET',
    property: 'IntegrationType',
    what: 'A WebSocket route is to answer, but its integration has no integration response to make the answer of.',
    why: PAGES.guide('apigateway-websocket-api-integration-responses'),
    fix: 'Add an integration response `$default`, or use a proxy integration.',
    among: ofAnswering,
    check: (integration, world) => {
      const route = routesTo(integration, world).find((one) => one.text('RouteResponseSelectionExpression'));
      const strange = world.all('integrationResponse').some((response) => !ownerOf(response, world));
      return route && !strange && responsesOf(integration, world).length === 0
        ? {
            must: `come with an integration response, since '${route.path}' answers`,
            given: integration.text('IntegrationType'),
          }
        : undefined;
    },
  },
  {
    code: 'IntegrationResponseOnProxy',
    severity: 'warning',
    on: 'integration',
    protocol: 'WEBSOCKET',
    property: 'IntegrationType',
    what: ERROR_CODES.IntegrationResponseOnProxy,
    why: PAGES.guide('apigateway-websocket-api-integration-responses'),
    fix: 'Drop the integration response, or make the type AWS or HTTP.',
    among: (world) => (world.all('integrationResponse').length > 0 ? world.of('integration', 'WEBSOCKET') : []),
    check: (integration, world) => {
      const type = integration.text('IntegrationType');
      const response = type?.endsWith('_PROXY') ? responsesOf(integration, world)[0] : undefined;
      return response && { must: `be no proxy for '${response.path}' to have an effect`, given: type };
    },
  },
]);
