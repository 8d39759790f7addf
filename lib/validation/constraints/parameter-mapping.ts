import { constraint } from '../constraint';
import type { Violation } from '../declaration';
import { PAGES } from '../declaration';
import { described } from '../message';
import { isText } from '../value-checks';
import { RESERVED_HEADER } from './reserved-header';

const MAPPING = PAGES.guide('http-api-parameter-mapping');
const REQUEST_KEY = /^((append|overwrite|remove):(header|querystring)\.[^\s]+|overwrite:path)$/;
const RESPONSE_KEY = /^((append|overwrite|remove):header\.[^\s]+|overwrite:statuscode)$/;
const MAX_VALUE = 512;

/** The keys and values of a parameter mapping. */
export type Entries = readonly (readonly [string, unknown])[];

/** Returns the keys that are known at synthesis. */
export function keysOf(entries: Entries): string[] {
  return entries.map(([key]) => key).filter(isText);
}

/**
 * Returns the correct name of a part of a request or response, such as `header` for `headers`, or undefined for an
 * unknown name.
 */
function placeMeant(place: string | undefined): string | undefined {
  return place === undefined
    ? undefined
    : /^headers?$/i.test(place)
      ? 'header'
      : /^(query|querystrings?|query_?string_?(parameters?)?|params?)$/i.test(place)
        ? 'querystring'
        : /^paths?$/i.test(place)
          ? 'path'
          : /^status-?_?code$/i.test(place)
            ? 'statuscode'
            : undefined;
}

/** Returns a fix that proposes a valid key, similar to the specified key if possible. */
function meantKey(key: string, places: readonly string[]): string {
  const [, action, rest = ''] = /^(?:(\w+):)?(.*)$/s.exec(key) ?? [];
  const parts = rest.split('.');
  const at = parts.findIndex((part) => places.includes(placeMeant(part) ?? ''));
  const place = placeMeant(parts[at]);
  const name = parts.slice(at + 1).join('.');
  if (place === 'path' || place === 'statuscode') {
    return `Did you mean 'overwrite:${place}'?`;
  }
  if (place === undefined || name === '') {
    return `Use 'overwrite:header.${/^[\w-]+$/.test(key) ? key : 'x-name'}', for example.`;
  }
  const verb = ['append', 'overwrite', 'remove'].find((known) => known === action?.toLowerCase());
  return `Did you mean '${verb ?? (/^add/i.test(action ?? '') ? 'append' : 'overwrite')}:${place}.${name}'?`;
}

export const REQUEST_KEYS = constraint<{ readonly entries: Entries; readonly subtype?: unknown }>({
  code: 'RequestMappingKeyInvalid',
  severity: 'error',
  evidence: 'observed',
  source:
    'AWS: "Invalid mapping expression specified: … [Invalid Request Actioned Parameter destination specified: badaction:header.x]"',
  summary: 'A request mapping of an HTTP API has a key that API Gateway does not support.',
  fix: 'Use `overwrite:header.x-name`, `append:querystring.name` or `overwrite:path`. For an AWS service action, use the names of its parameters, such as `QueueUrl`.',
  page: MAPPING,
  check: ({ entries, subtype }) => {
    const keys = keysOf(entries);
    if (subtype !== undefined) {
      return keys
        .filter((key) => /^(append|overwrite|remove):/.test(key))
        .map((key): Violation => {
          const plain = key.replace(/^\w+:((header|querystring)\.)?/, '');
          const instead =
            plain === 'path'
              ? 'Remove the key, because the action of an AWS service has no path.'
              : `Did you mean '${plain}'?`;
          return {
            must: 'have the parameter names of the AWS service action as keys, such as QueueUrl',
            given: key,
            instead,
          };
        });
    }
    return keys
      .filter((key) => !REQUEST_KEY.test(key))
      .map((key) => ({
        must: "have keys that consist of 'append:', 'overwrite:' or 'remove:' followed by 'header.<name>' or 'querystring.<name>', or the key 'overwrite:path'",
        given: key,
        instead: meantKey(key, ['header', 'querystring', 'path']),
      }));
  },
});

export const RESPONSE_KEYS = constraint<Entries>({
  code: 'ResponseMappingKeyInvalid',
  severity: 'error',
  evidence: 'observed',
  source:
    'AWS: "Invalid mapping expression specified: … [Invalid Response Actioned Parameter destination specified: …]"',
  summary: 'A response mapping of an HTTP API has a key that API Gateway does not support.',
  fix: 'Use `overwrite:header.x-name`, `append:header.x-name`, `remove:header.x-name` or `overwrite:statuscode`.',
  page: MAPPING,
  check: (entries) =>
    keysOf(entries)
      .filter((key) => !RESPONSE_KEY.test(key))
      .map((key) => ({
        must: "have keys that consist of 'append:', 'overwrite:' or 'remove:' followed by 'header.<name>', or the key 'overwrite:statuscode'",
        given: key,
        instead: meantKey(key, ['header', 'statuscode']),
      })),
});

export const RESPONSE_STATUS = constraint<readonly string[]>({
  code: 'ResponseMappingStatusInvalid',
  severity: 'error',
  evidence: 'observed',
  source: 'AWS: "Status Code 199 is not valid.", but deployments with the status codes 200 and 599 succeed',
  summary: 'The key of a response mapping is not a status code from 200 to 599.',
  fix: 'Use one response mapping for each status code, such as 404.',
  page: MAPPING,
  check: (statuses) =>
    statuses
      .filter((status) => isText(status) && !/^[2-5]\d\d$/.test(status))
      .map((status) => ({ must: 'have status codes from 200 to 599 as keys', given: status })),
});

export const RESERVED_HEADERS = constraint<Entries>({
  code: 'ReservedHeaderMapped',
  severity: 'error',
  evidence: 'observed',
  source:
    'AWS: "Operations on header x-forwarded-host are restricted", and the API Gateway guide lists the reserved headers',
  summary: 'A parameter mapping changes a header that API Gateway reserves.',
  fix: 'Use a header that API Gateway does not reserve, such as `x-app-user`.',
  page: MAPPING,
  check: (entries) =>
    keysOf(entries)
      .filter((key) => RESERVED_HEADER.test(/^\w+:header\.(.+)$/i.exec(key)?.[1] ?? ''))
      .map((key) => ({
        must: 'not change headers that API Gateway reserves',
        given: key,
        instead: key.startsWith('remove:')
          ? 'Remove the key, because a mapping cannot remove a header that API Gateway controls.'
          : "Use a header that API Gateway does not reserve, such as 'x-app-user'.",
      })),
});

export const MAPPING_VALUE_LENGTH = constraint<Entries>({
  code: 'MappingValueLengthInvalid',
  severity: 'warning',
  evidence: 'documented',
  source:
    'The API reference allows 1 to 512 characters for a value, but it is not known whether API Gateway rejects other lengths',
  summary: 'A value of a parameter mapping is empty or longer than 512 characters.',
  fix: 'Use 1 to 512 characters. Only a key that begins with `remove:` can have an empty value.',
  page: PAGES.api('apis-apiid-integrations'),
  check: (entries) =>
    entries.map(([key, value]) => {
      if (!isText(value) || (value === '' ? key.startsWith('remove:') : value.length <= MAX_VALUE)) {
        return undefined;
      }
      const [, name] = /^(?:append|overwrite):((?:header|querystring)\..+)$/.exec(key) ?? [];
      return {
        must: `have values of 1 to ${MAX_VALUE} characters`,
        given: described(value === '' ? `an empty value for '${key}'` : `'${key}' with ${value.length} characters`),
        instead:
          value !== ''
            ? 'Shorten the value.'
            : name === undefined
              ? 'Specify a value, or remove the key.'
              : `Specify a value, or remove '${name}' with the key 'remove:${name}'.`,
      };
    }),
});

export const MAPPED_STATUS = constraint<Entries>({
  code: 'MappedStatusInvalid',
  severity: 'warning',
  evidence: 'inferred',
  source:
    'The API Gateway guide states that the value of `overwrite:statuscode` is a status code, but it is not known whether API Gateway rejects other values',
  summary: 'The value of `overwrite:statuscode` in a response mapping is not a status code.',
  fix: 'Use a status code such as `404`, without quotation marks, or a variable such as `$context.status`.',
  page: MAPPING,
  check: (entries) =>
    entries
      .filter(([key, value]) => key === 'overwrite:statuscode' && isText(value) && !/^[1-5]\d\d$|\$/.test(value))
      .map(([, value]) => ({ must: "set 'overwrite:statuscode' to a status code from 100 to 599", given: value })),
});

export const RESPONSE_FORM = constraint<readonly (readonly [string, unknown])[]>({
  code: 'ResponseMappingFormInvalid',
  severity: 'error',
  evidence: 'documented',
  source:
    'The CloudFormation schema requires a map from status codes to `{ ResponseParameters: [{ Destination, Source }] }`',
  summary: 'The response mappings of an L1 construct or a template do not have the form that CloudFormation requires.',
  fix: 'Use `{ "404": { "ResponseParameters": [{ "Destination": "append:header.x", "Source": "y" }] } }`.',
  page: PAGES.cloudFormation('aws-properties-apigatewayv2-integration-responseparametermap'),
  check: (statuses) =>
    statuses.map(([status, mapping]) => {
      const wrong = wrongForm(mapping);
      return wrong === undefined
        ? undefined
        : {
            must: 'map each status code to { ResponseParameters: [{ Destination, Source }] }',
            given: described(`${wrong} for status '${status}'`),
          };
    }),
});

const isObject = (value: unknown): value is { readonly [key: string]: unknown } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
/** Whether an object contains only literal keys and is not an intrinsic function. If so, all keys are known. */
const isLiteral = (value: { readonly [key: string]: unknown }): boolean =>
  Object.getPrototypeOf(value) === Object.prototype &&
  !Object.keys(value).some((key) => key === 'Ref' || key.startsWith('Fn::') || !isText(key));

function wrongForm(mapping: unknown): string | undefined {
  if (Array.isArray(mapping)) {
    return 'a list';
  }
  if (!isObject(mapping) || !isLiteral(mapping)) {
    return isText(mapping) ? 'a string' : undefined;
  }
  if (!('ResponseParameters' in mapping)) {
    return `the members ${Object.keys(mapping).join(', ') || '(none)'}`;
  }
  const list = mapping.ResponseParameters;
  const members = (Array.isArray(list) ? (list as unknown[]) : [])
    .filter(isObject)
    .filter(isLiteral)
    .find((one) => !('Destination' in one && 'Source' in one));
  return members === undefined ? undefined : `an element with the members ${Object.keys(members).join(', ')}`;
}
