import { callerOf } from '../function-directory';
import { newInvocationId } from '../ids';
import { pathOf } from '../names';
import { Rejection } from '../http/errors';
import { eventOfVersion1, eventOfVersion2 } from '../http/events';
import { pathOfEvent } from '../http/undocumented/mapping';
import { responseOfPayload } from '../http/responses';
import type { CalledFunction, InvocationResult, RoutedRequest } from '../contracts';
import {
  IntegrationFailure,
  type IntegrationCall,
  type IntegrationContext,
  type IntegrationResult,
} from './integration';

/** Calls the Lambda function of an HTTP API integration. */
export async function callFunction(context: IntegrationContext, call: IntegrationCall): Promise<IntegrationResult> {
  const { integration, request, mapped, authorized } = call;
  const version = context.values.textIfKnown(integration.payloadFormatVersion) ?? '1.0';
  if (version !== '1.0' && version !== '2.0') {
    const reason = `The integration ${pathOf(integration)} has the payload format version ${version}. Use 1.0 or 2.0.`;
    throw new IntegrationFailure(500, reason);
  }
  const { headers, queryParameters, path } = mapped;
  const [rawPath, fullPath] = [request.rawPath, request.fullPath].map((own) => pathOfEvent(own, path));
  const mappedRequest = { ...request, headers, queryParameters, rawPath, fullPath };
  const event =
    version === '1.0' ? eventOfVersion1(mappedRequest, authorized) : eventOfVersion2(mappedRequest, authorized);
  const invoked = await invokeFunction(context, call, sourceArns(request), event);
  return proxyResult(invoked, version);
}

/** The result of a Lambda function that an integration invoked. */
export interface Invoked extends InvocationResult {
  readonly called: CalledFunction;
  readonly requestId: string;
}

/**
 * Invokes the function of an integration. Throws an `IntegrationFailure` if API Gateway has no permission to invoke the
 * function.
 */
export async function invokeFunction(
  context: IntegrationContext,
  { integration, request }: Pick<IntegrationCall, 'integration' | 'request'>,
  sourceArns: readonly string[],
  event: unknown,
): Promise<Invoked> {
  const called = context.functionOf(callerOf(integration), request.stageVariables);
  if (integration.credentials === undefined) {
    const reason = context.missingPermission(called, sourceArns);
    if (reason !== undefined) throw new IntegrationFailure(500, reason);
  }
  const requestId = newInvocationId();
  const timeoutMillis = timeoutOf(context, called);
  return { ...(await context.functions.invoke({ ...called, event, requestId, timeoutMillis })), called, requestId };
}

/**
 * Converts the result of a function to the response of a proxy integration. Throws an `IntegrationFailure` if the
 * function failed or its result is invalid.
 */
export function proxyResult(
  { payload, error, called, requestId }: Invoked,
  version: string,
  failedStatus = 500,
): IntegrationResult {
  if (error) {
    const reason = `The function ${pathOf(called.function)} failed: ${error.errorType}: ${error.errorMessage}`;
    const outcome = { error: reason, status: 200, integrationStatus: 200, requestId };
    throw new IntegrationFailure(failedStatus, reason, outcome);
  }
  try {
    const response = responseOfPayload(payload, version);
    return { response, outcome: { status: response.status, integrationStatus: 200, requestId } };
  } catch (invalid) {
    if (!(invalid instanceof Rejection)) throw invalid;
    const reason = `The function ${pathOf(called.function)} returned an invalid response. ${invalid.message}`;
    const status = failedStatus === 500 ? invalid.status : failedStatus;
    throw new IntegrationFailure(status, reason, { error: invalid.message, integrationStatus: 200, requestId });
  }
}

/** The time limit of a function in milliseconds. */
export function timeoutOf({ values }: Pick<IntegrationContext, 'values'>, { function: fn }: CalledFunction): number {
  const seconds = fn.timeoutSeconds === undefined ? 3 : values.value(fn.timeoutSeconds, `The timeout of ${pathOf(fn)}`);
  return Number(seconds) * 1000;
}

/**
 * The source ARNs of a request. A Lambda permission must allow at least one of these ARNs. One ARN contains the path of
 * the request, and the other contains the path of the route or `$default`.
 */
function sourceArns({ region, accountId, apiId, stageName, request, route, routePath }: RoutedRequest): string[] {
  const base = `arn:aws:execute-api:${region}:${accountId}:${apiId}/${stageName}`;
  if (route.path === undefined) return [`${base}/$default`, `${base}/${request.method}${routePath}`];
  return [`${base}/${request.method}${route.path}`, `${base}/${request.method}${routePath}`];
}
