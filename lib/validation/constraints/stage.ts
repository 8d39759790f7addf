import { constraint } from '../constraint';
import type { Declaration, Violation } from '../declaration';
import { PAGES } from '../declaration';
import type { Protocol } from '../engine/kinds';
import { described } from '../message';
import { isText } from '../value-checks';
import { UNUSUAL_LENGTH } from './shared-declarations';

const STAGES = PAGES.guide('http-api-stages');
const VARIABLES = PAGES.guide('http-api-stages.stage-variables');
const MAX_VARIABLES = 100;
const VARIABLE_NAME = /^[A-Za-z0-9_]{1,64}$/;
const VARIABLE_VALUE = /^[A-Za-z0-9\-._~:/?#&=, ]+$/;
const MAX_VALUE = 2048;
const DOCUMENTED_VALUE = 512;

/** The name of a stage, and the protocol of its API. */
export interface StageName {
  /** The name of the stage. */
  readonly name: unknown;
  /** The protocol of the API, if it is known. */
  readonly protocol: Protocol | undefined;
}

export const STAGE_NAME = constraint<StageName>({
  code: 'StageNameInvalid',
  severity: 'error',
  evidence: 'observed',
  source: 'AWS: "Stage name only allows a-zA-Z0-9_", but API Gateway also creates stages with hyphens in their names',
  summary: 'The name of a stage does not consist of 1 to 128 letters, digits, hyphens and underscores.',
  fix: 'Use 1 to 128 letters, digits, hyphens and underscores, or `$default` for an HTTP API.',
  page: STAGES,
  check: ({ name, protocol }) => {
    if (!isText(name) || name === '$default' || /^[A-Za-z0-9_-]{1,128}$/.test(name)) {
      return undefined;
    }
    const meant =
      name
        .replace(/[^A-Za-z0-9_-]+/g, '-')
        .slice(0, 128)
        .replace(/^-+|-+$/g, '') || 'prod';
    return {
      must: `consist of 1 to 128 letters, digits, hyphens and underscores${protocol === 'WEBSOCKET' ? '' : ", or be '$default'"}`,
      given: name,
      instead: `Did you mean '${protocol !== 'WEBSOCKET' && /^\$default$/i.test(name) ? '$default' : meant}'?`,
    };
  },
});

export const WEBSOCKET_DEFAULT_STAGE = constraint<unknown>({
  code: 'WebSocketDefaultStage',
  severity: 'warning',
  evidence: 'inferred',
  source:
    'The API Gateway guide describes the stage `$default` for HTTP APIs only. According to a public report, API Gateway also creates this stage for a WebSocket API.',
  summary:
    'The name of a stage of a WebSocket API is `$default`, which the API Gateway guide describes for HTTP APIs only.',
  fix: 'Use a name of letters, digits, hyphens and underscores, such as `prod`.',
  page: PAGES.guide('websocket-api-stages'),
  check: (name) => (name === '$default' ? { must: "not be '$default'", given: name } : undefined),
});

/** The names and values of stage variables. */
export type StageVariables = readonly (readonly [name: string, value: unknown])[];

export const STAGE_VARIABLES = constraint<StageVariables>({
  code: 'StageVariableInvalid',
  severity: 'error',
  evidence: 'observed',
  source:
    'AWS, for REST APIs: "Invalid stage variable name … Please use names with only word characters" and "Invalid stage variable value of key …". The API reference states the same patterns for HTTP and WebSocket APIs',
  summary:
    'The name or the value of a stage variable contains a character, or has a length, that API Gateway does not accept.',
  fix: 'Use names of 1 to 64 letters, digits and underscores, and values of letters, digits, spaces and `-._~:/?#&=,`.',
  page: VARIABLES,
  check: (variables) => variables.map(([name, value]) => nameViolation(name) ?? valueViolation(name, value)),
});

export const STAGE_VARIABLE_COUNT = constraint<number>({
  code: 'TooManyStageVariables',
  severity: 'error',
  evidence: 'documented',
  source: 'The API Gateway quotas allow at most 100 stage variables for each stage, and AWS cannot raise this quota',
  summary: 'A stage has more than 100 stage variables.',
  fix: 'Use at most 100 stage variables. Pass values for a Lambda function as environment variables of the function.',
  page: PAGES.guide('http-api-quotas'),
  check: (count) =>
    count > MAX_VARIABLES
      ? { must: `have at most ${MAX_VARIABLES} entries`, given: described(`${count} variables`) }
      : undefined,
});

export const STAGE_VARIABLE_LENGTH = constraint<StageVariables>({
  ...UNUSUAL_LENGTH,
  check: (variables) =>
    variables.map(([name, value]): Violation | undefined =>
      isText(value) && value.length > DOCUMENTED_VALUE && value.length <= MAX_VALUE
        ? {
            must: `have values of at most ${DOCUMENTED_VALUE} characters`,
            given: value,
            instead: `Shorten the value of '${name}'.`,
          }
        : undefined,
    ),
});

function nameViolation(name: unknown): Violation | undefined {
  return isText(name) && !VARIABLE_NAME.test(name)
    ? {
        must: 'have names of 1 to 64 letters, digits and underscores',
        given: name,
        instead: `Did you mean '${name.replace(/[^A-Za-z0-9_]+/g, '_').slice(0, 64) || 'name'}'?`,
      }
    : undefined;
}

function valueViolation(name: string, value: unknown): Violation | undefined {
  if (!isText(value) || (VARIABLE_VALUE.test(value) && value.length <= MAX_VALUE)) {
    return undefined;
  }
  return {
    must: `have values that consist of 1 to ${DOCUMENTED_VALUE} letters, digits, spaces and '-._~:/?#&=,'`,
    given: value,
    instead: `Encode the value of '${name}', or use an environment variable of the Lambda function instead.`,
  };
}

export const STAGE_DEPLOYMENT_CONFLICT = constraint<{
  readonly autoDeploy?: unknown;
  /** The property that specifies a deployment, such as `deploymentId`. */
  readonly deployment?: string;
}>({
  code: 'StageDeploymentConflict',
  severity: 'error',
  evidence: 'observed',
  source:
    'aws-controllers-k8s/apigatewayv2-controller#15: API Gateway returns BadRequestException for a stage with AutoDeploy and DeploymentId',
  summary: 'A stage enables automatic deployment, but also specifies a deployment.',
  fix: 'Remove the deployment, or set `autoDeploy: false`.',
  page: PAGES.cloudFormation('aws-resource-apigatewayv2-stage'),
  check: ({ autoDeploy, deployment }) =>
    autoDeploy === true && deployment !== undefined
      ? { must: `be false if ${deployment} is specified`, given: true }
      : undefined,
});

/** The ID of a deployment is valid only within its API. */
export const DEPLOYMENT_OF_ANOTHER_API: Declaration = {
  code: 'DeploymentOfAnotherApi',
  severity: 'error',
  evidence: 'documented',
  source:
    'The API reference states that a deployment belongs to one API, and for REST APIs, AWS returns the error "Invalid Deployment identifier specified"',
  summary: 'A stage refers to a deployment of a different API.',
  fix: 'Specify a deployment of the API that the stage belongs to.',
  page: PAGES.cloudFormation('aws-resource-apigatewayv2-stage'),
};
