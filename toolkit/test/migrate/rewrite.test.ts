import { rewriteFile } from '../../src/migrate/rewrite';

test.each([
  ['app.ts', 'typescript', "import { HttpApi } from '@aws-cdk/aws-apigatewayv2-alpha';"],
  ['app.ts', 'typescript', "import { HttpJwtAuthorizer } from '@aws-cdk/aws-apigatewayv2-authorizers-alpha';"],
  ['app.py', 'python', 'from aws_cdk import aws_apigatewayv2_alpha as apigw'],
  ['app.py', 'python', 'from aws_cdk.aws_apigatewayv2_integrations_alpha import HttpLambdaIntegration'],
  ['App.java', 'java', 'import software.amazon.awscdk.services.apigatewayv2.alpha.HttpApi;'],
  ['App.java', 'java', 'import software.amazon.awscdk.services.apigatewayv2.integrations.alpha.HttpUrlIntegration;'],
  ['main.go', 'go', 'package main\nimport "github.com/aws/aws-cdk-go/awscdkapigatewayv2alpha/v2"'],
] as const)('in %s (%s), an import of an alpha module is not rewritten: %s', (path, language, text) => {
  const { text: after, notes } = rewriteFile(path, text, language);
  expect(after).toBe(text);
  expect(notes).toMatchObject([{ code: 'NotRewritten', line: text.split('\n').length }]);
});
