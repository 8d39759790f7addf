import type { Declaration } from '../declaration';
import { PAGES } from '../declaration';
import { notAwaited } from '../engine/dependencies';
import type { ResourceIndex } from '../engine/resource-index';
import type { ResourceView } from '../engine/resource-view';
import { environmentOf } from '../engine/resource-view';
import type { Finding } from '../engine/rule';
import { rules } from '../engine/rule';
import { described } from '../message';
import { settingsOf } from './route-settings';

const LOGS = PAGES.guide('websocket-api-logging');
const ROLE_MESSAGE = '"CloudWatch Logs role ARN must be set in account settings to enable logging"';

const LOGGING_ROLE: Declaration = {
  code: 'WebSocketLoggingRole',
  severity: 'warning',
  evidence: 'inferred',
  source: `AWS: ${ROLE_MESSAGE}, if the account and region do not have the role yet`,
  summary: 'A WebSocket stage writes logs, but the app does not set the CloudWatch Logs role of the account.',
  fix: 'Set `cloudWatchRole: true` on one WebSocketStage, or acknowledge the warning if the account and region already have the role.',
  page: LOGS,
};

/** Returns the WebSocket stages that write access logs or execution logs. */
function loggingStages(index: ResourceIndex): readonly ResourceView[] {
  return index.memoize(loggingStages, () => index.of('stage', 'WEBSOCKET').filter(writesLogs));
}

function writesLogs(stage: ResourceView): boolean {
  return (
    !stage.lacks('AccessLogSettings') ||
    settingsOf(stage).some(({ read }) => ['ERROR', 'INFO'].includes(String(read('LoggingLevel'))))
  );
}

/**
 * Returns the unconditional account resources. The account resources of `RestApi` constructs are ignored, because each
 * `RestApi` construct can create one.
 */
function ownAccounts(index: ResourceIndex): readonly ResourceView[] {
  return index.all('account').filter(({ node, isUnconditional }) => {
    const { restApiId } = (node.node.scope ?? {}) as { readonly restApiId?: unknown };
    return isUnconditional && restApiId === undefined;
  });
}

function secondAccount(account: ResourceView, index: ResourceIndex): Finding | undefined {
  const all = ownAccounts(index);
  const first = all.find((other) => environmentOf(other) === environmentOf(account));
  return first && first !== account && all.includes(account)
    ? {
        must: `be set only once in an account and region ('${first.path}' sets this property)`,
        given: described('a second role'),
      }
    : undefined;
}

export const ACCOUNT_RULES = rules([
  {
    ...LOGGING_ROLE,
    on: 'stage',
    // One finding is enough for an app, because all stages use the same role
    among: (index) => (index.all('account').length > 0 ? [] : loggingStages(index).slice(0, 1)),
    property: 'AccessLogSettings',
    check: (stage) => ({
      property: stage.lacks('AccessLogSettings') ? 'DefaultRouteSettings.LoggingLevel' : undefined,
      must: 'be set for a WebSocket API only if the account has a CloudWatch Logs role',
      given: described('no AWS::ApiGateway::Account in this app'),
    }),
  },
  {
    code: 'LoggingStageWithoutDependency',
    severity: 'warning',
    evidence: 'observed',
    source: `AWS returns ${ROLE_MESSAGE} in the first deployment of a stage that does not depend on AWS::ApiGateway::Account`,
    on: 'stage',
    among: (index) => (index.all('account').length === 0 ? [] : loggingStages(index)),
    property: 'AccessLogSettings',
    summary:
      'A WebSocket stage writes logs, but CloudFormation may create the stage before the CloudWatch Logs role is set.',
    fix: 'Set `cloudWatchRole: true` on the stage, or make the stage depend on the account resource: `stage.node.addDependency(account)`.',
    page: LOGS,
    check: (stage, index) => {
      const beside = index.all('account').filter(({ node }) => node.stack === stage.node.stack);
      const late = notAwaited(stage, beside);
      return beside.length > 0 && late.length === beside.length
        ? {
            must: `be set only if the stage depends on '${late[0].path}'`,
            given: described('a stage without the dependency'),
          }
        : undefined;
    },
  },
  {
    code: 'AccountDuplicate',
    severity: 'warning',
    evidence: 'documented',
    source:
      'The API Gateway guide states that an account has one CloudWatch Logs role in each region, so a second resource replaces the role',
    on: 'account',
    property: 'CloudWatchRoleArn',
    summary: 'Two AWS::ApiGateway::Account resources set the CloudWatch Logs role of the same account and region.',
    fix: 'Set the role in one stack, and make the other stacks depend on that stack.',
    page: PAGES.cloudFormation('aws-resource-apigateway-account'),
    check: secondAccount,
  },
]);
