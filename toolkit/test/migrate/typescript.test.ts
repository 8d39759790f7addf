import { rewriteFile } from '../../src/migrate/rewrite';
import { expectRewriting } from './samples';
import type { Sample } from './samples';

const modules: Sample[] = [
  [
    'named imports',
    `import { HttpApi, CfnRoute } from 'aws-cdk-lib/aws-apigatewayv2';`,
    `import { HttpApi, CfnRoute } from 'cdk-apigatewayv2';`,
  ],
  [
    'double quotes',
    `import { HttpApi } from "aws-cdk-lib/aws-apigatewayv2"`,
    `import { HttpApi } from "cdk-apigatewayv2"`,
  ],
  [
    'a namespace',
    `import * as apigw from 'aws-cdk-lib/aws-apigatewayv2';\nnew apigw.CfnRoute();`,
    `import * as apigw from 'cdk-apigatewayv2';\nnew apigw.CfnRoute();`,
  ],
  ['a default import', `import apigw from 'aws-cdk-lib/aws-apigatewayv2';`, `import apigw from 'cdk-apigatewayv2';`],
  [
    'a template string',
    'const apigw = require(`aws-cdk-lib/aws-apigatewayv2`);',
    'const apigw = require(`cdk-apigatewayv2`);',
  ],
  [
    'a type-only import',
    `import type { IHttpApi } from 'aws-cdk-lib/aws-apigatewayv2';`,
    `import type { IHttpApi } from 'cdk-apigatewayv2';`,
  ],
  [
    'an inline type',
    `import { type IHttpApi, HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';`,
    `import { type IHttpApi, HttpApi } from 'cdk-apigatewayv2';`,
  ],
  [
    'integrations',
    `import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';`,
    `import { HttpLambdaIntegration } from 'cdk-apigatewayv2/integrations';`,
  ],
  [
    'authorizers',
    `import { HttpIamAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';`,
    `import { HttpIamAuthorizer } from 'cdk-apigatewayv2/authorizers';`,
  ],
  ['a re-export of all', `export * from 'aws-cdk-lib/aws-apigatewayv2';`, `export * from 'cdk-apigatewayv2';`],
  [
    'a named re-export',
    `export { HttpApi as Api } from 'aws-cdk-lib/aws-apigatewayv2';`,
    `export { HttpApi as Api } from 'cdk-apigatewayv2';`,
  ],
  [
    'a re-export with another name',
    `export * as apigw from 'aws-cdk-lib/aws-apigatewayv2-integrations';`,
    `export * as apigw from 'cdk-apigatewayv2/integrations';`,
  ],
  ['an import for its side effects', `import 'aws-cdk-lib/aws-apigatewayv2';`, `import 'cdk-apigatewayv2';`],
  [
    'import = require',
    `import apigw = require('aws-cdk-lib/aws-apigatewayv2');`,
    `import apigw = require('cdk-apigatewayv2');`,
  ],
  [
    'require',
    `const { HttpApi } = require('aws-cdk-lib/aws-apigatewayv2');`,
    `const { HttpApi } = require('cdk-apigatewayv2');`,
  ],
  [
    'a namespace in each of two functions',
    `function f() {\n  const cdk = require('aws-cdk-lib');\n  return cdk.aws_apigatewayv2;\n}\nfunction g() {\n  const cdk = require('aws-cdk-lib');\n  return [cdk.aws_apigatewayv2, cdk];\n}\nfunction h(cdk) {\n  return cdk.aws_apigatewayv2;\n}\n`,
    `function f() {\n  const apigwv2 = require('cdk-apigatewayv2');\n  return apigwv2;\n}\nfunction g() {\n  const cdk = require('aws-cdk-lib');\n  const apigwv2 = require('cdk-apigatewayv2');\n  return [apigwv2, cdk];\n}\nfunction h(cdk) {\n  return cdk.aws_apigatewayv2;\n}\n`,
  ],
  [
    'a dynamic import',
    `const m = await import('aws-cdk-lib/aws-apigatewayv2');`,
    `const m = await import('cdk-apigatewayv2');`,
  ],
  [
    'an import type',
    `let api: import('aws-cdk-lib/aws-apigatewayv2').HttpApi;`,
    `let api: import('cdk-apigatewayv2').HttpApi;`,
  ],
  ['an augmented module', `declare module 'aws-cdk-lib/aws-apigatewayv2' {}`, `declare module 'cdk-apigatewayv2' {}`],
  [
    'a mocked module',
    `jest.mock('aws-cdk-lib/aws-apigatewayv2', () => ({}));`,
    `jest.mock('cdk-apigatewayv2', () => ({}));`,
  ],
  [
    'comments and spaces',
    `import  {HttpApi}  from 'aws-cdk-lib/aws-apigatewayv2' ;  // the API 😀\n\n/* aws-cdk-lib/aws-apigatewayv2 */`,
    `import  {HttpApi}  from 'cdk-apigatewayv2' ;  // the API 😀\n\n/* aws-cdk-lib/aws-apigatewayv2 */`,
  ],
  [
    'Windows line endings',
    `import { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';\r\nx();\r\n`,
    `import { HttpApi } from 'cdk-apigatewayv2';\r\nx();\r\n`,
  ],
  [
    'toIHttpApi, which remains',
    `import { HttpApi, toIHttpApi } from 'aws-cdk-lib/aws-apigatewayv2';`,
    `import { toIHttpApi } from 'aws-cdk-lib/aws-apigatewayv2';\nimport { HttpApi } from 'cdk-apigatewayv2';`,
  ],
  [
    'another module',
    `import { RestApi } from 'aws-cdk-lib/aws-apigateway'; // not aws-apigatewayv2`,
    `import { RestApi } from 'aws-cdk-lib/aws-apigateway'; // not aws-apigatewayv2`,
  ],
  [
    'references in aws-cdk-lib/interfaces',
    `import type { aws_apigatewayv2 } from 'aws-cdk-lib/interfaces';`,
    `import type { aws_apigatewayv2 } from 'aws-cdk-lib/interfaces';`,
  ],
];

const roots: Sample[] = [
  [
    'an import together with others',
    `import { aws_apigatewayv2 as apigwv2, Stack } from 'aws-cdk-lib';\n`,
    `import { Stack } from 'aws-cdk-lib';\nimport * as apigwv2 from 'cdk-apigatewayv2';\n`,
  ],
  [
    'an import after others',
    `import { Stack, aws_apigatewayv2 as apigwv2 } from 'aws-cdk-lib'; // CDK\nx();`,
    `import { Stack } from 'aws-cdk-lib'; // CDK\nimport * as apigwv2 from 'cdk-apigatewayv2';\nx();`,
  ],
  [
    'an import between others',
    `import { Stack, aws_apigatewayv2, App } from "aws-cdk-lib"\n`,
    `import { Stack, App } from "aws-cdk-lib"\nimport * as aws_apigatewayv2 from "cdk-apigatewayv2"\n`,
  ],
  [
    'an import of only this module',
    `import { aws_apigatewayv2 as a } from 'aws-cdk-lib';\n`,
    `import * as a from 'cdk-apigatewayv2';\n`,
  ],
  [
    'all three modules',
    `import {\n  App,\n  aws_apigatewayv2 as a,\n  aws_apigatewayv2_authorizers as c, // who\n  aws_apigatewayv2_integrations as b,\n  Stack,\n} from 'aws-cdk-lib';\n`,
    `import {\n  App,\n  Stack,\n} from 'aws-cdk-lib';\nimport * as a from 'cdk-apigatewayv2';\nimport * as c from 'cdk-apigatewayv2/authorizers';\nimport * as b from 'cdk-apigatewayv2/integrations'; // who\n`,
  ],
  [
    'the last item of a list without a trailing comma',
    `import {\n  App, // app\n  aws_apigatewayv2 as a\n} from 'aws-cdk-lib';\n`,
    `import {\n  App // app\n} from 'aws-cdk-lib';\nimport * as a from 'cdk-apigatewayv2';\n`,
  ],
  [
    'a type-only import',
    `import type { aws_apigatewayv2 as a, Stack } from 'aws-cdk-lib';\n`,
    `import type { Stack } from 'aws-cdk-lib';\nimport type * as a from 'cdk-apigatewayv2';\n`,
  ],
  [
    'an inline type',
    `import { type aws_apigatewayv2 as a, Stack } from 'aws-cdk-lib';\n`,
    `import { Stack } from 'aws-cdk-lib';\nimport type * as a from 'cdk-apigatewayv2';\n`,
  ],
  [
    'a default import and a named import',
    `import cdk, { aws_apigatewayv2 as a } from 'aws-cdk-lib';\ncdk.App;\n`,
    `import cdk from 'aws-cdk-lib';\nimport * as a from 'cdk-apigatewayv2';\ncdk.App;\n`,
  ],
  [
    'a re-export',
    `export { aws_apigatewayv2 as a, Stack } from 'aws-cdk-lib';\n`,
    `export { Stack } from 'aws-cdk-lib';\nexport * as a from 'cdk-apigatewayv2';\n`,
  ],
  [
    'members of a namespace',
    `import * as cdk from 'aws-cdk-lib';\nclass S extends cdk.Stack {\n  a = new cdk.aws_apigatewayv2.HttpApi(this, 'A');\n  b: cdk.aws_apigatewayv2.IHttpApi;\n  c: typeof cdk.aws_apigatewayv2.HttpMethod.GET;\n}\n`,
    `import * as cdk from 'aws-cdk-lib';\nimport * as apigwv2 from 'cdk-apigatewayv2';\nclass S extends cdk.Stack {\n  a = new apigwv2.HttpApi(this, 'A');\n  b: apigwv2.IHttpApi;\n  c: typeof apigwv2.HttpMethod.GET;\n}\n`,
  ],
  [
    'members of two modules',
    `import * as cdk from 'aws-cdk-lib';\nnew cdk.aws_apigatewayv2_integrations.HttpUrlIntegration(cdk['aws_apigatewayv2'].X, cdk.Duration);\n`,
    `import * as cdk from 'aws-cdk-lib';\nimport * as apigwv2Integrations from 'cdk-apigatewayv2/integrations';\nimport * as apigwv2 from 'cdk-apigatewayv2';\nnew apigwv2Integrations.HttpUrlIntegration(apigwv2.X, cdk.Duration);\n`,
  ],
  [
    'members of a module that is already imported',
    `import * as cdk from 'aws-cdk-lib';\nimport * as gw from 'aws-cdk-lib/aws-apigatewayv2';\nnew cdk.aws_apigatewayv2.HttpApi(cdk.x);\n`,
    `import * as cdk from 'aws-cdk-lib';\nimport * as gw from 'cdk-apigatewayv2';\nnew gw.HttpApi(cdk.x);\n`,
  ],
  [
    'members whose name is already used',
    `import * as cdk from 'aws-cdk-lib';\nconst apigwv2 = 1;\nnew cdk.aws_apigatewayv2.HttpApi(cdk.x);\n`,
    `import * as cdk from 'aws-cdk-lib';\nimport * as apigwv2_ from 'cdk-apigatewayv2';\nconst apigwv2 = 1;\nnew apigwv2_.HttpApi(cdk.x);\n`.replace(
      /apigwv2_/g,
      'apigwv22',
    ),
  ],
  [
    'a namespace that is no longer needed',
    `import * as cdk from 'aws-cdk-lib';\nnew cdk.aws_apigatewayv2.HttpApi();\n`,
    `import * as apigwv2 from 'cdk-apigatewayv2';\nnew apigwv2.HttpApi();\n`,
  ],
  [
    'an import alias',
    `import * as cdk from 'aws-cdk-lib';\nimport gw = cdk.aws_apigatewayv2;\ncdk.App;\n`,
    `import * as cdk from 'aws-cdk-lib';\nimport * as apigwv2 from 'cdk-apigatewayv2';\nimport gw = apigwv2;\ncdk.App;\n`,
  ],
  [
    'a module that is assigned from a namespace',
    `import * as cdk from 'aws-cdk-lib';\nconst { HttpApi } = cdk.aws_apigatewayv2;\nconst { aws_apigatewayv2: b, Stack } = cdk;\n`,
    `import * as cdk from 'aws-cdk-lib';\nimport * as apigwv2 from 'cdk-apigatewayv2';\nconst { HttpApi } = apigwv2;\nconst { Stack } = cdk;\nconst b = apigwv2;\n`,
  ],
  [
    'import = require',
    `import cdk = require('aws-cdk-lib');\nnew cdk.aws_apigatewayv2.HttpApi(cdk.x);\n`,
    `import cdk = require('aws-cdk-lib');\nimport apigwv2 = require('cdk-apigatewayv2');\nnew apigwv2.HttpApi(cdk.x);\n`,
  ],
  [
    'a type namespace',
    `import type * as cdk from 'aws-cdk-lib';\nlet a: cdk.aws_apigatewayv2.IHttpApi, b: cdk.App;\n`,
    `import type * as cdk from 'aws-cdk-lib';\nimport type * as apigwv2 from 'cdk-apigatewayv2';\nlet a: apigwv2.IHttpApi, b: cdk.App;\n`,
  ],
  [
    'two statements on one line',
    `import { aws_apigatewayv2 as a, App } from 'aws-cdk-lib'; const x = a;\n`,
    `import { App } from 'aws-cdk-lib';\nimport * as a from 'cdk-apigatewayv2'; const x = a;\n`,
  ],
  [
    'comments next to removed names',
    `import {\n  aws_apigatewayv2 as a, // x\n} from 'aws-cdk-lib';\n`,
    `import * as a from 'cdk-apigatewayv2'; // x\n`,
  ],
  [
    'comments between removed names',
    `import { App, aws_apigatewayv2 as a, // x\n  aws_apigatewayv2_integrations as b } from 'aws-cdk-lib'; const y = 1;\n`,
    `import { App } from 'aws-cdk-lib';\nimport * as a from 'cdk-apigatewayv2';\nimport * as b from 'cdk-apigatewayv2/integrations'; /* x */ const y = 1;\n`,
  ],
  [
    'a parameter with the same name',
    `import * as cdk from 'aws-cdk-lib';\nconst f = (cdk: any) => cdk.aws_apigatewayv2;\n`,
    `import * as cdk from 'aws-cdk-lib';\nconst f = (cdk: any) => cdk.aws_apigatewayv2;\n`,
  ],
  ...[
    'const { cdk } = other; return',
    'let [a, cdk] = other; return',
    'for (const cdk of others)',
    'for (let cdk = 1; ; )',
    'try {} catch (cdk) { return cdk.aws_apigatewayv2 }; class cdk {}; return',
    'const g = ({ x: cdk = 1 }: any, ...rest: any[]) =>',
  ].map((scope): Sample => [
    `a variable of the same name: ${scope}`,
    `import * as cdk from 'aws-cdk-lib';\nfunction f() { ${scope} cdk.aws_apigatewayv2; }\nnew cdk.aws_apigatewayv2.HttpApi();\n`,
    `import * as apigwv2 from 'cdk-apigatewayv2';\nfunction f() { ${scope} cdk.aws_apigatewayv2; }\nnew apigwv2.HttpApi();\n`,
  ]),
  [
    'members after parameters whose types and default values use the namespace',
    `import * as cdk from 'aws-cdk-lib';\nclass S extends cdk.Stack {\n  constructor(scope: Construct, props?: cdk.StackProps, x = cdk.aws_apigatewayv2.HttpMethod.GET) {\n    new cdk.aws_apigatewayv2.HttpApi(this, 'A');\n  }\n}\n`,
    `import * as cdk from 'aws-cdk-lib';\nimport * as apigwv2 from 'cdk-apigatewayv2';\nclass S extends cdk.Stack {\n  constructor(scope: Construct, props?: cdk.StackProps, x = apigwv2.HttpMethod.GET) {\n    new apigwv2.HttpApi(this, 'A');\n  }\n}\n`,
  ],
];

const commonJs: Sample[] = [
  [
    'a destructured require',
    `const { Stack, aws_apigatewayv2: a } = require('aws-cdk-lib');\n`,
    `const { Stack } = require('aws-cdk-lib');\nconst a = require('cdk-apigatewayv2');\n`,
  ],
  [
    'a destructured require of a class',
    `const { aws_apigatewayv2: { HttpApi } } = require('aws-cdk-lib');\n`,
    `const { HttpApi } = require('cdk-apigatewayv2');\n`,
  ],
  [
    'a member of require',
    `const a = require('aws-cdk-lib').aws_apigatewayv2;\n`,
    `const a = require('cdk-apigatewayv2');\n`,
  ],
  [
    'a class of a member of require',
    `const { HttpApi } = require("aws-cdk-lib").aws_apigatewayv2, x = 1;\n`,
    `const { HttpApi } = require("cdk-apigatewayv2"), x = 1;\n`,
  ],
  [
    'a namespace',
    `const cdk = require('aws-cdk-lib');\nnew cdk.aws_apigatewayv2.HttpApi(cdk.x);\n`,
    `const cdk = require('aws-cdk-lib');\nconst apigwv2 = require('cdk-apigatewayv2');\nnew apigwv2.HttpApi(cdk.x);\n`,
  ],
  [
    'a namespace in a function',
    `function f() {\n  const cdk = require('aws-cdk-lib');\n  return [cdk.aws_apigatewayv2, cdk];\n}\n`,
    `function f() {\n  const cdk = require('aws-cdk-lib');\n  const apigwv2 = require('cdk-apigatewayv2');\n  return [apigwv2, cdk];\n}\n`,
  ],
  [
    'a dynamic import',
    `const { aws_apigatewayv2 } = await import('aws-cdk-lib');\n`,
    `const aws_apigatewayv2 = await import('cdk-apigatewayv2');\n`,
  ],
  [
    'a member of a dynamic import',
    `const a = (await import('aws-cdk-lib')).aws_apigatewayv2.HttpApi;\n`,
    `const a = (await import('cdk-apigatewayv2')).HttpApi;\n`,
  ],
  [
    'module.exports',
    `module.exports = require('aws-cdk-lib/aws-apigatewayv2');\n`,
    `module.exports = require('cdk-apigatewayv2');\n`,
  ],
];

test.each(modules)('TypeScript: %s', (_, before, after) => {
  expectRewriting('a.ts', 'typescript', before, after);
  expectRewriting('a.tsx', 'typescript', before, after);
});

test.each(roots)('TypeScript, the root of aws-cdk-lib: %s', (_, before, after) => {
  expectRewriting('a.mts', 'typescript', before, after);
});

test.each(commonJs)('JavaScript: %s', (_, before, after) => {
  expectRewriting('a.cjs', 'javascript', before, after);
});

test('TSX: JSX elements are not rewritten', () => {
  const rest = `\nconst a = <b title="aws-cdk-lib/aws-apigatewayv2">aws_apigatewayv2</b>;\n`;
  expectRewriting(
    'a.tsx',
    'typescript',
    `import 'aws-cdk-lib/aws-apigatewayv2';${rest}`,
    `import 'cdk-apigatewayv2';${rest}`,
  );
});

describe('notes', () => {
  const notes = (text: string) => rewriteFile('a.ts', text, 'typescript').notes.map(({ code, line }) => [code, line]);

  test.each([
    ['monitorScope', `new MonitoringFacade(this).monitorScope(this);`, [['AwsCdkLibClassExpected', 1]]],
    ['monitorApiGatewayV2HttpApi', `\nfacade.monitorApiGatewayV2HttpApi({ api });`, [['AwsCdkLibClassExpected', 2]]],
    [
      'monitorApiGatewayV2HttpApi with a reference',
      `facade.monitorApiGatewayV2HttpApi({ api: AwsCdkLib.httpApi(api) });`,
      [],
    ],
    [
      'targets.ApiGatewayV2',
      `import * as t from 'aws-cdk-lib/aws-events-targets';\nnew t.ApiGatewayV2(api);`,
      [['AwsCdkLibClassExpected', 2]],
    ],
    [
      'aws-solutions-constructs',
      `import { X } from '@aws-solutions-constructs/aws-apigatewayv2websocket-sqs';`,
      [['AwsCdkLibClassExpected', 1]],
    ],
    [
      'instanceof with a name',
      `import { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';\nx instanceof HttpApi;`,
      [['InstanceTest', 2]],
    ],
    [
      'instanceof with a member',
      `import * as a from 'aws-cdk-lib/aws-apigatewayv2';\nx instanceof a.HttpApi;`,
      [['InstanceTest', 2]],
    ],
    [
      'instanceof with a member of the root module',
      `import * as cdk from 'aws-cdk-lib';\nx instanceof cdk.aws_apigatewayv2.HttpApi;`,
      [['InstanceTest', 2]],
    ],
    ['instanceof with an L1', `import { CfnApi } from 'aws-cdk-lib/aws-apigatewayv2';\nx instanceof CfnApi;`, []],
    [
      'instanceof with another class',
      `import { CfnApi } from 'aws-cdk-lib/aws-apigatewayv2';\nx instanceof Error;`,
      [],
    ],
    ['a module name in a string', `const rule = ['aws-cdk-lib/aws-apigatewayv2'];`, [['NotRewritten', 1]]],
    ['a file inside the module', `import { X } from 'aws-cdk-lib/aws-apigatewayv2/lib/http';`, [['NotRewritten', 1]]],
    [
      'a module that another file re-exports',
      `import { aws_apigatewayv2 as a } from './cdk';\nexport { aws_apigatewayv2 } from './cdk';\nimport { X } from './y';`,
      [
        ['NotRewritten', 1],
        ['NotRewritten', 2],
      ],
    ],
    [
      'a module in a namespace that another file exports',
      `import * as c from './cdk';\nc.aws_apigatewayv2;`,
      [['NotRewritten', 2]],
    ],
    [
      'a module of a callback parameter',
      `import('aws-cdk-lib').then((m) => m.aws_apigatewayv2);`,
      [['NotRewritten', 1]],
    ],
  ])('%s', (_, text, expected) => expect(notes(text)).toEqual(expected));
});
