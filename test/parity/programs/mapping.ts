import type { Stack } from 'aws-cdk-lib';
import { CfnParameter, Fn, Lazy } from 'aws-cdk-lib';
import type * as apigwv2 from 'aws-cdk-lib/aws-apigatewayv2';
import { inApi, inStack, rows } from '../fixtures';
import type { Modules, Program } from '../modules';

type Make = (m: Modules['apigwv2'], stack: Stack) => apigwv2.ParameterMapping;

const mappings: Record<string, Make> = {
  nothing: (m) => new m.ParameterMapping(),
  'an appended header': (m) => new m.ParameterMapping().appendHeader('h', m.MappingValue.requestHeader('a')),
  'an overwritten header': (m) => new m.ParameterMapping().overwriteHeader('h', m.MappingValue.requestQueryString('q')),
  'a removed header': (m) => new m.ParameterMapping().removeHeader('h'),
  'an appended query parameter': (m) =>
    new m.ParameterMapping().appendQueryString('q', m.MappingValue.requestBody('b.c')),
  'an overwritten query parameter': (m) =>
    new m.ParameterMapping().overwriteQueryString('q', m.MappingValue.requestPathParam('p')),
  'a removed query parameter': (m) => new m.ParameterMapping().removeQueryString('q'),
  'an overwritten path': (m) => new m.ParameterMapping().overwritePath(m.MappingValue.requestPath()),
  'a custom mapping key': (m) => new m.ParameterMapping().custom('overwrite:header.x', '$request.header.y'),
  everything: (m) =>
    new m.ParameterMapping()
      .overwritePath(m.MappingValue.custom('/a/b'))
      .removeQueryString('z')
      .appendHeader('b', m.MappingValue.contextVariable('requestId'))
      .appendHeader('a', m.MappingValue.stageVariable('v'))
      .removeHeader('c')
      .overwriteQueryString('q', m.MappingValue.custom('static'))
      .custom('append:querystring.w', "'w'"),
  'the same key twice': (m) =>
    new m.ParameterMapping()
      .overwriteHeader('h', m.MappingValue.custom('1'))
      .overwriteHeader('h', m.MappingValue.custom('2'))
      .appendHeader('h', m.MappingValue.custom('3')),
  'MappingValue.NONE': (m) => new m.ParameterMapping().appendHeader('h', m.MappingValue.custom('x')).removeHeader('i'),
  'the entries of an object': (m) =>
    m.ParameterMapping.fromObject({
      'remove:header.b': m.MappingValue.NONE,
      'append:header.a': m.MappingValue.requestHeader('x'),
      'overwrite:path': m.MappingValue.requestPath(),
    }),
  'an empty object': (m) => m.ParameterMapping.fromObject({}),
  'the entries of an object and other entries': (m) =>
    m.ParameterMapping.fromObject({ 'append:header.a': m.MappingValue.custom('x') }).removeHeader('b'),
  tokens: (m, stack) => {
    const token = new CfnParameter(stack, 'P').valueAsString;
    return new m.ParameterMapping()
      .overwriteHeader('h', m.MappingValue.custom(token))
      .overwriteQueryString('q', m.MappingValue.custom(Fn.join('/', ['a', stack.region])))
      .overwritePath(m.MappingValue.custom(Lazy.string({ produce: () => '/lazy' })))
      .custom('append:header.x', stack.stackId);
  },
  'a lazy name': (m) =>
    new m.ParameterMapping().overwriteHeader(Lazy.string({ produce: () => 'lazy' }), m.MappingValue.custom('x')),
};

const values: Record<string, (m: Modules['apigwv2']) => apigwv2.MappingValue> = {
  NONE: (m) => m.MappingValue.NONE,
  requestHeader: (m) => m.MappingValue.requestHeader('X-Header'),
  requestQueryString: (m) => m.MappingValue.requestQueryString('q'),
  requestBody: (m) => m.MappingValue.requestBody('a.b[0]'),
  requestPath: (m) => m.MappingValue.requestPath(),
  requestPathParam: (m) => m.MappingValue.requestPathParam('id'),
  contextVariable: (m) => m.MappingValue.contextVariable('authorizer.claims.sub'),
  stageVariable: (m) => m.MappingValue.stageVariable('name'),
  custom: (m) => m.MappingValue.custom('${request.header.a} and $context.requestId'),
  'custom with an empty string': (m) => m.MappingValue.custom(''),
};

export const programs: Program[] = [
  ...rows(mappings, (name, make) =>
    inApi(`parameter mapping: ${name}`, (m, api, stack) => {
      const parameterMapping = make(m.apigwv2, stack);
      const integration = new m.integrations.HttpUrlIntegration('I', 'https://example.com/{id}', { parameterMapping });
      api.addRoutes({ path: '/{id}/{p}', integration });
      return { mappings: parameterMapping.mappings };
    }),
  ),
  inStack('parameter mapping: every kind of value', (m) => ({
    values: Object.entries(values).map(([name, make]) => [name, make(m.apigwv2).value]),
  })),
  inApi('fails: parameter mapping: a name that is known only at deployment', (m, api, stack) => {
    const name = new CfnParameter(stack, 'P').valueAsString;
    const parameterMapping = new m.apigwv2.ParameterMapping().removeHeader(name);
    const integration = new m.integrations.HttpUrlIntegration('I', 'https://example.com', { parameterMapping });
    api.addRoutes({ path: '/x', integration });
  }),
  inApi('parameter mapping: a change after the integration was created', (m, api) => {
    const parameterMapping = new m.apigwv2.ParameterMapping().removeHeader('a');
    const integration = new m.integrations.HttpUrlIntegration('I', 'https://example.com', { parameterMapping });
    parameterMapping.removeHeader('b');
    api.addRoutes({ path: '/a', integration });
    parameterMapping.removeHeader('c');
  }),
  inApi('parameter mapping: one mapping for two integrations', (m, api) => {
    const parameterMapping = new m.apigwv2.ParameterMapping().removeHeader('a');
    for (const id of ['A', 'B']) {
      const integration = new m.integrations.HttpUrlIntegration(id, 'https://example.com', { parameterMapping });
      api.addRoutes({ path: `/${id}`, integration });
    }
  }),
  inStack('parameter mapping: the return value of each method', (m) => {
    const mapping = new m.apigwv2.ParameterMapping();
    const value = m.apigwv2.MappingValue.custom('x');
    return {
      same: [
        mapping.appendHeader('a', value),
        mapping.overwriteHeader('a', value),
        mapping.removeHeader('a'),
        mapping.appendQueryString('a', value),
        mapping.overwriteQueryString('a', value),
        mapping.removeQueryString('a'),
        mapping.overwritePath(value),
        mapping.custom('a', 'b'),
      ].map((other) => other === mapping),
      mappings: mapping.mappings,
    };
  }),
  inStack('parameter mapping: a change of the object that was passed', (m) => {
    const object = { 'remove:header.a': m.apigwv2.MappingValue.NONE };
    m.apigwv2.ParameterMapping.fromObject(object).removeHeader('b');
    return { keys: Object.keys(object) };
  }),
  inApi('parameter mapping: a user-defined class of values', (m, api) => {
    class Own extends m.apigwv2.MappingValue {
      constructor() {
        super('$request.header.own');
      }
    }
    const parameterMapping = new m.apigwv2.ParameterMapping()
      .appendHeader('x', new Own())
      .appendHeader('y', { value: 'plain' } as Own);
    const integration = new m.integrations.HttpUrlIntegration('I', 'https://example.com', { parameterMapping });
    api.addRoutes({ path: '/a', integration });
  }),
];
