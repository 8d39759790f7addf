import type { IPropertyInjector } from 'aws-cdk-lib';
import { App, PropertyInjectors, Stack, Stage } from 'aws-cdk-lib';
import { Construct } from 'constructs';

import * as apigwv2 from '../../lib';
import { HttpUrlIntegration } from '../../lib/integrations';
import { all, one } from '../_helpers/app';

/** Adds default properties to each construct of a class, and records the paths of these constructs. */
class Defaults implements IPropertyInjector {
  public readonly at: string[] = [];

  public constructor(
    public readonly constructUniqueId: string,
    private readonly defaults: object,
  ) {}

  public inject(original: object, context: { readonly scope: Construct; readonly id: string }): object {
    this.at.push(`${context.scope.node.path}/${context.id}`);
    return { ...this.defaults, ...original };
  }
}

const integration = () => new HttpUrlIntegration('Url', 'https://example.com');

describe.each(['the app', 'the CDK stage', 'the stack', 'a construct'])('a property injector of %s', (where) => {
  test('receives the properties of a construct in its scope before they are used', () => {
    const defaults = new Defaults(apigwv2.HttpApi.PROPERTY_INJECTION_ID, { description: 'injected' });
    const propertyInjectors = [defaults];
    const app = new App(where === 'the app' ? { propertyInjectors } : {});
    const stage = new Stage(app, 'Stage', where === 'the CDK stage' ? { propertyInjectors } : {});
    const stack = new Stack(stage, 'Stack', where === 'the stack' ? { propertyInjectors } : {});
    const scope = new Construct(stack, 'Scope');
    if (where === 'a construct') {
      PropertyInjectors.of(scope).add(defaults);
    }
    new apigwv2.HttpApi(scope, 'Api', { apiName: 'given' });
    expect(one(stack, 'Api')).toMatchObject({ Name: 'given', Description: 'injected' });
    expect(defaults.at).toEqual(['Stage/Stack/Scope/Api']);
  });
});

test('the nearest injector of a class applies', () => {
  const app = new App({ propertyInjectors: [new Defaults(apigwv2.HttpApi.PROPERTY_INJECTION_ID, { apiName: 'app' })] });
  const stack = new Stack(app, 'Stack', {
    propertyInjectors: [new Defaults(apigwv2.HttpApi.PROPERTY_INJECTION_ID, { apiName: 'stack' })],
  });
  new apigwv2.HttpApi(stack, 'Api');
  expect(one(stack, 'Api').Name).toBe('stack');
});

test('an injector of another class does not apply', () => {
  const defaults = new Defaults(apigwv2.HttpStage.PROPERTY_INJECTION_ID, { description: 'injected' });
  const stack = new Stack(new App(), 'Stack', { propertyInjectors: [defaults] });
  new apigwv2.HttpApi(stack, 'Api', { defaultIntegration: integration() });
  expect(one(stack, 'Api').Description).toBeUndefined();
  expect(one(stack, 'Stage').Description).toBe('injected');
  expect(defaults.at).toEqual(['Stack/Api/DefaultStage']);
});

test('every construct class reads injectors by its own unique PROPERTY_INJECTION_ID', () => {
  const classes = Object.entries(apigwv2).flatMap(([name, value]) =>
    typeof value === 'function' && !name.startsWith('Cfn') && value.prototype instanceof Construct
      ? [[name, (value as unknown as { PROPERTY_INJECTION_ID?: string }).PROPERTY_INJECTION_ID]]
      : [],
  );
  expect(classes.length).toBeGreaterThan(15);
  expect(classes.filter(([, id]) => id === undefined)).toEqual([]);
  const ids = classes.map(([, id]) => id);
  expect(ids.filter((id, i) => ids.indexOf(id) !== i)).toEqual([]);
});

test('property injectors also apply to constructs that a route creates', () => {
  const ids = ['HttpIntegration', 'HttpRoute'].map((name) => `aws-cdk-lib.aws-apigatewayv2.${name}`);
  const injectors = ids.map((id) => new Defaults(id, {}));
  const stack = new Stack(new App(), 'Stack', { propertyInjectors: injectors });
  new apigwv2.HttpApi(stack, 'Api').addRoutes({ path: '/x', integration: integration() });
  expect(injectors.map(({ at }) => at)).toEqual([['Stack/Api/ANY--x/Url'], ['Stack/Api/ANY/x']]);
  expect(all(stack, 'Route')).toHaveLength(1);
});
