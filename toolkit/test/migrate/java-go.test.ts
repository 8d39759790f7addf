import { rewriteFile } from '../../src/migrate/rewrite';
import { expectRewriting } from './samples';
import type { Sample } from './samples';

const AWS = 'software.amazon.awscdk';
const AWS_GO = 'github.com/aws/aws-cdk-go/awscdk/v2';
const GO = 'github.com/cdk-apigatewayv2/cdk-apigatewayv2-go/cdkapigatewayv2';

const java: Sample[] = [
  ['an import', `import ${AWS}.services.apigatewayv2.HttpApi;\n`, `import io.github.cdkapigatewayv2.HttpApi;\n`],
  [
    'integrations',
    `import ${AWS}.aws_apigatewayv2_integrations.HttpUrlIntegration; // url\n`,
    `import io.github.cdkapigatewayv2.integrations.HttpUrlIntegration; // url\n`,
  ],
  [
    'authorizers',
    `import ${AWS}.aws_apigatewayv2_authorizers.*;\n`,
    `import io.github.cdkapigatewayv2.authorizers.*;\n`,
  ],
  [
    'an L1',
    `import ${AWS}.services.apigatewayv2.CfnRoute;\nimport ${AWS}.services.apigatewayv2.CfnApi.CorsProperty;\n`,
    `import ${AWS}.services.apigatewayv2.CfnRoute;\nimport ${AWS}.services.apigatewayv2.CfnApi.CorsProperty;\n`,
  ],
  [
    'a wildcard',
    `import ${AWS}.services.apigatewayv2.*;\nclass A { HttpApi a; }\n`,
    `import io.github.cdkapigatewayv2.*;\nclass A { HttpApi a; }\n`,
  ],
  [
    'a wildcard with uses of L1 classes',
    `import ${AWS}.services.apigatewayv2.*; // all\nclass A { HttpApi a; CfnRoute b = CfnRoute.Builder.create(CfnStageProps.builder()); CfnBucket c; }\n`,
    `import io.github.cdkapigatewayv2.*; // all\nimport ${AWS}.services.apigatewayv2.CfnRoute;\nimport ${AWS}.services.apigatewayv2.CfnStageProps;\nclass A { HttpApi a; CfnRoute b = CfnRoute.Builder.create(CfnStageProps.builder()); CfnBucket c; }\n`,
  ],
  [
    'a wildcard together with others that have a class with the same name',
    `import ${AWS}.services.apigateway.*;\nimport ${AWS}.services.apigatewayv2.*;\nclass A { HttpApi a; Deployment b; RoutingRule c; }\n`,
    `import ${AWS}.services.apigateway.*;\nimport io.github.cdkapigatewayv2.*;\nimport ${AWS}.services.apigateway.Deployment;\nclass A { HttpApi a; Deployment b; RoutingRule c; }\n`,
  ],
  [
    'a static import',
    `import static ${AWS}.services.apigatewayv2.HttpMethod.GET;\nimport static ${AWS}.services.apigatewayv2.HttpMethod.*;\n`,
    `import static io.github.cdkapigatewayv2.HttpMethod.GET;\nimport static io.github.cdkapigatewayv2.HttpMethod.*;\n`,
  ],
  [
    'a nested class',
    `import ${AWS}.services.apigatewayv2.HttpApi.Builder;\n`,
    `import io.github.cdkapigatewayv2.HttpApi.Builder;\n`,
  ],
  [
    'qualified names',
    `class A { ${AWS}.services.apigatewayv2.HttpApi a = ${AWS}.services.apigatewayv2.HttpApi.Builder.create(x, ${AWS}.services.apigatewayv2.HttpMethod.GET).build(); }\n`,
    `class A { io.github.cdkapigatewayv2.HttpApi a = io.github.cdkapigatewayv2.HttpApi.Builder.create(x, io.github.cdkapigatewayv2.HttpMethod.GET).build(); }\n`,
  ],
  [
    'qualified names of L1s',
    `class A { ${AWS}.services.apigatewayv2.CfnApi a = new ${AWS}.services.apigatewayv2.CfnApi(x); }\n`,
    `class A { ${AWS}.services.apigatewayv2.CfnApi a = new ${AWS}.services.apigatewayv2.CfnApi(x); }\n`,
  ],
  [
    'other packages',
    `import ${AWS}.services.apigatewayv2alpha.HttpApi;\nimport ${AWS}.interfaces.apigatewayv2.IApiRef;\nimport ${AWS}.services.apigateway.RestApi;\n`,
    `import ${AWS}.services.apigatewayv2alpha.HttpApi;\nimport ${AWS}.interfaces.apigatewayv2.IApiRef;\nimport ${AWS}.services.apigateway.RestApi;\n`,
  ],
  [
    'types, constants and method references by their qualified names',
    `class A<T extends ${AWS}.services.apigatewayv2.IHttpApi> { Object o = ${AWS}.services.apigatewayv2.HttpMethod.GET, p = ${AWS}.services.apigatewayv2.CfnApi.CorsProperty.builder(); S s = ${AWS}.services.apigatewayv2.HttpApi.Builder::create; }\n`,
    `class A<T extends io.github.cdkapigatewayv2.IHttpApi> { Object o = io.github.cdkapigatewayv2.HttpMethod.GET, p = ${AWS}.services.apigatewayv2.CfnApi.CorsProperty.builder(); S s = io.github.cdkapigatewayv2.HttpApi.Builder::create; }\n`,
  ],
  [
    'comments',
    `// ${AWS}.services.apigatewayv2.HttpApi\n/** {@link ${AWS}.services.apigatewayv2.HttpApi} */\nclass A {}\n`,
    `// ${AWS}.services.apigatewayv2.HttpApi\n/** {@link ${AWS}.services.apigatewayv2.HttpApi} */\nclass A {}\n`,
  ],
];

const go: Sample[] = [
  [
    'an import with a name',
    `package a\n\nimport apigw "${AWS_GO}/awsapigatewayv2"\n\nvar x = apigw.NewHttpApi()\n`,
    `package a\n\nimport apigw "${GO}"\n\nvar x = apigw.NewHttpApi()\n`,
  ],
  [
    'an import without a name',
    `package a\n\nimport "${AWS_GO}/awsapigatewayv2"\n\nvar x awsapigatewayv2.HttpApi\n`,
    `package a\n\nimport awsapigatewayv2 "${GO}"\n\nvar x awsapigatewayv2.HttpApi\n`,
  ],
  [
    'a group',
    `package a\n\nimport (\n\t"${AWS_GO}" // cdk\n\t"${AWS_GO}/awsapigatewayv2authorizers"\n\ti "${AWS_GO}/awsapigatewayv2integrations" // why\n)\n`,
    `package a\n\nimport (\n\t"${AWS_GO}" // cdk\n\tawsapigatewayv2authorizers "${GO}/authorizers"\n\ti "${GO}/integrations" // why\n)\n`,
  ],
  [
    'uses of L1 classes',
    `package a\n\nimport (\n\tapigw "${AWS_GO}/awsapigatewayv2"\n)\n\nvar x apigw.HttpApi\nvar y apigw.CfnRoute = apigw.NewCfnRoute(&apigw.CfnRouteProps{})\n`,
    `package a\n\nimport (\n\tapigw "${GO}"\n\t"${AWS_GO}/awsapigatewayv2"\n)\n\nvar x apigw.HttpApi\nvar y awsapigatewayv2.CfnRoute = awsapigatewayv2.NewCfnRoute(&awsapigatewayv2.CfnRouteProps{})\n`,
  ],
  [
    'uses of L1 classes without a name',
    `package a\n\nimport "${AWS_GO}/awsapigatewayv2"\n\nvar x awsapigatewayv2.HttpApi\nvar y = awsapigatewayv2.CfnApi_IsCfnApi(x)\n`,
    `package a\n\nimport awsapigatewayv2 "${GO}"\nimport awscdkapigatewayv2 "${AWS_GO}/awsapigatewayv2"\n\nvar x awsapigatewayv2.HttpApi\nvar y = awscdkapigatewayv2.CfnApi_IsCfnApi(x)\n`,
  ],
  [
    'only uses of L1 classes',
    `package a\n\nimport gw "${AWS_GO}/awsapigatewayv2"\n\nvar y = gw.NewCfnApi(x)\n`,
    `package a\n\nimport gw "${AWS_GO}/awsapigatewayv2"\n\nvar y = gw.NewCfnApi(x)\n`,
  ],
  [
    'uses of L1 classes of two imports of a package',
    `package a\n\nimport (\n\tx "${AWS_GO}/awsapigatewayv2"\n\ty "${AWS_GO}/awsapigatewayv2"\n)\n\nvar a x.HttpApi\nvar b x.CfnApi\nvar c y.HttpApi\nvar d y.CfnRoute\n`,
    `package a\n\nimport (\n\tx "${GO}"\n\t"${AWS_GO}/awsapigatewayv2"\n\ty "${GO}"\n)\n\nvar a x.HttpApi\nvar b awsapigatewayv2.CfnApi\nvar c y.HttpApi\nvar d awsapigatewayv2.CfnRoute\n`,
  ],
  [
    'a dot import of a package without L1 classes',
    `package a\n\nimport . "${AWS_GO}/awsapigatewayv2integrations"\n`,
    `package a\n\nimport . "${GO}/integrations"\n`,
  ],
  ['a blank import', `package a\n\nimport _ "${AWS_GO}/awsapigatewayv2"\n`, `package a\n\nimport _ "${GO}"\n`],
  [
    'a raw string',
    'package a\n\nimport i `' + AWS_GO + '/awsapigatewayv2integrations`\n',
    'package a\n\nimport i `' + GO + '/integrations`\n',
  ],
  [
    'other packages',
    `package a\n\nimport (\n\t"${AWS_GO}/awsapigateway"\n\t"${AWS_GO}/interfaces/interfacesawsapigatewayv2"\n)\n`,
    `package a\n\nimport (\n\t"${AWS_GO}/awsapigateway"\n\t"${AWS_GO}/interfaces/interfacesawsapigatewayv2"\n)\n`,
  ],
];

test.each(java)('Java: %s', (_, before, after) => expectRewriting('A.java', 'java', before, after));
test.each(go)('Go: %s', (_, before, after) => expectRewriting('a.go', 'go', before, after));

describe('notes', () => {
  test.each([
    [
      'instanceof',
      `import ${AWS}.services.apigatewayv2.HttpApi;\nclass A { boolean a = x instanceof HttpApi; }`,
      [['InstanceTest', 2]],
    ],
    [
      'instanceof with a wildcard import',
      `import ${AWS}.services.apigatewayv2.*;\nclass A { boolean a = x instanceof HttpApi; }`,
      [['InstanceTest', 2]],
    ],
    [
      'instanceof with an L1',
      `import ${AWS}.services.apigatewayv2.CfnApi;\nclass A { boolean a = x instanceof CfnApi; }`,
      [],
    ],
    ['monitorScope', `class A { void a() { facade.monitorScope(this); } }`, [['AwsCdkLibClassExpected', 1]]],
    [
      'aws-solutions-constructs',
      `import software.amazon.awsconstructs.services.apigatewayv2websocketsqs.*;`,
      [['AwsCdkLibClassExpected', 1]],
    ],
    [
      'a class name in a string',
      `class A { String a = "${AWS}.services.apigatewayv2.HttpApi"; }`,
      [['NotRewritten', 1]],
    ],
  ])('Java: %s', (_, text, expected) => {
    expect(rewriteFile('A.java', text, 'java').notes.map(({ code, line }) => [code, line])).toEqual(expected);
  });

  test.each([
    [
      'a type assertion',
      `package a\nimport g "${AWS_GO}/awsapigatewayv2"\nvar a, b = x.(g.HttpApi)\n`,
      [['InstanceTest', 3]],
    ],
    ['a dot import', `package a\nimport . "${AWS_GO}/awsapigatewayv2"\n`, [['NotRewritten', 2]]],
    ['MonitorScope', `package a\nvar x = facade.MonitorScope(y)\n`, [['AwsCdkLibClassExpected', 2]]],
  ])('Go: %s', (_, text, expected) => {
    expect(rewriteFile('a.go', text, 'go').notes.map(({ code, line }) => [code, line])).toEqual(expected);
  });
});
