import type { Authorizer } from '../../model/types';
import { timedOut, within } from '../clock';
import type { Decision, GatewayContext, RoutedRequest, RouteAuthorizer } from '../contracts';
import { newInvocationId } from '../ids';
import { pathOf } from '../names';
import { authorizerEvent } from '../websocket/events';
import { conditionKeysOf } from './condition-keys';
import { failed, forbidden, unauthorized } from './denials';
import { identityValues, isIdentitySource, webSocketSource } from './identity-sources';
import { KeptResults } from './kept-results';
import { authorizerEventOfVersion1, authorizerEventOfVersion2 } from './lambda-events';
import { resultOf, ResultError, type AuthorizerResult } from './lambda-result';
import { routeArn } from './route-arn';
import { isUnauthorized, keptResultAllows, stageOfCacheKey, ttlSecondsOfUnset } from './undocumented';

/** The time in milliseconds that API Gateway waits for the function of a Lambda authorizer. */
const limitMillis = 10_000;

/** For WebSocket APIs, the maximum size of the result of a Lambda authorizer, in bytes. */
const maximumResult = 8 * 1024;

/** A Lambda authorizer. All routes with the same authorizer share its cache. */
export class LambdaRouteAuthorizer implements RouteAuthorizer {
  private readonly kept: KeptResults<AuthorizerResult>;

  constructor(
    private readonly context: GatewayContext,
    private readonly authorizer: Authorizer,
  ) {
    this.kept = new KeptResults(context.clock);
  }

  async authorize(request: RoutedRequest): Promise<Decision> {
    const { values } = this.context;
    const about = `the authorizer ${pathOf(this.authorizer)}`;
    const given = values.texts(this.authorizer.identitySources, `The identity sources of ${about}`);
    const sources = request.webSocket ? given.map(webSocketSource) : given;
    const unknown = sources.find((source) => !isIdentitySource(source));
    if (unknown !== undefined)
      return failed(`The local gateway does not support the identity source ${unknown} of ${about}.`);
    const identity = identityValues(request, sources);
    if (identity === undefined)
      return unauthorized(`The request must contain a value for each identity source: ${sources.join(', ')}.`);

    const ttl = Number(values.value(this.authorizer.resultTtlSeconds ?? ttlSecondsOfUnset, `The TTL of ${about}`));
    const isKept = ttl > 0 && sources.length > 0;
    const key = JSON.stringify([stageOfCacheKey(request.stageName), ...identity]);
    const found = isKept ? this.kept.get(key) : undefined;
    if (found) return this.decide(found, request, about);

    const result = await this.call(request, identity, about);
    if ('allowed' in result) return result;
    if (isKept) this.kept.set(key, result, ttl * 1000);
    return this.decide(result, request, about);
  }

  private async call(
    request: RoutedRequest,
    identity: readonly string[],
    about: string,
  ): Promise<AuthorizerResult | Decision> {
    const { values, clock, functions } = this.context;
    const version = values.textIfKnown(this.authorizer.payloadFormatVersion);
    if (version !== '1.0' && version !== '2.0' && !request.webSocket) {
      return failed(`The payload format version of ${about} is ${version ?? 'missing'}. Set it to 1.0 or 2.0.`);
    }
    const isSimple = values.value(this.authorizer.enableSimpleResponses ?? false, `The responses of ${about}`) === true;
    if (isSimple && version === '1.0')
      return failed(`Simple responses of ${about} need the payload format version 2.0.`);

    const called = this.context.functionOf(this.authorizer, request.stageVariables);
    if (this.authorizer.credentials === undefined) {
      const arn = `arn:aws:execute-api:${request.region}:${request.accountId}:${request.apiId}/authorizers/${values.authorizerId(this.authorizer)}`;
      const missing = this.context.missingPermission(called, [arn]);
      if (missing !== undefined) return failed(missing);
    }
    const event = request.webSocket
      ? authorizerEvent(request, routeArn(request))
      : version === '2.0'
        ? authorizerEventOfVersion2(request, identity)
        : authorizerEventOfVersion1(request, identity);
    const { timeoutSeconds = 3 } = called.function;
    const timeoutMillis = Number(values.value(timeoutSeconds, `The timeout of ${pathOf(called.function)}`)) * 1000;
    const invocation = { ...called, event, requestId: newInvocationId(), timeoutMillis };
    const outcome = await within(clock, limitMillis, functions.invoke(invocation));
    if (outcome === timedOut) return failed(`The function of ${about} did not return within 10 seconds.`);
    const { error, payload } = outcome;
    if (error) {
      const reason = `The function of ${about} failed: ${error.errorType}: ${error.errorMessage}`;
      return isUnauthorized(error.errorMessage) ? unauthorized(reason) : failed(reason);
    }
    if (request.webSocket && Buffer.byteLength(payload) > maximumResult) {
      return failed(`The function of ${about} returned a result that is larger than 8 KB.`);
    }
    try {
      return resultOf(payload, isSimple && !request.webSocket);
    } catch (problem) {
      if (problem instanceof ResultError)
        return failed(`The function of ${about} returned an invalid result. ${problem.message}`);
      throw problem;
    }
  }

  private decide(result: AuthorizerResult, request: RoutedRequest, about: string): Decision {
    const { allows, context, principalId, usageIdentifierKey } = result;
    const arn = routeArn(request);
    const keys = conditionKeysOf(request, this.context.clock.now());
    if (!keptResultAllows(allows, arn, keys)) return forbidden(`${about.replace(/^t/, 'T')} denied ${arn}.`);
    return {
      allowed: true,
      authorizer: { lambda: context },
      ...(principalId === undefined ? {} : { principalId }),
      ...(usageIdentifierKey === undefined ? {} : { usageIdentifierKey }),
    };
  }
}
