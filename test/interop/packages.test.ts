// Tests other packages that accept constructs of API Gateway v2. Each program synthesizes the same template with either library, in
// some cases with a workaround from docs/migration.md. A program without a cast in this file needs no cast in an app either
// (declarations.test.ts).
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { ApiGatewayV2WebSocketToSqs } from '@aws-solutions-constructs/aws-apigatewayv2websocket-sqs';
import { App, Aspects, Stack, Validations } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as aws from 'aws-cdk-lib/aws-apigatewayv2';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { MonitoringFacade } from 'cdk-monitoring-constructs';
import * as nag3 from 'cdk-nag';
import * as nag2 from 'cdk-nag-2';
import { appendDatadogHeaders, DatadogAPIGatewayV2ParameterMapping } from 'datadog-cdk-constructs-v2';
import { LambdaApiGateway } from 'eoapi-cdk';

import * as ours from '../../lib';
import * as integrations from '../../lib/integrations';
import { AwsCdkLib } from '../../lib/interop';
import { all, ENV, one, stackOf } from '../_helpers/app';
import { domain } from '../parity/fixtures';
import type { Modules } from '../parity/modules';
import { ours as oursModules, reference } from '../parity/modules';

const templateOf = (build: (stack: Stack) => void): Record<string, unknown> => {
  const stack = stackOf({ env: ENV });
  build(stack);
  return Template.fromStack(stack).toJSON();
};

const fn = (stack: Stack) =>
  new lambda.Function(stack, 'Fn', {
    runtime: lambda.Runtime.NODEJS_22_X,
    handler: 'index.handler',
    code: lambda.Code.fromInline('exports.handler = () => {}'),
  });

/** Expects that a program has the same template with both libraries. */
function same(build: (m: Modules, stack: Stack) => void): Record<string, unknown> {
  const [mine, theirs] = [oursModules, reference].map((m) => templateOf((stack) => build(m, stack)));
  expect(mine).toEqual(theirs);
  return mine;
}

describe('datadog-cdk-constructs-v2', () => {
  test('adds its headers to an integration', () => {
    const template = same((m, stack) => {
      const integration = new m.integrations.HttpUrlIntegration('Url', 'https://example.com', {
        parameterMapping: DatadogAPIGatewayV2ParameterMapping,
      });
      new m.apigwv2.HttpApi(stack, 'Api').addRoutes({ path: '/x', integration });
    });
    expect(JSON.stringify(template)).toContain('x-dd-proxy');
  });

  test('adds its headers to a parameter mapping of this library', () => {
    same((m, stack) => {
      const own = new m.apigwv2.ParameterMapping().removeHeader('x-secret');
      const integration = new m.integrations.HttpUrlIntegration('Url', 'https://example.com', {
        parameterMapping: appendDatadogHeaders(own),
      });
      new m.apigwv2.HttpApi(stack, 'Api').addRoutes({ path: '/x', integration });
    });
  });
});

describe('cdk-nag', () => {
  const build = (m: Modules, stack: Stack) => {
    const api = new m.apigwv2.HttpApi(stack, 'Api');
    api.addRoutes({ path: '/x', integration: new m.integrations.HttpUrlIntegration('Url', 'https://example.com') });
  };

  test('version 2 reports the same findings at the same paths with both libraries', () => {
    const findingsOf = (m: Modules) => {
      const stack = stackOf({ env: ENV });
      build(m, stack);
      Aspects.of(stack.node.root).add(new nag2.AwsSolutionsChecks());
      return Annotations.fromStack(stack)
        .findError('*', Match.anyValue())
        .map(({ id, entry }) => [id, entry.data]);
    };
    const findings = findingsOf(oursModules);
    expect(findings).toEqual(findingsOf(reference));
    expect(JSON.stringify(findings)).toContain('AwsSolutions-APIG4');
  });

  test('version 3 reports the same findings at the same paths with both libraries', () => {
    jest.spyOn(console, 'error').mockImplementation();
    jest.spyOn(process.stderr, 'write').mockReturnValue(true);
    const findingsOf = (m: Modules) => {
      const app = new App();
      build(m, new Stack(app, 'Stack', { env: ENV }));
      Validations.of(app).addPlugins(new nag3.AwsSolutionsChecks(app));
      expect(() => app.synth()).toThrow(/AwsSolutions-APIG4/);
      const report = JSON.parse(readFileSync(join(app.outdir, 'validation-report.json'), 'utf8')) as Report;
      return report.pluginReports.flatMap(({ violations }) =>
        violations.map(({ ruleName, violatingConstructs }) => [
          ruleName,
          violatingConstructs.map(({ constructPath }) => constructPath),
        ]),
      );
    };
    const findings = findingsOf(oursModules);
    expect(findings).toEqual(findingsOf(reference));
    expect(JSON.stringify(findings)).toContain('AwsSolutions-APIG4');
    jest.restoreAllMocks();
  });
});

/** The part of CDK's validation report that the tests compare. */
interface Report {
  readonly pluginReports: {
    readonly violations: {
      readonly ruleName: string;
      readonly violatingConstructs: { readonly constructPath: string }[];
    }[];
  }[];
}

describe('cdk-monitoring-constructs', () => {
  test('monitors an HTTP API of this library', () => {
    same((m, stack) => {
      const api = new m.apigwv2.HttpApi(stack, 'Api');
      new MonitoringFacade(stack, 'Monitoring').monitorApiGatewayV2HttpApi({
        api,
        alarmFriendlyName: 'api',
        add5xxCountAlarm: { Critical: { maxErrorCount: 1 } },
      });
    });
  });

  test('skips an HTTP API in a monitored scope until recognize() is called', () => {
    const scoped = (m: Modules) =>
      templateOf((stack) => {
        new m.apigwv2.HttpApi(stack, 'Api');
        new MonitoringFacade(stack, 'Monitoring').monitorScope(stack, {
          apiGatewayV2: { props: { alarmFriendlyName: 'api', add5xxCountAlarm: { A: { maxErrorCount: 1 } } } },
        });
      });
    const theirs = scoped(reference);
    expect(JSON.stringify(theirs)).toContain('AWS::CloudWatch::Alarm');
    expect(JSON.stringify(scoped(oursModules))).not.toContain('AWS::CloudWatch::Alarm');
    AwsCdkLib.recognize();
    AwsCdkLib.recognize();
    expect(scoped(oursModules)).toEqual(theirs);
  });
});

describe('@aws-solutions-constructs/aws-apigatewayv2websocket-sqs', () => {
  test('adds a queue to a WebSocket API of this library', () => {
    same((m, stack) => {
      const existingWebSocketApi = new m.apigwv2.WebSocketApi(stack, 'Api');
      new ApiGatewayV2WebSocketToSqs(stack, 'Queue', { existingWebSocketApi, customRouteName: 'send' });
    });
  });

  test('accepts routes of this library on the API that it creates', () => {
    const stack = stackOf({ env: ENV });
    const { webSocketApi } = new ApiGatewayV2WebSocketToSqs(stack, 'Queue', { createDefaultRoute: true });
    new ours.WebSocketRoute(stack, 'Route', {
      webSocketApi: webSocketApi as unknown as ours.IWebSocketApi,
      routeKey: 'send',
      integration: new integrations.WebSocketLambdaIntegration('Lambda', fn(stack)),
    });
    expect(all(stack, 'Route').map(({ RouteKey }) => RouteKey as unknown)).toContain('send');
  });
});

describe('eoapi-cdk', () => {
  test('maps its API to a domain name of this library', () => {
    same((m, stack) => {
      new LambdaApiGateway(stack, 'Eo', { lambdaFunction: fn(stack), domainName: domain(m, stack) });
    });
  });

  test('accepts routes of this library on the API that it creates', () => {
    const stack = stackOf({ env: ENV });
    const { api } = new LambdaApiGateway(stack, 'Eo', { lambdaFunction: fn(stack) });
    new ours.HttpRoute(stack, 'Route', {
      httpApi: api,
      routeKey: ours.HttpRouteKey.with('/own', ours.HttpMethod.GET),
      integration: new integrations.HttpUrlIntegration('Own', 'https://example.com'),
    });
    expect(all(stack, 'Route').map(({ RouteKey }) => RouteKey as unknown)).toContain('GET /own');
    expect(api).toBeInstanceOf(aws.HttpApi);
    expect(one(stack, 'Stage')).toBeDefined();
  });
});
