import { type App, CfnCondition, CfnParameter, Fn, Stack, Stage } from 'aws-cdk-lib';
import { UserPool } from 'aws-cdk-lib/aws-cognito';
import { CfnTable, AttributeType, Table } from 'aws-cdk-lib/aws-dynamodb';
import { CfnFunction } from 'aws-cdk-lib/aws-lambda';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { StringParameter } from 'aws-cdk-lib/aws-ssm';
import type { ApiModel } from '../../src';
import { find, isNamed } from '../../src/gateway/names';
import { PlaceholderValues, type EnvironmentOption } from '../../src/gateway/values';
import { modelOfApp } from '../_helpers/apps';

/** The environment variables of the only function in a stack. */
function environment(build: (stack: Stack) => Record<string, string>, option?: EnvironmentOption) {
  const model = modelOfApp((app) => {
    const stack = new Stack(app, 'Shop');
    new CfnFunction(stack, 'Orders', {
      code: { zipFile: 'x' },
      role: 'role',
      environment: { variables: build(stack) },
    });
  });
  return new PlaceholderValues(model, option).environmentOf(model.functions[0]);
}

test('References to resources have example values in the format that AWS uses.', () => {
  const variables = environment((stack) => {
    const queue = new Queue(stack, 'Queue', { queueName: 'orders' });
    const pool = new UserPool(stack, 'Pool');
    return {
      QUEUE: queue.queueUrl,
      QUEUE_ARN: queue.queueArn,
      TABLE: new Table(stack, 'Table', { partitionKey: { name: 'id', type: AttributeType.STRING } }).tableName,
      TOPIC: new Topic(stack, 'Topic').topicArn,
      BUCKET: new Bucket(stack, 'Bucket').bucketArn,
      POOL: pool.userPoolId,
      ISSUER: pool.userPoolProviderUrl,
      MIXED: `${stack.account}/${stack.region}/${stack.partition}/${stack.urlSuffix}/${stack.stackName}`,
    };
  });
  expect(variables).toEqual({
    QUEUE: 'https://sqs.us-east-1.amazonaws.com/123456789012/orders',
    QUEUE_ARN: 'arn:aws:sqs:us-east-1:123456789012:orders',
    TABLE: expect.stringMatching(/^Shop-Table\w+$/),
    TOPIC: expect.stringMatching(/^arn:aws:sns:us-east-1:123456789012:Shop-Topic\w+$/),
    BUCKET: expect.stringMatching(/^arn:aws:s3:::shop-bucket\w+$/),
    POOL: expect.stringMatching(/^us-east-1_[a-z0-9]{9}$/),
    ISSUER: `https://cognito-idp.us-east-1.amazonaws.com/${variables.POOL}`,
    MIXED: '123456789012/us-east-1/aws/amazonaws.com/Shop',
  });
});

test('The availability zones of a Region and intrinsic functions for lists are resolved.', () => {
  const variables = environment((stack) => {
    const zones = Fn.getAzs();
    return {
      ZONE: stack.availabilityZones[1],
      ZONES: Fn.join(',', zones),
      OTHER: Fn.select(0, Fn.getAzs('eu-west-1')),
      COUNT: Fn.len(zones) as unknown as string,
      JSON: stack.toJsonString({ zone: Fn.select(2, zones) }),
    };
  });
  expect(variables).toEqual({
    ZONE: 'us-east-1b',
    ZONES: 'us-east-1a,us-east-1b,us-east-1c',
    OTHER: 'eu-west-1a',
    COUNT: '3',
    JSON: '{"zone":"us-east-1c"}',
  });
});

test('Parameters have their default values, and conditions are evaluated with these values.', () => {
  const variables = environment((stack) => {
    const size = new CfnParameter(stack, 'Size', { default: 'small' });
    const isSmall = new CfnCondition(stack, 'IsSmall', { expression: Fn.conditionEquals(size.valueAsString, 'small') });
    const isNotLarge = new CfnCondition(stack, 'IsNotLarge', {
      expression: Fn.conditionAnd(isSmall, Fn.conditionNot(Fn.conditionEquals(size.valueAsString, 'large'))),
    });
    const list = Fn.split('-', size.valueAsString);
    return {
      SIZE: size.valueAsString,
      CHOICE: Fn.conditionIf(isSmall.logicalId, 'few', 'many').toString(),
      NESTED: Fn.conditionIf(isNotLarge.logicalId, 'yes', 'no').toString(),
      PART: Fn.select(0, list),
    };
  });
  expect(variables).toEqual({ SIZE: 'small', CHOICE: 'few', NESTED: 'yes', PART: 'small' });
});

const unknown = (stack: Stack) => ({
  STREAM: new CfnTable(stack, 'Table', { keySchema: [] }).attrStreamArn,
});

test('The value of a parameter in Systems Manager is known only at deployment.', () => {
  const own = (stack: Stack) => ({ LIMIT: StringParameter.valueForStringParameter(stack, '/shop/limit') });
  expect(() => environment(own)).toThrow(
    /The environment variable LIMIT of the function Shop\/Orders is .* known only at deployment/,
  );
});

test('A variable that is known only at deployment causes an error that names the variable, the function and the option.', () => {
  expect(() => environment(unknown)).toThrow(
    'The environment variable STREAM of the function Shop/Orders is <Table.StreamArn>, which is known only at deployment. Set the value in the option `environment`: { "Orders": { STREAM: \'…\' } }.',
  );
});

test.each<[EnvironmentOption, Record<string, string>]>([
  [{ STREAM: 'all' }, { STREAM: 'all' }],
  [{ Orders: { STREAM: 'one', EXTRA: '1' } }, { STREAM: 'one', EXTRA: '1' }],
  [{ STREAM: 'all', 'Shop/Orders': { STREAM: 'one' } }, { STREAM: 'one' }],
])('The option environment %j sets a variable that is known only at deployment.', (option, expected) => {
  expect(environment(unknown, option)).toEqual(expected);
});

test('The account and Region of the stack take precedence over example values, and IDs are the same in every run.', () => {
  const build = (app: App) => {
    const stack = new Stack(app, 'Shop', { env: { account: '111122223333', region: 'eu-west-1' } });
    new CfnFunction(stack, 'Orders', { code: { zipFile: 'x' }, role: 'role' });
  };
  const [a, b] = [modelOfApp(build), modelOfApp(build)].map((model) => {
    return new PlaceholderValues(model).functionArn(model.functions[0], 'live');
  });
  expect(a).toBe('arn:aws:lambda:eu-west-1:111122223333:function:Shop-Orders:live');
  expect(b).toBe(a);
});

test('An element is found by its path, by the end of its path, by its logical ID or by its name.', () => {
  const model: ApiModel = modelOfApp((app) => {
    for (const name of ['Beta', 'Prod']) {
      const stack = new Stack(new Stage(app, name), 'Shop');
      new CfnFunction(stack, 'Orders', { code: { zipFile: 'x' }, role: 'role', functionName: `orders-${name}` });
    }
  });
  const [beta] = model.functions;
  for (const name of ['Beta/Shop/Orders', 'Shop/Orders', 'Orders', 'orders-Beta'])
    expect(isNamed(beta, name)).toBe(true);
  expect(isNamed(beta, 'rders')).toBe(false);
  expect(find(model.functions, 'Prod/Shop/Orders', 'function')).toBe(model.functions[1]);
  expect(() => find(model.functions, 'Shop/Orders', 'function')).toThrow(
    'The name Shop/Orders matches more than one function: Beta/Shop/Orders, Prod/Shop/Orders. Use the construct path.',
  );
});
