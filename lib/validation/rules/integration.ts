import type { IConstruct } from 'constructs';

import {
  HTTP_INTEGRATION_TYPE,
  INTEGRATION_DESCRIPTION,
  INTEGRATION_HOST,
  INTEGRATION_TARGET,
  INTEGRATION_TIMEOUT,
  INTEGRATION_URI_LENGTH,
  INTEGRATION_URL,
  INTEGRATION_URL_TEXT,
  METHODS,
  PAYLOAD_FORMAT,
  URI_BESIDE_SUBTYPE,
  WEBSOCKET_INTEGRATION_TYPE,
} from '../constraints/integration';
import { AWS_SERVICE_URI, CREDENTIALS_ARN, FUNCTION_URI, INVOKED_FUNCTION } from '../constraints/integration-target';
import { UNKNOWN_VALUE, UNUSUAL_LENGTH } from '../constraints/shared-declarations';
import { PAGES } from '../declaration';
import { FUNCTION_TYPES } from '../engine/kinds';
import { referenceIn, textParts } from '../engine/resolve';
import type { ResourceIndex } from '../engine/resource-index';
import type { ResourceView } from '../engine/resource-view';
import type { Finding } from '../engine/rule';
import { ruleFrom, rules } from '../engine/rule';
import { oneOf, onlyFor, required } from '../engine/property-rules';
import { described } from '../message';
import { checkLength, checkOneOf, textOf } from '../value-checks';
import {
  isPrivate,
  isPublic,
  ofNewFormats,
  ofOtherTypes,
  ofTypes,
  ofUncommonFunctions,
  ofUncommonUris,
  uriOf,
} from './integration-types';
import { closedType, endsInFunction, namedFunction, schemeTwice, targetOfOtherType } from './references';

const INTEGRATION = PAGES.cloudFormation('aws-resource-apigatewayv2-integration');
const MAX_TEMPLATE = 32_768;

/**
 * Returns a description of the target if a property is a `Ref` to a resource of the given type. For such a type, `Ref`
 * returns the name instead of the ARN.
 */
function namedBy(view: ResourceView, property: string, type: string, what: string): unknown {
  const { target, attribute } = referenceIn(view.value(property)) ?? {};
  return attribute === 'Ref' && (target as { readonly cfnResourceType?: string }).cfnResourceType === type
    ? described(`the name of ${what} '${target?.node.path}'`)
    : undefined;
}

/** Reports templates with more than 32,768 characters. */
export function longTemplates(view: ResourceView, property: string): Finding[] {
  return view.entries(property).flatMap(([key, template]) => {
    const violation = checkLength(template, 0, MAX_TEMPLATE);
    return violation ? [{ ...violation, property: `${property}.${key}` }] : [];
  });
}

/** The types of resources that the credentials of an integration can refer to. */
const IDENTITIES = ['AWS::IAM::Role', 'AWS::IAM::User', 'AWS::IAM::Group'];

/**
 * Returns a description of the URI if it refers to a resource that is not a function, or if it is an incomplete
 * invocation ARN.
 */
function notAFunction(uri: unknown): unknown {
  return (
    targetOfOtherType(uri, FUNCTION_TYPES) ??
    (typeof uri === 'object' && endsInFunction(uri)
      ? described("an invocation ARN without '/invocations' at its end")
      : undefined)
  );
}

/** The types of resources whose attributes are not URLs. The only exception is the website URL of a bucket. */
const WITHOUT_URL =
  /^AWS::(Lambda::(Function|Alias|Version)|ElasticLoadBalancing(V2)?::\w+|CloudFront::Distribution|StepFunctions::StateMachine|S3::Bucket)$/;

/** Returns a description of the URI if it begins with a resource attribute without a scheme. */
function withoutScheme(uri: unknown): unknown {
  const [first] = textParts(uri).filter((part) => part !== '');
  const type = typeof first === 'object' ? closedType(first) : undefined;
  const isWebsite = type === 'AWS::S3::Bucket' && referenceIn(uri)?.attribute !== 'Arn';
  return type !== undefined && WITHOUT_URL.test(type) && !isWebsite
    ? described(`a URL that begins with an attribute of '${(first as IConstruct).node.path}' of type ${type}`)
    : undefined;
}

const LOAD_BALANCER = 'AWS::ElasticLoadBalancingV2::LoadBalancer';

/** The HTTP integrations that call a URL over the internet. */
function ofPublicUrls(index: ResourceIndex): readonly ResourceView[] {
  return index.memoize(ofPublicUrls, () =>
    ofTypes('HTTP_PROXY', 'HTTP')(index).filter((one) => isPublic(one) && one.lacks('IntegrationSubtype')),
  );
}

const isFunctionCall = (view: ResourceView) => view.lacks('IntegrationSubtype') && !isPrivate(view);

function callsFunction(view: ResourceView): boolean {
  return (
    /:lambda:path\/|:lambda:.*:function:/.test(uriOf(view) ?? '') ||
    view.target('AWS::Lambda::Function', 'IntegrationUri') !== undefined
  );
}

/** Returns the region in a literal function ARN or invocation ARN. */
function functionRegion(uri: string | undefined): string | undefined {
  return /arn:[^:]+:lambda:([a-z]{2}[a-z-]*-\d):[^:]*:function:/.exec(uri ?? '')?.[1];
}

/** Returns the WebSocket integrations of type `AWS`. */
function ofServiceActions(index: ResourceIndex): readonly ResourceView[] {
  return ofTypes('AWS')(index).filter((one) => index.protocolOf(one) === 'WEBSOCKET');
}

/** Returns the HTTP integrations that do not use a VPC link and whose URL begins with a token. */
function ofTokenUrls(index: ResourceIndex): readonly ResourceView[] {
  return ofTypes(
    'HTTP_PROXY',
    'HTTP',
  )(index).filter((integration) => {
    const given = integration.given('IntegrationUri');
    return (
      (typeof given !== 'string' || given.startsWith('${Token[')) &&
      isPublic(integration) &&
      integration.lacks('IntegrationSubtype')
    );
  });
}

export const INTEGRATION_RULES = rules([
  ...required('integration', ['ApiId', 'IntegrationType']),
  ruleFrom(INTEGRATION_TIMEOUT, {
    on: 'integration',
    needs: 'TimeoutInMillis',
    property: 'TimeoutInMillis',
    value: (integration, index) => ({
      millis: integration.number('TimeoutInMillis'),
      protocol: index.protocolOf(integration) ?? 'HTTP',
    }),
  }),
  ruleFrom(HTTP_INTEGRATION_TYPE, {
    on: 'integration',
    protocol: 'HTTP',
    property: 'IntegrationType',
    among: ofOtherTypes,
  }),
  ruleFrom(WEBSOCKET_INTEGRATION_TYPE, { on: 'integration', protocol: 'WEBSOCKET', property: 'IntegrationType' }),
  ruleFrom(PAYLOAD_FORMAT, {
    on: 'integration',
    property: 'PayloadFormatVersion',
    among: ofNewFormats,
    value: (integration, index) => {
      const protocol = index.protocolOf(integration);
      const type = integration.text('IntegrationType');
      const isKnown = integration.lacks('IntegrationSubtype') || integration.text('IntegrationSubtype') !== undefined;
      return protocol === undefined || (protocol === 'HTTP' && (!/^(AWS|HTTP)_PROXY$/.test(type ?? '') || !isKnown))
        ? undefined
        : {
            version: textOf(integration.value('PayloadFormatVersion')),
            protocol,
            isFunction: type === 'AWS_PROXY' && integration.lacks('IntegrationSubtype'),
          };
    },
  }),
  {
    code: 'PayloadFormatMissing',
    severity: 'warning',
    evidence: 'documented',
    source:
      'The API reference states "Required for HTTP APIs", but it is not known whether API Gateway rejects an integration without a version',
    on: 'integration',
    protocol: 'HTTP',
    property: 'PayloadFormatVersion',
    summary: 'The payload format version of an integration of an HTTP API is missing.',
    fix: 'Use `1.0`, or `2.0` for a Lambda function.',
    page: INTEGRATION,
    check: (integration) =>
      integration.lacks('PayloadFormatVersion')
        ? { must: 'be specified for an HTTP API', given: undefined }
        : undefined,
  },
  {
    code: 'HttpProxyWithoutMethod',
    severity: 'error',
    evidence: 'observed',
    source: 'AWS: "HttpMethod parameter method must be specified for integrationType HTTPPROXY"',
    on: 'integration',
    property: 'IntegrationMethod',
    summary: 'An integration of type `HTTP_PROXY` or `HTTP` does not specify an HTTP method.',
    fix: 'Use `ANY` to call the backend with the method of the request, or use a fixed method such as `POST`.',
    page: PAGES.guide('http-api-develop-integrations-http'),
    among: ofTypes('HTTP_PROXY', 'HTTP'),
    check: (integration) =>
      integration.lacks('IntegrationMethod') && integration.lacks('IntegrationSubtype')
        ? { must: `be specified for ${integration.text('IntegrationType')}`, given: undefined }
        : undefined,
  },
  {
    ...UNKNOWN_VALUE,
    on: 'integration',
    needs: 'IntegrationMethod',
    property: 'IntegrationMethod',
    // API Gateway treats an empty method as an absent method
    check: (integration) => checkOneOf(integration.text('IntegrationMethod') || undefined, METHODS),
  },
  {
    code: 'FunctionMethodNotPost',
    severity: 'warning',
    evidence: 'inferred',
    source:
      'API Gateway invokes Lambda functions with POST. The deployment of a REST API with a different method succeeds, but the API responds with status 500.',
    on: 'integration',
    needs: 'IntegrationMethod',
    property: 'IntegrationMethod',
    summary: 'An integration invokes a Lambda function with a method that is not `POST`.',
    fix: 'Use `POST`, or remove the method.',
    page: PAGES.guide('apigateway-websocket-api-integrations'),
    check: (integration) => {
      const method = integration.text('IntegrationMethod');
      const isProxied = integration.text('IntegrationType')?.startsWith('HTTP');
      return method && method !== 'POST' && METHODS.includes(method) && !isProxied && callsFunction(integration)
        ? { must: 'be POST for a Lambda function', given: method }
        : undefined;
    },
  },
  ruleFrom(INTEGRATION_TARGET, {
    on: 'integration',
    property: 'IntegrationUri',
    value: (integration) =>
      integration.lacks('IntegrationUri')
        ? { type: integration.value('IntegrationType') ?? 'MOCK', subtype: integration.value('IntegrationSubtype') }
        : undefined,
  }),
  ruleFrom(URI_BESIDE_SUBTYPE, {
    on: 'integration',
    protocol: 'HTTP',
    needs: 'IntegrationSubtype',
    property: 'IntegrationUri',
    value: (integration) => ({
      uri: integration.text('IntegrationUri'),
      subtype: integration.text('IntegrationSubtype'),
    }),
  }),
  ruleFrom(INTEGRATION_URI_LENGTH, {
    on: 'integration',
    property: 'IntegrationUri',
    among: ofUncommonUris,
    // A mock integration has no target, and its empty URI is valid
    value: (integration) =>
      integration.text('IntegrationType') === 'MOCK' ? undefined : integration.text('IntegrationUri'),
  }),
  ruleFrom(INTEGRATION_URL, {
    on: 'integration',
    property: 'IntegrationUri',
    among: ofUncommonUris,
    value: (integration) =>
      /^HTTP(_PROXY)?$/.test(integration.text('IntegrationType') ?? '') &&
      integration.lacks('IntegrationSubtype') &&
      isPublic(integration)
        ? integration.text('IntegrationUri')
        : undefined,
  }),
  {
    ...INTEGRATION_URL,
    on: 'integration',
    property: 'IntegrationUri',
    among: ofTokenUrls,
    check: (integration) => {
      const given = withoutScheme(integration.value('IntegrationUri'));
      const calls = integration.target('AWS::Lambda::Function', 'IntegrationUri')
        ? "Use integration type 'AWS_PROXY', because the target is a Lambda function."
        : "Add 'http://' or 'https://' before the attribute, or call the listener of a load balancer through a VPC link.";
      return given === undefined
        ? undefined
        : { must: "begin with 'http://' or 'https://' and a host", given, instead: calls };
    },
  },
  ...[INTEGRATION_URL_TEXT, INTEGRATION_HOST].map((declared) =>
    ruleFrom(declared, {
      on: 'integration',
      property: 'IntegrationUri',
      among: ofPublicUrls,
      value: (integration) => integration.text('IntegrationUri'),
    }),
  ),
  {
    ...INTEGRATION_URL_TEXT,
    on: 'integration',
    property: 'IntegrationUri',
    among: ofPublicUrls,
    check: (integration) => {
      const given = schemeTwice(integration.value('IntegrationUri'));
      const instead = "Remove the 'http://' or 'https://' before the attribute.";
      return given === undefined ? undefined : { must: 'have one scheme', given, instead };
    },
  },
  {
    ...INTEGRATION_HOST,
    on: 'integration',
    property: 'IntegrationUri',
    among: ofPublicUrls,
    check: (integration, index) => {
      const balancer = integration.target(LOAD_BALANCER, 'IntegrationUri');
      return balancer && index.viewOf(balancer).text('Scheme') === 'internal'
        ? {
            must: 'be reachable over the internet without a VPC link',
            given: described(`the internal load balancer '${balancer.node.path}'`),
            instead:
              'Use HttpAlbIntegration or HttpNlbIntegration with a listener, or make the load balancer internet-facing.',
          }
        : undefined;
    },
  },
  ruleFrom(FUNCTION_URI, {
    on: 'integration',
    property: 'IntegrationUri',
    among: ofUncommonFunctions,
    value: (integration) =>
      isFunctionCall(integration)
        ? {
            uri: integration.text('IntegrationUri'),
            refersTo:
              namedBy(integration, 'IntegrationUri', 'AWS::Lambda::Function', 'the function') ??
              notAFunction(integration.value('IntegrationUri')),
          }
        : undefined,
  }),
  ruleFrom(INVOKED_FUNCTION, {
    on: 'integration',
    property: 'IntegrationUri',
    // L2 constructs render the ARN of the function
    among: (index) => ofTypes('AWS_PROXY', 'AWS')(index).filter((one) => !one.isOfL2 && isFunctionCall(one)),
    value: (integration) => ({
      uri: integration.text('IntegrationUri'),
      refersTo: namedFunction(integration.value('IntegrationUri')),
    }),
  }),
  ruleFrom(AWS_SERVICE_URI, {
    on: 'integration',
    protocol: 'WEBSOCKET',
    property: 'IntegrationUri',
    among: ofServiceActions,
  }),
  {
    ...AWS_SERVICE_URI,
    on: 'integration',
    protocol: 'WEBSOCKET',
    property: 'IntegrationUri',
    among: ofServiceActions,
    check: (integration) => {
      const given = targetOfOtherType(integration.value('IntegrationUri'), FUNCTION_TYPES);
      return given === undefined
        ? undefined
        : { must: "be 'arn:aws:apigateway:<region>:<service>:action/<Action>' or '…:path/<path>'", given };
    },
  },
  ruleFrom(CREDENTIALS_ARN, {
    on: 'integration',
    needs: 'CredentialsArn',
    property: 'CredentialsArn',
    value: (integration) => ({
      arn: integration.text('CredentialsArn'),
      refersTo:
        namedBy(integration, 'CredentialsArn', 'AWS::IAM::Role', 'the role') ??
        targetOfOtherType(integration.value('CredentialsArn'), IDENTITIES),
    }),
  }),
  {
    code: 'FunctionOfAnotherRegion',
    severity: 'warning',
    evidence: 'inferred',
    source:
      "A stack cannot add a permission for a function in another region. Lambda returns the error \"Functions from 'x' are not reachable in this region ('y')\". The deployment of the integration itself succeeds",
    on: 'integration',
    property: 'IntegrationUri',
    summary:
      'An integration invokes a Lambda function in another region, but this stack cannot add a permission for such a function.',
    fix: 'Invoke a function in the region of the API, or add the permission in a stack in the region of the function.',
    page: PAGES.guide('http-api-develop-integrations-lambda'),
    among: ofTypes('AWS_PROXY', 'AWS'),
    check: (integration) => {
      const { region } = integration.node.stack;
      if (!/^[a-z]{2}-/.test(region)) {
        return undefined;
      }
      const node = integration.lacks('CredentialsArn')
        ? integration.target('AWS::Lambda::Function', 'IntegrationUri')
        : undefined;
      const theirs = node?.stack.region ?? functionRegion(uriOf(integration));
      return theirs !== undefined && /^[a-z]{2}-/.test(theirs) && theirs !== region
        ? { must: `refer to a function in the region ${region}`, given: described(`a function in ${theirs}`) }
        : undefined;
    },
  },
  {
    code: 'ServiceCredentialsMissing',
    severity: 'warning',
    evidence: 'inferred',
    source: 'For REST APIs, AWS returns the error "Role ARN must be specified for AWS integrations"',
    on: 'integration',
    property: 'CredentialsArn',
    summary: 'An integration of a WebSocket API calls an AWS service but does not specify an IAM role.',
    fix: 'Set `credentialsRole` to a role that API Gateway can assume and that has permission for the action.',
    page: PAGES.guide('apigateway-websocket-api-integrations'),
    among: ofServiceActions,
    check: (integration) => {
      const [, service] =
        /^arn:[^:]+:apigateway:[^:]*:([\w.-]+):(?:path|action)\//.exec(uriOf(integration) ?? '') ?? [];
      return service !== undefined && service !== 'lambda' && integration.lacks('CredentialsArn')
        ? { must: `be specified to call ${service}`, given: undefined }
        : undefined;
    },
  },
  ruleFrom(INTEGRATION_DESCRIPTION, { on: 'integration', property: 'Description' }),
  ...onlyFor('WEBSOCKET', 'integration', [
    'ContentHandlingStrategy',
    'RequestTemplates',
    'TemplateSelectionExpression',
  ]),
  // For HTTP APIs, API Gateway accepts the default value WHEN_NO_MATCH
  ...onlyFor('WEBSOCKET', 'integration', ['PassthroughBehavior'], undefined, (value) => value === 'WHEN_NO_MATCH'),
  ...onlyFor('HTTP', 'integration', ['ResponseParameters', 'TlsConfig']),
  oneOf('integration', 'PassthroughBehavior', ['WHEN_NO_MATCH', 'WHEN_NO_TEMPLATES', 'NEVER'], undefined, 'WEBSOCKET'),
  oneOf('integration', 'ContentHandlingStrategy', ['CONVERT_TO_BINARY', 'CONVERT_TO_TEXT'], undefined, 'WEBSOCKET'),
  {
    ...UNUSUAL_LENGTH,
    on: 'integration',
    protocol: 'WEBSOCKET',
    needs: 'RequestTemplates',
    property: 'RequestTemplates',
    check: (integration) => longTemplates(integration, 'RequestTemplates'),
  },
  {
    code: 'TemplateOnProxyIntegration',
    severity: 'warning',
    evidence: 'inferred',
    source:
      'The API Gateway guide states that a proxy integration passes the request to the backend unchanged, but it is not known whether API Gateway rejects templates',
    on: 'integration',
    protocol: 'WEBSOCKET',
    property: 'RequestTemplates',
    summary:
      'A proxy integration has request templates, which have no effect because API Gateway passes requests to the backend unchanged.',
    fix: 'Remove the templates, or use type `AWS` or `HTTP`. For `WebSocketHttpIntegration`, set `proxy: false`.',
    page: PAGES.guide('websocket-api-data-transformations'),
    needs: 'RequestTemplates',
    check: (integration) => {
      const type = integration.text('IntegrationType');
      return type?.endsWith('_PROXY') && integration.entries('RequestTemplates').length > 0
        ? { must: `be omitted for ${type}`, given: described('templates') }
        : undefined;
    },
  },
]);
