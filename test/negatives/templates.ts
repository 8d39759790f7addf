import { CfnRestApi, CfnUsagePlan } from 'aws-cdk-lib/aws-apigateway';
import { CfnModel, CfnRoute } from 'aws-cdk-lib/aws-apigatewayv2';
import { CfnCondition, CfnOutput, Fn } from 'aws-cdk-lib';
import type { Stack } from 'aws-cdk-lib';
import type { Negatives } from './negative';
import { calls, http, integration, jwt, route, stage, webSocket } from './negative';

/** Adds an authorizer with a condition, and a route that uses the authorizer. `routeUnder` is the condition of the route. */
function protectedRoute(s: Stack, authorizerUnder: string, routeUnder?: string): void {
  const conditions = ['A', 'B'].map((id) => new CfnCondition(s, id, { expression: Fn.conditionEquals(id, 'x') }));
  const under = (id?: string) => conditions.find((one) => one.node.id === id);
  const api = http(s);
  const authorizer = jwt(api);
  authorizer.cfnOptions.condition = under(authorizerUnder);
  const protectedBy = { authorizationType: 'JWT', authorizerId: authorizer.ref };
  route(api, 'GET /a', protectedBy).cfnOptions.condition = under(routeUnder);
}

/** Programs for rules about escape hatches, generic resources and references of the wrong type. */
export const negatives: Negatives = {
  PropertyCaseInvalid: {
    violates: (s) => http(s).addPropertyOverride('disableExecuteApiEndpoint', true),
    complies: (s) => http(s).addPropertyOverride('DisableExecuteApiEndpoint', true),
    messageContains: ["must be named 'DisableExecuteApiEndpoint'", 'Use DisableExecuteApiEndpoint.'],
  },
  PropertyUnknown: {
    violates: (s) => stage(http(s), 'prod').addPropertyOverride('MethodSettings', []),
    complies: (s) => stage(http(s), 'prod').addPropertyOverride('AccessPolicyId', 'abc'),
    messageContains: [
      'MethodSettings must be a property that the CloudFormation resource supports',
      'Use DefaultRouteSettings',
    ],
  },
  PropertyTypeInvalid: {
    violates: (s) => http(s, { corsConfiguration: {} }).addPropertyOverride('CorsConfiguration.AllowOrigins', '*'),
    complies: (s) => http(s, { corsConfiguration: {} }).addPropertyOverride('CorsConfiguration.AllowOrigins', ['*']),
    messageContains: ["AllowOrigins must be a list, got '*'", "Use ['*']."],
  },
  ApiIdInvalid: {
    violates: (s) => {
      const { ref } = new CfnRestApi(s, 'Rest', { name: 'Rest' });
      new CfnRoute(s, 'Route', { apiId: ref, routeKey: 'GET /a' });
    },
    complies: (s) => route(http(s), 'GET /a'),
    messageContains: ["'Stack/Rest' of type AWS::ApiGateway::RestApi", 'resources of aws-apigateway'],
  },
  ReferenceUnresolved: {
    violates: (s) =>
      route(http(s), 'GET /a').addPropertyOverride('Target', { 'Fn::Sub': 'integrations/${Books.IntegrationId}' }),
    complies: (s) => {
      const api = http(s);
      const target = { 'Fn::Sub': ['integrations/${Books}', { Books: integration(api).ref }] };
      route(api, 'GET /a').addPropertyOverride('Target', target);
    },
    messageContains: ['Target must refer to a resource in the template', "got 'Books'"],
  },
  AttributeUnknown: {
    violates: (s) => new CfnOutput(s, 'Url', { value: stage(http(s), 'prod').getAtt('InvokeUrl').toString() }),
    complies: (s) => new CfnOutput(s, 'Url', { value: http(s).getAtt('ApiEndpoint').toString() }),
    messageContains: ["in the output 'Stack/Url'", '.InvokeUrl', 'Use Ref.'],
  },
  ReferenceToConditional: {
    violates: (s) => protectedRoute(s, 'A'),
    complies: (s) => protectedRoute(s, 'A', 'A'),
    messageContains: ['AuthorizerId must refer to a resource that CloudFormation always creates', 'Fn.conditionIf'],
  },
  DependencyCircular: {
    violates: (s) => {
      const api = http(s);
      const one = route(api, 'GET /a', calls(integration(api)));
      const last = stage(api, 'prod');
      last.addDependency(one);
      one.addOverride('DependsOn', [last.logicalId]);
    },
    complies: (s) => {
      const api = http(s);
      stage(api, 'prod').addDependency(route(api, 'GET /a', calls(integration(api))));
    },
    messageContains: ['DependsOn must not depend on the resource itself', ' → '],
  },
  ReferenceOfOtherType: {
    violates: (s) => {
      const chat = webSocket(s);
      const model = new CfnModel(s, 'Model', {
        apiId: chat.ref,
        name: 'Book',
        schema: { type: 'object' },
        contentType: 'application/json',
      });
      route(chat, 'send', { modelSelectionExpression: '$request.body.type', requestModels: { $default: model.ref } });
    },
    complies: (s) => {
      const chat = webSocket(s);
      const model = new CfnModel(s, 'Model', {
        apiId: chat.ref,
        name: 'Book',
        schema: { type: 'object' },
        contentType: 'application/json',
      });
      const props = { modelSelectionExpression: '$request.body.type', requestModels: { $default: model.name } };
      route(chat, 'send', props).addDependency(model);
    },
    messageContains: ["$default must be the name of a model, got the ID of 'Stack/Model'"],
  },
  QuotaLimitMissing: {
    violates: (s) => new CfnUsagePlan(s, 'Plan', { quota: { period: 'DAY' } }),
    complies: (s) => new CfnUsagePlan(s, 'Plan', { quota: { period: 'DAY', limit: 1 } }),
    messageContains: ['Quota.Limit must be specified if the plan has a quota'],
  },
};
