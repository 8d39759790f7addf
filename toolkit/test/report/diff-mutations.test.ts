import * as fc from 'fast-check';
import { assemblyOfTemplate, modelOf } from '../../src';
import { diffOf } from '../../src/report/diff/diff';

type Resources = Record<string, { Type: string; Properties: Record<string, unknown>; Metadata?: object }>;

const ApiId = { Ref: 'Api' };

/** An API with any number of routes, each with its own integration. `hasPaths` adds path metadata. */
const template = fc
  .record({
    routes: fc.uniqueArray(
      fc.record({
        method: fc.constantFrom('GET', 'PUT', 'POST', 'DELETE'),
        name: fc.stringMatching(/^[a-z]{1,6}$/),
        parameter: fc.constantFrom('', '/{id}'),
        guard: fc.constantFrom('NONE', 'AWS_IAM', 'JWT'),
        scopes: fc.uniqueArray(fc.constantFrom('read', 'write', 'admin'), { minLength: 1 }),
      }),
      { minLength: 1, maxLength: 8, selector: ({ method, name, parameter }) => `${method} ${name}${parameter}` },
    ),
    hasPaths: fc.boolean(),
    mutual: fc.boolean(),
  })
  .map(({ routes, hasPaths, mutual }) => {
    const resources: Resources = {
      Api: {
        Type: 'AWS::ApiGatewayV2::Api',
        Properties: { Name: 'shop', ProtocolType: 'HTTP', DisableExecuteApiEndpoint: true },
      },
      Login: {
        Type: 'AWS::ApiGatewayV2::Authorizer',
        Properties: {
          ApiId,
          Name: 'login',
          AuthorizerType: 'JWT',
          IdentitySource: ['$request.header.Authorization'],
          JwtConfiguration: { Issuer: 'https://a', Audience: ['b'] },
        },
      },
      Handler: {
        Type: 'AWS::Lambda::Function',
        Properties: { Handler: 'a.b', Runtime: 'nodejs22.x', Code: { ZipFile: 'x' } },
      },
      Other: {
        Type: 'AWS::Lambda::Function',
        Properties: { Handler: 'c.d', Runtime: 'nodejs22.x', Code: { ZipFile: 'y' } },
      },
      Stage: { Type: 'AWS::ApiGatewayV2::Stage', Properties: { ApiId, StageName: 'prod' } },
      Domain: {
        Type: 'AWS::ApiGatewayV2::DomainName',
        Properties: {
          DomainName: 'api.example',
          ...(mutual ? { MutualTlsAuthentication: { TruststoreUri: 's3://a/b' } } : {}),
        },
      },
      Mapping: {
        Type: 'AWS::ApiGatewayV2::ApiMapping',
        Properties: { ApiId, DomainName: { Ref: 'Domain' }, Stage: { Ref: 'Stage' } },
      },
    };
    routes.forEach(({ method, name, parameter, guard, scopes }, index) => {
      const uri = { 'Fn::GetAtt': ['Handler', 'Arn'] };
      resources[`I${index}`] = {
        Type: 'AWS::ApiGatewayV2::Integration',
        Properties: { ApiId, IntegrationType: 'AWS_PROXY', IntegrationUri: uri, PayloadFormatVersion: '2.0' },
      };
      resources[`R${index}`] = {
        Type: 'AWS::ApiGatewayV2::Route',
        Properties: {
          ApiId,
          RouteKey: `${method} /${name}${parameter}`,
          Target: { 'Fn::Join': ['', ['integrations/', { Ref: `I${index}` }]] },
          AuthorizationType: guard,
          ...(guard === 'JWT' ? { AuthorizerId: { Ref: 'Login' }, AuthorizationScopes: scopes } : {}),
        },
      };
    });
    if (hasPaths) {
      for (const [id, resource] of Object.entries(resources))
        resource.Metadata = { 'aws:cdk:path': `Shop/${id}/Resource` };
    }
    return resources;
  });

/**
 * Changes one property, and returns the severity, code and name of the expected finding. Returns `undefined` if the
 * change does not apply to the resources.
 */
type Mutation = (resources: Resources, index: number) => [severity: string, code: string, name: string] | undefined;

const route = (resources: Resources, index: number) => resources[`R${index}`].Properties;
const integration = (resources: Resources, index: number) => resources[`I${index}`].Properties;
const keyOf = (resources: Resources, index: number) => String(route(resources, index).RouteKey);

const mutations: Record<string, Mutation> = {
  'the route becomes public': (all, index) => {
    if (route(all, index).AuthorizationType === 'NONE') return undefined;
    Object.assign(route(all, index), {
      AuthorizationType: 'NONE',
      AuthorizerId: undefined,
      AuthorizationScopes: undefined,
    });
    return ['exposure', 'AuthorizerRemoved', keyOf(all, index)];
  },
  'the route needs IAM': (all, index) => {
    const before = route(all, index).AuthorizationType;
    if (before === 'AWS_IAM') return undefined;
    Object.assign(route(all, index), {
      AuthorizationType: 'AWS_IAM',
      AuthorizerId: undefined,
      AuthorizationScopes: undefined,
    });
    return before === 'NONE'
      ? ['breaking', 'AuthorizerAdded', keyOf(all, index)]
      : ['exposure', 'AuthorizerExchanged', keyOf(all, index)];
  },
  'the scopes are removed': (all, index) => {
    if (route(all, index).AuthorizationType !== 'JWT') return undefined;
    delete route(all, index).AuthorizationScopes;
    return ['exposure', 'ScopesRemoved', keyOf(all, index)];
  },
  'a scope is added': (all, index) => {
    const scopes = route(all, index).AuthorizationScopes as string[] | undefined;
    if (!scopes) return undefined;
    route(all, index).AuthorizationScopes = [...scopes, 'more'];
    return ['exposure', 'ScopesWidened', keyOf(all, index)];
  },
  'a scope is removed': (all, index) => {
    const scopes = route(all, index).AuthorizationScopes as string[] | undefined;
    if (!scopes || scopes.length < 2) return undefined;
    route(all, index).AuthorizationScopes = scopes.slice(1);
    return ['breaking', 'ScopesNarrowed', keyOf(all, index)];
  },
  'the order of scopes changes': (all, index) => {
    const scopes = route(all, index).AuthorizationScopes as string[] | undefined;
    if (scopes) route(all, index).AuthorizationScopes = [...scopes].reverse();
    return undefined;
  },
  'the route is removed': (all, index) => {
    const key = keyOf(all, index);
    delete all[`R${index}`];
    return ['breaking', 'RouteRemoved', key];
  },
  'the route has a different path': (all, index) => {
    route(all, index).RouteKey = 'PATCH /moved/to/here';
    return ['breaking', 'RouteMoved', keyOf(all, index)];
  },
  'the parameter is renamed': (all, index) => {
    if (!keyOf(all, index).includes('{id}')) return undefined;
    route(all, index).RouteKey = keyOf(all, index).replace('{id}', '{isbn}');
    return ['breaking', 'ParameterRenamed', keyOf(all, index)];
  },
  'the payload format changes': (all, index) => {
    integration(all, index).PayloadFormatVersion = '1.0';
    return ['breaking', 'PayloadFormatChanged', keyOf(all, index)];
  },
  'the function changes': (all, index) => {
    integration(all, index).IntegrationUri = { 'Fn::GetAtt': ['Other', 'Arn'] };
    return ['change', 'TargetChanged', keyOf(all, index)];
  },
  'the timeout changes': (all, index) => {
    integration(all, index).TimeoutInMillis = 100;
    return ['change', 'TimeoutChanged', keyOf(all, index)];
  },
  'the throttling changes': (all, index) => {
    all.Stage.Properties.RouteSettings = { [keyOf(all, index)]: { ThrottlingRateLimit: 1 } };
    return ['change', 'ThrottlingChanged', keyOf(all, index)];
  },
  CORS: (all) => {
    all.Api.Properties.CorsConfiguration = { AllowOrigins: ['*'] };
    return ['exposure', 'CorsWidened', 'CORS'];
  },
  'mutual TLS': (all) => {
    const had = all.Domain.Properties.MutualTlsAuthentication !== undefined;
    all.Domain.Properties.MutualTlsAuthentication = had ? undefined : { TruststoreUri: 's3://a/b' };
    return had ? ['exposure', 'MutualTlsRemoved', 'api.example'] : ['breaking', 'MutualTlsAdded', 'api.example'];
  },
  'the default endpoint': (all) => {
    all.Api.Properties.DisableExecuteApiEndpoint = false;
    const isExposed = all.Domain.Properties.MutualTlsAuthentication !== undefined;
    return [isExposed ? 'exposure' : 'change', 'EndpointEnabled', 'shop'];
  },
  'the audience changes': (all) => {
    all.Login.Properties.JwtConfiguration = { Issuer: 'https://a', Audience: ['c'] };
    return ['exposure', 'JwtAudienceChanged', 'login'];
  },
  'the issuer changes': (all) => {
    all.Login.Properties.JwtConfiguration = { Issuer: 'https://c', Audience: ['b'] };
    return ['exposure', 'JwtIssuerChanged', 'login'];
  },
  'another authorizer': (all, index) => {
    if (route(all, index).AuthorizationType !== 'JWT') return undefined;
    const { Type, Properties } = all.Login;
    all.Other2 = { Type, Properties: { ...Properties, Name: 'other' } };
    route(all, index).AuthorizerId = { Ref: 'Other2' };
    return ['exposure', 'AuthorizerExchanged', keyOf(all, index)];
  },
  'the route matches all methods': (all, index) => {
    route(all, index).RouteKey = keyOf(all, index).replace(/^\w+/, 'ANY');
    return ['change', 'RouteWidened', keyOf(all, index)];
  },
  'the route is public if a condition is true': (all, index) => {
    const { AuthorizationType: type } = route(all, index);
    if (type === 'NONE') return undefined;
    route(all, index).AuthorizationType = { 'Fn::If': ['Sometimes', 'NONE', type] };
    return ['exposure', 'AuthorizerRemoved', keyOf(all, index)];
  },
  'a stage variable changes': (all) => {
    all.Stage.Properties.StageVariables = { a: '1' };
    return ['change', 'VariablesChanged', 'prod'];
  },
  'the mapping is removed': (all) => {
    delete all.Mapping;
    return ['breaking', 'MappingRemoved', 'https://api.example/'];
  },
  'the domain name is removed': (all) => {
    delete all.Mapping;
    delete all.Domain;
    return ['breaking', 'DomainRemoved', 'api.example'];
  },
  'the name of the stage changes': (all) => {
    all.Stage.Properties.StageName = 'live';
    return ['breaking', 'StageMoved', 'live'];
  },
  'the mapping': (all) => {
    all.Mapping.Properties.ApiMappingKey = 'v2';
    return ['breaking', 'MappingMoved', 'https://api.example/v2'];
  },
};

function modelOfResources(resources: Resources) {
  return modelOf(assemblyOfTemplate({ Resources: JSON.parse(JSON.stringify(resources)) as never }));
}

test.each(Object.keys(mutations))('one change causes one finding: %s', (name) => {
  fc.assert(
    fc.property(template, fc.nat(), (resources, random) => {
      const old = modelOfResources(resources);
      const index = random % old.apis[0].routes.length;
      const mutated = structuredClone(resources);
      const expected = mutations[name](mutated, index);
      const { findings } = diffOf(old, modelOfResources(mutated));
      expect(findings.map(({ severity, code, names }) => [severity, code, ...names])).toEqual(
        expected === undefined ? [] : [expected],
      );
    }),
    { numRuns: 40 },
  );
});

test('new logical IDs of routes, integrations, authorizers and stages cause no finding', () => {
  fc.assert(
    fc.property(template, (resources) => {
      const ids = Object.keys(resources).filter((id) => id !== 'Api');
      const renamed = ids.reduce(
        (text, id) =>
          text
            .replaceAll(`"${id}":{"Type"`, `"${id}X":{"Type"`)
            .replaceAll(`"Ref":"${id}"`, `"Ref":"${id}X"`)
            .replaceAll(`["${id}","Arn"]`, `["${id}X","Arn"]`),
        JSON.stringify(resources),
      );
      const report = diffOf(modelOfResources(resources), modelOfResources(JSON.parse(renamed) as Resources));
      expect(report.findings).toEqual([]);
      expect(report.renamedLogicalIds).toBeGreaterThan(0);
    }),
  );
});
