import { ERROR_CODES } from '../errors';
import { MaxTimeout } from '../checks';
import { described } from '../message';
import { checkRange } from '../values';
import { judgeHttpIntegrationType, judgeHttpUri, judgePayloadFormat, judgeUriLength } from '../constraints/integration';
import { PAGES } from '../declaration';
import { rules } from '../engine/rule';
import type { ResourceView } from '../engine/resource-view';
import type { ResourceIndex } from '../engine/resource-index';
import { ofAnswering, ofNewFormats, ofOddUris, ofOtherTypes, ofTypes } from './integration-types';
import { routesTo } from './websocket-route';

const INTEGRATION = PAGES.cloudFormation('aws-resource-apigatewayv2-integration');
const PRIVATE = PAGES.guide('http-api-develop-integrations-private');
const SERVICES = PAGES.guide('http-api-develop-integrations-aws-services');
const PRIVATE_URI = /^arn:[^:]+:(elasticloadbalancing:.*:listener\/|servicediscovery:.*:service\/)/;

const isPrivate = (view: ResourceView) => view.text('ConnectionType') === 'VPC_LINK';
const goesOut = (view: ResourceView) => view.lacks('ConnectionType') || view.text('ConnectionType') === 'INTERNET';

function responsesOf(integration: ResourceView, index: ResourceIndex): readonly ResourceView[] {
  return index.all('integrationResponse').filter((response) => ownerOf(response, index) === integration);
}

function ownerOf(response: ResourceView, index: ResourceIndex): ResourceView | undefined {
  return index.follow(response, 'integration', 'IntegrationId');
}

export const INTEGRATION_RULES = rules([
  {
    code: 'IntegrationTimeoutOutOfRange',
    severity: 'error',
    evidence: 'observed',
    source:
      '"Timeout should be between 50 ms and 30000 ms" / "… 29000 ms"; bounds deployed (cdk-preflight:rules/apigatewayv2/pf-apigwv2-integration-timeout-range, …-websocket-integration-timeout-range)',
    on: 'integration',
    needs: 'TimeoutInMillis',
    property: 'TimeoutInMillis',
    summary: ERROR_CODES.IntegrationTimeoutOutOfRange,
    page: PAGES.guide('limits'),
    fix: 'Write 50 milliseconds to 30 seconds, 29 for a WebSocket API.',
    check: (integration, index) => {
      const protocol = index.protocolOf(integration);
      return checkRange(integration.number('TimeoutInMillis'), 50, MaxTimeout[protocol ?? 'HTTP'], {
        unit: `milliseconds${protocol === 'WEBSOCKET' ? ' for a WebSocket API' : ''}`,
        whole: true,
      });
    },
  },
  {
    code: 'HttpIntegrationTypeInvalid',
    severity: 'error',
    evidence: 'observed',
    source:
      '"… may only be associated with proxy integrations (AWS_PROXY, HTTP_PROXY)" (aws/aws-cli#6363; terraform-provider-aws#17289)',
    on: 'integration',
    protocol: 'HTTP',
    property: 'IntegrationType',
    summary: ERROR_CODES.HttpIntegrationTypeInvalid,
    page: INTEGRATION,
    fix: 'Write AWS_PROXY or HTTP_PROXY.',
    among: ofOtherTypes,
    check: (integration) => judgeHttpIntegrationType(integration.text('IntegrationType')),
  },
  {
    code: 'PayloadFormatInvalid',
    severity: 'error',
    evidence: 'observed',
    source:
      '"Unsupported PayloadFormatVersion: 3.0"; "2.0 is not supported for integration of type HTTP_PROXY"; subtype with 2.0: "Operation: … is not supported" (cdk-preflight:rules/apigatewayv2/pf-apigwv2-aws-proxy-, …-http-proxy-, …-integration-subtype-payload-version)',
    on: 'integration',
    protocol: 'HTTP',
    needs: 'PayloadFormatVersion',
    property: 'PayloadFormatVersion',
    summary: ERROR_CODES.PayloadFormatInvalid,
    page: PAGES.guide('http-api-develop-integrations-lambda'),
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
    evidence: 'observed',
    source:
      '"HttpMethod parameter method must be specified for integrationType HTTPPROXY"; no counter-example (cdk-preflight:rules/apigatewayv2/pf-apigwv2-http-proxy-integration-method)',
    on: 'integration',
    property: 'IntegrationMethod',
    summary: 'An integration that passes requests on does not say with which method.',
    page: PAGES.guide('http-api-develop-integrations-http'),
    fix: 'Write ANY to keep the method of the request.',
    among: ofTypes('HTTP_PROXY'),
    check: (integration) =>
      integration.lacks('IntegrationMethod') ? { must: 'be given for HTTP_PROXY', given: undefined } : undefined,
  },
  {
    code: 'VpcLinkMissing',
    severity: 'error',
    evidence: 'observed',
    source:
      '"ConnectionId must be set to vpcLinkId for ConnectionType VPC_LINK" (cdk-preflight:rules/apigatewayv2/pf-apigwv2-integration-vpc-link-connection-id)',
    on: 'integration',
    needs: 'ConnectionType',
    property: 'ConnectionId',
    summary: ERROR_CODES.VpcLinkMissing,
    page: PRIVATE,
    fix: 'Name the VPC link: `connectionId: vpcLink.vpcLinkId`.',
    check: (integration) =>
      isPrivate(integration) && integration.lacks('ConnectionId')
        ? { must: 'be given with connection type VPC_LINK', given: undefined }
        : undefined,
  },
  {
    code: 'PrivateTargetInvalid',
    severity: 'error',
    evidence: 'observed',
    source:
      '"integration uri should be a valid ELB listener ARN or a valid Cloud Map service ARN" (cdk-preflight:rules/apigatewayv2/pf-apigwv2-vpc-link-integration-uri)',
    on: 'integration',
    protocol: 'HTTP',
    needs: 'ConnectionType',
    property: 'IntegrationUri',
    summary: 'A private integration calls what is neither a listener of a load balancer nor a Cloud Map service.',
    page: PRIVATE,
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
    evidence: 'inferred',
    source:
      'TlsConfig on an INTERNET integration was applied without a rejection; AWS does not return it (terraform-provider-aws#41326)',
    on: 'integration',
    protocol: 'HTTP',
    needs: 'TlsConfig',
    property: 'TlsConfig.ServerNameToVerify',
    summary: 'An integration without a VPC link names a server to verify.',
    page: PRIVATE,
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
    evidence: 'documented',
    source: '1..2048 by shape name only; length never seen validated (botocore apigatewayv2 model)',
    on: 'integration',
    property: 'IntegrationUri',
    summary: ERROR_CODES.IntegrationUriLengthInvalid,
    page: PAGES.api('apis-apiid-integrations'),
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
    evidence: 'observed',
    source:
      '"Invalid HTTP endpoint specified for URI" (HTTP API import with fail-on-warnings; REST PutIntegration) (public ADR (FIAP-15SOAT, find_string of the message); moto apigateway exceptions)',
    on: 'integration',
    property: 'IntegrationUri',
    summary: ERROR_CODES.IntegrationUrlInvalid,
    page: PAGES.guide('http-api-develop-integrations-http'),
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
    evidence: 'observed',
    source:
      '"Role ARN must be specified for AWS integration configuration with Subtype: …" (cdk-preflight:rules/apigatewayv2/pf-apigwv2-integration-subtype-credentials)',
    on: 'integration',
    needs: 'IntegrationSubtype',
    property: 'CredentialsArn',
    summary: ERROR_CODES.ServiceRoleMissing,
    page: SERVICES,
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
    evidence: 'inferred',
    source: 'fails at invocation; nothing shows CreateIntegration looking at the target (it may be $request.body.x)',
    on: 'integration',
    needs: 'IntegrationSubtype',
    property: 'RequestParameters.StateMachineArn',
    summary: ERROR_CODES.StateMachineTypeUnsupported,
    page: SERVICES,
    fix: 'Make the state machine EXPRESS, or start it with StepFunctions-StartExecution.',
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
    source:
      'runtime; AWS does not look at the queue (terraform-provider-aws:internal/service/apigatewayv2/integration_test.go#sqs)',
    on: 'integration',
    needs: 'IntegrationSubtype',
    property: 'RequestParameters.MessageGroupId',
    summary: 'Messages are sent to a FIFO queue without a group, which the queue refuses.',
    page: PAGES.guide('http-api-develop-integrations-aws-services-reference'),
    fix: 'Give `messageGroupId`, or the parameter `MessageGroupId` of an L1: such as `$request.header.x-group` or a constant.',
    check: (integration, index) => {
      if (integration.text('IntegrationSubtype') !== 'SQS-SendMessage') {
        return undefined;
      }
      const node = integration.target('AWS::SQS::Queue', 'RequestParameters', 'QueueUrl');
      const isFifo = node
        ? index.viewOf(node).flag('FifoQueue')
        : (integration.text('RequestParameters', 'QueueUrl')?.endsWith('.fifo') ?? false);
      return isFifo && integration.value('RequestParameters', 'MessageGroupId') === undefined
        ? { must: 'be given for a FIFO queue', given: undefined }
        : undefined;
    },
  },
  {
    code: 'IntegrationResponseMissing',
    severity: 'warning',
    evidence: 'inferred',
    source: 'runtime (apigateway-websocket-api-integration-responses)',
    on: 'integration',
    protocol: 'WEBSOCKET',
    property: 'IntegrationType',
    summary: 'A WebSocket route is to answer, but its integration has no integration response to make the answer of.',
    page: PAGES.guide('apigateway-websocket-api-integration-responses'),
    fix: 'Add an integration response `$default`, or use a proxy integration.',
    among: ofAnswering,
    check: (integration, index) => {
      const route = routesTo(integration, index).find((one) => one.text('RouteResponseSelectionExpression'));
      const strange = index.all('integrationResponse').some((response) => !ownerOf(response, index));
      return route && !strange && responsesOf(integration, index).length === 0
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
    evidence: 'inferred',
    source: 'no rejection found (same page)',
    on: 'integration',
    protocol: 'WEBSOCKET',
    property: 'IntegrationType',
    summary: ERROR_CODES.IntegrationResponseOnProxy,
    page: PAGES.guide('apigateway-websocket-api-integration-responses'),
    fix: 'Drop the integration response, or make the type AWS or HTTP.',
    among: (index) => (index.all('integrationResponse').length > 0 ? index.of('integration', 'WEBSOCKET') : []),
    check: (integration, index) => {
      const type = integration.text('IntegrationType');
      const response = type?.endsWith('_PROXY') ? responsesOf(integration, index)[0] : undefined;
      return response && { must: `be no proxy for '${response.path}' to have an effect`, given: type };
    },
  },
]);
