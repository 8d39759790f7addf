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
import { checkLength, checkOneOf, textOf } from '../values';
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

/** The target of a property that is a reference by `Ref`, which yields a name for these types, in words. */
function namedBy(view: ResourceView, property: string, type: string, what: string): unknown {
  const { target, attribute } = referenceIn(view.value(property)) ?? {};
  return attribute === 'Ref' && (target as { readonly cfnResourceType?: string }).cfnResourceType === type
    ? described(`the name of ${what} '${target?.node.path}'`)
    : undefined;
}

/** Templates that are longer than 32 K characters. */
export function longTemplates(view: ResourceView, property: string): Finding[] {
  return view.entries(property).flatMap(([key, template]) => {
    const violation = checkLength(template, 0, MAX_TEMPLATE);
    return violation ? [{ ...violation, property: `${property}.${key}` }] : [];
  });
}

/** The types of the identities that credentials can name. */
const IDENTITIES = ['AWS::IAM::Role', 'AWS::IAM::User', 'AWS::IAM::Group'];

/** The resource that a URI refers to, in words, if it is not a function, or the start of an invocation ARN. */
function notAFunction(uri: unknown): unknown {
  return (
    targetOfOtherType(uri, FUNCTION_TYPES) ??
    (typeof uri === 'object' && endsInFunction(uri)
      ? described("an invocation ARN without '/invocations' at its end")
      : undefined)
  );
}

/** The types that have no attribute with a URL, except for the website of a bucket. */
const WITHOUT_URL =
  /^AWS::(Lambda::(Function|Alias|Version)|ElasticLoadBalancing(V2)?::\w+|CloudFront::Distribution|StepFunctions::StateMachine|S3::Bucket)$/;

/** The beginning of a URL, in words, if it is an attribute of a resource that has no scheme. */
function withoutScheme(uri: unknown): unknown {
  const [first] = textParts(uri).filter((part) => part !== '');
  const type = typeof first === 'object' ? closedType(first) : undefined;
  const isWebsite = type === 'AWS::S3::Bucket' && referenceIn(uri)?.attribute !== 'Arn';
  return type !== undefined && WITHOUT_URL.test(type) && !isWebsite
    ? described(`a value that begins with an attribute of '${(first as IConstruct).node.path}' of type ${type}`)
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

/** The region that a literal function ARN or invocation ARN names. */
function functionRegion(uri: string | undefined): string | undefined {
  return /arn:[^:]+:lambda:([a-z]{2}[a-z-]*-\d):[^:]*:function:/.exec(uri ?? '')?.[1];
}

/** The WebSocket integrations of type AWS. */
function ofServiceActions(index: ResourceIndex): readonly ResourceView[] {
  return ofTypes('AWS')(index).filter((one) => index.protocolOf(one) === 'WEBSOCKET');
}

/** Public HTTP integrations whose URL begins with a token. */
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
    source: 'The API reference: "Required for HTTP APIs"; no rejection was observed',
    on: 'integration',
    protocol: 'HTTP',
    property: 'PayloadFormatVersion',
    summary: 'An integration of an HTTP API has no payload format version.',
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
    summary: 'An integration of type `HTTP_PROXY` or `HTTP` has no method.',
    fix: 'Use `ANY` to keep the method of the request, or the method of the call, such as `POST`.',
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
    // An empty one is treated as none
    check: (integration) => checkOneOf(integration.text('IntegrationMethod') || undefined, METHODS),
  },
  {
    code: 'FunctionMethodNotPost',
    severity: 'warning',
    evidence: 'inferred',
    source:
      'API Gateway calls Lambda functions by POST. With another method a REST API deploys, and responds with status 500.',
    on: 'integration',
    needs: 'IntegrationMethod',
    property: 'IntegrationMethod',
    summary: 'An integration calls a Lambda function with another method than `POST`.',
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
    // A mock has no target, and its empty URI is treated as none
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
        ? "This is a Lambda function: use integration type 'AWS_PROXY'."
        : "Add 'http://' or 'https://' before it, or call the listener of a load balancer through a VPC link.";
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
            instead: 'Use HttpAlbIntegration or HttpNlbIntegration with a listener, or make it internet-facing.',
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
    // L2 constructs use the ARN
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
      "A permission for the function cannot be added from here: Lambda says \"Functions from 'x' are not reachable in this region ('y')\". The integration itself deploys",
    on: 'integration',
    property: 'IntegrationUri',
    summary: 'An integration calls a Lambda function of another region, which cannot be permitted in this stack.',
    fix: 'Call a function of the region of the API, or add the permission in the region of the function.',
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
        ? { must: `call a function of the region ${region}`, given: described(`a function of ${theirs}`) }
        : undefined;
    },
  },
  {
    code: 'ServiceCredentialsMissing',
    severity: 'warning',
    evidence: 'inferred',
    source: 'Of REST APIs, AWS says "Role ARN must be specified for AWS integrations"',
    on: 'integration',
    property: 'CredentialsArn',
    summary: 'An integration of a WebSocket API calls an AWS service without a role.',
    fix: 'Specify a role that API Gateway can assume and that is allowed the action: `credentialsRole`.',
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
  // API Gateway accepts the default on HTTP APIs
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
    source: 'The guide: a proxy integration passes the request on as it is; no rejection was observed',
    on: 'integration',
    protocol: 'WEBSOCKET',
    property: 'RequestTemplates',
    summary: 'An integration that passes requests on as they are has request templates, which have no effect.',
    fix: 'Remove the templates, or use type `AWS` or `HTTP`; `proxy: false` of `WebSocketHttpIntegration`.',
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
