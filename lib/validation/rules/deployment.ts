import type { Declaration } from '../declaration';
import { PAGES } from '../declaration';
import { isDeployedBefore, notAwaited } from '../engine/dependencies';
import type { ResourceIndex } from '../engine/resource-index';
import type { ResourceView } from '../engine/resource-view';
import type { Finding } from '../engine/rule';
import { rules } from '../engine/rule';
import { length, ofSameApi, required } from '../engine/property-rules';
import { described } from '../message';

const PAGE = PAGES.cloudFormation('aws-resource-apigatewayv2-deployment');

const WITHOUT_ROUTES: Declaration = {
  code: 'DeploymentWithoutRoutes',
  severity: 'error',
  evidence: 'observed',
  source:
    'AWS: "At least one route is required before deploying the Api" and "Unable to deploy API because no (valid) routes exist in this API"',
  summary: 'A deployment is created while its API has no route, or, of an HTTP API, no route with an integration.',
  fix: 'Add a route with an integration, and let the deployment depend on it: `deployment.node.addDependency(route)`.',
  page: PAGE,
};

const WITHOUT_DEPENDENCY: Declaration = {
  code: 'DeploymentWithoutDependency',
  severity: 'warning',
  evidence: 'inferred',
  source: 'The guide: a deployment is a snapshot of the API, so it lacks the routes that are created after it',
  summary: 'A deployment waits for some routes of its API and not for others, which it may lack.',
  fix: 'Let the deployment depend on all routes: `deployment.node.addDependency(route)`.',
  page: PAGE,
};

/** The routes of the API of a deployment that a deployment serves. An HTTP API needs an integration for each. */
function servable(deployment: ResourceView, index: ResourceIndex): ResourceView[] {
  const isHttp = index.protocolOf(deployment) === 'HTTP';
  return (index.apiOf(deployment)?.all('route') ?? []).filter((route) => !isHttp || !route.lacks('Target'));
}

/** The routes that exist only after the deployment, and whether that is known of every one. */
function lateRoutes(deployment: ResourceView, routes: readonly ResourceView[]): ResourceView[] {
  const { stack } = deployment.node;
  const beside = routes.filter((route) => route.node.stack === stack);
  const inLaterStacks = routes.filter((route) => {
    const theirs = route.node.stack;
    return theirs !== stack && !theirs.nestedStackParent && !stack.nestedStackParent && isDeployedBefore(stack, theirs);
  });
  return [...notAwaited(deployment, beside), ...inLaterStacks];
}

function withoutRoutes(deployment: ResourceView, index: ResourceIndex): Finding | undefined {
  const group = index.apiOf(deployment);
  // Quick create adds a route without its own resource
  if (!group?.api || group.protocol === undefined || !group.api.lacks('Target') || !index.isComplete(group, 'route')) {
    return undefined;
  }
  const routes = servable(deployment, index);
  if (routes.length === 0) {
    const all = group.all('route').length;
    return {
      must: 'be an API with at least one route that has an integration',
      given: described(`'${group.api.path}' with ${all === 0 ? 'no route' : `${all} routes without an integration`}`),
      instead: all === 0 ? undefined : 'Set Target of a route.',
    };
  }
  return undefined;
}

function withoutDependency(deployment: ResourceView, index: ResourceIndex): Finding | undefined {
  const routes = servable(deployment, index);
  const late = lateRoutes(deployment, routes);
  return late.length > 0
    ? {
        must: 'be an API whose routes exist before the deployment',
        given: described(`'${late[0].path}', for which the deployment does not wait`),
        instead: `Add a dependency on each route: deployment.node.addDependency(route).`,
      }
    : undefined;
}

/** The stages of this app that a deployment names. */
function stageOf(deployment: ResourceView, index: ResourceIndex): ResourceView | undefined {
  const name = deployment.text('StageName');
  return name === undefined
    ? index.follow(deployment, 'stage', 'StageName')
    : index
        .apiOf(deployment)
        ?.all('stage')
        .find((stage) => stage.text('StageName') === name);
}

function stageMissing(deployment: ResourceView, index: ResourceIndex): Finding | undefined {
  const name = deployment.text('StageName');
  const group = index.apiOf(deployment);
  if (name === undefined || name === '' || !group?.api || !group.api.lacks('Target')) {
    return undefined;
  }
  const stage = stageOf(deployment, index);
  const names = group.all('stage').map((one) => one.text('StageName'));
  if (!stage) {
    const isKnown = index.isComplete(group, 'stage') && names.every((one) => one !== undefined);
    return isKnown
      ? { must: 'name a stage of the API', given: name, instead: names.length > 0 ? `Use '${names[0]}'.` : undefined }
      : undefined;
  }
  const isLate = stage.node.stack === deployment.node.stack && notAwaited(deployment, [stage]).length > 0;
  return isLate
    ? {
        must: `name a stage that exists before the deployment, which does not wait for '${stage.path}'`,
        given: name,
        instead: 'Use stage.ref, or deployment.node.addDependency(stage).',
      }
    : undefined;
}

export const DEPLOYMENT_RULES = rules([
  { ...WITHOUT_ROUTES, on: 'deployment', property: 'ApiId', check: withoutRoutes },
  { ...WITHOUT_DEPENDENCY, on: 'deployment', property: 'ApiId', check: withoutDependency },
  {
    code: 'DeploymentStageMissing',
    severity: 'warning',
    evidence: 'inferred',
    source:
      'The API reference: StageName is the name of the stage that the deployment is for; emulators reject another',
    on: 'deployment',
    needs: 'StageName',
    property: 'StageName',
    summary: 'A deployment names a stage that the API does not have, or that may be created after the deployment.',
    fix: 'Add the stage, or remove `StageName` and specify the deployment in `DeploymentId` of the stage.',
    page: PAGE,
    check: stageMissing,
  },
  {
    code: 'DeploymentStageAutomatic',
    severity: 'warning',
    evidence: 'inferred',
    source: 'API Gateway sets the deployment of an automatically deployed stage itself; emulators reject another',
    on: 'deployment',
    needs: 'StageName',
    property: 'StageName',
    summary: 'A deployment names a stage that is deployed automatically.',
    fix: 'Remove the deployment, or set `AutoDeploy` of the stage to false.',
    page: PAGE,
    check: (deployment, index) => {
      const stage = stageOf(deployment, index);
      return stage?.flag('AutoDeploy')
        ? {
            must: 'name a stage without automatic deployment',
            given: deployment.text('StageName') ?? described(`'${stage.path}'`),
          }
        : undefined;
    },
  },
  ofSameApi('deployment', 'StageName', 'stage'),
  length('deployment', 'StageName', 1, 128),
  length('deployment', 'Description', 0, 1024),
  ...required('deployment', ['ApiId']),
]);
