// Lambda integrations of an HTTP API: both payload formats, permissions for each route and for the API, an alias, a
// mapping, and a timeout.
//
// Verify the deployed app with its outputs:
//   curl -s $Url/v1 | jq .version              "1.0"
//   curl -s $Url/v2 | jq .version              "2.0"
//   curl -s $Url/open/1; curl -s $Url/open/2   both answer, with one statement in the policy of the function:
//   aws lambda get-policy --function-name $OpenName --query Policy --output text | jq '.Statement | length'      1
//   curl -s $Url/alias | jq '.headers["x-stage"]'   "$default"
//   curl -i $Url/slow                          503 after one second
import { IntegTest } from '@aws-cdk/integ-tests-alpha';
import { App, CfnOutput, Duration, Stack } from 'aws-cdk-lib';
import { HttpApi, HttpMethod, MappingValue, ParameterMapping, PayloadFormatVersion } from 'cdk-apigatewayv2';
import { HttpLambdaIntegration } from 'cdk-apigatewayv2/integrations';
import { echo, fn } from './resources';

const app = new App();
const stack = new Stack(app, 'IntegHttpLambda');
const api = new HttpApi(stack, 'Api');
const handler = echo(stack, 'Handler');

for (const version of [PayloadFormatVersion.VERSION_1_0, PayloadFormatVersion.VERSION_2_0]) {
  const name = `v${version.version[0]}`;
  api.addRoutes({
    path: `/${name}`,
    methods: [HttpMethod.GET, HttpMethod.POST],
    integration: new HttpLambdaIntegration(name, handler, { payloadFormatVersion: version }),
  });
}

const open = echo(stack, 'Open');
const shared = new HttpLambdaIntegration('Shared', open, { scopePermissionToRoute: false });
api.addRoutes({ path: '/open/1', methods: [HttpMethod.GET], integration: shared });
api.addRoutes({ path: '/open/2', methods: [HttpMethod.GET], integration: shared });

api.addRoutes({
  path: '/alias',
  methods: [HttpMethod.GET],
  integration: new HttpLambdaIntegration('Alias', handler.addAlias('live'), {
    parameterMapping: new ParameterMapping()
      .overwriteHeader('x-stage', MappingValue.contextVariable('stage'))
      .appendQueryString('from', MappingValue.custom('alias'))
      .removeHeader('x-secret'),
  }),
});
api.addRoutes({
  path: '/slow',
  methods: [HttpMethod.GET],
  integration: new HttpLambdaIntegration(
    'Slow',
    fn(stack, 'SlowHandler', 'exports.handler = () => new Promise((resolve) => setTimeout(resolve, 5000, "late"));'),
    { timeout: Duration.seconds(1) },
  ),
});

new CfnOutput(stack, 'Url', { value: api.apiEndpoint });
new CfnOutput(stack, 'OpenName', { value: open.functionName });

new IntegTest(app, 'HttpLambda', { testCases: [stack] });
