import { CfnRestApi, CfnUsagePlan } from 'aws-cdk-lib/aws-apigateway';
import { CfnModel, CfnRoute } from 'aws-cdk-lib/aws-apigatewayv2';
import type { Negatives } from './negative';
import { http, route, stage, webSocket } from './negative';

/** Programs for the codes of escape hatches, generic resources and references of the wrong type. */
export const negatives: Negatives = {
  PropertyCaseInvalid: {
    breaks: (s) => http(s).addPropertyOverride('disableExecuteApiEndpoint', true),
    keeps: (s) => http(s).addPropertyOverride('DisableExecuteApiEndpoint', true),
    says: ["must be named 'DisableExecuteApiEndpoint'", 'Use DisableExecuteApiEndpoint.'],
  },
  PropertyUnknown: {
    breaks: (s) => stage(http(s), 'prod').addPropertyOverride('MethodSettings', []),
    keeps: (s) => stage(http(s), 'prod').addPropertyOverride('AccessPolicyId', 'abc'),
    says: ['MethodSettings must be a property that the CloudFormation resource has', 'Use DefaultRouteSettings'],
  },
  PropertyTypeInvalid: {
    breaks: (s) => http(s, { corsConfiguration: {} }).addPropertyOverride('CorsConfiguration.AllowOrigins', '*'),
    keeps: (s) => http(s, { corsConfiguration: {} }).addPropertyOverride('CorsConfiguration.AllowOrigins', ['*']),
    says: ["AllowOrigins must be a list, got '*'", "Use ['*']."],
  },
  ApiIdInvalid: {
    breaks: (s) => {
      const { ref } = new CfnRestApi(s, 'Rest', { name: 'Rest' });
      new CfnRoute(s, 'Route', { apiId: ref, routeKey: 'GET /a' });
    },
    keeps: (s) => route(http(s), 'GET /a'),
    says: ["'Stack/Rest' of type AWS::ApiGateway::RestApi", 'resources of aws-apigateway'],
  },
  ReferenceOfOtherType: {
    breaks: (s) => {
      const chat = webSocket(s);
      const model = new CfnModel(s, 'Model', {
        apiId: chat.ref,
        name: 'Book',
        schema: { type: 'object' },
        contentType: 'application/json',
      });
      route(chat, 'send', { modelSelectionExpression: '$request.body.type', requestModels: { $default: model.ref } });
    },
    keeps: (s) => {
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
    says: ["$default must be the name of a model, got the ID of 'Stack/Model'"],
  },
  QuotaLimitMissing: {
    breaks: (s) => new CfnUsagePlan(s, 'Plan', { quota: { period: 'DAY' } }),
    keeps: (s) => new CfnUsagePlan(s, 'Plan', { quota: { period: 'DAY', limit: 1 } }),
    says: ['Quota.Limit must be specified if the plan has a quota'],
  },
};
