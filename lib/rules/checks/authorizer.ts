import { ERROR_CODES } from '../../private/errors';
import { judgeLength, prose } from '../../private/judge';
import {
  judgeAudiences,
  judgeHttpSources,
  judgeIssuer,
  judgeJwtSource,
  judgeSimpleResponses,
  judgeTtl,
  judgeTtlSource,
  judgeWebSocketSources,
} from '../../private/judge-authorizer';
import { PAGES, rules } from '../rule';
import { certain } from '../tokens';
import type { View } from '../view';

const JWT = PAGES.guide('http-api-jwt-authorizer');
const LAMBDA = PAGES.guide('http-api-lambda-authorizer');

const isJwt = (view: View) => view.text('AuthorizerType') === 'JWT';

export const AUTHORIZER_RULES = rules([
  {
    code: 'JwtConfigurationMissing',
    severity: 'error',
    on: 'authorizer',
    property: 'JwtConfiguration',
    what: ERROR_CODES.JwtConfigurationMissing,
    why: JWT,
    fix: 'Name the issuer and at least one audience.',
    check: (authorizer) => {
      const audiences = authorizer.list('JwtConfiguration', 'Audience');
      const known = authorizer.lacks('JwtConfiguration') || authorizer.entries('JwtConfiguration').length > 0;
      const issuer = authorizer.value('JwtConfiguration', 'Issuer');
      const noAudience = authorizer.value('JwtConfiguration', 'Audience') === undefined || audiences?.length === 0;
      return isJwt(authorizer) && known && (!issuer || noAudience)
        ? { must: 'name an issuer and at least one audience', given: prose(issuer ? 'no audience' : 'no issuer') }
        : undefined;
    },
  },
  {
    code: 'JwtIssuerInvalid',
    severity: 'error',
    on: 'authorizer',
    needs: 'JwtConfiguration',
    property: 'JwtConfiguration.Issuer',
    what: ERROR_CODES.JwtIssuerInvalid,
    why: JWT,
    fix: 'Write the issuer as the tokens do, beginning with `https://`.',
    check: (authorizer) => (isJwt(authorizer) ? judgeIssuer(authorizer.text('JwtConfiguration', 'Issuer')) : undefined),
  },
  {
    code: 'TooManyAudiences',
    severity: 'error',
    on: 'authorizer',
    needs: 'JwtConfiguration',
    property: 'JwtConfiguration.Audience',
    what: ERROR_CODES.TooManyAudiences,
    why: PAGES.guide('limits'),
    fix: 'Let clients share an audience, or use a second authorizer.',
    check: (authorizer) => judgeAudiences(certain(authorizer.list('JwtConfiguration', 'Audience'))),
  },
  {
    code: 'JwtIdentitySourceInvalid',
    severity: 'error',
    on: 'authorizer',
    property: 'IdentitySource',
    what: ERROR_CODES.JwtIdentitySourceInvalid,
    why: JWT,
    fix: 'Write one source, such as `$request.header.Authorization`.',
    check: (authorizer) =>
      isJwt(authorizer) && (authorizer.lacks('IdentitySource') || authorizer.list('IdentitySource'))
        ? judgeJwtSource(authorizer.list('IdentitySource'))
        : undefined,
  },
  {
    code: 'IdentitySourceUnsupported',
    severity: 'error',
    on: 'authorizer',
    needs: 'IdentitySource',
    property: 'IdentitySource',
    what: ERROR_CODES.IdentitySourceUnsupported,
    why: LAMBDA,
    fix: 'Write `$request.header.Authorization` for an HTTP API, `route.request.header.Authorization` for a WebSocket API.',
    check: (authorizer, world) => {
      const sources = authorizer.list('IdentitySource');
      const protocol = world.protocolOf(authorizer);
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
    on: 'authorizer',
    needs: 'AuthorizerResultTtlInSeconds',
    property: 'AuthorizerResultTtlInSeconds',
    what: ERROR_CODES.AuthorizerTtlOutOfRange,
    why: LAMBDA,
    fix: 'Write 0 to 3,600 seconds; 0 keeps nothing.',
    check: (authorizer) => judgeTtl(authorizer.number('AuthorizerResultTtlInSeconds')),
  },
  {
    code: 'AuthorizerCacheWithoutSource',
    severity: 'error',
    on: 'authorizer',
    protocol: 'HTTP',
    needs: 'AuthorizerResultTtlInSeconds',
    property: 'AuthorizerResultTtlInSeconds',
    what: ERROR_CODES.AuthorizerCacheWithoutSource,
    why: LAMBDA,
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
    on: 'authorizer',
    needs: 'EnableSimpleResponses',
    property: 'EnableSimpleResponses',
    what: ERROR_CODES.SimpleResponsesUnsupported,
    why: LAMBDA,
    fix: 'Write payload format 2.0, or have the function answer with an IAM policy.',
    check: (authorizer) =>
      judgeSimpleResponses(authorizer.flag('EnableSimpleResponses'), authorizer.text('AuthorizerPayloadFormatVersion')),
  },
  {
    code: 'AuthorizerNameInvalid',
    severity: 'error',
    on: 'authorizer',
    needs: 'Name',
    property: 'Name',
    what: ERROR_CODES.AuthorizerNameInvalid,
    why: PAGES.api('apis-apiid-authorizers'),
    fix: 'Write 1 to 128 characters.',
    check: (authorizer) => judgeLength(authorizer.text('Name'), 1, 128),
  },
  {
    code: 'AuthorizerOfOtherApi',
    severity: 'error',
    on: 'route',
    needs: 'AuthorizerId',
    property: 'AuthorizerId',
    what: 'A route uses an authorizer that belongs to another API.',
    why: PAGES.api('apis-apiid-routes'),
    fix: 'Make an authorizer for each API.',
    check: (route, world) => {
      const authorizer = world.follow(route, 'authorizer', 'AuthorizerId');
      const theirs = authorizer && world.apiOf(authorizer);
      const ours = world.apiOf(route);
      return authorizer && theirs?.api && ours?.api && theirs !== ours
        ? {
            must: `name an authorizer of '${ours.api.path}'`,
            given: prose(`'${authorizer.path}' of '${theirs.api.path}'`),
          }
        : undefined;
    },
  },
]);
