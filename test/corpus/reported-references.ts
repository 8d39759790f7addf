import { Aspects, Aws, CfnElement, CfnOutput, CfnParameter, Fn, Lazy, NestedStack, Stack } from 'aws-cdk-lib';
import * as apigw from 'aws-cdk-lib/aws-apigateway';
import * as l1 from 'aws-cdk-lib/aws-apigatewayv2';
import * as cloudfront from 'aws-cdk-lib/aws-cloudfront';
import * as origins from 'aws-cdk-lib/aws-cloudfront-origins';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import {
  ApiMapping,
  DomainName,
  HttpApi,
  HttpApiDefinition,
  HttpMethod,
  HttpRoute,
  HttpRouteKey,
  HttpStage,
  SpecHttpApi,
  WebSocketApi,
  WebSocketStage,
} from '../../lib';
import { HttpLambdaIntegration, WebSocketLambdaIntegration } from '../../lib/integrations';
import { inlineFunction } from '../_helpers/lambda';
import * as b from './builders';
import type { Entry } from './entry';

const dist = (s: Stack, host: string, id = 'D') =>
  new cloudfront.Distribution(s, id, { defaultBehavior: { origin: new origins.HttpOrigin(host) } });

/** Apps with valid references, some of which look circular, and with values known only at deployment. */
export const entries: Entry[] = [
  {
    title: 'user app: the ARN of a function that a custom subclass of CfnElement adds to the template',
    build: (s) => {
      class Functions extends CfnElement {
        public _toCloudFormation(): object {
          const properties = {
            Handler: 'index.handler',
            Runtime: 'nodejs22.x',
            Role: 'arn:aws:iam::111111111111:role/f',
          };
          return { Resources: { Books: { Type: 'AWS::Lambda::Function', Properties: properties } } };
        }
      }
      new Functions(s, 'Functions');
      const api = b.http(s);
      new l1.CfnIntegration(s, 'I', {
        apiId: api.ref,
        integrationType: 'AWS_PROXY',
        payloadFormatVersion: '2.0',
        integrationUri: Fn.getAtt('Books', 'Arn').toString(),
      });
    },
  },
  {
    title: 'user app: an Aspect that sets throttling on every stage',
    build: (s) => {
      new HttpApi(s, 'A', { defaultIntegration: b.urlIntegration() });
      Aspects.of(s).add({
        visit: (n) => {
          if (n instanceof l1.CfnStage) n.defaultRouteSettings = { throttlingBurstLimit: 10, throttlingRateLimit: 5 };
        },
      });
    },
  },
  {
    title: 'user app: properties that are all lazy values',
    build: (s) => {
      const api = b.http(s, { name: Lazy.string({ produce: () => 'n' }) });
      const i = b.url(api, Lazy.string({ produce: () => 'https://x.example.com' }));
      b.route(api, Lazy.string({ produce: () => 'GET /a' }), b.to(i));
      b.stage(api, Lazy.string({ produce: () => 'prod' }));
    },
  },
  {
    title: 'user app: route keys that contain a parameter',
    build: (s) => {
      const p = new CfnParameter(s, 'P', { default: 'v1' });
      const api = b.http(s);
      b.route(api, `GET /${p.valueAsString}/books`, b.to(b.url(api)));
      b.route(api, Fn.sub('POST /${P}/books'), b.to(b.url(api)));
      b.stage(api);
    },
  },
  {
    title: 'user app: an API in a nested stack, and its mapping in the parent stack',
    build: (s) => {
      const n = new NestedStack(s, 'N');
      const api = new HttpApi(n, 'Api', { defaultIntegration: b.urlIntegration() });
      const dn = b.domain(s);
      new l1.CfnApiMapping(s, 'M', { apiId: api.apiId, domainName: dn.ref, stage: api.defaultStage!.stageName });
    },
  },
  {
    title: 'user app: an API in the parent stack, and L2 routes with functions in nested stacks',
    build: (s) => {
      const api = new HttpApi(s, 'Api');
      for (const x of ['a', 'b']) {
        const n = new NestedStack(s, `N${x}`);
        new HttpRoute(n, 'R', {
          httpApi: api,
          routeKey: HttpRouteKey.with(`/${x}`, HttpMethod.GET),
          integration: new HttpLambdaIntegration(`I${x}`, inlineFunction(n as Stack)),
        });
      }
    },
  },
  {
    title: 'user app: APIs of several stacks on one domain name, with the keys v1 and v2 and without a key',
    build: (s, app) => {
      const dn = new DomainName(s, 'D', {
        domainName: 'api.example.com',
        certificate: Certificate.fromCertificateArn(s, 'C', Fn.importValue('cert')),
      });
      for (const v of ['v1', 'v2']) {
        const t = new Stack(app, v);
        const api = new HttpApi(t, 'Api', { defaultIntegration: b.urlIntegration() });
        new ApiMapping(t, 'M', { api, domainName: dn, apiMappingKey: v });
      }
      new HttpApi(s, 'Root', { defaultIntegration: b.urlIntegration(), defaultDomainMapping: { domainName: dn } });
    },
  },
  {
    title: 'user app: a REST API and an HTTP API with one domain name, the REST API with a BasePathMapping',
    build: (s) => {
      const dn = b.domain(s);
      const rest = new apigw.RestApi(s, 'Rest');
      rest.root.addMethod('GET', new apigw.MockIntegration());
      new apigw.CfnBasePathMapping(s, 'B', {
        domainName: dn.ref,
        restApiId: rest.restApiId,
        stage: rest.deploymentStage.stageName,
        basePath: 'rest',
      });
      const api = b.http(s);
      b.route(api, 'GET /', b.to(b.url(api)));
      b.mapping(b.stage(api), dn, 'http');
    },
  },
  {
    title: 'user app: a stage that depends on a route, and a function with the URL of the stage in its environment',
    build: (s) => {
      const f = inlineFunction(s);
      const api = b.webSocket(s);
      const i = b.lambda(api, { integrationUri: b.invocations(f.functionArn) });
      const r = b.route(api, '$default', b.to(i));
      b.stage(api, 'prod').addDependency(r);
      f.addEnvironment('URL', `https://${api.ref}.execute-api.${Aws.REGION}.amazonaws.com/prod`);
      new lambda.CfnPermission(s, 'P', {
        action: 'lambda:InvokeFunction',
        functionName: f.functionArn,
        principal: 'apigateway.amazonaws.com',
      });
    },
  },
  {
    title: 'user app: a function with the callback URL of its own stage in its environment',
    build: (s) => {
      const f = inlineFunction(s);
      const api = new WebSocketApi(s, 'A', {
        defaultRouteOptions: { integration: new WebSocketLambdaIntegration('I', f) },
      });
      const st = new WebSocketStage(s, 'S', { webSocketApi: api, stageName: 'prod', autoDeploy: true });
      f.addEnvironment('CB', st.callbackUrl);
      st.grantManagementApiAccess(f);
    },
  },
  {
    title: 'user app: a distribution as the CORS origin of an API',
    build: (s) => {
      const d = dist(s, 'www.example.com');
      new HttpApi(s, 'A', {
        defaultIntegration: b.urlIntegration(),
        corsPreflight: { allowOrigins: [`https://${d.distributionDomainName}`, 'http://localhost:5173'] },
      });
    },
  },
  {
    title: 'user app: a distribution with an API as its origin, and CORS for the domain name of the distribution',
    build: (s) => {
      const api = new HttpApi(s, 'A', {
        defaultIntegration: b.urlIntegration(),
        corsPreflight: { allowOrigins: ['https://www.example.com'] },
      });
      dist(s, Fn.parseDomainName(api.apiEndpoint));
    },
  },
  {
    title: 'user app: two distributions with the host name of an API, by Fn::Split and by its parts',
    build: (s) => {
      const api = new HttpApi(s, 'A', { defaultIntegration: b.urlIntegration() });
      dist(s, Fn.select(1, Fn.split('://', api.apiEndpoint)));
      dist(s, `${api.apiId}.execute-api.${s.region}.${s.urlSuffix}`, 'E');
    },
  },
  {
    title: 'user app: a distribution with an API as its origin, and a parameter as the CORS origin of the API',
    build: (s) => {
      const p = new CfnParameter(s, 'Origin', { default: 'https://d111.cloudfront.net' });
      const api = b.http(s, { corsConfiguration: { allowOrigins: [p.valueAsString] } });
      dist(s, Fn.select(2, Fn.split('/', api.attrApiEndpoint)));
    },
  },
  {
    title: 'user app: an L2 API that calls a Lambda alias',
    build: (s) => {
      const a = inlineFunction(s).addAlias('live');
      new HttpApi(s, 'A', { defaultIntegration: new HttpLambdaIntegration('I', a) });
    },
  },
  {
    title: 'user app: an L1 integration with a Lambda alias, and a permission for the alias',
    build: (s) => {
      const a = inlineFunction(s).addAlias('live');
      const api = b.http(s);
      b.route(api, 'GET /a', b.to(b.lambda(api, { integrationUri: a.functionArn })));
      new lambda.CfnPermission(s, 'P', {
        action: 'lambda:InvokeFunction',
        functionName: a.aliasName === 'x' ? '' : a.functionArn,
        principal: 'apigateway.amazonaws.com',
      });
    },
  },
  {
    title: 'user app: an alias name that is appended to the ARN of a function, in an integration and in a permission',
    build: (s) => {
      const f = inlineFunction(s);
      const api = b.http(s);
      b.route(api, 'GET /a', b.to(b.lambda(api, { integrationUri: `${f.functionArn}:live` })));
      new lambda.CfnPermission(s, 'P', {
        action: 'lambda:InvokeFunction',
        functionName: `${f.functionArn}:live`,
        principal: 'apigateway.amazonaws.com',
      });
    },
  },
  {
    title: 'user app: an OpenAPI document with a function, and a permission for API Gateway',
    build: (s) => {
      const f = inlineFunction(s);
      const api = new SpecHttpApi(s, 'A', {
        apiDefinition: HttpApiDefinition.fromInline({
          openapi: '3.0.1',
          info: { title: 'a', version: '1' },
          paths: {
            '/': {
              get: {
                'x-amazon-apigateway-integration': {
                  type: 'aws_proxy',
                  httpMethod: 'POST',
                  payloadFormatVersion: '2.0',
                  uri: f.functionArn,
                },
              },
            },
          },
        }),
      });
      f.addPermission('P', { principal: new iam.ServicePrincipal('apigateway.amazonaws.com') });
      new CfnOutput(s, 'U', { value: api.apiEndpoint });
    },
  },
  {
    title: 'user app: a deployment that depends on a route, its stage and the mapping of the stage',
    build: (s) => {
      const api = b.webSocket(s);
      const r = b.route(api, '$default', b.to(b.lambda(api)));
      const d = new l1.CfnDeployment(s, 'D', { apiId: api.ref });
      d.addDependency(r);
      const st = new l1.CfnStage(s, 'S', { apiId: api.ref, stageName: 'p', deploymentId: d.attrDeploymentId });
      b.mapping(st, b.domain(s));
    },
  },
  {
    title: 'user app: two APIs that call each other by URL',
    build: (s) => {
      const a = b.http(s);
      const c = b.http(s);
      b.route(a, 'GET /a', b.to(b.url(a, `${c.attrApiEndpoint}/x`)));
      b.route(c, 'GET /a', b.to(b.url(c, `${a.attrApiEndpoint}/x`)));
    },
  },
  {
    title: 'user app: two functions with the URLs of both their APIs in their environments',
    build: (s) => {
      const [f, g] = [inlineFunction(s, 'F'), inlineFunction(s, 'G')];
      const a = new HttpApi(s, 'A', { defaultIntegration: new HttpLambdaIntegration('I', f) });
      const c = new HttpApi(s, 'C', { defaultIntegration: new HttpLambdaIntegration('J', g) });
      for (const x of [f, g]) {
        x.addEnvironment('A', a.url!);
        x.addEnvironment('C', c.url!);
      }
    },
  },
  {
    title: 'user app: dependencies between L2 constructs of an API',
    build: (s) => {
      const api = new HttpApi(s, 'A', { createDefaultStage: false });
      const [r] = api.addRoutes({ path: '/a', integration: b.urlIntegration() });
      const st = new HttpStage(s, 'S', { httpApi: api, stageName: 'p', autoDeploy: true });
      st.node.addDependency(r!);
      const f = inlineFunction(s);
      f.node.addDependency(api);
    },
  },
  {
    title: 'user app: quick create with a function, and a function with the endpoint of the API in its environment',
    build: (s) => {
      const api = b.http(s, { target: b.FUNCTION });
      inlineFunction(s, 'Other', { environment: { API: api.attrApiEndpoint } });
    },
  },
];
