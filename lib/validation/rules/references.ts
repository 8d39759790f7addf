import type { CfnResource } from 'aws-cdk-lib/core';

import type { Declaration } from '../declaration';
import { PAGES } from '../declaration';
import type { Kind } from '../engine/kinds';
import { FUNCTION_TYPES, TYPES, WITHOUT_API } from '../engine/kinds';
import { isPlainObject, referenceIn, referencesIn, textParts, unconditional } from '../engine/resolve';
import type { ResourceIndex } from '../engine/resource-index';
import type { ResourceView } from '../engine/resource-view';
import type { Finding, Rule } from '../engine/rule';
import { rules } from '../engine/rule';
import { described } from '../message';
import { REST_API } from './mapped-domains';

/** The types of resources whose attributes can have any value, such as parameters, secrets and custom resources. */
const OPEN = /^AWS::(SSM|SecretsManager|CloudFormation|Serverless)::|^(?!AWS::)/;

const REST_DOMAIN = 'AWS::ApiGateway::DomainName';

const API_ID: Declaration = {
  code: 'ApiIdInvalid',
  severity: 'error',
  evidence: 'observed',
  source: 'AWS: "Invalid API identifier specified …" (NotFoundException)',
  summary: 'The property `ApiId` of a resource is not the ID of an HTTP or WebSocket API.',
  fix: 'Use the ID of the API: `api.ref` for an L1 construct, `api.apiId` for an L2 construct.',
  page: PAGES.api('apis-apiid'),
};

const OTHER_TYPE: Declaration = {
  code: 'ReferenceOfOtherType',
  severity: 'warning',
  evidence: 'inferred',
  source: 'API Gateway reads the value as the ID or name of a resource of the type that the property expects',
  summary: 'A property refers to a resource of the wrong type.',
  fix: 'Use the ID or name of a resource of the type that the property expects.',
  page: PAGES.api('apis'),
};

/** Returns the type of a resource, or undefined if the attributes of the resource can have any value. */
export function closedType(target: unknown): string | undefined {
  const type = (target as Partial<CfnResource> | undefined)?.cfnResourceType;
  return type === undefined || OPEN.test(type) ? undefined : type;
}

/**
 * Returns a description of the resource that a value refers to, if the type of the resource is known and is not one of
 * the given types.
 */
export function targetOfOtherType(value: unknown, types: readonly string[]): unknown {
  const reference = referenceIn(value);
  const type = closedType(reference?.target);
  return reference && type !== undefined && !types.includes(type)
    ? described(`'${reference.target.node.path}' of type ${type}`)
    : undefined;
}

/**
 * Whether a value is an invocation ARN without `/invocations` at the end: `arn:…:lambda:path/…/functions/<function
 * ARN>`.
 */
export function endsInFunction(value: unknown): boolean {
  const parts = textParts(value).filter((part) => part !== '');
  const last = parts.at(-1);
  const before = parts.slice(0, -1).map((part) => (typeof part === 'string' ? part : '*'));
  return (
    typeof last === 'object' &&
    FUNCTION_TYPES.includes(closedType(last) ?? '') &&
    /\/functions\/$/.test(before.join(''))
  );
}

/**
 * If an invocation ARN contains a `Ref` to a function, returns a description of the `Ref` for messages. `Ref` returns
 * the name of the function, not the ARN.
 */
export function namedFunction(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) {
    return undefined;
  }
  const parts = textParts(value);
  const at = parts.findIndex((part) => typeof part === 'string' && part.endsWith('/functions/'));
  const node = at < 0 ? undefined : parts[at + 1];
  const isWithin = typeof node === 'object' && String(parts[at + 2]).startsWith('/invocations');
  return isWithin &&
    closedType(node) === 'AWS::Lambda::Function' &&
    referencesIn(value).every(({ target, attribute }) => target !== node || attribute === 'Ref')
    ? described(`the name of '${node.node.path}', which Ref returns`)
    : undefined;
}

/** The attributes that return a URL, by resource type. */
const URL_ATTRIBUTES: { readonly [type: string]: string } = {
  'AWS::ApiGatewayV2::Api': 'ApiEndpoint',
  'AWS::AppSync::GraphQLApi': 'GraphQLUrl',
  'AWS::Cognito::UserPool': 'ProviderURL',
  'AWS::Lambda::Url': 'FunctionUrl',
  'AWS::S3::Bucket': 'WebsiteURL',
};

/** Returns a description of a value that contains a scheme before an attribute that is already a URL. */
export function schemeTwice(value: unknown): unknown {
  const [start, target] = typeof value === 'object' ? textParts(value).filter((part) => part !== '') : [];
  const type = typeof target === 'object' ? closedType(target) : undefined;
  const [first] = type === undefined || start === undefined ? [] : referencesIn(value);
  return /^https?:\/\/$/i.test(String(start)) && type !== undefined && first?.attribute === URL_ATTRIBUTES[type]
    ? described(`'${String(start)}' before ${first.attribute} of '${first.target.node.path}', which is already a URL`)
    : undefined;
}

/** Returns the description of a reference for a message. */
const shown = (type: string, path: string, attribute: string) =>
  described(`${attribute === 'Ref' ? 'a reference' : `the attribute ${attribute}`} of '${path}' of type ${type}`);

/** Reports a property `ApiId` whose value is not the ID of an API. */
function wrongApi(view: ResourceView): Finding | undefined {
  const value = view.value('ApiId');
  const must = view.kind === 'apiMapping' ? 'be the ID of an API' : 'be the ID of an HTTP or WebSocket API';
  if (typeof value === 'string') {
    const [, id] = /^https?:\/\/([a-z0-9]+)\.execute-api\./.exec(value) ?? [];
    const instead = id === undefined ? undefined : `Did you mean '${id}'?`;
    return /[:/.\s<>{}$]|^$/.test(value) ? { must, given: value, instead } : undefined;
  }
  const reference = referenceIn(value);
  const type = closedType(reference?.target);
  if (!reference || type === undefined) {
    return undefined;
  }
  const isId =
    (type === TYPES.api && /^(Ref|ApiId)$/.test(reference.attribute)) ||
    (type === REST_API && view.kind === 'apiMapping' && /^(Ref|RestApiId)$/.test(reference.attribute));
  return isId
    ? undefined
    : {
        must,
        given: shown(type, reference.target.node.path, reference.attribute),
        instead:
          type === REST_API && reference.attribute === 'Ref'
            ? 'For a REST API, use resources of aws-apigateway instead of aws-apigatewayv2.'
            : undefined,
      };
}

/** Returns a function that selects the resources of a kind whose `ApiId` is not a valid reference to an API. */
function ofUnusualApis(kind: Kind): (index: ResourceIndex) => readonly ResourceView[] {
  const owner = kind === 'apiMapping' ? 'mapped API IDs' : 'API IDs';
  return (index) =>
    index.all(kind).filter((view) => {
      const given = view.given('ApiId');
      // The resources of an API contain the same token, which is resolved only once
      return typeof given === 'string'
        ? index.memoizeFor(owner, given, () => wrongApi(view) !== undefined)
        : !view.lacks('ApiId');
    });
}

const KINDS_OF_APIS = (Object.keys(TYPES) as Kind[]).filter((kind) => kind !== 'api' && !WITHOUT_API.has(kind));

/**
 * A property that contains the ID or name of a resource, with the allowed types of the resource and the attributes that
 * return the ID or name.
 */
interface Named {
  readonly on: Kind;
  readonly property: string;
  readonly what: string;
  readonly types: readonly string[];
  readonly attributes?: RegExp;
}

const NAMED: readonly Named[] = [
  { on: 'apiMapping', property: 'Stage', what: 'the name of a stage', types: [TYPES.stage, TYPES.restStage] },
  {
    on: 'apiMapping',
    property: 'DomainName',
    what: 'a custom domain name',
    types: [TYPES.domainName, REST_DOMAIN],
  },
  { on: 'domainName', property: 'DomainName', what: 'a custom domain name', types: [] },
  { on: 'deployment', property: 'StageName', what: 'the name of a stage', types: [TYPES.stage] },
  {
    on: 'integration',
    property: 'ConnectionId',
    what: 'the ID of a VPC link',
    types: [TYPES.vpcLink, 'AWS::ApiGateway::VpcLink'],
    attributes: /^(Ref|VpcLinkId)$/,
  },
  {
    on: 'integrationResponse',
    property: 'IntegrationId',
    what: 'the ID of an integration',
    types: [TYPES.integration],
    attributes: /^(Ref|IntegrationId|Id)$/,
  },
  {
    on: 'routeResponse',
    property: 'RouteId',
    what: 'the ID of a route',
    types: [TYPES.route],
    attributes: /^(Ref|RouteId)$/,
  },
  {
    on: 'stage',
    property: 'DeploymentId',
    what: 'the ID of a deployment',
    types: [TYPES.deployment],
    attributes: /^(Ref|DeploymentId)$/,
  },
];

/** A pattern for ARNs, URLs and the IDs of EC2 resources. Such a value is never the ID of an API Gateway resource. */
const OTHER_ID = /^(vpc|vpce|subnet|sg|eni|i|nat)-[0-9a-f]+$|^arn:|^https?:/;

function namedRule({ on, property, what, types, attributes = /^(Ref|DomainName|StageName)$/ }: Named): Rule {
  return {
    ...OTHER_TYPE,
    on,
    needs: property,
    property,
    check: (view) => {
      const value = view.value(property);
      if (typeof value === 'string') {
        return OTHER_ID.test(value) && what.includes('ID') ? { must: `be ${what}`, given: value } : undefined;
      }
      const reference = referenceIn(value);
      const type = closedType(reference?.target);
      return reference && type !== undefined && !(types.includes(type) && attributes.test(reference.attribute))
        ? { must: `be ${what}`, given: shown(type, reference.target.node.path, reference.attribute) }
        : undefined;
    },
  };
}

/** Returns the rule for list elements that refer to a resource of the wrong type, or to the wrong attribute. */
function elementRule(property: string, what: string, attributes: { readonly [type: string]: RegExp }): Rule {
  return {
    ...OTHER_TYPE,
    on: 'vpcLink',
    needs: property,
    property,
    check: (view) =>
      unconditional(view.list(property)).map((element) => {
        const reference = referenceIn(element);
        const type = closedType(reference?.target);
        return reference && type !== undefined && !attributes[type]?.test(reference.attribute)
          ? { must: `list ${what}`, given: shown(type, reference.target.node.path, reference.attribute) }
          : undefined;
      }),
  };
}

/** Reports models that a map specifies by a reference, because a reference returns the ID instead of the name. */
function modelIds(view: ResourceView, property: string): Finding[] {
  const models = view.value(property);
  return Object.entries(isPlainObject(models) ? models : {}).flatMap(([key, value]) => {
    const reference = referenceIn(value);
    const node = reference?.target as CfnResource | undefined;
    return node?.cfnResourceType === TYPES.model
      ? [
          {
            property: `${property}.${key}`,
            must: 'be the name of a model',
            given: described(`the ID of '${node.node.path}'`),
            instead: "Use the property 'name' of the CfnModel. Ref returns the ID.",
          },
        ]
      : [];
  });
}

const modelRule = (on: Kind, property: string): Rule => ({
  ...OTHER_TYPE,
  on,
  needs: property,
  property,
  check: (view) => modelIds(view, property),
});

export const REFERENCE_RULES = rules([
  ...KINDS_OF_APIS.map((kind): Rule => ({
    ...API_ID,
    on: kind,
    property: 'ApiId',
    among: ofUnusualApis(kind),
    check: wrongApi,
  })),
  ...NAMED.map(namedRule),
  elementRule('SubnetIds', 'IDs of subnets', { 'AWS::EC2::Subnet': /^(Ref|SubnetId)$/ }),
  elementRule('SecurityGroupIds', 'IDs of security groups', {
    'AWS::EC2::SecurityGroup': /^(Ref|GroupId|Id)$/,
    'AWS::EC2::VPC': /^DefaultSecurityGroup$/,
  }),
  modelRule('route', 'RequestModels'),
  modelRule('routeResponse', 'ResponseModels'),
]);
