import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { modelOf, readAssembly, textOf } from '../../src';
import { apigwv2 } from '../_helpers/cli';
import { snapshots } from '../_helpers/apps';
import { expectValid } from '../_helpers/schema';

/** The number of resources of a type in the templates of a folder. */
function count(folder: string, type: string): number {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.template.json'))
    .flatMap((name) => Object.values(JSON.parse(readFileSync(join(folder, name), 'utf8')).Resources ?? {}))
    .filter((resource) => (resource as { Type: string }).Type === `AWS::ApiGatewayV2::${type}`).length;
}

test('snapshots exist', () => {
  expect(snapshots.length).toBeGreaterThan(20);
});

describe.each(snapshots)('the snapshot %s', (_name, folder) => {
  const model = modelOf(readAssembly(folder));

  test('results in a valid model', () => {
    expectValid(model);
    expect(model.notices).toEqual([]);
  });

  test('results in a model that contains every resource of its templates', () => {
    const own = <T extends { source: { pointer?: string } }>(elements: T[]) =>
      elements.filter(({ source }) => !source.pointer);
    const { apis, domainNames } = model;
    const found = {
      Api: apis.filter(({ imported }) => !imported).length,
      Route: own(apis.flatMap(({ routes }) => routes)).length,
      Integration: own(apis.flatMap(({ integrations }) => integrations)).length,
      Authorizer: own(apis.flatMap(({ authorizers }) => authorizers)).length,
      Stage: apis.flatMap(({ stages }) => stages).length,
      Deployment: apis.flatMap(({ deployments }) => deployments).length,
      Model: apis.flatMap(({ models }) => models).length,
      RouteResponse: apis.flatMap(({ routes }) => routes.flatMap(({ responses }) => responses)).length,
      IntegrationResponse: apis.flatMap(({ integrations }) => integrations.flatMap(({ responses }) => responses))
        .length,
      DomainName: domainNames.filter(({ imported }) => !imported).length,
      ApiMapping: domainNames.flatMap(({ mappings }) => mappings).length,
      RoutingRule: domainNames.flatMap(({ routingRules }) => routingRules).length,
      VpcLink: model.vpcLinks.length,
    };
    const expected = Object.fromEntries(Object.keys(found).map((type) => [type, count(folder, type)]));
    expect(found).toEqual(expected);
  });

  test('links every route to its integration and authorizer, and every integration to its target', () => {
    for (const api of model.apis) {
      const ids = new Set([...api.integrations, ...api.authorizers].map(({ id }) => id));
      for (const { key, integration, authorizer } of api.routes) {
        for (const link of [integration, authorizer]) {
          if (link) expect([textOf(key), ids.has((link as { id: string }).id)]).toEqual([textOf(key), true]);
        }
      }
      expect(api.integrations.filter(({ target }) => target.kind === 'unresolved')).toEqual([]);
    }
  });

  test('can be printed by apigwv2 routes', async () => {
    const { status, out, err } = await apigwv2(['routes', folder]);
    expect([status, err]).toEqual([0, '']);
    for (const api of model.apis) for (const { path } of api.routes) if (path) expect(out).toContain(path);
  });

  test('results in a model whose elements have unique IDs', () => {
    const ids = model.apis.flatMap((api) => [
      api,
      ...api.routes,
      ...api.integrations,
      ...api.authorizers,
      ...api.stages,
    ]);
    expect(new Set(ids.map(({ id }) => id)).size).toBe(ids.length);
  });
});
