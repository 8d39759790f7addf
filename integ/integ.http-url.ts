// URL integrations of an HTTP API: methods, path parameters, every kind of parameter mapping, and a timeout. The
// backend is a Lambda function URL.
//
// Verify the deployed app with its outputs:
//   curl -s $Url/ip                            the address of API Gateway's caller, from another site
//   curl -s $Url/books/7 | jq .rawPath         "/shelf/7"
//   curl -s "$Url/mapped/7?drop=1&keep=1" -H 'x-drop: 1' -H 'x-user: me' | jq '.rawPath, .queryStringParameters, .headers'
//     "/rewritten", { "keep": "1", "added": "7", "stage": "$default" }, x-added: me, x-fixed: yes and no x-drop
//   curl -s -X DELETE $Url/posted | jq .requestContext.http.method      "POST"
import { IntegTest } from '@aws-cdk/integ-tests-alpha';
import { App, CfnOutput, Duration, Stack } from 'aws-cdk-lib';
import { FunctionUrlAuthType } from 'aws-cdk-lib/aws-lambda';
import { HttpApi, HttpMethod, MappingValue, ParameterMapping } from 'cdk-apigatewayv2';
import { HttpUrlIntegration } from 'cdk-apigatewayv2/integrations';
import { echo } from './resources';

const app = new App();
const stack = new Stack(app, 'IntegHttpUrl');
const backend = echo(stack, 'Backend').addFunctionUrl({ authType: FunctionUrlAuthType.NONE });
const api = new HttpApi(stack, 'Api', { defaultIntegration: new HttpUrlIntegration('Fallback', backend.url) });

api.addRoutes({
  path: '/ip',
  methods: [HttpMethod.GET],
  integration: new HttpUrlIntegration('Ip', 'https://checkip.amazonaws.com/'),
});
api.addRoutes({
  path: '/books/{id}',
  methods: [HttpMethod.GET],
  integration: new HttpUrlIntegration('Books', `${backend.url}shelf/{id}`, { timeout: Duration.seconds(5) }),
});
api.addRoutes({
  path: '/mapped/{id}',
  methods: [HttpMethod.ANY],
  integration: new HttpUrlIntegration('Mapped', backend.url, {
    parameterMapping: new ParameterMapping()
      .appendHeader('x-added', MappingValue.requestHeader('x-user'))
      .overwriteHeader('x-fixed', MappingValue.custom('yes'))
      .removeHeader('x-drop')
      .appendQueryString('added', MappingValue.requestPathParam('id'))
      .overwriteQueryString('stage', MappingValue.contextVariable('stage'))
      .removeQueryString('drop')
      .overwritePath(MappingValue.custom('/rewritten')),
  }),
});
api.addRoutes({
  path: '/posted',
  methods: [HttpMethod.DELETE],
  integration: new HttpUrlIntegration('Posted', backend.url, { method: HttpMethod.POST }),
});

new CfnOutput(stack, 'Url', { value: api.apiEndpoint });

new IntegTest(app, 'HttpUrl', { testCases: [stack] });
