import { NestedStack, Stack, Stage } from 'aws-cdk-lib';
import type { App } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { ENV } from './fixtures';
import type { inStack } from './fixtures';

/** Builds a program of one stack. */
export type Build = Parameters<typeof inStack>[1];

/** The scopes in which a program can create its constructs. */
export const places: Record<string, (app: App) => Construct> = {
  'a stack': (app) => new Stack(app, 'Stack'),
  'a stack with an environment': (app) => new Stack(app, 'Stack', { env: ENV }),
  'a stack in China': (app) => new Stack(app, 'Stack', { env: { ...ENV, region: 'cn-north-1' } }),
  'a stack with a name and an unusual ID': (app) => new Stack(app, 'odd-id-2', { stackName: 'Named', env: ENV }),
  'a CDK stage': (app) => new Stack(new Stage(app, 'Prod', { env: ENV }), 'Stack'),
  'a nested stack': (app) => new NestedStack(new Stack(app, 'Stack'), 'Nested'),
  'a construct with unusual IDs': (app) =>
    new Construct(new Construct(new Construct(new Stack(app, 'Stack'), 'a.b c/d'), 'Resource'), 'Ünïcode-id'),
  'a construct named Default': (app) => new Construct(new Stack(app, 'Stack'), 'Default'),
};

/** Pairs of scopes: one for the targets of an API and one for the API. */
export const splits: Record<string, (app: App) => [Construct, Construct]> = {
  'another stack': (app) => [new Stack(app, 'Backend'), new Stack(app, 'Front')],
  'another stack of the same environment': (app) => [
    new Stack(app, 'Backend', { env: ENV }),
    new Stack(app, 'Front', { env: ENV }),
  ],
  'the parent of a nested stack': (app) => {
    const parent = new Stack(app, 'Parent');
    return [parent, new NestedStack(parent, 'Nested')];
  },
  'a nested stack': (app) => {
    const parent = new Stack(app, 'Parent');
    return [new NestedStack(parent, 'Nested'), parent];
  },
  'a sibling nested stack': (app) => {
    const parent = new Stack(app, 'Parent');
    return [new NestedStack(parent, 'Backend'), new NestedStack(parent, 'Front')];
  },
  'another stack of the same CDK stage': (app) => {
    const stage = new Stage(app, 'Prod', { env: ENV });
    return [new Stack(stage, 'Backend'), new Stack(stage, 'Front')];
  },
};
