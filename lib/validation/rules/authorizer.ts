import { ERROR_CODES } from '../errors';
import { described } from '../message';
import { checkLength } from '../values';
import {
  judgeAudiences,
  judgeHttpSources,
  judgeIssuer,
  judgeJwtSource,
  judgeSimpleResponses,
  judgeTtl,
  judgeTtlSource,
  judgeWebSocketSources,
} from '../constraints/authorizer';
import { PAGES } from '../declaration';
import { rules } from '../engine/rule';
import { unconditional } from '../engine/resolve';
import type { ResourceView } from '../engine/resource-view';

const JWT = PAGES.guide('http-api-jwt-authorizer');
const LAMBDA = PAGES.guide('http-api-lambda-authorizer');

const isJwt = (view: ResourceView) => view.text('AuthorizerType') === 'JWT';

export const AUTHORIZER_RULES = rules([
  {
    code: 'JwtConfigurationMissing',
    severity: 'error',
    evidence: 'observed',
    source:
      '"JwtConfiguration must not be null for JWT Authorizer"; "Audience list must have at least 1 item for JWT Authorizer" (cdk-preflight:rules/apigatewayv2/pf-apigwv2-jwt-authorizer-config, …-jwt-audience-required)',
    on: 'authorizer',
    property: 'JwtConfiguration',
    summary: ERROR_CODES.JwtConfigurationMissing,
    page: JWT,
    fix: 'Name the issuer and at least one audience.',
    check: (authorizer) => {
      const audiences = authorizer.list('JwtConfiguration', 'Audience');
      const known = authorizer.lacks('JwtConfiguration') || authorizer.entries('JwtConfiguration').length > 0;
      const issuer = authorizer.value('JwtConfiguration', 'Issuer');
      const noAudience = authorizer.value('JwtConfiguration', 'Audience') === undefined || audiences?.length === 0;
      return isJwt(authorizer) && known && (!issuer || noAudience)
        ? { must: 'name an issuer and at least one audience', given: described(issuer ? 'no audience' : 'no issuer') }
        : undefined;
    },
  },
  {
    code: 'JwtIssuerInvalid',
    severity: 'error',
    evidence: 'observed',
    source:
      'http://…: "Invalid issuer: Issuer is not a valid URL for JWT Authorizer" (cdk-preflight:rules/apigatewayv2/pf-apigwv2-jwt-issuer-https)',
    on: 'authorizer',
    needs: 'JwtConfiguration',
    property: 'JwtConfiguration.Issuer',
    summary: ERROR_CODES.JwtIssuerInvalid,
    page: JWT,
    fix: 'Write the issuer as the tokens do, beginning with `https://`.',
    check: (authorizer) => (isJwt(authorizer) ? judgeIssuer(authorizer.text('JwtConfiguration', 'Issuer')) : undefined),
  },
  {
    code: 'TooManyAudiences',
    severity: 'error',
    evidence: 'documented',
    source: '50, not adjustable; list is validated (AWS limits page)',
    on: 'authorizer',
    needs: 'JwtConfiguration',
    property: 'JwtConfiguration.Audience',
    summary: ERROR_CODES.TooManyAudiences,
    page: PAGES.guide('limits'),
    fix: 'Let clients share an audience, or use a second authorizer.',
    check: (authorizer) => judgeAudiences(unconditional(authorizer.list('JwtConfiguration', 'Audience'))),
  },
  {
    code: 'JwtIdentitySourceInvalid',
    severity: 'error',
    evidence: 'documented',
    source:
      'JWT: "a single entry", header or query only; IdentitySource required in the API, optional in CloudFormation; no rejection seen (botocore apigatewayv2 model)',
    on: 'authorizer',
    property: 'IdentitySource',
    summary: ERROR_CODES.JwtIdentitySourceInvalid,
    page: JWT,
    fix: 'Write one source, such as `$request.header.Authorization`.',
    check: (authorizer) =>
      isJwt(authorizer) && (authorizer.lacks('IdentitySource') || authorizer.list('IdentitySource'))
        ? judgeJwtSource(authorizer.list('IdentitySource'))
        : undefined,
  },
  {
    code: 'IdentitySourceUnsupported',
    severity: 'error',
    evidence: 'observed',
    source:
      '"Invalid identity source expression: … must be a request header, request querystring, stage variable or context parameter"; WebSocket: "Invalid request identity source expression: …" (cdk-preflight:rules/apigatewayv2/pf-apigwv2-http-identity-source-expression, …-websocket-identity-source-expression)',
    on: 'authorizer',
    needs: 'IdentitySource',
    property: 'IdentitySource',
    summary: ERROR_CODES.IdentitySourceUnsupported,
    page: LAMBDA,
    fix: 'Write `$request.header.Authorization` for an HTTP API, `route.request.header.Authorization` for a WebSocket API.',
    check: (authorizer, index) => {
      const sources = authorizer.list('IdentitySource');
      const protocol = index.protocolOf(authorizer);
      return isJwt(authorizer) || protocol === undefined
        ? undefined
        : protocol === 'HTTP'
          ? judgeHttpSources(sources)
          : judgeWebSocketSources(sources);
    },
  },
  {
    code: 'AuthorizerTtlOutOfRange',
    severity: 'error',
    evidence: 'observed',
    source:
      '"Authorizer result TTL outside allowable range … 0 and 3600"; 3600 deployed (cdk-preflight:rules/apigatewayv2/pf-apigwv2-authorizer-ttl-range)',
    on: 'authorizer',
    needs: 'AuthorizerResultTtlInSeconds',
    property: 'AuthorizerResultTtlInSeconds',
    summary: ERROR_CODES.AuthorizerTtlOutOfRange,
    page: LAMBDA,
    fix: 'Write 0 to 3,600 seconds; 0 keeps nothing.',
    check: (authorizer) => judgeTtl(authorizer.number('AuthorizerResultTtlInSeconds')),
  },
  {
    code: 'AuthorizerCacheWithoutSource',
    severity: 'error',
    evidence: 'observed',
    source:
      '"Identity source must be set if authorizer caching is enabled (TTL is greater than 0)" (cdk-preflight:rules/apigatewayv2/pf-apigwv2-authorizer-ttl-identity-source; terraform-provider-aws#32629)',
    on: 'authorizer',
    protocol: 'HTTP',
    needs: 'AuthorizerResultTtlInSeconds',
    property: 'AuthorizerResultTtlInSeconds',
    summary: ERROR_CODES.AuthorizerCacheWithoutSource,
    page: LAMBDA,
    fix: 'Give an identity source, or keep nothing.',
    check: (authorizer) =>
      authorizer.text('AuthorizerType') === 'REQUEST' &&
      (authorizer.lacks('IdentitySource') || authorizer.list('IdentitySource'))
        ? judgeTtlSource(authorizer.number('AuthorizerResultTtlInSeconds'), authorizer.list('IdentitySource'))
        : undefined,
  },
  {
    code: 'SimpleResponsesUnsupported',
    severity: 'error',
    evidence: 'observed',
    source:
      '"EnableSimpleResponses can only be set for AuthorizerPayloadFormatVersion \\"2.0\\"." (cdk-preflight:rules/apigatewayv2/pf-apigwv2-simple-responses-payload-version)',
    on: 'authorizer',
    needs: 'EnableSimpleResponses',
    property: 'EnableSimpleResponses',
    summary: ERROR_CODES.SimpleResponsesUnsupported,
    page: LAMBDA,
    fix: 'Write payload format 2.0, or have the function answer with an IAM policy.',
    check: (authorizer) =>
      judgeSimpleResponses(authorizer.flag('EnableSimpleResponses'), authorizer.text('AuthorizerPayloadFormatVersion')),
  },
  {
    code: 'AuthorizerNameInvalid',
    severity: 'error',
    evidence: 'documented',
    source: '1..128 by shape name only; validation never seen (botocore apigatewayv2 model)',
    on: 'authorizer',
    needs: 'Name',
    property: 'Name',
    summary: ERROR_CODES.AuthorizerNameInvalid,
    page: PAGES.api('apis-apiid-authorizers'),
    fix: 'Write 1 to 128 characters.',
    check: (authorizer) => checkLength(authorizer.text('Name'), 1, 128),
  },
  {
    code: 'AuthorizerOfOtherApi',
    severity: 'error',
    evidence: 'observed',
    source:
      '"Invalid authorizer ID specified. Setting the authorization type to JWT requires a valid JWT authorizer." (two APIs, ids mixed up) (anomalyco/sst#4591; cdk-preflight:rules/apigatewayv2/pf-apigwv2-route-jwt-authorizer-id)',
    on: 'route',
    needs: 'AuthorizerId',
    property: 'AuthorizerId',
    summary: 'A route uses an authorizer that belongs to another API.',
    page: PAGES.api('apis-apiid-routes'),
    fix: 'Make an authorizer for each API.',
    check: (route, index) => {
      const authorizer = index.follow(route, 'authorizer', 'AuthorizerId');
      const theirs = authorizer && index.apiOf(authorizer);
      const ours = index.apiOf(route);
      return authorizer && theirs?.api && ours?.api && theirs !== ours
        ? {
            must: `name an authorizer of '${ours.api.path}'`,
            given: described(`'${authorizer.path}' of '${theirs.api.path}'`),
          }
        : undefined;
    },
  },
]);
