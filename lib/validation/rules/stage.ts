import { ERROR_CODES } from '../errors';
import { described } from '../message';
import { judgeStageName, judgeStageVariables, judgeThrottle } from '../constraints/stage';
import type { Finding } from '../engine/rule';
import { PAGES } from '../declaration';
import { rules } from '../engine/rule';
import { unconditional, isPlainObject } from '../engine/resolve';
import type { ResourceView } from '../engine/resource-view';
import { asNumber, member, areDeployedTogether } from '../engine/resource-view';
import type { ApiGroup, ResourceIndex } from '../engine/resource-index';

const STAGES = PAGES.guide('http-api-stages');

/** The settings of a stage: those of all routes, then those of each. */
export function settingsOf(stage: ResourceView): [string, unknown][] {
  return [
    ['DefaultRouteSettings', stage.value('DefaultRouteSettings')],
    ...stage
      .entries('RouteSettings')
      .map(([key, settings]): [string, unknown] => [`RouteSettings['${key}']`, settings]),
  ];
}

function throttles(stage: ResourceView): (Finding | undefined)[] {
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

function duplicate(stage: ResourceView, index: ResourceIndex): Finding | undefined {
  const name = stage.text('StageName');
  const first = index
    .apiOf(stage)
    ?.all('stage')
    .find((other) => name !== undefined && other.text('StageName') === name && areDeployedTogether(other, stage));
  return first && first !== stage
    ? { must: `differ from those of the other stages of the API, and '${first.path}' has it`, given: name }
    : undefined;
}

function hasDeployment(stage: ResourceView, index: ResourceIndex): boolean {
  const name = stage.text('StageName');
  const named = (deployment: ResourceView) =>
    index.follow(deployment, 'stage', 'StageName') === stage ||
    (name !== undefined && deployment.text('StageName') === name);
  return (
    stage.flag('AutoDeploy') ||
    // What cannot be judged may be true
    (!stage.lacks('AutoDeploy') && typeof stage.value('AutoDeploy') === 'object') ||
    !stage.lacks('DeploymentId') ||
    (index.apiOf(stage)?.all('deployment').some(named) ?? false) ||
    index.hasUnattributed('deployment')
  );
}

/** The keys that a stage has settings for, with the routes of this app that have them. */
function routesOfSettings(stage: ResourceView, index: ResourceIndex): [string, ResourceView | undefined][] {
  const routes = index.apiOf(stage)?.all('route') ?? [];
  return stage
    .entries('RouteSettings')
    .filter(([, settings]) => isPlainObject(settings))
    .map(([key]) => [key, routes.find((route) => route.text('RouteKey') === key)]);
}

/** The keys of the routes of an API, if all of them are known. */
function keysOf(group: ApiGroup | undefined, index: ResourceIndex): string[] | undefined {
  if (!group?.api || !index.isComplete(group, 'route')) {
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

function waitsFor(stage: ResourceView, route: ResourceView): boolean {
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
    evidence: 'observed',
    source:
      '"Stage name only allows a-zA-Z0-9_" (\'bad stage\'); hyphens deploy (names tf-acc-test-…). WebSocket $default: contradicted, it was created (and served 429) (cdk-preflight:rules/apigatewayv2/pf-apigwv2-stage-name-charset; terraform-provider-aws:internal/service/apigatewayv2/stage_test.go; counter: terraform-aws-modules/terraform-aws-apigateway-v2#7)',
    on: 'stage',
    property: 'StageName',
    summary: ERROR_CODES.StageNameInvalid,
    page: STAGES,
    fix: 'Write letters, digits, hyphens and underscores; an HTTP API also has the stage `$default`.',
    check: (stage, index) => judgeStageName(stage.text('StageName'), index.protocolOf(stage)),
  },
  {
    code: 'StageDuplicate',
    severity: 'error',
    evidence: 'documented',
    source: 'name is the identifier; CreateStage declares ConflictException (botocore apigatewayv2 model)',
    on: 'stage',
    property: 'StageName',
    summary: 'Two stages of an API have one name.',
    page: STAGES,
    fix: 'Give each stage a name of its own. An HttpApi already has the stage `$default`, unless `createDefaultStage` is false.',
    check: duplicate,
  },
  {
    code: 'StageWithoutRoutes',
    severity: 'error',
    evidence: 'observed',
    source:
      'Deployment: "At least one route is required before deploying the Api." AutoDeploy: contradicted, the stage stood with that text as LastDeploymentStatusMessage (public Terraform comment and Qiita post (find_string of the message); counter: public report with get-stage output)',
    on: 'stage',
    protocol: 'WEBSOCKET',
    property: 'ApiId',
    summary: 'A stage deploys a WebSocket API of this app that has no route.',
    page: PAGES.guide('apigateway-set-up-websocket-deployment'),
    fix: 'Add a route, such as `$default`.',
    check: (stage, index) => {
      const group = index.apiOf(stage);
      const deploys = stage.flag('AutoDeploy') || !stage.lacks('DeploymentId');
      return group?.api && deploys && group.all('route').length === 0 && index.isComplete(group, 'route')
        ? { must: 'be an API with at least one route', given: group.api.path }
        : undefined;
    },
  },
  {
    code: 'DeploymentOfAnotherApi',
    severity: 'error',
    evidence: 'documented',
    source:
      'deployment ids are looked up under the API; REST: "Invalid Deployment identifier specified" (botocore apigatewayv2 model; moto apigateway exceptions)',
    on: 'stage',
    needs: 'DeploymentId',
    property: 'DeploymentId',
    summary: 'A stage is given a deployment of another API.',
    page: PAGES.cloudFormation('aws-resource-apigatewayv2-stage'),
    fix: 'Give a deployment of the same API.',
    check: (stage, index) => {
      const deployment = index.follow(stage, 'deployment', 'DeploymentId');
      const [api, other] = [index.apiOf(stage)?.api, deployment && index.apiOf(deployment)?.api];
      return api && other && api !== other
        ? { must: `be of '${api.path}'`, given: described(`one of '${other.path}'`) }
        : undefined;
    },
  },
  {
    code: 'StageNotDeployed',
    severity: 'warning',
    evidence: 'inferred',
    source: 'AWS takes it (terraform-provider-aws:internal/service/apigatewayv2/stage_test.go#basicHTTP)',
    on: 'stage',
    property: 'AutoDeploy',
    summary: 'A stage is neither deployed automatically nor given a deployment, so it serves nothing.',
    page: STAGES,
    fix: 'Write `autoDeploy: true`, or give a deployment.',
    check: (stage, index) =>
      hasDeployment(stage, index)
        ? undefined
        : {
            must: 'be true, or there must be a deployment, for the stage to serve anything',
            given: stage.value('AutoDeploy'),
          },
  },
  {
    code: 'StageVariableInvalid',
    severity: 'error',
    evidence: 'observed',
    source:
      'REST: "Invalid stage variable name … only word characters"; value: "alphanumeric characters and the symbols \' \', -, ., _, :, /, ?, &, =, and ,"; empty rejected. V2 unmeasured; V2 model lists [A-Za-z0-9-._~:/?#&=,] (cdk-preflight:rules/apigateway/pf-apigw-stage-variable-name, …-value; serverless#6133; aws-lambda-blog#10; botocore apigatewayv2 model; AWS limits page)',
    on: 'stage',
    needs: 'StageVariables',
    property: 'StageVariables',
    summary: ERROR_CODES.StageVariableInvalid,
    page: PAGES.guide('http-api-stages.stage-variables'),
    fix: 'Write names of letters, digits and underscores, and values of letters, digits and -._~:/?#&=,',
    check: (stage) => {
      const entries = stage.entries('StageVariables');
      return judgeStageVariables(entries, unconditional(entries.map(([, value]) => value)).length);
    },
  },
  {
    code: 'ThrottleInvalid',
    severity: 'error',
    evidence: 'documented',
    source:
      'burst: CloudFormation schema says integer. Negative: inferred only (REST stages take -1 for off; V2 unmeasured) (CloudFormation registry schema)',
    on: 'stage',
    property: 'DefaultRouteSettings',
    summary: ERROR_CODES.ThrottleInvalid,
    page: PAGES.guide('http-api-throttling'),
    fix: 'Write a rate from 0 and a whole burst from 0.',
    check: throttles,
  },
  {
    code: 'RouteSettingsUnknownRoute',
    severity: 'error',
    evidence: 'observed',
    source:
      '"Unable to find Route by key … within the provided RouteSettings". Contradicted for $default, and on WebSocket $connect/$disconnect too: deployed on APIs with no route (cdk-preflight:rules/apigatewayv2/pf-apigwv2-stage-route-settings-key; counter: terraform-provider-aws:internal/service/apigatewayv2/stage_test.go#routeSettingsHTTP, #routeSettingsWebSocket(Updated))',
    on: 'stage',
    needs: 'RouteSettings',
    property: 'RouteSettings',
    summary: 'A stage has settings for a route that the API does not have.',
    page: PAGES.guide('http-api-throttling'),
    fix: 'Write the key of a route to the letter, such as `GET /books`.',
    check: (stage, index) => {
      const keys = keysOf(index.apiOf(stage), index);
      return routesOfSettings(stage, index).map(([key, route]) => {
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
    evidence: 'observed',
    source:
      'same message on first deploys of stages that do not wait (at least five public deploy reports (find_string of the message))',
    on: 'stage',
    needs: 'RouteSettings',
    property: 'RouteSettings',
    summary: 'A stage has settings for a route that may be made after the stage, which then fails.',
    page: PAGES.cloudFormation('aws-resource-apigatewayv2-stage'),
    fix: 'Make the stage depend on the route: `stage.node.addDependency(route)`.',
    check: (stage, index) =>
      routesOfSettings(stage, index).map(([key, route]) =>
        route && route.node.stack === stage.node.stack && !waitsFor(stage, route)
          ? { must: `wait for '${route.path}'`, given: described(`settings for '${key}' without a dependency`) }
          : undefined,
      ),
  },
]);
