import type { Stack } from 'aws-cdk-lib';
import { CfnCondition, Fn, Stack as OtherStack, Token } from 'aws-cdk-lib';
import type { CfnUsagePlanProps } from 'aws-cdk-lib/aws-apigateway';
import { CfnApiKey, CfnUsagePlan, CfnUsagePlanKey } from 'aws-cdk-lib/aws-apigateway';
import type { CfnModelProps } from 'aws-cdk-lib/aws-apigatewayv2';
import { CfnModel, CfnVpcLink } from 'aws-cdk-lib/aws-apigatewayv2';
import { CfnSecurityGroup, CfnSubnet, CfnVPC } from 'aws-cdk-lib/aws-ec2';
import { codesOf, http, route, stage, findingsOfProgram, webSocket } from '../../negatives/negative';

const found = (build: (stack: Stack) => unknown) => {
  const { errors, warnings } = findingsOfProgram((stack) => void build(stack));
  return codesOf([...errors, ...warnings]);
};
const plan = (s: Stack, props: CfnUsagePlanProps) => new CfnUsagePlan(s, 'Plan', props);
const UNKNOWN = Token.asString({ Ref: 'P' });
const VALUE = 'x'.repeat(20);

test.each<[object, string[]]>([
  [{ Limit: 1, Period: 'DAY' }, []],
  [{ Limit: '1', Period: 'DAY', Offset: '0' }, []],
  [{ Limit: 0, Period: 'DAY' }, ['UsagePlanLimitInvalid']],
  [{ Limit: '0', Period: 'DAY' }, ['UsagePlanLimitInvalid']],
  [{ Limit: 1.5, Period: 'DAY' }, ['UsagePlanLimitNotInteger']],
  [{ Limit: 1 }, ['QuotaPeriodInvalid']],
  [{ Limit: 1, Period: 'day' }, ['QuotaPeriodInvalid']],
  [{ Limit: 1, Period: { Ref: 'P' }, Offset: 99 }, []],
  [{ Limit: { Ref: 'P' }, Period: 'DAY' }, []],
  [{ Limit: 1, Period: 'DAY', Offset: 1 }, ['QuotaOffsetOutsidePeriod']],
  [{ Limit: 1, Period: 'MONTH', Offset: 27 }, []],
  [{ Limit: 1, Period: 'MONTH', Offset: 28 }, ['QuotaOffsetOutsidePeriod']],
  [{ Limit: 1, Period: 'WEEK', Offset: -1 }, ['QuotaOffsetOutsidePeriod']],
  [{}, []],
  [{ Ref: 'AWS::NoValue' }, []],
])('the findings of a quota of %j', (quota, codes) => {
  expect(found((s) => plan(s, {}).addPropertyOverride('Quota', quota))).toEqual(codes);
});

function chat(s: Stack) {
  const api = webSocket(s);
  route(api, '$default');
  return { api, prod: stage(api, 'prod') };
}

test.each<[string, (s: Stack) => unknown, string[]]>([
  ['of a REST API that exists', (s) => plan(s, { apiStages: [{ apiId: 'abc', stage: 'prod' }] }), []],
  ['that is a parameter', (s) => plan(s, { apiStages: [{ apiId: chat(s).api.ref, stage: UNKNOWN }] }), []],
  ['of an API that is a parameter', (s) => plan(s, { apiStages: [{ apiId: UNKNOWN, stage: 'prod' }] }), []],
  [
    'by its name, of an API with a stage whose name is a parameter',
    (s) => {
      const { api } = chat(s);
      stage(api, UNKNOWN);
      plan(s, { apiStages: [{ apiId: api.ref, stage: 'beta' }] });
    },
    [],
  ],
  [
    'of an HTTP API, by its name',
    (s) => {
      const api = http(s);
      route(api, 'GET /a');
      stage(api, 'prod');
      plan(s, { apiStages: [{ apiId: api.ref, stage: 'prod' }] });
    },
    ['UsagePlanOfHttpApi'],
  ],
  [
    'in another stack, by its name',
    (s) => {
      const { api } = chat(s);
      plan(new OtherStack(s.node.root as never, 'Other'), { apiStages: [{ apiId: api.ref, stage: 'prod' }] });
    },
    [],
  ],
  [
    'whose throttle an escape hatch sets for a method of a REST API',
    (s) => {
      const own = plan(s, { apiStages: [{ apiId: 'abc', stage: 'prod' }] });
      own.addPropertyOverride('ApiStages.0.Throttle', { '/a/{id}/GET': { RateLimit: 1 }, '/*/*': { RateLimit: 1 } });
    },
    [],
  ],
])('the findings of a usage plan stage %s', (_, build, codes) => {
  expect(found(build)).toEqual(codes);
});

test.each<[string, (s: Stack) => unknown, string[]]>([
  [
    'the findings of keys with the same value in two environments',
    (s) =>
      ['eu-west-1', 'us-east-1'].forEach(
        (region) =>
          new CfnApiKey(new OtherStack(s.node.root as never, region, { env: { account: '1', region } }), 'Key', {
            value: VALUE,
          }),
      ),
    [],
  ],
  [
    'the findings of keys with the same value in two stacks of an environment',
    (s) =>
      ['A', 'B'].forEach(
        (id) =>
          new CfnApiKey(
            new OtherStack(s.node.root as never, id, { env: { account: '1', region: 'eu-west-1' } }),
            'Key',
            {
              value: VALUE,
            },
          ),
      ),
    ['ApiKeyValueDuplicate'],
  ],
  [
    'the findings of keys with the same value under conditions',
    (s) =>
      ['A', 'B'].forEach((id) => {
        const condition = new CfnCondition(s, `${id}Condition`, { expression: Fn.conditionEquals(id, 'x') });
        new CfnApiKey(s, id, { value: VALUE }).cfnOptions.condition = condition;
      }),
    [],
  ],
  [
    'the findings of a key whose value is a parameter',
    (s) => ['A', 'B'].map((id) => new CfnApiKey(s, id, { value: UNKNOWN })),
    [],
  ],
  ...['KeyId', 'KeyType', 'UsagePlanId'].map((property): [string, (s: Stack) => unknown, string[]] => [
    `an association without ${property}`,
    (s) =>
      new CfnUsagePlanKey(s, 'A', { keyId: 'k', keyType: 'API_KEY', usagePlanId: 'p' }).addPropertyDeletionOverride(
        property,
      ),
    ['RequiredPropertyMissing'],
  ]),
])('%s', (_, build, codes) => {
  expect(found(build)).toEqual(codes);
});

test.each<[Partial<CfnModelProps>, string[]]>([
  [{}, []],
  [{ name: UNKNOWN, contentType: UNKNOWN, description: UNKNOWN, schema: Token.asAny({ Ref: 'P' }) }, []],
  [{ description: 'x'.repeat(1024) }, []],
  [{ description: 'x'.repeat(1025) }, ['LengthOutOfRange']],
  [{ contentType: '' }, ['LengthOutOfRange']],
  [{ contentType: `a/${'x'.repeat(254)}` }, []],
  [{ contentType: `a/${'x'.repeat(255)}` }, ['LengthOutOfRange']],
  [{ contentType: 'application/' }, ['ModelContentTypeInvalid']],
  [{ schema: { properties: ['a'] } }, ['ModelSchemaMalformed']],
  [{ schema: { type: UNKNOWN, $schema: UNKNOWN } }, []],
  [{ schema: [] }, ['ModelSchemaInvalid']],
])('the findings of a model with %j', (props, codes) => {
  expect(found((s) => new CfnModel(s, 'M', { apiId: webSocket(s).ref, name: 'M', schema: {}, ...props }))).toEqual(
    codes,
  );
});

test.each(['ApiId', 'Name', 'Schema'])('a model without %s causes an error', (property) => {
  const build = (s: Stack) =>
    new CfnModel(s, 'M', { apiId: webSocket(s).ref, name: 'M', schema: {} }).addPropertyDeletionOverride(property);
  expect(found(build)).toEqual(['RequiredPropertyMissing']);
});

const link = (s: Stack, props: object) => new CfnVpcLink(s, 'Link', { name: 'l', subnetIds: ['subnet-1'], ...props });
const subnet = (s: Stack, id: string, vpcId: string) => new CfnSubnet(s, id, { vpcId, cidrBlock: '10.0.0.0/24' }).ref;

test.each<[string, (s: Stack) => unknown, string[]]>([
  ['lists that are parameters', (s) => link(s, { subnetIds: Token.asList({ Ref: 'L' }), name: UNKNOWN }), []],
  ['a parameter twice', (s) => link(s, { subnetIds: [UNKNOWN, UNKNOWN] }), []],
  ['a name of 128 characters', (s) => link(s, { name: 'x'.repeat(128) }), []],
  ['a name of 129 characters', (s) => link(s, { name: 'x'.repeat(129) }), ['LengthOutOfRange']],
  ['an empty name', (s) => link(s, {}).addPropertyDeletionOverride('Name'), ['RequiredPropertyMissing']],
  ['an empty list of subnets', (s) => link(s, {}).addPropertyDeletionOverride('SubnetIds'), ['VpcLinkWithoutSubnets']],
  ['a security group twice', (s) => link(s, { securityGroupIds: ['sg-1', 'sg-1'] }), ['VpcLinkElementDuplicate']],
  [
    'subnets of existing VPCs',
    (s) => link(s, { subnetIds: [subnet(s, 'A', 'vpc-1'), subnet(s, 'B', UNKNOWN), 'subnet-1'] }),
    [],
  ],
  [
    'a security group of another VPC',
    (s) => {
      const [vpc, other] = ['A', 'B'].map((id) => new CfnVPC(s, id, { cidrBlock: '10.0.0.0/16' }).ref);
      const group = new CfnSecurityGroup(s, 'G', { groupDescription: 'x', vpcId: other });
      link(s, { subnetIds: [subnet(s, 'S', vpc)], securityGroupIds: [group.attrGroupId] });
    },
    ['VpcLinkOfSeveralVpcs'],
  ],
])('the findings of a VPC link with %s', (_, build, codes) => {
  expect(found(build)).toEqual(codes);
});
