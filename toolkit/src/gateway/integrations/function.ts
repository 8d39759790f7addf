import { callerOf } from '../function-directory';
import { newInvocationId } from '../ids';
import { pathOf } from '../names';
import { Rejection } from '../http/errors';
import { eventOfVersion1, eventOfVersion2 } from '../http/events';
import { responseOfPayload } from '../http/responses';
import type { CalledFunction, RoutedRequest } from '../contracts';
import {
  IntegrationFailure,
  type IntegrationCall,
  type IntegrationContext,
  type IntegrationResult,
} from './integration';

/** Calls the Lambda function of an integration. */
export async function callFunction(context: IntegrationContext, call: IntegrationCall): Promise<IntegrationResult> {
  const { integration, request, mapped, authorized } = call;
  const called = context.functionOf(callerOf(integration), request.stageVariables);
  if (integration.credentials === undefined) {
    const reason = context.missingPermission(called, sourceArns(request));
    if (reason !== undefined) throw new IntegrationFailure(500, reason);
  }
  const version = context.values.textIfKnown(integration.payloadFormatVersion) ?? '1.0';
  const mappedRequest = { ...request, headers: mapped.headers, queryParameters: mapped.queryParameters };
  const event =
    version === '1.0' ? eventOfVersion1(mappedRequest, authorized) : eventOfVersion2(mappedRequest, authorized);
  const requestId = newInvocationId();
  const { payload, error } = await context.functions.invoke({
    ...called,
    event,
    requestId,
    timeoutMillis: timeoutOf(context, called),
  });
  if (error) {
    const reason = `The function ${pathOf(called.function)} failed: ${error.errorType}: ${error.errorMessage}`;
    throw new IntegrationFailure(500, reason, { error: reason, status: 200, integrationStatus: 200, requestId });
  }
  try {
    const response = responseOfPayload(payload, version);
    return { response, outcome: { status: response.status, integrationStatus: 200, requestId } };
  } catch (invalid) {
    if (!(invalid instanceof Rejection)) throw invalid;
    const outcome = { error: invalid.message, integrationStatus: 200, requestId };
    throw new IntegrationFailure(invalid.status, `${invalid.message} Function: ${pathOf(called.function)}.`, outcome);
  }
}

/** The time limit of a function in milliseconds. */
export function timeoutOf({ values }: Pick<IntegrationContext, 'values'>, { function: fn }: CalledFunction): number {
  const seconds = fn.timeoutSeconds === undefined ? 3 : values.value(fn.timeoutSeconds, `The timeout of ${pathOf(fn)}`);
  return Number(seconds) * 1000;
}

/** The source ARNs of a request: by the path of the route, by the path of the request, and for `$default`. */
function sourceArns({ region, accountId, apiId, stageName, request, route, routePath }: RoutedRequest): string[] {
  const base = `arn:aws:execute-api:${region}:${accountId}:${apiId}/${stageName}`;
  if (route.path === undefined) return [`${base}/$default`, `${base}/${request.method}${routePath}`];
  return [`${base}/${request.method}${route.path}`, `${base}/${request.method}${routePath}`];
}
