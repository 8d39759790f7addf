// Checks which programs compile against the published declarations without a cast. Run `npm run build` first.
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import * as ts from 'typescript';

const root = path.resolve(__dirname, '../..');

/** Programs that must compile. Each program is one line, so that a compiler message identifies the program. */
const COMPILES = `
import * as aws from 'aws-cdk-lib/aws-apigatewayv2';
import * as awsIntegrations from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import { ApiGatewayV2WebSocketToSqs } from '@aws-solutions-constructs/aws-apigatewayv2websocket-sqs';
import { MonitoringFacade } from 'cdk-monitoring-constructs';
import { appendDatadogHeaders, DatadogAPIGatewayV2ParameterMapping } from 'datadog-cdk-constructs-v2';
import { LambdaApiGateway, LambdaApiGatewayProps } from 'eoapi-cdk';
import { Construct } from 'constructs';
import * as ours from 'cdk-apigatewayv2';
import * as authorizers from 'cdk-apigatewayv2/authorizers';
import * as integrations from 'cdk-apigatewayv2/integrations';
declare function a<T>(): T;
const scope = a<Construct>();
// This library's for aws-cdk-lib's
export const toTheirs: [
  aws.IApi, aws.IHttpApi, aws.IHttpApi, aws.IHttpStage, aws.IHttpRoute, aws.IHttpIntegration, aws.VpcLink,
  aws.IWebSocketApi, aws.WebSocketApi, aws.IWebSocketStage, aws.IWebSocketRoute, aws.IWebSocketIntegration,
  aws.IDomainName, aws.IApiMapping, aws.IUsagePlan, aws.IApiKey, aws.ParameterMapping, aws.HttpRouteKey,
] = [
  a<ours.IApi>(), a<ours.HttpApi>(), a<ours.IHttpApi>(), a<ours.HttpStage>(), a<ours.HttpRoute>(), a<ours.HttpIntegration>(), a<ours.VpcLink>(),
  a<ours.IWebSocketApi>(), a<ours.WebSocketApi>(), a<ours.WebSocketStage>(), a<ours.WebSocketRoute>(), a<ours.WebSocketIntegration>(),
  a<ours.DomainName>(), a<ours.ApiMapping>(), a<ours.UsagePlan>(), a<ours.ApiKey>(), a<ours.ParameterMapping>(), a<ours.HttpRouteKey>(),
];
export const authorizersToTheirs: [aws.IHttpRouteAuthorizer, aws.IHttpRouteAuthorizer, aws.IWebSocketRouteAuthorizer] =
  [a<authorizers.HttpJwtAuthorizer>(), a<authorizers.HttpLambdaAuthorizer>(), a<authorizers.WebSocketLambdaAuthorizer>()];
export const integrationsToTheirs: [aws.HttpRouteIntegration, aws.HttpRouteIntegration, aws.WebSocketRouteIntegration, aws.WebSocketRouteIntegration] =
  [a<integrations.HttpLambdaIntegration>(), a<integrations.HttpAlbIntegration>(), a<integrations.WebSocketLambdaIntegration>(), a<integrations.WebSocketHttpIntegration>()];
// aws-cdk-lib's for this library's
export const integrationsToOurs: [ours.HttpRouteIntegration, ours.WebSocketRouteIntegration, ours.IHttpRouteAuthorizer, ours.IWebSocketRouteAuthorizer] =
  [a<awsIntegrations.HttpLambdaIntegration>(), a<awsIntegrations.WebSocketLambdaIntegration>(), a<aws.IHttpRouteAuthorizer>(), a<aws.IWebSocketRouteAuthorizer>()];
export const refsToOurs: [ours.IHttpApiRef, ours.IWebSocketApiRef, ours.IVpcLink, ours.IDomainName, ours.IStage, ours.IApi] =
  [a<aws.HttpApi>(), a<aws.WebSocketApi>(), a<aws.IVpcLink>(), a<aws.IDomainName>(), a<aws.IStage>(), a<aws.IApi>()];
// The types of integration that aws-cdk-lib lacks, as values and as types
export const type: ours.WebSocketIntegrationType.HTTP = ours.WebSocketIntegrationType.HTTP_PROXY;
// A subclass as aws-cdk-lib's users write it
export class Own extends ours.HttpRouteIntegration {
  private readonly url = 'https://example.com';
  protected override completeBind(options: ours.HttpRouteIntegrationBindOptions): void { super.completeBind(options); }
  public bind(_: ours.HttpRouteIntegrationBindOptions): ours.HttpRouteIntegrationConfig {
    return { type: ours.HttpIntegrationType.HTTP_PROXY, uri: this.url, payloadFormatVersion: ours.PayloadFormatVersion.VERSION_1_0 };
  }
}
// Packages
new targets.ApiGatewayV2(a<ours.HttpApi>());
new MonitoringFacade(scope, 'M').monitorApiGatewayV2HttpApi({ api: a<ours.HttpApi>() });
new integrations.HttpUrlIntegration('U', 'u', { parameterMapping: DatadogAPIGatewayV2ParameterMapping });
new integrations.HttpUrlIntegration('U', 'u', { parameterMapping: appendDatadogHeaders(a<ours.ParameterMapping>()) });
new ApiGatewayV2WebSocketToSqs(scope, 'S', { existingWebSocketApi: a<ours.WebSocketApi>() });
new LambdaApiGateway(scope, 'E', { ...a<LambdaApiGatewayProps>(), domainName: a<ours.DomainName>() });
new ours.HttpRoute(scope, 'R', { httpApi: a<LambdaApiGateway>().api, routeKey: ours.HttpRouteKey.DEFAULT, integration: new Own('Own') });
`;

/** Lines that must not compile, because docs/migration.md states that they need a cast or an import of aws-cdk-lib. */
const DOES_NOT = [
  `export const api: import('aws-cdk-lib/aws-apigatewayv2').HttpApi = {} as import('cdk-apigatewayv2').HttpApi;`,
  `export const stage: import('aws-cdk-lib/aws-apigatewayv2').HttpStage = {} as import('cdk-apigatewayv2').HttpStage;`,
  `export const api: import('cdk-apigatewayv2').IHttpApi = {} as import('aws-cdk-lib/aws-apigatewayv2').HttpApi;`,
  `export const stage: import('cdk-apigatewayv2').IHttpStage = {} as import('aws-cdk-lib/aws-apigatewayv2').HttpStage;`,
  `export const api: import('cdk-apigatewayv2').IWebSocketApi = {} as import('aws-cdk-lib/aws-apigatewayv2').WebSocketApi;`,
];

let project: string;

/** Creates an app whose `node_modules` contains only the declarations, because TypeScript prefers sources in the same folder. */
beforeAll(() => {
  if (!fs.existsSync(path.join(root, '.jsii'))) throw new Error('not built: npm run build');
  project = fs.mkdtempSync(path.join(os.tmpdir(), 'declarations-'));
  const installed = path.join(project, 'node_modules/cdk-apigatewayv2');
  const isDeclaration = (from: string) => fs.statSync(from).isDirectory() || from.endsWith('.d.ts');
  fs.cpSync(path.join(root, 'lib'), path.join(installed, 'lib'), { recursive: true, filter: isDeclaration });
  fs.copyFileSync(path.join(root, 'package.json'), path.join(installed, 'package.json'));
  for (const name of fs.readdirSync(path.join(root, 'node_modules'))) {
    fs.symlinkSync(path.join(root, 'node_modules', name), path.join(project, 'node_modules', name));
  }
});

afterAll(() => fs.rmSync(project, { recursive: true }));

function compile(sources: readonly string[]): { program: ts.Program; messages: string[][] } {
  const files = sources.map((source, i) => {
    const file = path.join(project, `app-${i}.ts`);
    fs.writeFileSync(file, source);
    return file;
  });
  const program = ts.createProgram(files, {
    strict: true,
    noEmit: true,
    noImplicitOverride: true,
    module: ts.ModuleKind.Preserve,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    target: ts.ScriptTarget.ES2022,
    types: [],
  });
  const messagesOf = (file: string) =>
    program.getSemanticDiagnostics(program.getSourceFile(file)).map(({ messageText, start }) => {
      const line = fs.readFileSync(file, 'utf8').slice(0, start).split('\n').length;
      return `${line}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`;
    });
  return { program, messages: files.map(messagesOf) };
}

test('constructs of both libraries and of other packages are assignable without a cast, and the declarations compile', () => {
  const { program, messages } = compile([COMPILES]);
  expect(messages).toEqual([[]]);
  const ours = program
    .getSourceFiles()
    .filter(({ fileName }) => fileName.includes('node_modules/cdk-apigatewayv2/lib'));
  expect(ours.length).toBeGreaterThan(50);
  const errors = ours.flatMap((file) => program.getSemanticDiagnostics(file).map(({ messageText }) => messageText));
  expect(errors).toEqual([]);
});

test('each cast in docs/migration.md is necessary', () => {
  for (const messages of compile(DOES_NOT).messages) {
    expect(messages).toHaveLength(1);
  }
});
