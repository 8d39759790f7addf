import { ToolkitError } from '../../model/errors';
import type { Integration } from '../../model/types';
import { replaceStageVariables } from '../function-directory';
import type { IntegrationOutcome } from '../http/context-variables';
import { valueOf, without } from '../http/fields';
import { maximumBody } from '../http/limits';
import { oversizedResponseStatus } from '../http/undocumented/limits';
import { forwardedFields } from '../http/undocumented/mapping';
import { kindOf } from '../input';
import { pathOf } from '../names';
import type { GatewayResponse, HeaderField } from '../contracts';
import {
  IntegrationFailure,
  type IntegrationCall,
  type IntegrationContext,
  type IntegrationResult,
} from './integration';

/**
 * Calls the public or private HTTP target of an integration, or the replacement of the target in the option `targets`.
 */
export async function callHttp(
  context: IntegrationContext,
  call: IntegrationCall,
  signal: AbortSignal,
): Promise<IntegrationResult> {
  const { integration, request } = call;
  const { target } = integration;
  const isPrivate = target.kind === 'private';
  const own = isPrivate ? context.values.textIfKnown(target.uri) : urlOf(context, call);
  const found = context.targets.find(integration, own, context.model);
  if (!found && (isPrivate || own === undefined)) {
    if (integration.uri === undefined)
      throw new IntegrationFailure(500, `The integration ${pathOf(integration)} has no URL. Set the integration URI.`);
    const reason = isPrivate
      ? `The integration ${pathOf(integration)} calls a private target, which the local gateway cannot reach. Set a replacement in the option \`targets\`.`
      : `The URL of the integration ${pathOf(integration)} is known only at deployment. Set a replacement in the option \`targets\`.`;
    throw new IntegrationFailure(500, reason);
  }
  if (own !== undefined && !isPrivate && !URL.canParse(own)) {
    throw new IntegrationFailure(500, `The integration ${pathOf(integration)} calls ${own}, which is not a valid URL.`);
  }
  const url = targetUrl(call, own, found?.prefix, typeof found?.target === 'function' ? undefined : found?.target);
  const method = context.values.textIfKnown(integration.method);
  const init: RequestInit & { duplex?: 'half' } = {
    method: method === undefined || method === 'ANY' ? request.request.method : method,
    headers: headersOf(call),
    redirect: 'manual',
    signal,
  };
  if (request.request.body.length > 0 && init.method !== 'GET' && init.method !== 'HEAD')
    init.body = request.request.body as Uint8Array<ArrayBuffer>;
  const outgoing = new Request(url, init);
  try {
    const answer = await (typeof found?.target === 'function' ? found.target(outgoing) : context.fetch(outgoing));
    enforceResponse(answer, integration);
    const response = await responseOf(answer);
    if (response.body.length > maximumBody) {
      const reason = `${url.href} returned ${response.body.length} bytes, but API Gateway allows at most 10 MB.`;
      throw new IntegrationFailure(oversizedResponseStatus, reason);
    }
    return {
      response,
      outcome: { ...requestIdsOf(response), status: response.status, integrationStatus: response.status },
    };
  } catch (error) {
    if (signal.aborted || error instanceof ToolkitError || error instanceof IntegrationFailure) throw error;
    const cause = ((error as Error).cause as Error | undefined) ?? (error as Error);
    throw new IntegrationFailure(500, `${url.href} cannot be called: ${cause.message}`);
  }
}

/**
 * The URL of an integration with the values of path parameters and stage variables, or undefined if the URL is known
 * only at deployment.
 */
function urlOf({ values }: IntegrationContext, { integration, request }: IntegrationCall): string | undefined {
  const { target } = integration;
  const text = values.textIfKnown(target.kind === 'http' ? target.url : integration.uri);
  if (text === undefined) return undefined;
  const filled = replaceStageVariables(text, request.stageVariables).replace(/\{([^}+]+)\+?\}/g, (_, name: string) =>
    encodePath(request.pathParameters[name] ?? ''),
  );
  const url = /^https?:\/\//.test(filled) ? filled : `http://${filled}`;
  return request.routeKey === '$default' ? appendPath(url, encodePath(request.routePath)) : url;
}

/**
 * The URL of the request to the target. The option `targets` and the mappings of the path and the query string are
 * already applied.
 */
function targetUrl(call: IntegrationCall, own: string | undefined, prefix?: string, base?: string | URL): URL {
  const { request, mapped, integration } = call;
  let url: URL;
  if (integration.target.kind === 'private') {
    // API Gateway sends the path of the request, including the stage, to private targets.
    url = new URL(
      appendPath(base === undefined ? 'http://private.invalid' : String(base), encodePath(request.rawPath)),
    );
  } else if (base !== undefined) {
    const replaced = new URL(own ?? 'http://unknown.invalid/');
    const rest = prefix === undefined ? `${replaced.pathname}${replaced.search}` : (own ?? '').slice(prefix.length);
    url = new URL(appendPath(String(base), rest));
  } else {
    url = new URL(own ?? 'http://unknown.invalid/');
  }
  if (mapped.path !== undefined) {
    const basePath = base === undefined ? '' : new URL(String(base)).pathname.replace(/\/$/, '');
    url.pathname = `${basePath}/${encodePath(mapped.path).replace(/^\//, '')}`;
  }
  const query = mapped.changedQuery
    ? mapped.queryParameters.map((pair) => pair.map(encodeURIComponent).join('=')).join('&')
    : request.request.query;
  if (query !== '') url.search = url.search === '' ? query : `${url.search}&${query}`;
  return url;
}

function headersOf({ mapped, request }: IntegrationCall): Headers {
  const headers = new Headers();
  const passed = without(
    mapped.headers,
    'host',
    'content-length',
    'x-forwarded-for',
    'x-forwarded-port',
    'x-forwarded-proto',
  );
  const forwarded = forwardedFields(request.request.host, request.request.sourceIp);
  for (const [name, value] of [...passed, ...forwarded]) headers.append(name, value);
  return headers;
}

function enforceResponse(answer: unknown, integration: Integration): void {
  if (typeof (answer as Partial<Response> | undefined)?.arrayBuffer === 'function') return;
  throw new ToolkitError(
    'WrongTargetResponse',
    `The function in the option \`targets\` for the integration ${pathOf(integration)} returned ${kindOf(answer)}. Return a Response, such as Response.json({ id: 1 }).`,
  );
}

async function responseOf(response: Response): Promise<GatewayResponse> {
  const body = new Uint8Array(await response.arrayBuffer());
  // `fetch` decodes the body, so the header fields for the encoding and the encoded length are removed.
  const dropped = ['connection', 'keep-alive', 'transfer-encoding', 'content-encoding', 'content-length', 'set-cookie'];
  const headers: HeaderField[] = without([...response.headers], ...dropped);
  for (const cookie of response.headers.getSetCookie()) headers.push(['set-cookie', cookie]);
  return { status: response.status, headers, body };
}

/** The request IDs in the response of a target that is an AWS endpoint. */
function requestIdsOf({ headers }: GatewayResponse): IntegrationOutcome {
  const requestId = valueOf(headers, 'x-amzn-requestid') ?? valueOf(headers, 'x-amz-request-id');
  const requestId2 = valueOf(headers, 'x-amz-id-2');
  return { ...(requestId === undefined ? {} : { requestId }), ...(requestId2 === undefined ? {} : { requestId2 }) };
}

function appendPath(url: string, path: string): string {
  const [, base, query] = url.match(/^([^?#]*)(.*)$/s)!;
  return `${base.replace(/\/$/, '')}${path === '' || path.startsWith('/') || path.startsWith('?') ? path : `/${path}`}${query}`;
}

function encodePath(path: string): string {
  return path.split('/').map(encodeURIComponent).join('/');
}
