import type { CfnResource } from 'aws-cdk-lib/core';
import { Token } from 'aws-cdk-lib/core';

import {
  AUTHORIZER_CACHE_KEY,
  AUTHORIZER_CREDENTIALS,
  AUTHORIZER_NAME,
  AUTHORIZER_TTL,
  AUTHORIZER_TYPE,
  AUTHORIZER_URI_FORM,
  AUTHORIZER_URI_PRESENT,
  HTTP_SOURCES,
  JWT_AUDIENCE_OF_POOL,
  JWT_AUDIENCES,
  JWT_CONFIGURATION,
  JWT_ISSUER,
  JWT_ISSUER_DISCOVERY,
  JWT_ISSUER_LOCAL,
  JWT_ISSUER_REGION,
  PAYLOAD_FORMAT,
  PAYLOAD_FORMAT_PRESENT,
  SIMPLE_RESPONSES,
  TOKEN_SOURCE_FORM,
  TOKEN_SOURCE_PRESENT,
  WEBSOCKET_SOURCES,
} from '../constraints/authorizer';
import { INVOKED_FUNCTION } from '../constraints/integration-target';
import type { Declaration } from '../declaration';
import { PAGES } from '../declaration';
import { FUNCTION_TYPES, TYPES } from '../engine/kinds';
import { referenceIn, shapeOf, targetsIn, textParts, unconditional } from '../engine/resolve';
import type { ResourceView } from '../engine/resource-view';
import type { Rule } from '../engine/rule';
import { ruleFrom, rules } from '../engine/rule';
import { length, onlyFor, required } from '../engine/property-rules';
import { described } from '../message';
import { textOf } from '../value-checks';
import { endsInFunction, namedFunction, targetOfOtherType } from './references';

const AUTHORIZERS = PAGES.api('apis-apiid-authorizers');
const USER_POOL = 'AWS::Cognito::UserPool';
const FUNCTIONS = [...FUNCTION_TYPES, 'AWS::Serverless::Function'];

/** Reports properties that API Gateway supports for authorizers of HTTP APIs only. */
const ON_WEBSOCKET: Declaration = {
  code: 'AuthorizerPropertyOnWebSocketApi',
  severity: 'error',
  evidence: 'observed',
  source:
    'AWS: "AuthorizerPayloadFormatVersion cannot be set for WEBSOCKET protocol Apis.", and similar messages for ' +
    'AuthorizerResultTtlInSeconds, EnableSimpleResponses and JwtConfiguration',
  summary: 'An authorizer of a WebSocket API specifies a property that API Gateway supports for HTTP APIs only.',
  fix: 'Remove the property.',
  page: AUTHORIZERS,
};

const ON_JWT: Declaration = {
  code: 'LambdaOnlyAuthorizerProperty',
  severity: 'warning',
  evidence: 'documented',
  source: 'The API reference states "Supported only for REQUEST authorizers"',
  summary: 'A JWT authorizer specifies a property that API Gateway supports for Lambda authorizers only.',
  fix: 'Remove the property.',
  page: AUTHORIZERS,
};

const JWT_ON_REQUEST: Declaration = {
  ...ON_JWT,
  code: 'JwtConfigurationOnLambdaAuthorizer',
  source: 'The API reference states "Supported only for HTTP APIs" and "required for the JWT authorizer type"',
  summary: 'A Lambda authorizer specifies a JWT configuration, which API Gateway supports for JWT authorizers only.',
};

const NOT_A_LIST: Declaration = {
  ...ON_JWT,
  code: 'AuthorizerListInvalid',
  severity: 'error',
  source:
    'In the CloudFormation schema, the type of the property is a list of strings, and CloudFormation validates the type',
  summary: 'An authorizer specifies its identity sources or its audience as a string instead of a list.',
  fix: 'Use a list of strings.',
};

const SIMPLE_RESPONSES_ON_JWT: Declaration = {
  ...ON_JWT,
  code: 'SimpleResponsesOnJwtAuthorizer',
  severity: 'error',
  evidence: 'observed',
  source: 'In a deployment on AWS in July 2026, API Gateway rejected the property, even with the value false',
  summary: 'A JWT authorizer specifies the property `EnableSimpleResponses`, which only Lambda authorizers support.',
};

/** Whether an authorizer is a JWT authorizer of an HTTP API. WebSocket APIs do not support JWT authorizers. */
const isJwt = (view: ResourceView) => view.text('AuthorizerType') === 'JWT' && view.api?.protocol !== 'WEBSOCKET';
const isOfHttp = (view: ResourceView) => view.api?.protocol === 'HTTP';

function onJwt(property: string, declared: Declaration): Rule {
  return {
    ...declared,
    on: 'authorizer',
    needs: property,
    property,
    check: (authorizer) =>
      isJwt(authorizer)
        ? { must: 'be omitted for a JWT authorizer', given: authorizer.text(property) ?? described('a value') }
        : undefined,
  };
}

/** Returns the rule for a property that must be a list. Code without type checks can pass a string. */
function listRule(property: string, member?: string): Rule {
  return {
    ...NOT_A_LIST,
    on: 'authorizer',
    needs: property,
    property: member === undefined ? property : `${property}.${member}`,
    check: (authorizer) => {
      const value = authorizer.text(property, member);
      return value === undefined ? undefined : { must: 'be a list', given: value, instead: `Use ['${value}'].` };
    },
  };
}

/** Returns the issuer of a JWT authorizer, if the issuer is a string that is known at synthesis. */
const issuerOf = (authorizer: ResourceView) =>
  isJwt(authorizer) ? authorizer.text('JwtConfiguration', 'Issuer') : undefined;

/** Returns the issuer of a JWT authorizer, with asterisks instead of tokens. */
function issuerShape(authorizer: ResourceView): string | undefined {
  return isJwt(authorizer) ? shapeOf(authorizer.value('JwtConfiguration', 'Issuer')) : undefined;
}

/**
 * If the issuer is a discovery URL or the domain of a user pool's hosted login pages, returns the issuer with an
 * asterisk in place of each token.
 */
function loginPages(authorizer: ResourceView): string | undefined {
  const shape = issuerShape(authorizer);
  return shape !== undefined && /\.amazoncognito\.com|\/\.well-known\//.test(shape) ? shape : undefined;
}

/**
 * Returns the issuer with asterisks instead of tokens, if the issuer begins with literal text but not with `https://`.
 */
function withoutHttps(authorizer: ResourceView): string | undefined {
  const shape = issuerShape(authorizer);
  return shape !== undefined && /^[^*$]/.test(shape) && !/^h?\*|^https:\/\//i.test(shape) ? shape : undefined;
}

/**
 * Returns an issuer that refers to a user pool of the app. In place of the ID of the user pool, the string contains the
 * region of the user pool's stack, followed by `_ID`.
 */
function poolElsewhere(authorizer: ResourceView): string | undefined {
  const [start, pool, end] = isJwt(authorizer) ? textParts(authorizer.value('JwtConfiguration', 'Issuer')) : [];
  const isPool = typeof pool === 'object' && (pool as Partial<CfnResource>).cfnResourceType === USER_POOL;
  const region = isPool ? (pool as CfnResource).stack.region : undefined;
  return typeof start === 'string' && region !== undefined && !Token.isUnresolved(region) && end === undefined
    ? `${start}${region}_ID`
    : undefined;
}

const issuer = {
  on: 'authorizer',
  needs: 'JwtConfiguration',
  property: 'JwtConfiguration.Issuer',
  value: issuerOf,
} as const;

/**
 * Returns the identity sources, an empty list if the property is absent, or undefined if the list is not known at
 * synthesis.
 */
function sourcesOf(authorizer: ResourceView): readonly unknown[] | undefined {
  return authorizer.lacks('IdentitySource') ? [] : authorizer.list('IdentitySource');
}

export const AUTHORIZER_RULES = rules([
  ...required('authorizer', ['ApiId', 'AuthorizerType', 'Name']),
  ruleFrom(AUTHORIZER_NAME, { on: 'authorizer', property: 'Name' }),
  ruleFrom(AUTHORIZER_TYPE, {
    on: 'authorizer',
    property: 'AuthorizerType',
    value: (authorizer) => ({ type: authorizer.text('AuthorizerType'), protocol: authorizer.api?.protocol }),
  }),
  ruleFrom(AUTHORIZER_URI_PRESENT, {
    on: 'authorizer',
    property: 'AuthorizerUri',
    value: (authorizer) => ({ type: authorizer.text('AuthorizerType'), uri: authorizer.value('AuthorizerUri') }),
  }),
  ruleFrom(AUTHORIZER_URI_FORM, {
    on: 'authorizer',
    property: 'AuthorizerUri',
    value: (authorizer) => (isJwt(authorizer) ? undefined : authorizer.text('AuthorizerUri')),
  }),
  {
    ...AUTHORIZER_URI_FORM,
    on: 'authorizer',
    needs: 'AuthorizerUri',
    property: 'AuthorizerUri',
    check: (authorizer) => {
      const uri = authorizer.value('AuthorizerUri');
      const target = referenceIn(uri)?.target;
      const other = isJwt(authorizer) ? undefined : targetOfOtherType(uri, FUNCTIONS);
      if (other !== undefined) {
        return { must: 'be the invocation URI of a function', given: other };
      }
      if (endsInFunction(uri)) {
        return {
          must: "end with '/invocations'",
          given: described('a URI that ends with the ARN of the function'),
        };
      }
      return target && FUNCTIONS.includes(String((target as { cfnResourceType?: string }).cfnResourceType))
        ? {
            must: 'be the invocation URI of a Lambda function',
            given: described(`a reference to the function '${target.node.path}'`),
          }
        : undefined;
    },
  },
  ruleFrom(INVOKED_FUNCTION, {
    on: 'authorizer',
    needs: 'AuthorizerUri',
    property: 'AuthorizerUri',
    value: (authorizer) =>
      isJwt(authorizer)
        ? undefined
        : { uri: authorizer.text('AuthorizerUri'), refersTo: namedFunction(authorizer.value('AuthorizerUri')) },
  }),
  length('authorizer', 'AuthorizerUri', 1, 2048),
  ruleFrom(AUTHORIZER_CREDENTIALS, { on: 'authorizer', property: 'AuthorizerCredentialsArn' }),
  ...onlyFor(
    'HTTP',
    'authorizer',
    ['AuthorizerPayloadFormatVersion', 'AuthorizerResultTtlInSeconds', 'EnableSimpleResponses', 'JwtConfiguration'],
    ON_WEBSOCKET,
  ),
  ...[
    'AuthorizerUri',
    'AuthorizerCredentialsArn',
    'AuthorizerResultTtlInSeconds',
    'AuthorizerPayloadFormatVersion',
  ].map((property) => onJwt(property, ON_JWT)),
  onJwt('EnableSimpleResponses', SIMPLE_RESPONSES_ON_JWT),
  listRule('IdentitySource'),
  listRule('JwtConfiguration', 'Audience'),
  {
    ...JWT_ON_REQUEST,
    on: 'authorizer',
    protocol: 'HTTP',
    needs: 'JwtConfiguration',
    property: 'JwtConfiguration',
    check: (authorizer) =>
      authorizer.text('AuthorizerType') === 'REQUEST'
        ? { must: 'be omitted for a Lambda authorizer', given: described('a JWT configuration') }
        : undefined,
  },
  ruleFrom(JWT_CONFIGURATION, {
    on: 'authorizer',
    property: 'JwtConfiguration',
    value: (authorizer) =>
      authorizer.lacks('JwtConfiguration') || authorizer.entries('JwtConfiguration').length > 0
        ? {
            type: isJwt(authorizer) ? 'JWT' : undefined,
            issuer: authorizer.value('JwtConfiguration', 'Issuer'),
            audience: authorizer.value('JwtConfiguration', 'Audience'),
          }
        : undefined,
  }),
  ruleFrom(JWT_ISSUER, { ...issuer, value: (authorizer) => issuerOf(authorizer) ?? withoutHttps(authorizer) }),
  ruleFrom(JWT_ISSUER_LOCAL, issuer),
  ruleFrom(JWT_ISSUER_DISCOVERY, {
    ...issuer,
    value: (authorizer) => issuerOf(authorizer) ?? loginPages(authorizer),
  }),
  ruleFrom(JWT_ISSUER_REGION, { ...issuer, value: (authorizer) => issuerOf(authorizer) ?? poolElsewhere(authorizer) }),
  {
    ...JWT_ISSUER,
    on: 'authorizer',
    needs: 'JwtConfiguration',
    property: 'JwtConfiguration.Issuer',
    check: (authorizer) => {
      const reference = referenceIn(authorizer.value('JwtConfiguration', 'Issuer'));
      const isPool = (reference?.target as { cfnResourceType?: string } | undefined)?.cfnResourceType === USER_POOL;
      return reference && isPool && reference.attribute !== 'ProviderURL' && isJwt(authorizer)
        ? {
            must: 'be the URL of the user pool',
            given: described(`the attribute ${reference.attribute} of the user pool`),
            instead: 'Use the attribute ProviderURL (userPoolProviderUrl), or HttpUserPoolAuthorizer.',
          }
        : undefined;
    },
  },
  {
    code: 'JwtIssuerOfSameApp',
    severity: 'warning',
    evidence: 'inferred',
    source:
      'To create the authorizer, API Gateway reads the discovery document of the issuer, but an API of the same app is not deployed yet',
    on: 'authorizer',
    needs: 'JwtConfiguration',
    property: 'JwtConfiguration.Issuer',
    summary: 'The issuer of a JWT authorizer is the URL of an API that the same app creates.',
    fix: 'Deploy the issuer first, in a separate app or stack, and pass the URL of the issuer as a string.',
    page: PAGES.guide('http-api-jwt-authorizer'),
    check: (authorizer) => {
      const api = targetsIn(authorizer.value('JwtConfiguration', 'Issuer')).find(
        (target) => (target as { cfnResourceType?: string }).cfnResourceType === TYPES.api,
      );
      return api && isJwt(authorizer)
        ? {
            must: 'be an issuer that responds before API Gateway creates the authorizer',
            given: described(`the URL of '${api.node.path}'`),
          }
        : undefined;
    },
  },
  ruleFrom(JWT_AUDIENCE_OF_POOL, {
    on: 'authorizer',
    needs: 'JwtConfiguration',
    property: 'JwtConfiguration.Audience',
    value: (authorizer) => authorizer.list('JwtConfiguration', 'Audience'),
  }),
  {
    ...JWT_AUDIENCE_OF_POOL,
    on: 'authorizer',
    needs: 'JwtConfiguration',
    property: 'JwtConfiguration.Audience',
    check: (authorizer) =>
      unconditional(authorizer.list('JwtConfiguration', 'Audience')).map((audience) => {
        const reference = referenceIn(audience);
        return reference && (reference.target as Partial<CfnResource>).cfnResourceType === USER_POOL
          ? { must: 'be the ID of an app client', given: described(`the user pool '${reference.target.node.path}'`) }
          : undefined;
      }),
  },
  ruleFrom(JWT_AUDIENCES, {
    on: 'authorizer',
    needs: 'JwtConfiguration',
    property: 'JwtConfiguration.Audience',
    value: (authorizer) => unconditional(authorizer.list('JwtConfiguration', 'Audience')),
  }),
  ...[TOKEN_SOURCE_FORM, TOKEN_SOURCE_PRESENT].map((declared) =>
    ruleFrom(declared, {
      on: 'authorizer',
      property: 'IdentitySource',
      value: (authorizer) => (isJwt(authorizer) ? sourcesOf(authorizer) : undefined),
    }),
  ),
  ruleFrom(HTTP_SOURCES, {
    on: 'authorizer',
    protocol: 'HTTP',
    needs: 'IdentitySource',
    property: 'IdentitySource',
    value: (authorizer) => (isJwt(authorizer) ? undefined : authorizer.list('IdentitySource')),
  }),
  ruleFrom(WEBSOCKET_SOURCES, {
    on: 'authorizer',
    protocol: 'WEBSOCKET',
    needs: 'IdentitySource',
    property: 'IdentitySource',
    value: (authorizer) => authorizer.list('IdentitySource'),
  }),
  ruleFrom(AUTHORIZER_TTL, {
    on: 'authorizer',
    needs: 'AuthorizerResultTtlInSeconds',
    property: 'AuthorizerResultTtlInSeconds',
    value: (authorizer) =>
      authorizer.api?.protocol === 'WEBSOCKET' ? undefined : authorizer.number('AuthorizerResultTtlInSeconds'),
  }),
  ruleFrom(AUTHORIZER_CACHE_KEY, {
    on: 'authorizer',
    protocol: 'HTTP',
    needs: 'AuthorizerResultTtlInSeconds',
    property: 'AuthorizerResultTtlInSeconds',
    value: (authorizer) => {
      const sources = sourcesOf(authorizer);
      return authorizer.text('AuthorizerType') === 'REQUEST' && sources
        ? { seconds: authorizer.number('AuthorizerResultTtlInSeconds'), sources }
        : undefined;
    },
  }),
  ruleFrom(SIMPLE_RESPONSES, {
    on: 'authorizer',
    protocol: 'HTTP',
    needs: 'EnableSimpleResponses',
    property: 'EnableSimpleResponses',
    value: (authorizer) =>
      isJwt(authorizer)
        ? undefined
        : {
            enabled: authorizer.flag('EnableSimpleResponses'),
            version: authorizer.text('AuthorizerPayloadFormatVersion'),
          },
  }),
  ruleFrom(PAYLOAD_FORMAT_PRESENT, {
    on: 'authorizer',
    property: 'AuthorizerPayloadFormatVersion',
    value: (authorizer) =>
      isOfHttp(authorizer)
        ? { type: authorizer.text('AuthorizerType'), version: authorizer.value('AuthorizerPayloadFormatVersion') }
        : undefined,
  }),
  ruleFrom(PAYLOAD_FORMAT, {
    on: 'authorizer',
    protocol: 'HTTP',
    needs: 'AuthorizerPayloadFormatVersion',
    property: 'AuthorizerPayloadFormatVersion',
    value: (authorizer) => (isJwt(authorizer) ? undefined : textOf(authorizer.value('AuthorizerPayloadFormatVersion'))),
  }),
]);
