import type { Violation as Problem } from '../declaration';
import { described } from '../message';
import { isText } from '../values';

const REQUEST_KEY = /^((append|overwrite|remove):(header|querystring)\.[^\s]+|overwrite:path)$/;
const RESPONSE_KEY = /^((append|overwrite|remove):header\.[^\s]+|overwrite:statuscode)$/;
const WEBSOCKET_KEY = /^integration\.request\.(header|querystring|path|multivalueheader|multivaluequerystring)\..+$/;
const WEBSOCKET_VALUE = /^(\$?\{?(route|method|request|integration|stageVariables|context)\b|')/;
const RESERVED =
  /^(access-control-.*|apigw-.*|authorization|connection|content-encoding|content-length|content-location|forwarded|keep-alive|origin|proxy-authenticate|proxy-authorization|te|trailers|transfer-encoding|upgrade|x-amz-.*|x-amzn-.*|x-forwarded-for|x-forwarded-host|x-forwarded-proto|via)$/i;
const MAX_VALUE = 512;

/** What each service action cannot do without. https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-aws-services-reference.html */
export const REQUIRED_PARAMETERS: { readonly [subtype: string]: readonly string[] } = {
  'AppConfig-GetConfiguration': ['Application', 'Environment', 'Configuration', 'ClientId'],
  'EventBridge-PutEvents': ['Detail', 'DetailType', 'Source'],
  'Kinesis-PutRecord': ['StreamName', 'Data', 'PartitionKey'],
  'SQS-DeleteMessage': ['QueueUrl', 'ReceiptHandle'],
  'SQS-PurgeQueue': ['QueueUrl'],
  'SQS-ReceiveMessage': ['QueueUrl'],
  'SQS-SendMessage': ['QueueUrl', 'MessageBody'],
  'StepFunctions-StartExecution': ['StateMachineArn'],
  'StepFunctions-StartSyncExecution': ['StateMachineArn'],
  'StepFunctions-StopExecution': ['ExecutionArn'],
};

type Entries = readonly (readonly [string, unknown])[];

function keysOf(entries: Entries): string[] {
  return entries.map(([key]) => key).filter(isText);
}

/** Judges the parameters of a service action: each that is required is there. */
export function judgeRequiredParameters(subtype: unknown, entries: Entries): Problem | undefined {
  const required = isText(subtype) ? REQUIRED_PARAMETERS[subtype] : undefined;
  const keys = keysOf(entries);
  const missing = required?.filter((name) => !keys.includes(name)) ?? [];
  if (!required || missing.length === 0 || keys.length < entries.length) {
    return undefined;
  }
  const similar = missing.flatMap((name) => {
    const near = keys.find((key) => key.toLowerCase() === name.toLowerCase());
    return near ? [`'${name}' for '${near}'`] : [];
  });
  return {
    must: `name ${required.join(', ')} for ${String(subtype)}`,
    given: described(keys.length > 0 ? keys.join(', ') : 'no parameter'),
    instead: similar.length > 0 ? `Did you mean ${similar.join(', ')}?` : `Add ${missing.join(', ')}.`,
  };
}

/** Judges the keys of a request mapping of an HTTP API. */
export function judgeRequestKeys(entries: Entries, subtype: unknown): Problem | undefined {
  if (subtype !== undefined) {
    const wrong = keysOf(entries).find((key) => /^(append|overwrite|remove):/.test(key));
    return wrong === undefined
      ? undefined
      : {
          must: 'have plain keys for a service action, such as QueueUrl',
          given: wrong,
          instead: `Did you mean '${wrong.replace(/^\w+:((header|querystring)\.)?/, '')}'?`,
        };
  }
  const wrong = keysOf(entries).find((key) => !REQUEST_KEY.test(key));
  return wrong === undefined
    ? undefined
    : {
        must: "have keys 'append:', 'overwrite:' or 'remove:' with 'header.<name>' or 'querystring.<name>', or 'overwrite:path'",
        given: wrong,
        instead: meantKey(wrong, ['header', 'querystring']),
      };
}

function meantKey(key: string, places: readonly string[]): string {
  const [, action, place, name] = /^(?:(\w+):)?(?:[\w.]*\.)?(header|querystring)\.(.+)$/i.exec(key) ?? [];
  if (name === undefined || !places.includes(place.toLowerCase())) {
    return `Write 'overwrite:header.${/^[\w-]+$/.test(key) ? key : 'x-name'}', for example.`;
  }
  const verb = ['append', 'overwrite', 'remove'].find((known) => known === action?.toLowerCase()) ?? 'overwrite';
  return `Did you mean '${verb}:${place.toLowerCase()}.${name}'?`;
}

/** Judges the keys of a response mapping of an HTTP API. */
export function judgeResponseKeys(keys: readonly string[]): Problem | undefined {
  const wrong = keys.find((key) => isText(key) && !RESPONSE_KEY.test(key));
  return wrong === undefined
    ? undefined
    : {
        must: "have keys 'append:', 'overwrite:' or 'remove:' with 'header.<name>', or 'overwrite:statuscode'",
        given: wrong,
        instead: meantKey(wrong, ['header']),
      };
}

/** Judges whether a mapping touches a header that the service keeps to itself. */
export function judgeReservedHeaders(keys: readonly string[]): Problem | undefined {
  const wrong = keys.find((key) => isText(key) && RESERVED.test(/^\w+:header\.(.+)$/i.exec(key)?.[1] ?? ''));
  return wrong === undefined
    ? undefined
    : {
        must: 'leave the headers alone that API Gateway reserves',
        given: wrong,
        instead: 'Use a header of another name, such as one that begins with x-app-.',
      };
}

/** Judges how long the values of a mapping are; what is removed has none. */
export function judgeMappingValues(entries: Entries): Problem | undefined {
  const wrong = entries.find(
    ([key, value]) => isText(value) && (value.length > MAX_VALUE || (value === '' && !key.startsWith('remove:'))),
  );
  return wrong === undefined
    ? undefined
    : {
        must: `have values of 1 to ${MAX_VALUE} characters`,
        given: described(`'${wrong[0]}' with ${(wrong[1] as string).length} characters`),
        instead: 'Shorten the value, or drop the key.',
      };
}

/** Judges the request mapping of a WebSocket integration. */
export function judgeWebSocketMapping(entries: Entries): Problem | undefined {
  const key = keysOf(entries).find((name) => !WEBSOCKET_KEY.test(name));
  if (key !== undefined) {
    const [, place = 'header', name = key] = /(header|querystring|path)\.(.+)$/i.exec(key) ?? [];
    return {
      must: "have keys 'integration.request.' with 'header.<name>', 'querystring.<name>' or 'path.<name>'",
      given: key,
      instead: `Did you mean 'integration.request.${place.toLowerCase()}.${name}'?`,
    };
  }
  const value = entries.map(([, text]) => text).find((text) => isText(text) && !WEBSOCKET_VALUE.test(text));
  return value === undefined
    ? undefined
    : {
        must: "have values that read 'route.request.…', 'context.…' or 'stageVariables.…', or are texts in single quotes",
        given: value,
        instead: `Did you mean "'${String(value)}'", with the single quotes?`,
      };
}
