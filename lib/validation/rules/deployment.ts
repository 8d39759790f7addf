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
  summary:
    'A deployment belongs to a WebSocket API without a route, or to an HTTP API without a route that has an integration.',
  fix: 'Add a route with an integration, and make the deployment depend on the route: `deployment.node.addDependency(route)`.',
  page: PAGE,
};

const WITHOUT_DEPENDENCY: Declaration = {
  code: 'DeploymentWithoutDependency',
  severity: 'warning',
  evidence: 'inferred',
  source:
    'The API Gateway guide describes a deployment as a snapshot of the API. A snapshot does not contain routes that are created later',
  summary:
    'A deployment does not depend on all routes of its API, so some of the routes may be missing from the deployment.',
  fix: 'Make the deployment depend on each route: `deployment.node.addDependency(route)`.',
  page: PAGE,
};

/** Returns the routes that a deployment serves. In an HTTP API, these are only routes with an integration. */
function servable(deployment: ResourceView, index: ResourceIndex): ResourceView[] {
  const isHttp = index.protocolOf(deployment) === 'HTTP';
  return (index.apiOf(deployment)?.all('route') ?? []).filter((route) => !isHttp || !route.lacks('Target'));
}

/** Returns the routes that CloudFormation may create after the deployment. */
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
  // Quick create adds a route that is not a resource of the app
  if (!group?.api || group.protocol === undefined || !group.api.lacks('Target') || !index.isComplete(group, 'route')) {
    return undefined;
  }
  const routes = servable(deployment, index);
  if (routes.length === 0) {
    const all = group.all('route').length;
    return {
      must: 'be an API with at least one route that has an integration',
      given: described(`'${group.api.path}' with ${all === 0 ? 'no route' : `${all} routes without an integration`}`),
      instead: all === 0 ? undefined : 'Set the property Target of at least one route.',
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
        given: described(`the route '${late[0].path}', which may be created later`),
        instead: `Add a dependency on each route: deployment.node.addDependency(route).`,
      }
    : undefined;
}

/** Returns the stage of the app that a deployment specifies. */
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
      ? {
          must: 'be the name of a stage of the API',
          given: name,
          instead: names.length > 0 ? `Use '${names[0]}'.` : undefined,
        }
      : undefined;
  }
  const isLate = stage.node.stack === deployment.node.stack && notAwaited(deployment, [stage]).length > 0;
  return isLate
    ? {
        must: `be the name of a stage that exists before the deployment ('${stage.path}' may be created later)`,
        given: name,
        instead: 'Use stage.ref, or add a dependency: deployment.node.addDependency(stage).',
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
      'The API reference describes StageName as the name of the stage for the deployment, and emulators reject the name of a stage that does not exist',
    on: 'deployment',
    needs: 'StageName',
    property: 'StageName',
    summary:
      'A deployment specifies a stage that does not exist in the API, or that CloudFormation may create after the deployment.',
    fix: 'Add the stage, or remove `StageName` and specify the deployment in `DeploymentId` of the stage.',
    page: PAGE,
    check: stageMissing,
  },
  {
    code: 'DeploymentStageAutomatic',
    severity: 'warning',
    evidence: 'inferred',
    source:
      'API Gateway creates the deployments of a stage with automatic deployment, and emulators reject a deployment resource that specifies such a stage',
    on: 'deployment',
    needs: 'StageName',
    property: 'StageName',
    summary: 'A deployment specifies a stage with automatic deployment.',
    fix: 'Remove the deployment, or set `AutoDeploy` of the stage to false.',
    page: PAGE,
    check: (deployment, index) => {
      const stage = stageOf(deployment, index);
      return stage?.flag('AutoDeploy')
        ? {
            must: 'be the name of a stage without automatic deployment',
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
