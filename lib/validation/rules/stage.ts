import {
  DEPLOYMENT_OF_ANOTHER_API,
  STAGE_DEPLOYMENT_CONFLICT,
  STAGE_NAME,
  STAGE_VARIABLE_COUNT,
  STAGE_VARIABLE_LENGTH,
  STAGE_VARIABLES,
  WEBSOCKET_DEFAULT_STAGE,
} from '../constraints/stage';
import { PAGES } from '../declaration';
import { unconditional } from '../engine/resolve';
import type { ResourceIndex } from '../engine/resource-index';
import type { ResourceView } from '../engine/resource-view';
import { areDeployedTogether } from '../engine/resource-view';
import type { Finding } from '../engine/rule';
import { ruleFrom, rules } from '../engine/rule';
import { length, ofSameApi, onlyFor, required } from '../engine/property-rules';
import { tagRules } from './tags';

const STAGES = PAGES.guide('http-api-stages');

function duplicate(stage: ResourceView, index: ResourceIndex): Finding | undefined {
  const name = stage.text('StageName');
  const group = index.apiOf(stage);
  const first = group
    ?.all('stage')
    .find((other) => name !== undefined && other.text('StageName') === name && areDeployedTogether(other, stage));
  return first && first !== stage
    ? { must: `differ from the names of the other stages of the API ('${first.path}' has the same name)`, given: name }
    : undefined;
}

/** Whether a stage has a deployment, or may have a deployment that is not known at synthesis. */
function isServed(stage: ResourceView, index: ResourceIndex): boolean {
  const name = stage.text('StageName');
  const group = index.apiOf(stage);
  const named = (deployment: ResourceView) =>
    index.follow(deployment, 'stage', 'StageName') === stage ||
    (name !== undefined && deployment.text('StageName') === name);
  return (
    stage.flag('AutoDeploy') ||
    // A value that is known only at deployment may be true
    (!stage.lacks('AutoDeploy') && typeof stage.value('AutoDeploy') === 'object') ||
    !stage.lacks('DeploymentId') ||
    !group?.api ||
    group.all('deployment').some(named) ||
    index.hasUnattributed('deployment')
  );
}

/** Whether `DeploymentId` of a stage is a literal ID or refers to a deployment in the app. */
function hasDeployment(stage: ResourceView, index: ResourceIndex): boolean {
  return stage.text('DeploymentId') !== undefined || index.follow(stage, 'deployment', 'DeploymentId') !== undefined;
}

export const STAGE_RULES = rules([
  ruleFrom(STAGE_NAME, {
    on: 'stage',
    property: 'StageName',
    value: (stage, index) => ({ name: stage.text('StageName'), protocol: index.protocolOf(stage) }),
  }),
  ruleFrom(WEBSOCKET_DEFAULT_STAGE, { on: 'stage', protocol: 'WEBSOCKET', property: 'StageName' }),
  {
    code: 'StageDuplicate',
    severity: 'error',
    evidence: 'documented',
    source:
      'The API reference states that the name identifies the stage within the API. CreateStage returns ConflictException for a second stage with the same name',
    on: 'stage',
    property: 'StageName',
    summary: 'Two stages of an API have the same name.',
    page: STAGES,
    fix: 'Use a different name for each stage. An `HttpApi` creates the stage `$default` unless `createDefaultStage` is false.',
    check: duplicate,
  },
  {
    code: 'StageWithoutRoutes',
    severity: 'warning',
    evidence: 'observed',
    source:
      'AWS creates the stage, and the LastDeploymentStatusMessage of the stage is "Deployment attempt failed: At least one route is required before deploying the Api"',
    on: 'stage',
    protocol: 'WEBSOCKET',
    needs: 'AutoDeploy',
    property: 'ApiId',
    summary:
      'A stage enables automatic deployment, but its WebSocket API has no route, so API Gateway cannot deploy the stage.',
    page: PAGES.guide('apigateway-set-up-websocket-deployment'),
    fix: 'Add a route, such as `$default`.',
    check: (stage, index) => {
      const group = index.apiOf(stage);
      return group?.api &&
        stage.flag('AutoDeploy') &&
        group.all('route').length === 0 &&
        index.isComplete(group, 'route')
        ? { must: 'be an API with at least one route', given: group.api.path }
        : undefined;
    },
  },
  {
    code: 'StageNotDeployed',
    severity: 'warning',
    evidence: 'inferred',
    source:
      'The API Gateway guide states that a stage serves a deployment. API Gateway also accepts a stage without a deployment',
    on: 'stage',
    property: 'AutoDeploy',
    summary:
      'A stage does not enable automatic deployment and does not specify a deployment, so clients cannot call its routes.',
    page: STAGES,
    fix: 'Set `autoDeploy: true`, or specify a deployment.',
    check: (stage, index) =>
      isServed(stage, index)
        ? undefined
        : { must: 'be true if the stage has no deployment', given: stage.value('AutoDeploy') },
  },
  ruleFrom(STAGE_DEPLOYMENT_CONFLICT, {
    on: 'stage',
    needs: 'DeploymentId',
    property: 'AutoDeploy',
    value: (stage, index) => ({
      autoDeploy: stage.flag('AutoDeploy'),
      deployment: hasDeployment(stage, index) ? 'DeploymentId' : undefined,
    }),
  }),
  ofSameApi('stage', 'DeploymentId', 'deployment', DEPLOYMENT_OF_ANOTHER_API),
  ruleFrom(STAGE_VARIABLES, {
    on: 'stage',
    needs: 'StageVariables',
    property: 'StageVariables',
    value: (stage) => stage.entries('StageVariables'),
  }),
  ruleFrom(STAGE_VARIABLE_COUNT, {
    on: 'stage',
    needs: 'StageVariables',
    property: 'StageVariables',
    value: (stage) => unconditional(stage.entries('StageVariables').map(([, value]) => value)).length,
  }),
  ruleFrom(STAGE_VARIABLE_LENGTH, {
    on: 'stage',
    needs: 'StageVariables',
    property: 'StageVariables',
    value: (stage) => stage.entries('StageVariables'),
  }),
  ...tagRules('stage'),
  length('stage', 'Description', 0, 1024),
  ...onlyFor('WEBSOCKET', 'stage', ['ClientCertificateId'], undefined, (value) => value === ''),
  ...required('stage', ['ApiId', 'StageName']),
]);
