import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';

import * as ts from 'typescript';

// Users compile against declarations, often with stricter flags than this project's own.
const root = path.join(__dirname, '../..');
const AWS = 'aws-cdk-lib/aws-apigatewayv2';
const STRICT: ts.CompilerOptions = {
  exactOptionalPropertyTypes: true,
  lib: ['lib.es2022.d.ts'],
  module: ts.ModuleKind.Node16,
  moduleResolution: ts.ModuleResolutionKind.Node16,
  noEmit: true,
  noFallthroughCasesInSwitch: true,
  noImplicitOverride: true,
  noImplicitReturns: true,
  noPropertyAccessFromIndexSignature: true,
  noUncheckedIndexedAccess: true,
  skipLibCheck: false,
  strict: true,
  target: ts.ScriptTarget.ES2022,
  types: ['node'],
};

/** Pairs of types that are compatible without a cast although no `implements` clause states it. */
const ACROSS = [
  ['lib.HttpApi', 'aws.IApi'],
  ['lib.HttpApi', 'aws.IHttpApiRef'],
  ['lib.WebSocketApi', 'aws.IWebSocketApi'],
  ['lib.DomainName', 'aws.IDomainName'],
  ['lib.ApiMapping', 'aws.IApiMapping'],
  ['lib.HttpStage', 'aws.IStage'],
  ['lib.WebSocketStage', 'aws.IStage'],
  ['lib.VpcLink', 'aws.IVpcLink'],
  ['lib.ParameterMapping', 'aws.ParameterMapping'],
  ['lib.ApiKey', 'aws.IApiKey'],
  ['lib.UsagePlan', 'aws.IUsagePlan'],
  ['aws.HttpApi', 'lib.IHttpApiRef'],
  ['aws.WebSocketApi', 'lib.IWebSocketApiRef'],
  ['aws.DomainName', 'lib.IDomainName'],
  ['aws.VpcLink', 'lib.IVpcLink'],
  ['aws.CfnDomainName', 'aws.IDomainNameRef'],
] as const;

const submodules = [...fs.readFileSync(path.join(root, 'lib/index.ts'), 'utf-8').matchAll(/export \* as (\w+)/g)];
const modules = ['index', ...submodules.map(([, name]) => `${name}/index`)];

let directory: string;
let pairs: string[][];

/** Writes the declarations as `npm run build` would, and collects the interfaces that each class implements. */
beforeAll(() => {
  directory = fs.mkdtempSync(path.join(os.tmpdir(), 'types-'));
  fs.symlinkSync(path.join(root, 'node_modules'), path.join(directory, 'node_modules'));
  const { config } = ts.readConfigFile(path.join(root, 'tsconfig.json'), (file) => ts.sys.readFile(file)) as {
    config: object;
  };
  const { options } = ts.parseJsonConfigFileContent(config, { ...ts.sys, readDirectory: () => [] }, root);
  const program = ts.createProgram(
    modules.map((name) => path.join(root, 'lib', `${name}.ts`)),
    { ...options, declaration: true, emitDeclarationOnly: true, outDir: directory, rootDir: root },
  );
  program.emit();
  pairs = implementations(program);
}, 240_000);

afterAll(() => fs.rmSync(directory, { recursive: true, force: true }));

/** A pair `[class, interface]` for each interface of each exported class. `strictly()` imports the classes under these names. */
function implementations(program: ts.Program): string[][] {
  const checker = program.getTypeChecker();
  const exported = new Map<ts.Symbol, string>();
  const enter = (file: ts.SourceFile | undefined, namespace: string) => {
    const symbol = file && checker.getSymbolAtLocation(file);
    for (const each of symbol ? checker.getExportsOfModule(symbol) : []) {
      const target = each.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(each) : each;
      if (!exported.has(target)) {
        exported.set(target, `${namespace}.${each.name}`);
      }
    }
  };
  modules.forEach((name) =>
    enter(program.getSourceFile(path.join(root, 'lib', `${name}.ts`)), name === 'index' ? 'lib' : name.split('/')[0]!),
  );
  enter(
    program.getSourceFiles().find(({ fileName }) => fileName.endsWith(`${AWS}/index.d.ts`)),
    'aws',
  );

  const interfaces = (symbol: ts.Symbol, found = new Set<ts.Symbol>()): Set<ts.Symbol> => {
    for (const declaration of symbol.declarations ?? []) {
      if (ts.isClassDeclaration(declaration) || ts.isInterfaceDeclaration(declaration)) {
        for (const { types } of declaration.heritageClauses ?? []) {
          for (const type of types) {
            const base = checker.getTypeAtLocation(type).getSymbol();
            if (base && !found.has(base)) {
              found.add(base);
              interfaces(base, found);
            }
          }
        }
      }
    }
    return found;
  };
  return [...exported]
    .filter(([symbol, name]) => symbol.flags & ts.SymbolFlags.Class && !name.startsWith('aws.'))
    .flatMap(([symbol, name]) => [...interfaces(symbol)].flatMap((each) => [[name, exported.get(each) ?? '']]))
    .filter(([, to]) => to !== '');
}

/** The compiler messages for a user's program. */
function strictly(text: string): { readonly program: ts.Program; readonly complaints: string[] } {
  const file = path.join(directory, 'user.ts');
  const imports = modules
    .map((name) => `import * as ${name === 'index' ? 'lib' : name.split('/')[0]} from './lib/${name}.js';`)
    .join('\n');
  fs.writeFileSync(file, `${imports}\nimport * as aws from '${AWS}';\n${text}`);
  const program = ts.createProgram([file], STRICT);
  const complaints = program
    .getSourceFiles()
    .filter(({ fileName }) => fs.realpathSync(fileName).startsWith(fs.realpathSync(directory)))
    .flatMap((source) => [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)])
    .map(({ file: at, start = 0, messageText }) => {
      const place = at && `${path.basename(at.fileName)}:${at.getLineAndCharacterOfPosition(start).line + 1}`;
      return `${place} ${ts.flattenDiagnosticMessageText(messageText, ' ')}`;
    });
  return { program, complaints };
}

test('the declarations compile under the strictest flags, and every class implements its interfaces', () => {
  expect(pairs.length).toBeGreaterThan(80);
  expect(pairs).toEqual(expect.arrayContaining([['lib.HttpApi', 'lib.IHttpApi']]));
  const assignments = [...pairs, ...ACROSS].map(([from, to], i) => {
    return `declare const from${i}: ${from}; export const to${i}: ${to} = from${i};`;
  });
  const { program, complaints } = strictly(assignments.join('\n'));
  expect(complaints).toEqual([]);
  // The compiler must read the declarations, not the sources
  expect(program.getSourceFiles().filter(({ fileName }) => /\/lib\/http\/api\.ts$/.test(fileName))).toEqual([]);
}, 240_000);

test('values of a wrong type do not compile', () => {
  const { complaints } = strictly(`
declare const http: lib.HttpApi;
export const webSocket: lib.IWebSocketApi = http;
export const props: lib.HttpApiProps = { apiName: undefined };
`);
  expect(complaints).toHaveLength(2);
}, 240_000);

test('custom integrations, authorizers and destinations compile, and so do imported resources', () => {
  const { complaints } = strictly(`
import { Stack } from 'aws-cdk-lib';

class Integration extends lib.HttpRouteIntegration {
  public bind(_options: lib.HttpRouteIntegrationBindOptions): lib.HttpRouteIntegrationConfig {
    return {
      type: lib.HttpIntegrationType.HTTP_PROXY,
      uri: 'https://example.com',
      payloadFormatVersion: lib.PayloadFormatVersion.VERSION_1_0,
    };
  }
}
class Authorizer implements lib.IHttpRouteAuthorizer {
  public bind({ route }: lib.HttpRouteAuthorizerBindOptions): lib.HttpRouteAuthorizerConfig {
    return route.path === undefined ? { authorizationType: 'NONE' } : { authorizationType: 'AWS_IAM' };
  }
}
class WebSocketIntegration extends lib.WebSocketRouteIntegration {
  public bind(_options: lib.WebSocketRouteIntegrationBindOptions): lib.WebSocketRouteIntegrationConfig {
    return { type: lib.WebSocketIntegrationType.MOCK, uri: '' };
  }
}
class WebSocketAuthorizer implements lib.IWebSocketRouteAuthorizer {
  public bind(_options: lib.WebSocketRouteAuthorizerBindOptions): lib.WebSocketRouteAuthorizerConfig {
    return { authorizationType: 'AWS_IAM' };
  }
}
class Destination implements lib.IAccessLogDestination {
  public bind(stage: lib.IStage): lib.AccessLogDestinationConfig {
    return { destinationArn: stage.stageName };
  }
}

const stack = new Stack();
const http = new lib.HttpApi(stack, 'Http', {
  defaultAuthorizer: new Authorizer(),
  defaultIntegration: new Integration('Own'),
  defaultStageOptions: { accessLogSettings: { destination: new Destination() } },
});
const imported = lib.HttpApi.fromHttpApiAttributes(stack, 'Imported', { httpApiId: 'id' });
for (const httpApi of [http, imported, new lib.SpecHttpApi(stack, 'S', { apiDefinition: lib.HttpApiDefinition.fromInline({}) })]) {
  const stage = new lib.HttpStage(stack, httpApi.apiId, { httpApi });
  const [route] = http.addRoutes({ path: '/a', integration: new Integration('A'), authorizer: new Authorizer() });
  route?.metricCount();
  stage.addDomainMapping({ domainName: lib.DomainName.fromDomainNameAttributes(stack, 'D', { name: 'a', regionalDomainName: 'b', regionalHostedZoneId: 'c' }) });
}
const chat = new lib.WebSocketApi(stack, 'Chat', {
  connectRouteOptions: { integration: new WebSocketIntegration('Own'), authorizer: new WebSocketAuthorizer() },
});
const stages: lib.IWebSocketStage[] = [
  new lib.WebSocketStage(stack, 'Stage', { webSocketApi: chat, stageName: 'a' }),
  lib.WebSocketStage.fromWebSocketStageAttributes(stack, 'Other', { api: chat, stageName: 'b' }),
];
export const names = stages.map(({ url, api }) => url + api.apiId);
`);
  expect(complaints).toEqual([]);
}, 240_000);
