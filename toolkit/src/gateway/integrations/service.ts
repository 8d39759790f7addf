import { ToolkitError } from '../../model/errors';
import type { Integration } from '../../model/types';
import { textOf } from '../../model/values';
import type { HeaderField } from '../contracts';
import { evaluate } from '../http/expressions';
import { requiredParameters, serviceSubtypes } from './service-parameters';
import { missingParameterAnswer, serviceAnswer } from './undocumented/services';
import { isPlainObject, kindOf } from '../input';
import { isNamed, pathOf } from '../names';
import {
  IntegrationFailure,
  type IntegrationCall,
  type IntegrationContext,
  type IntegrationResult,
} from './integration';
import type { ServiceAnswer, ServiceCall, ServiceStub } from './service-calls';

/**
 * Records a call from an integration to an AWS service. Returns the response of a stub, or the response to a successful
 * call if no stub exists.
 */
export async function callService(
  context: IntegrationContext,
  { integration, request, authorized }: IntegrationCall,
): Promise<IntegrationResult> {
  const { target, requestParameters = {} } = integration;
  const what = `The parameters of the integration ${pathOf(integration)}`;
  const subtype = context.values.textIfKnown(integration.subtype) ?? '';
  const scope = { request, outcome: authorized };
  const parameters: Record<string, string> = {};
  const mappings = context.values.value(requestParameters, what);
  for (const [name, expression] of Object.entries(mappings)) {
    const value = evaluate(context.values.text(expression as string, `${what} (${name})`), scope);
    if (value !== undefined) parameters[name] = value;
  }
  const action = target.kind === 'service' ? context.values.textIfKnown(target.action) : undefined;
  const call: ServiceCall = {
    api: pathOf(request.api),
    routeKey: request.routeKey,
    service: target.kind === 'service' ? target.service : '',
    action: action ?? '',
    subtype,
    parameters,
  };
  const isStubbed = stubFor(context, integration, subtype) !== undefined;
  if (!serviceSubtypes.includes(subtype) && !isStubbed)
    throw new IntegrationFailure(500, `HTTP APIs do not support the integration subtype ${subtype || '(empty)'}.`);
  const required = requiredParameters[subtype] ?? [];
  const unmapped = required.filter((name) => !(name in mappings));
  if (unmapped.length > 0) {
    const reason = `API Gateway rejects the integration ${pathOf(integration)}, because ${subtype} requires the parameters ${required.join(', ')}. Add the parameters ${unmapped.join(', ')}.`;
    throw new IntegrationFailure(500, reason);
  }
  const missing = required.filter((name) => !parameters[name]);
  if (missing.length === 0 || isStubbed) return recordCall(context, integration, call, subtype);
  const message = `${what} do not have a value for ${missing.map((name) => `${name} (${textOf(mappings[name])})`).join(', ')}, so the AWS service is not called.`;
  const { requestId } = request;
  context.log({ time: context.clock.now(), requestId, about: pathOf(integration), level: 'error', message });
  const response = responseOf(missingParameterAnswer(call.service, missing));
  return { response, outcome: { status: response.status, integrationStatus: response.status } };
}

/**
 * Records a service call. Returns the response of the stub for the integration or for `key`, or the response to a
 * successful call if no stub exists.
 */
export async function recordCall(
  context: Pick<IntegrationContext, 'clock' | 'serviceCalls'>,
  integration: Integration,
  call: ServiceCall,
  key: string,
): Promise<IntegrationResult> {
  context.serviceCalls.add(call);
  const stub = stubFor(context, integration, key);
  const answer = stub ? await stub(call) : serviceAnswer(call, context.clock.now())!;
  if (stub) enforceAnswer(answer, integration);
  const response = responseOf(answer);
  return { response, outcome: { status: response.status, integrationStatus: response.status } };
}

function stubFor(
  { serviceCalls: { stubs } }: Pick<IntegrationContext, 'serviceCalls'>,
  integration: Integration,
  key: string,
): ServiceStub | undefined {
  const named = Object.keys(stubs).find((name) => isNamed(integration, name));
  return stubs[named ?? key];
}

/** Throws a `ToolkitError` if the value that a stub returned is not a response. */
function enforceAnswer(answer: unknown, integration: Integration): void {
  const { status = 200, headers = {}, ...others } = isPlainObject(answer) ? answer : {};
  const isStatus = Number.isInteger(status) && Number(status) >= 200 && Number(status) <= 599;
  const isHeaders = isPlainObject(headers) && Object.values(headers).every((value) => typeof value === 'string');
  const isKnown = Object.keys(others).every((name) => name === 'body');
  if (isPlainObject(answer) && isStatus && isHeaders && isKnown) return;
  throw new ToolkitError(
    'WrongStubResponse',
    `The stub of the integration ${pathOf(integration)} returned ${isPlainObject(answer) ? JSON.stringify(answer) : kindOf(answer)}. Return an object such as { status: 400, headers: { 'x-id': '1' }, body: { id: 1 } }.`,
  );
}

function responseOf({ status = 200, headers = {}, body }: ServiceAnswer) {
  const isTextBody = typeof body === 'string';
  const fields = Object.entries(headers).map(([name, value]): HeaderField => [name.toLowerCase(), value]);
  if (body !== undefined && !fields.some(([name]) => name === 'content-type')) {
    fields.push(['content-type', isTextBody ? 'text/plain' : 'application/json']);
  }
  return {
    status,
    headers: fields,
    body: Buffer.from(body === undefined ? '' : isTextBody ? body : JSON.stringify(body)),
  };
}
