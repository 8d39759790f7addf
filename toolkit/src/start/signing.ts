import { algorithm, amzDate, scopeText, signatureOf } from '../gateway/authorizers/signature';
import type { HeaderField, TestCredentials } from '../gateway/contracts';
import { PlaceholderValues } from '../gateway/values';
import type { Api, ApiModel } from '../model/types';
import { known } from '../model/values';
import type { Generation } from './generation';

/** The test credentials of `apigwv2 start`, for routes with IAM authorization and for `@connections`. */
export interface StartCredentials extends TestCredentials {
  /** The Region in the signature of requests. */
  readonly region: string;
}

/** A request that the console signs with the test credentials. */
export interface RequestToSign {
  readonly method: string;
  /** The `Host` header of the server. */
  readonly host: string;
  /** The path and query of the request. */
  readonly url: string;
  readonly body: string;
}

/** Returns the test credentials with the Region of the app. `undefined` if no API of the app needs signed requests. */
export function credentialsOf({ model }: Generation, credentials: TestCredentials): StartCredentials | undefined {
  const signed = model.apis.find((api) => isIam(api) || api.protocol === 'WEBSOCKET');
  return signed && { ...credentials, region: new PlaceholderValues(model).region(signed.source.stack) };
}

/** Whether an app has routes with IAM authorization. */
export function hasIamRoutes({ apis }: ApiModel): boolean {
  return apis.some(isIam);
}

function isIam({ routes }: Api): boolean {
  return routes.some(({ authorization }) => known(authorization) === 'AWS_IAM');
}

/** Returns the headers that sign a request. */
export function signedFields(
  { method, host, url, body }: RequestToSign,
  { accessKeyId, secretAccessKey, region }: StartCredentials,
): Record<string, string> {
  const scope = { time: amzDate(Date.now()), region };
  const headers: HeaderField[] = [
    ['host', host],
    ['x-amz-date', scope.time],
  ];
  const parts = { method, ...split(url), headers, body: Buffer.from(body) };
  const signature = signatureOf(parts, ['host', 'x-amz-date'], scope, secretAccessKey);
  const credential = `${accessKeyId}/${scopeText(scope)}`;
  return {
    'x-amz-date': scope.time,
    authorization: `${algorithm} Credential=${credential}, SignedHeaders=host;x-amz-date, Signature=${signature}`,
  };
}

/**
 * Returns the path and query with a signature in the query, because browsers cannot add headers to WebSocket requests.
 */
export function signedUrl(
  { host, url }: Pick<RequestToSign, 'host' | 'url'>,
  { accessKeyId, secretAccessKey, region }: StartCredentials,
): string {
  const scope = { time: amzDate(Date.now()), region };
  const { path, query } = split(url);
  const own = new URLSearchParams({
    'X-Amz-Algorithm': algorithm,
    'X-Amz-Credential': `${accessKeyId}/${scopeText(scope)}`,
    'X-Amz-Date': scope.time,
    'X-Amz-Expires': '300',
    'X-Amz-SignedHeaders': 'host',
  });
  const whole = [query, String(own)].filter((part) => part !== '').join('&');
  const parts = { method: 'GET', path, query: whole, headers: [['host', host] as const], body: Buffer.alloc(0) };
  return `${path}?${whole}&X-Amz-Signature=${signatureOf(parts, ['host'], scope, secretAccessKey)}`;
}

function split(url: string): { path: string; query: string } {
  const [, path = url, query = ''] = url.match(/^([^?]*)\??(.*)$/s) ?? [];
  return { path, query };
}
