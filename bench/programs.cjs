// The programs that the benchmarks measure. Each shape of API exists in three versions: with constructs of this
// library, with constructs from aws-cdk-lib, and with L1 constructs.
'use strict';

// Node.js prints the source line of an uncaught error, and a compiled file in aws-cdk-lib is a single line.
process.on('uncaughtException', (error) => {
  console.error(error.stack.split('\n').slice(0, 12).join('\n').slice(0, 2000));
  process.exit(1);
});

/** The modules of each library. Each module is loaded on first use, because the benchmarks also measure this first load. */
const modules = {
  ours: () => ({
    apigwv2: require('../lib'),
    integrations: require('../lib/integrations'),
  }),
  'aws-cdk-lib': () => ({
    apigwv2: require('aws-cdk-lib/aws-apigatewayv2'),
    integrations: require('aws-cdk-lib/aws-apigatewayv2-integrations'),
  }),
  L1: () => ({ apigwv2: require('aws-cdk-lib/aws-apigatewayv2') }),
};

const shapes = ['shared', 'own', 'url', 'websocket', 'one permission', 'one permission, own'];

/** Creates an app with one stack and the resources that routes need in addition to the API. */
function start() {
  const cdk = require('aws-cdk-lib');
  const lambda = require('aws-cdk-lib/aws-lambda');
  // A stack with thousands of routes cannot be deployed, but it shows how the cost grows with the number of routes.
  const context = { '@aws-cdk/core:stackResourceLimit': 0 };
  const app = new cdk.App({ analyticsReporting: false, treeMetadata: false, context });
  const stack = new cdk.Stack(app, 'Bench');
  const handler = new lambda.Function(stack, 'Handler', {
    runtime: lambda.Runtime.NODEJS_22_X,
    handler: 'index.handler',
    code: lambda.Code.fromInline('exports.handler = async () => ({})'),
  });
  return { app, stack, handler };
}

/** Creates an API of the given shape, and returns a function that adds the route with a given number. */
function build(who, shape, { stack, handler }) {
  return who === 'L1' ? bare(shape, stack, handler) : constructs(modules[who](), shape, stack, handler);
}

function constructs({ apigwv2, integrations }, shape, stack, handler) {
  if (shape === 'websocket') {
    const api = new apigwv2.WebSocketApi(stack, 'Api');
    return (i) =>
      api.addRoute(`route${i}`, { integration: new integrations.WebSocketLambdaIntegration('Integration', handler) });
  }
  const api = new apigwv2.HttpApi(stack, 'Api');
  const options = shape.startsWith('one permission') ? { scopePermissionToRoute: false } : {};
  const shared = new integrations.HttpLambdaIntegration('Integration', handler, options);
  const integrationOf = {
    own: () => new integrations.HttpLambdaIntegration('Integration', handler, options),
    'one permission, own': () => new integrations.HttpLambdaIntegration('Integration', handler, options),
    url: (i) => new integrations.HttpUrlIntegration('Integration', `https://example.com/${i}`),
  };
  const methods = [apigwv2.HttpMethod.GET];
  return (i) =>
    api.addRoutes({ path: `/route/${i}`, methods, integration: (integrationOf[shape] ?? (() => shared))(i) });
}

function bare(shape, stack, handler) {
  const { apigwv2 } = modules.L1();
  const { Construct } = require('constructs');
  const { CfnPermission } = require('aws-cdk-lib/aws-lambda');
  const webSocket = shape === 'websocket';
  const one = shape.startsWith('one permission');
  const owner = new Construct(stack, 'Api');
  const api = new apigwv2.CfnApi(owner, 'Resource', {
    name: 'Api',
    protocolType: webSocket ? 'WEBSOCKET' : 'HTTP',
    ...(webSocket ? { routeSelectionExpression: '$request.body.action' } : {}),
  });
  if (!webSocket) {
    new apigwv2.CfnStage(new Construct(owner, 'DefaultStage'), 'Resource', {
      apiId: api.ref,
      stageName: '$default',
      autoDeploy: true,
    });
  }
  const arn = `arn:${stack.partition}:execute-api:${stack.region}:${stack.account}:${api.ref}`;
  const invoke = `arn:${stack.partition}:apigateway:${stack.region}:lambda:path/2015-03-31/functions/${handler.functionArn}/invocations`;
  const permit = (scope, sourceArn) =>
    new CfnPermission(scope, 'Integration-Permission', {
      action: 'lambda:InvokeFunction',
      functionName: handler.functionArn,
      principal: 'apigateway.amazonaws.com',
      sourceArn,
    });
  const integrate = (scope, i) =>
    new apigwv2.CfnIntegration(new Construct(scope, 'Integration'), 'Resource', {
      apiId: api.ref,
      ...(shape === 'url'
        ? { integrationType: 'HTTP_PROXY', integrationMethod: 'ANY', integrationUri: `https://example.com/${i}` }
        : { integrationType: 'AWS_PROXY', integrationUri: webSocket ? invoke : handler.functionArn }),
      ...(webSocket ? {} : { payloadFormatVersion: shape === 'url' ? '1.0' : '2.0' }),
    });
  let shared;
  const perRoute = ['own', 'url', 'websocket', 'one permission, own'].includes(shape);
  return (i) => {
    const scope = new Construct(owner, webSocket ? `route${i}-Route` : `GET/route/${i}`);
    const first = shared === undefined;
    const integration = perRoute ? integrate(scope, i) : (shared ??= integrate(scope, i));
    shared ??= integration;
    if (one ? first : shape !== 'url') {
      permit(scope, one ? `${arn}/*/*/*` : webSocket ? `${arn}/*route${i}` : `${arn}/*/*/route/${i}`);
    }
    new apigwv2.CfnRoute(scope, 'Resource', {
      apiId: api.ref,
      authorizationType: 'NONE',
      routeKey: webSocket ? `route${i}` : `GET /route/${i}`,
      target: `integrations/${integration.ref}`,
    });
  };
}

module.exports = { build, modules, shapes, start };
