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
  source: `AWS: ${ROLE_MESSAGE}, unless the account and region have the role already`,
  summary: 'WebSocket stages of this app write logs, and the app does not set the CloudWatch Logs role of the account.',
  fix: 'Set `cloudWatchRole: true` on one WebSocketStage, or acknowledge this warning if the account and region have the role.',
  page: LOGS,
};

/** The WebSocket stages that write access logs or execution logs. */
function loggingStages(index: ResourceIndex): readonly ResourceView[] {
  return index.memoize(loggingStages, () => index.of('stage', 'WEBSOCKET').filter(writesLogs));
}

function writesLogs(stage: ResourceView): boolean {
  return (
    !stage.lacks('AccessLogSettings') ||
    settingsOf(stage).some(({ read }) => ['ERROR', 'INFO'].includes(String(read('LoggingLevel'))))
  );
}

/** The accounts that the RestApi construct did not create. It creates one for each API. */
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
    ? { must: `be set once in an account and region, and '${first.path}' sets it`, given: described('a second role') }
    : undefined;
}

export const ACCOUNT_RULES = rules([
  {
    ...LOGGING_ROLE,
    on: 'stage',
    // Once for an app: the role is one for all stages
    among: (index) => (index.all('account').length > 0 ? [] : loggingStages(index).slice(0, 1)),
    property: 'AccessLogSettings',
    check: (stage) => ({
      property: stage.lacks('AccessLogSettings') ? 'DefaultRouteSettings.LoggingLevel' : undefined,
      must: 'come with a CloudWatch Logs role of the account, for a WebSocket API',
      given: described('no AWS::ApiGateway::Account in this app'),
    }),
  },
  {
    code: 'LoggingStageWithoutDependency',
    severity: 'warning',
    evidence: 'observed',
    source: `AWS: ${ROLE_MESSAGE}, in first deployments of stages that do not wait for AWS::ApiGateway::Account`,
    on: 'stage',
    among: (index) => (index.all('account').length === 0 ? [] : loggingStages(index)),
    property: 'AccessLogSettings',
    summary: 'A WebSocket stage writes logs, and CloudFormation may create it before the role that its stack sets.',
    fix: 'Set `cloudWatchRole: true` on the stage, or let it depend on the account: `stage.node.addDependency(account)`.',
    page: LOGS,
    check: (stage, index) => {
      const beside = index.all('account').filter(({ node }) => node.stack === stage.node.stack);
      const late = notAwaited(stage, beside);
      return beside.length > 0 && late.length === beside.length
        ? { must: `wait for '${late[0].path}'`, given: described('a stage that writes logs without a dependency') }
        : undefined;
    },
  },
  {
    code: 'AccountDuplicate',
    severity: 'warning',
    evidence: 'documented',
    source: 'The guide: the CloudWatch Logs role is a setting of the account in a region, so a second one replaces it',
    on: 'account',
    property: 'CloudWatchRoleArn',
    summary: 'Two AWS::ApiGateway::Account resources set the CloudWatch Logs role of one account and region.',
    fix: 'Set the role in one stack, and let the other stacks depend on it.',
    page: PAGES.cloudFormation('aws-resource-apigateway-account'),
    check: secondAccount,
  },
]);
