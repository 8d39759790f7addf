import { constraint } from '../constraint';
import type { Violation } from '../declaration';
import { PAGES } from '../declaration';
import { isText } from '../value-checks';
import type { Entries } from './parameter-mapping';

const MAPPING = PAGES.guide('http-api-parameter-mapping');

/**
 * The entries of a request mapping or a response mapping. The supported sources depend on the kind of mapping.
 */
interface Sources {
  readonly entries: Entries;
  readonly of: 'request' | 'response';
}

const PLACES = {
  request: ['header', 'querystring', 'path', 'body'],
  response: ['header', 'body'],
};
/**
 * Names that users may write instead of the name of a source. A dollar sign before any other name is part of a static
 * value.
 */
const RESEMBLES = /^(req|res|resp|contexts?$|ctx$|stage|integration|method|route$|input$|event$|util$)/i;

/** A variable in a value, such as `$request.header.x` or `${request.header.x}`. */
const VARIABLE = /\$(?:\{([A-Za-z]\w*)([^{}]*)\}|([A-Za-z]\w*)((?:[.[][^\s$,;&"{}]*)?))/g;

function variablesIn(value: string): { readonly text: string; readonly root: string; readonly rest: string }[] {
  return value.includes('$')
    ? [...value.matchAll(VARIABLE)].map((match) => ({
        text: match[0],
        root: match[1] ?? match[3] ?? '',
        rest: match[2] ?? match[4] ?? '',
      }))
    : [];
}

function wrongSource(value: string, of: Sources['of']): Violation | undefined {
  const must =
    of === 'request'
      ? 'read $request.header, $request.querystring, $request.path, $request.body, $context or $stageVariables, or be a static value'
      : 'read $response.header, $response.body, $context or $stageVariables, or be a static value';
  for (const { text, root, rest } of variablesIn(value)) {
    if (root === 'context' || root === 'stageVariables') {
      continue;
    }
    if (root !== of) {
      if (root === 'request' || root === 'response') {
        const instead =
          of === 'request'
            ? 'Use responseParameterMapping, because API Gateway applies a request mapping before the backend responds.'
            : 'A response mapping cannot read the request. Use a $context variable, or return the value from the backend.';
        return { must, given: value, instead };
      }
      if (RESEMBLES.test(root)) {
        const meant = /^stage/i.test(root) ? 'stageVariables' : /^(contexts|ctx|context)$/i.test(root) ? 'context' : of;
        return { must, given: value, instead: `Did you mean '${text.replace(root, meant)}'?` };
      }
      continue;
    }
    const [, place] = /^\.(\w+)/.exec(rest) ?? [];
    if (place !== undefined && !PLACES[of].includes(place)) {
      const meant = /^header/i.test(place)
        ? 'header'
        : /^(query|params?$)/i.test(place) && of === 'request'
          ? 'querystring'
          : /^path/i.test(place) && of === 'request'
            ? 'path'
            : 'body';
      return { must, given: value, instead: `Did you mean '${text.replace(`.${place}`, `.${meant}`)}'?` };
    }
    if (/^(header|querystring)$/.test(place ?? '') && !/^\.\w+[.[]/.test(rest)) {
      return { must, given: value, instead: `Specify a name, such as '$${of}.${place}.name'.` };
    }
    if (place === 'body' && /\.\.|\?\(/.test(rest)) {
      return {
        must: 'read the body with a JSON path that contains neither recursive descent (..) nor filters',
        given: value,
        instead: 'Specify each member, such as $request.body.customer.id.'.replace('request', of),
      };
    }
  }
  return undefined;
}

export const MAPPING_SOURCE = constraint<Sources>({
  code: 'MappingSourceInvalid',
  severity: 'error',
  evidence: 'documented',
  source:
    'The API Gateway guide lists the sources of each mapping. AWS validates mappings: "Invalid mapping expression specified: …"',
  summary: 'A request or response mapping reads a source that API Gateway does not support in such a mapping.',
  fix: 'Use a source that the API Gateway guide lists, such as `$request.header.name` in a request mapping.',
  page: MAPPING,
  check: ({ entries, of }) => entries.map(([, value]) => (isText(value) ? wrongSource(value, of) : undefined)),
});

const REST_SOURCE =
  /^(method\.request|integration\.(request|response)|route\.request|context|stageVariables|request|response)\.\w/;

export const STATIC_SOURCE = constraint<Sources>({
  code: 'MappingSourceWithoutDollar',
  severity: 'warning',
  evidence: 'documented',
  source:
    'The API Gateway guide states that variables begin with a dollar sign, and API Gateway uses any other string as a static value',
  summary: 'A parameter mapping contains a variable without a dollar sign, which API Gateway uses as a static value.',
  fix: 'Use a source such as `$request.header.name`.',
  page: MAPPING,
  check: ({ entries, of }) =>
    entries.map(([, value]) => {
      if (!isText(value) || !REST_SOURCE.test(value)) {
        return undefined;
      }
      const source = value.replace(/^(method|integration|route)\./, '').replace(/^(request|response)\./, `${of}.`);
      return {
        must: "contain only variables that begin with '$'",
        given: value,
        instead: `Did you mean '$${source}'?`,
      };
    }),
});

/** The context variables of HTTP APIs, except `authorizer.*`, whose names authorizers define. */
const CONTEXT = new Set(
  (
    'accountId apiId awsEndpointRequestId awsEndpointRequestId2 customDomain.basePathMatched dataProcessed domainName domainPrefix ' +
    'error.message error.messageString error.responseType extendedRequestId httpMethod identity.accountId ' +
    'identity.apiKey identity.apiKeyId identity.caller ' +
    'identity.cognitoAuthenticationProvider identity.cognitoAuthenticationType identity.cognitoIdentityId ' +
    'identity.cognitoIdentityPoolId identity.principalOrgId identity.clientCert.clientCertPem identity.clientCert.subjectDN ' +
    'identity.clientCert.issuerDN identity.clientCert.serialNumber identity.clientCert.validity.notBefore ' +
    'identity.clientCert.validity.notAfter identity.sourceIp identity.user identity.userAgent identity.userArn ' +
    'integration.error integration.integrationStatus integration.latency integration.requestId integration.status ' +
    'integrationErrorMessage integrationLatency integrationStatus path protocol requestId requestTime requestTimeEpoch ' +
    'resourceId resourcePath responseLatency responseLength routeKey stage status'
  ).split(' '),
);
const LOWER = new Map([...CONTEXT].map((name) => [name.toLowerCase(), name]));

export const MAPPING_VARIABLE = constraint<Entries>({
  code: 'MappingVariableUnknown',
  severity: 'warning',
  evidence: 'documented',
  source:
    'The API Gateway guide lists the context variables of HTTP APIs, but it is not known whether API Gateway rejects other variables',
  summary: 'A parameter mapping reads a context variable that HTTP APIs do not support.',
  fix: 'Use a context variable that the API Gateway guide lists, such as `$context.requestId`.',
  page: PAGES.guide('http-api-logging-variables'),
  check: (entries) =>
    entries.flatMap(([, value]) =>
      (isText(value) ? variablesIn(value) : [])
        .filter(({ root }) => root === 'context')
        .map(({ text, rest }): Violation | undefined => {
          const [, name] = /^\.([A-Za-z]\w*(?:\.\w+)*)/.exec(rest) ?? [];
          if (name?.startsWith('authorizer.jwt.')) {
            const instead = `Did you mean '$context.${name.replace('.jwt.', '.')}'?`;
            return { must: 'read context variables that HTTP APIs have', given: text, instead };
          }
          if (name === undefined || CONTEXT.has(name) || name.startsWith('authorizer.')) {
            return undefined;
          }
          const meant =
            LOWER.get(name.toLowerCase()) ??
            LOWER.get(name.replace(/^request\.id$/i, 'requestid').toLowerCase()) ??
            [...CONTEXT].find((known) => known.toLowerCase().endsWith(`.${name.toLowerCase()}`));
          const instead = meant === undefined ? undefined : `Did you mean '$context.${meant}'?`;
          return { must: 'read context variables that HTTP APIs have', given: text, instead };
        }),
    ),
});
