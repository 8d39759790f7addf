import { CfnResource, Token } from 'aws-cdk-lib/core';

import type { Constraint } from '../constraint';
import {
  FORMAT_CONSTRAINTS,
  FORMAT_TEXT,
  HTTP_FORMAT_VARIABLES,
  LOG_DESTINATION,
  LOG_DESTINATION_ELSEWHERE,
  LOG_SETTINGS,
  WEBSOCKET_FORMAT_VARIABLES,
} from '../constraints/access-log';
import type { Protocol } from '../engine/kinds';
import { isPlainObject, referenceIn, shapeOf, targetOf } from '../engine/resolve';
import type { ResourceView } from '../engine/resource-view';
import { member } from '../engine/resource-view';
import type { Rule, RuleTarget } from '../engine/rule';
import { ruleFrom, rules } from '../engine/rule';
import { described } from '../message';

/**
 * The types of resources that users confuse with a log group. The attributes of other resource types may return the ARN
 * of a log group.
 */
const NOT_LOG_GROUPS = /^AWS::(S3|KinesisFirehose|Kinesis|SQS|SNS|Lambda)::/;

/** Returns the access log settings of a stage or of managed overrides. */
function settingsOf(view: ResourceView): unknown {
  return view.kind === 'stage' ? view.value('AccessLogSettings') : view.value('Stage', 'AccessLogSettings');
}

/** Returns the rules that check a constraint on the access logs of stages and managed overrides. */
function onLogs<T>(
  declared: Constraint<T>,
  name: string | undefined,
  value: (settings: unknown, view: ResourceView) => T | undefined,
  protocol?: Protocol,
): Rule[] {
  const target = (on: 'stage' | 'managedOverrides', needs: string, path: string): RuleTarget<T> => ({
    on,
    protocol,
    needs,
    property: name === undefined ? path : `${path}.${name}`,
    value: (view) => value(settingsOf(view), view),
  });
  return [
    ruleFrom(declared, target('stage', 'AccessLogSettings', 'AccessLogSettings')),
    ...(protocol === 'WEBSOCKET'
      ? []
      : [
          ruleFrom(declared, {
            ...target('managedOverrides', 'Stage', 'Stage.AccessLogSettings'),
            protocol: undefined,
          }),
        ]),
  ];
}

function format(settings: unknown): unknown {
  return member(settings, 'Format');
}

/** Returns the destination, with an asterisk instead of each part that is known only at deployment. */
function destination(settings: unknown): string | undefined {
  const shape = shapeOf(member(settings, 'DestinationArn'));
  // A token at the start may be a whole ARN
  return shape?.startsWith('*') ? undefined : shape;
}

/** Returns the ARN of a log group that the app creates, if the region of the log group is known. */
function arnOfLogGroup(settings: unknown): string | undefined {
  const group = targetOf(member(settings, 'DestinationArn'), 'AWS::Logs::LogGroup');
  const { region, account } = group?.stack ?? {};
  return region === undefined || Token.isUnresolved(region)
    ? undefined
    : `arn:aws:logs:${region}:${Token.isUnresolved(account) ? '*' : account}:log-group:${group?.node.path}`;
}

/** Reports a destination that is a reference but does not return the ARN of a log group. */
const destinationOfOtherType: Rule['check'] = (view) => {
  const reference = referenceIn(member(settingsOf(view), 'DestinationArn'));
  if (!reference || !CfnResource.isCfnResource(reference.target)) {
    return undefined;
  }
  const { cfnResourceType: type } = reference.target;
  const isName = type === 'AWS::Logs::LogGroup' && reference.attribute === 'Ref';
  return isName || NOT_LOG_GROUPS.test(type)
    ? {
        must: 'be the ARN of a log group',
        given: described(`${isName ? 'the name' : `a reference to the ${type}`} '${reference.target.node.path}'`),
      }
    : undefined;
};

export const ACCESS_LOG_RULES = rules([
  ...FORMAT_CONSTRAINTS.flatMap((declared) => onLogs(declared, 'Format', format)),
  ...onLogs(FORMAT_TEXT, 'Format', (settings) => {
    const value = format(settings);
    return isPlainObject(value) || Array.isArray(value) ? value : undefined;
  }),
  ...onLogs(HTTP_FORMAT_VARIABLES, 'Format', format, 'HTTP'),
  ...onLogs(WEBSOCKET_FORMAT_VARIABLES, 'Format', format, 'WEBSOCKET'),
  ...onLogs(LOG_DESTINATION, 'DestinationArn', destination),
  {
    ...LOG_DESTINATION,
    on: 'stage',
    needs: 'AccessLogSettings',
    property: 'AccessLogSettings.DestinationArn',
    check: destinationOfOtherType,
  },
  {
    ...LOG_DESTINATION,
    on: 'managedOverrides',
    needs: 'Stage',
    property: 'Stage.AccessLogSettings.DestinationArn',
    check: destinationOfOtherType,
  },
  ...onLogs(LOG_DESTINATION_ELSEWHERE, 'DestinationArn', (settings, view) => ({
    arn: destination(settings) ?? arnOfLogGroup(settings),
    region: view.node.stack.region,
    account: view.node.stack.account,
  })),
  ...onLogs(LOG_SETTINGS, undefined, (settings) =>
    isPlainObject(settings)
      ? {
          destination: member(settings, 'DestinationArn') !== undefined,
          format: member(settings, 'Format') !== undefined,
        }
      : undefined,
  ),
]);
