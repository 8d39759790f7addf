import * as path from 'node:path';
import { pathToFileURL } from 'node:url';
import { run } from './run';

const root = path.resolve(__dirname, '../..');

/**
 * Evaluates an expression in a new process. The expression can use the functions of scripts/parity-api.mjs, the jsii
 * assemblies `reference` and `ours`, and `types`, the types of `reference` with the names of this library.
 */
function evaluate(expression: string, change = ''): any {
  const script = `
    import { assemblies, renamedParameters, renamedTypes, widerTypes } from '${pathToFileURL(path.join(root, 'scripts/parity-api.mjs')).href}';
    const { reference, ours } = assemblies(${JSON.stringify(root)});
    ${change}
    const types = renamedTypes(reference, ours);
    console.log(JSON.stringify(${expression}));`;
  return JSON.parse(run(process.execPath, ['--input-type=module', '-e', script]));
}

describe("aws-cdk-lib's types with the names in this library", () => {
  test('are those of the three modules, except L1 classes', () => {
    const names: string[] = evaluate('types.map(({ fqn }) => fqn)');
    expect(names).toEqual(
      expect.arrayContaining([
        'cdk-apigatewayv2.HttpApi',
        'cdk-apigatewayv2.authorizers.HttpIamAuthorizer',
        'cdk-apigatewayv2.integrations.HttpUrlIntegration',
      ]),
    );
    expect(names.filter((name) => /Cfn|aws-cdk-lib/.test(name))).toEqual([]);
  });

  test("refer to one another, and to aws-cdk-lib's other types", () => {
    const { base, initializer } = evaluate("types.find(({ name }) => name === 'HttpLambdaIntegration')");
    expect(base).toBe('cdk-apigatewayv2.HttpRouteIntegration');
    expect(initializer.parameters[1].type).toEqual({ fqn: 'aws-cdk-lib.aws_lambda.IFunction' });
  });
});

test('a parameter with a different name is found', () => {
  const change =
    "ours.types['cdk-apigatewayv2.HttpApi'].methods.find(({ name }) => name === 'addStage').parameters[0].name = 'key';";
  expect(evaluate('renamedParameters(types, ours)')).toEqual([]);
  expect(evaluate('renamedParameters(types, ours)', change)).toEqual([
    'cdk-apigatewayv2.HttpApi.addStage: parameters are named key,options, not id,options',
  ]);
});
