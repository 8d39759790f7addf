import { constraint } from '../constraint';
import { PAGES } from '../declaration';
import { isText } from '../value-checks';
import type { Entries } from './parameter-mapping';
import { keysOf } from './parameter-mapping';

const RESPONSES = PAGES.guide('apigateway-websocket-api-integration-responses');

const RESPONSE_KEY = /^method\.response\.header\..+$/;
const RESPONSE_VALUE =
  /^('|\$?\{?(integration\.response\.(header|body|multivalueheader)\b|stageVariables\.|context\.))/;

export const RESPONSE_MAPPING = constraint<Entries>({
  code: 'IntegrationResponseMappingInvalid',
  severity: 'warning',
  evidence: 'documented',
  source:
    'The API reference specifies the form of the keys and values of response parameters, but it is not known whether API Gateway rejects other forms',
  summary:
    'A response parameter of an integration response has a key or a value in a form that API Gateway does not support.',
  fix: 'Use `method.response.header.name` as the key, and `integration.response.header.name`, `integration.response.body.name` or a string in single quotes as the value.',
  page: PAGES.api('apis-apiid-integrations-integrationid-integrationresponses'),
  check: (entries) => [
    ...keysOf(entries)
      .filter((key) => !RESPONSE_KEY.test(key))
      .map((key) => ({ must: "have keys of the form 'method.response.header.<name>'", given: key })),
    ...entries
      .map(([, value]) => value)
      .filter((value) => isText(value) && (!RESPONSE_VALUE.test(value) || value.length > 512))
      .map((value) => ({
        must: "have values of 1 to 512 characters, such as 'integration.response.header.<name>', 'integration.response.body.<path>' or a string in single quotes",
        given: value,
      })),
  ],
});

/** Returns the error message if the text between the slashes of a key is not a valid regular expression. */
function wrongPattern(key: string): string | undefined {
  try {
    new RegExp(key.slice(1, -1));
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

export const RESPONSE_KEY_FORM = constraint<unknown>({
  code: 'IntegrationResponseKeyInvalid',
  severity: 'error',
  evidence: 'documented',
  source:
    'The API Gateway guide states that the key is `$default` or a regular expression between slashes. For REST APIs, AWS returns the error "Invalid regex pattern specified"',
  summary: 'The key of an integration response is neither `$default` nor a regular expression between slashes.',
  fix: 'Use `$default`, or enclose a regular expression for status codes in slashes, such as `/4\\d\\d/`.',
  page: RESPONSES,
  check: (key) => {
    if (!isText(key) || key === '$default') {
      return undefined;
    }
    const must = "be '$default' or a regular expression between slashes";
    if (!/^\/[^/].*[^/]\/$|^\/[^/]\/$/s.test(key)) {
      const bare = key.replace(/^\/+|\/+$/g, '');
      const meant = /^\$?default$/i.test(key)
        ? '$default'
        : /\d/.test(bare) && !/[^\\\d\w[\]{}|.()+*?-]/.test(bare)
          ? `/${bare}/`
          : undefined;
      return { must, given: key, instead: meant && `Did you mean '${meant}'?` };
    }
    const wrong = wrongPattern(key);
    return wrong === undefined ? undefined : { must, given: key, instead: `${wrong}. Correct the expression.` };
  },
});

export const RESPONSE_DUPLICATE = constraint<{ readonly key: string; readonly first?: string }>({
  code: 'IntegrationResponseDuplicate',
  severity: 'error',
  evidence: 'documented',
  source:
    'The API reference states that API Gateway returns ConflictException if an integration response with the same key exists',
  summary: 'A WebSocket integration has two integration responses with the same key.',
  fix: 'Use a different key for each integration response.',
  page: RESPONSES,
  check: ({ key, first }) =>
    first === undefined ? undefined : { must: `differ from the key of '${first}'`, given: key },
});
