import type { Context } from './context';
import { textFrom } from './fields';
import { isObject, type JsonObject } from './template';
import { encode } from './texts';
import type { Resource } from './resources';

/**
 * Adds the route, the integration and the `$default` stage that API Gateway creates for an API with a `Target` (quick
 * create), including the changes that `AWS::ApiGatewayV2::ApiGatewayManagedOverrides` makes.
 */
export function addQuickCreateResources(context: Context, api: Resource): void {
  const { Target: target, RouteKey, CredentialsArn } = api.properties;
  if (target === undefined) return;
  const overrides = overridesOf(context, api);
  const add = (name: string, type: string, properties: JsonObject) =>
    context.resources.add(api, {
      logicalId: `${api.logicalId}:${name}`,
      type,
      properties: { ApiId: { Ref: api.logicalId }, ...properties, ...overrides(name) },
      origin: { logicalId: api.logicalId },
    });
  const resolved = textFrom(context.resolver.resolve(api.stack, target) ?? '');
  const isUrl = /^https?:/.test(encode(resolved).text);
  const integration = add('Integration', 'AWS::ApiGatewayV2::Integration', {
    IntegrationType: isUrl ? 'HTTP_PROXY' : 'AWS_PROXY',
    IntegrationUri: target,
    ...(isUrl ? { IntegrationMethod: 'ANY' } : {}),
    ...(CredentialsArn === undefined ? {} : { CredentialsArn }),
  });
  add('Route', 'AWS::ApiGatewayV2::Route', {
    RouteKey: RouteKey ?? '$default',
    Target: { 'Fn::Join': ['', ['integrations/', { Ref: integration.logicalId }]] },
  });
  add('Stage', 'AWS::ApiGatewayV2::Stage', { StageName: '$default', AutoDeploy: true });
}

function overridesOf({ resources }: Context, api: Resource): (name: string) => JsonObject {
  const found = resources.of(api.stack).find(({ type, properties: { ApiId } }) => {
    return type === 'AWS::ApiGatewayV2::ApiGatewayManagedOverrides' && isObject(ApiId) && ApiId.Ref === api.logicalId;
  });
  return (name) => {
    const changes = found?.properties[name];
    return isObject(changes) ? changes : {};
  };
}
