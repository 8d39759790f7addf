import { ERROR_CODES } from '../../private/errors';
import { prose } from '../../private/judge';
import { judgeStageName, judgeStageVariables, judgeThrottle } from '../../private/judge-stage';
import type { Finding } from '../rule';
import { PAGES, rules } from '../rule';
import { certain, isBag } from '../tokens';
import type { View } from '../view';
import { asNumber, member, together } from '../view';
import type { ApiGroup, World } from '../world';

const STAGES = PAGES.guide('http-api-stages');

/** The settings of a stage: those of all routes, then those of each. */
export function settingsOf(stage: View): [string, unknown][] {
  return [
    ['DefaultRouteSettings', stage.value('DefaultRouteSettings')],
    ...stage
      .entries('RouteSettings')
      .map(([key, settings]): [string, unknown] => [`RouteSettings['${key}']`, settings]),
  ];
}

function throttles(stage: View): (Finding | undefined)[] {
  return settingsOf(stage).flatMap(([property, settings]) =>
    (
      [
        ['ThrottlingRateLimit', false],
        ['ThrottlingBurstLimit', true],
      ] as const
    ).map(([name, whole]) => {
      const problem = judgeThrottle(asNumber(member(settings, name)), whole);
      return problem && { ...problem, property: `${property}.${name}` };
    }),
  );
}

function duplicate(stage: View, world: World): Finding | undefined {
  const name = stage.text('StageName');
  const first = world
    .apiOf(stage)
    ?.all('stage')
    .find((other) => name !== undefined && other.text('StageName') === name && together(other, stage));
  return first && first !== stage
    ? { must: `differ from those of the other stages of the API, and '${first.path}' has it`, given: name }
    : undefined;
}

function hasDeployment(stage: View, world: World): boolean {
  const name = stage.text('StageName');
  const named = (deployment: View) =>
    world.follow(deployment, 'stage', 'StageName') === stage ||
    (name !== undefined && deployment.text('StageName') === name);
  return (
    stage.flag('AutoDeploy') ||
    // What cannot be judged may be true
    (!stage.lacks('AutoDeploy') && typeof stage.value('AutoDeploy') === 'object') ||
    !stage.lacks('DeploymentId') ||
    (world.apiOf(stage)?.all('deployment').some(named) ?? false) ||
    world.hasStrays('deployment')
  );
}

/** The keys that a stage has settings for, with the routes of this app that have them. */
function routesOfSettings(stage: View, world: World): [string, View | undefined][] {
  const routes = world.apiOf(stage)?.all('route') ?? [];
  return stage
    .entries('RouteSettings')
    .filter(([, settings]) => isBag(settings))
    .map(([key]) => [key, routes.find((route) => route.text('RouteKey') === key)]);
}

/** The keys of the routes of an API, if all of them are known. */
function keysOf(group: ApiGroup | undefined, world: World): string[] | undefined {
  if (!group?.api || !world.isWhole(group, 'route')) {
    return undefined;
  }
  const { api } = group;
  const keys = group.all('route').map((route) => route.text('RouteKey'));
  // Quick create makes a route without a resource of its own
  keys.push(...(api.lacks('Target') ? [] : [api.lacks('RouteKey') ? '$default' : api.text('RouteKey')]));
  return keys.every((key) => key !== undefined) ? keys : undefined;
}

/** A key without what is often forgotten. */
function loose(key: string): string {
  return key.replace(/[\s/]/g, '').toLowerCase();
}

function waitsFor(stage: View, route: View): boolean {
  const seen = new Set<unknown>([stage.node]);
  const queue = [stage.node];
  for (const resource of queue) {
    if (resource === route.node) {
      return true;
    }
    for (const next of resource.obtainDependencies()) {
      if (!seen.has(next) && 'obtainDependencies' in next) {
        seen.add(next);
        queue.push(next);
      }
    }
  }
  return false;
}

export const STAGE_RULES = rules([
  {
    code: 'StageNameInvalid',
    severity: 'error',
    on: 'stage',
    property: 'StageName',
    what: ERROR_CODES.StageNameInvalid,
    why: STAGES,
    fix: 'Write letters, digits, hyphens and underscores; an HTTP API also has the stage `$default`.',
    check: (stage, world) => judgeStageName(stage.text('StageName'), world.protocolOf(stage)),
  },
  {
    code: 'StageDuplicate',
    severity: 'error',
    on: 'stage',
    property: 'StageName',
    what: 'Two stages of an API have one name.',
    why: STAGES,
    fix: 'Give each stage a name of its own. An HttpApi already has the stage `$default`, unless `createDefaultStage` is false.',
    check: duplicate,
  },
  {
    code: 'StageWithoutRoutes',
    severity: 'error',
    on: 'stage',
    protocol: 'WEBSOCKET',
    property: 'ApiId',
    what: 'A stage deploys a WebSocket API of this app that has no route.',
    why: PAGES.guide('apigateway-set-up-websocket-deployment'),
    fix: 'Add a route, such as `$default`.',
    check: (stage, world) => {
      const group = world.apiOf(stage);
      const deploys = stage.flag('AutoDeploy') || !stage.lacks('DeploymentId');
      return group?.api && deploys && group.all('route').length === 0 && world.isWhole(group, 'route')
        ? { must: 'be an API with at least one route', given: group.api.path }
        : undefined;
    },
  },
  {
    code: 'DeploymentOfAnotherApi',
    severity: 'error',
    on: 'stage',
    needs: 'DeploymentId',
    property: 'DeploymentId',
    what: 'A stage is given a deployment of another API.',
    why: PAGES.cloudFormation('aws-resource-apigatewayv2-stage'),
    fix: 'Give a deployment of the same API.',
    check: (stage, world) => {
      const deployment = world.follow(stage, 'deployment', 'DeploymentId');
      const [api, other] = [world.apiOf(stage)?.api, deployment && world.apiOf(deployment)?.api];
      return api && other && api !== other
        ? { must: `be of '${api.path}'`, given: prose(`one of '${other.path}'`) }
        : undefined;
    },
  },
  {
    code: 'StageNotDeployed',
    severity: 'warning',
    on: 'stage',
    property: 'AutoDeploy',
    what: 'A stage is neither deployed automatically nor given a deployment, so it serves nothing.',
    why: STAGES,
    fix: 'Write `autoDeploy: true`, or give a deployment.',
    check: (stage, world) =>
      hasDeployment(stage, world)
        ? undefined
        : {
            must: 'be true, or there must be a deployment, for the stage to serve anything',
            given: stage.value('AutoDeploy'),
          },
  },
  {
    code: 'StageVariableInvalid',
    severity: 'error',
    on: 'stage',
    needs: 'StageVariables',
    property: 'StageVariables',
    what: ERROR_CODES.StageVariableInvalid,
    why: PAGES.guide('http-api-stages.stage-variables'),
    fix: 'Write names of letters, digits and underscores, and values of letters, digits and -._~:/?#&=,',
    check: (stage) => {
      const entries = stage.entries('StageVariables');
      return judgeStageVariables(entries, certain(entries.map(([, value]) => value)).length);
    },
  },
  {
    code: 'ThrottleInvalid',
    severity: 'error',
    on: 'stage',
    property: 'DefaultRouteSettings',
    what: ERROR_CODES.ThrottleInvalid,
    why: PAGES.guide('http-api-throttling'),
    fix: 'Write a rate from 0 and a whole burst from 0.',
    check: throttles,
  },
  {
    code: 'RouteSettingsUnknownRoute',
    severity: 'error',
    on: 'stage',
    needs: 'RouteSettings',
    property: 'RouteSettings',
    what: 'A stage has settings for a route that the API does not have.',
    why: PAGES.guide('http-api-throttling'),
    fix: 'Write the key of a route to the letter, such as `GET /books`.',
    check: (stage, world) => {
      const keys = keysOf(world.apiOf(stage), world);
      return routesOfSettings(stage, world).map(([key, route]) => {
        const meant = keys?.find((known) => loose(known) === loose(key));
        return route || !keys || keys.includes(key)
          ? undefined
          : {
              must: 'name routes of the API',
              given: key,
              instead: meant === undefined ? undefined : `Did you mean '${meant}'?`,
            };
      });
    },
  },
  {
    code: 'RouteSettingsWithoutDependency',
    severity: 'warning',
    on: 'stage',
    needs: 'RouteSettings',
    property: 'RouteSettings',
    what: 'A stage has settings for a route that may be made after the stage, which then fails.',
    why: PAGES.cloudFormation('aws-resource-apigatewayv2-stage'),
    fix: 'Make the stage depend on the route: `stage.node.addDependency(route)`.',
    check: (stage, world) =>
      routesOfSettings(stage, world).map(([key, route]) =>
        route && route.node.stack === stage.node.stack && !waitsFor(stage, route)
          ? { must: `wait for '${route.path}'`, given: prose(`settings for '${key}' without a dependency`) }
          : undefined,
      ),
  },
]);
