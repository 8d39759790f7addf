import { elementOf, fieldsOfResource, linkTo, type Context } from './context';
import { textFrom } from './fields';
import type { Resource } from './resources';
import { encode } from './texts';
import type { Json, Link, Route, RouteResponse, Text } from './types';
import { asJson, conditional } from './unresolved';
import { isUnresolved } from './values';

/** Reads a route from a resource. */
export function routeOf(context: Context, resource: Resource): Route {
  const fields = fieldsOfResource(context, resource);
  const key = fields.text('RouteKey') ?? '';
  const target = fields.text('Target');
  const authorizer = fields.text('AuthorizerId');
  return elementOf<Route>(context, resource, {
    key,
    ...methodAndPath(key),
    authorization: fields.text('AuthorizationType') ?? 'NONE',
    authorizer: authorizer === undefined ? undefined : linkTo(authorizer, 'AWS::ApiGatewayV2::Authorizer'),
    scopes: fields.texts('AuthorizationScopes') ?? [],
    apiKeyRequired: fields.boolean('ApiKeyRequired') ?? false,
    integration: target === undefined ? undefined : integrationLink(target),
    operationName: fields.text('OperationName'),
    modelSelectionExpression: fields.text('ModelSelectionExpression'),
    requestModels: fields.record('RequestModels'),
    requestParameters: fields.jsonRecord('RequestParameters'),
    routeResponseSelectionExpression: fields.text('RouteResponseSelectionExpression'),
    responses: [],
  });
}

/** Reads a route response from a resource, and finds its route. */
export function routeResponseOf(context: Context, resource: Resource): { route: Text; response: RouteResponse } {
  const fields = fieldsOfResource(context, resource);
  return {
    route: fields.text('RouteId') ?? '',
    response: elementOf<RouteResponse>(context, resource, {
      key: fields.text('RouteResponseKey') ?? '',
      modelSelectionExpression: fields.text('ModelSelectionExpression'),
      responseModels: fields.record('ResponseModels'),
      responseParameters: fields.jsonRecord('ResponseParameters'),
    }),
  };
}

/**
 * Splits the route key of an HTTP API into method and path. Returns an empty object for `$default`, or if a part of the
 * key is known only at deployment.
 */
function methodAndPath(key: Text): Pick<Route, 'method' | 'path'> {
  const [, method, path] =
    (typeof key === 'string' && key.match(/^(ANY|GET|PUT|POST|DELETE|PATCH|HEAD|OPTIONS) (\/.*)$/)) || [];
  return method === undefined ? {} : { method, path };
}

/** Returns a link to the integration that a target such as `integrations/<id>` refers to. */
function integrationLink(target: Text): Link {
  return linkTo(integrationId(target), 'AWS::ApiGatewayV2::Integration');
}

/**
 * Returns the integration ID of a target. If the target depends on a condition, the prefix `integrations/` is removed
 * from both values.
 */
function integrationId(target: Text): Text {
  const [part] = isUnresolved(target) && target.parts.length === 1 ? target.parts : [];
  if (typeof part === 'object' && part.kind === 'condition') {
    const idOf = (value: Json | undefined) => value && asJson(integrationId(textFrom(value)));
    return textFrom(conditional(part, idOf(part.then), idOf(part.else)));
  }
  const { text, decode } = encode(target);
  return decode(text.replace(/^integrations\//, ''));
}
