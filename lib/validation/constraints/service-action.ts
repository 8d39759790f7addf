import { constraint } from '../constraint';
import type { Violation } from '../declaration';
import { PAGES } from '../declaration';
import { described } from '../message';
import { checkOneOf, isText } from '../value-checks';

const SERVICES = PAGES.guide('http-api-develop-integrations-aws-services-reference');

interface Action {
  readonly required: readonly string[];
  readonly optional: readonly string[];
}

const action = (required: readonly string[], ...optional: string[]): Action => ({
  required,
  optional: [...optional, 'Region'],
});

/** The parameters of each action of an AWS service. Every action also has the parameter `Region`. */
const ACTIONS: { readonly [subtype: string]: Action } = {
  'AppConfig-GetConfiguration': action(
    ['Application', 'Environment', 'Configuration', 'ClientId'],
    'ClientConfigurationVersion',
  ),
  'EventBridge-PutEvents': action(
    ['Detail', 'DetailType', 'Source'],
    'Time',
    'EventBusName',
    'Resources',
    'TraceHeader',
  ),
  'Kinesis-PutRecord': action(['StreamName', 'Data', 'PartitionKey'], 'SequenceNumberForOrdering', 'ExplicitHashKey'),
  'SQS-DeleteMessage': action(['QueueUrl', 'ReceiptHandle']),
  'SQS-PurgeQueue': action(['QueueUrl']),
  'SQS-ReceiveMessage': action(
    ['QueueUrl'],
    'AttributeNames',
    'MaxNumberOfMessages',
    'MessageAttributeNames',
    'ReceiveRequestAttemptId',
    'VisibilityTimeout',
    'WaitTimeSeconds',
  ),
  'SQS-SendMessage': action(
    ['QueueUrl', 'MessageBody'],
    'DelaySeconds',
    'MessageAttributes',
    'MessageDeduplicationId',
    'MessageGroupId',
    'MessageSystemAttributes',
  ),
  'StepFunctions-StartExecution': action(['StateMachineArn'], 'Name', 'Input'),
  'StepFunctions-StartSyncExecution': action(['StateMachineArn'], 'Name', 'Input', 'TraceHeader'),
  'StepFunctions-StopExecution': action(['ExecutionArn'], 'Cause', 'Error'),
};

export const INTEGRATION_SUBTYPE = constraint<unknown>({
  code: 'IntegrationSubtypeUnknown',
  severity: 'error',
  evidence: 'observed',
  source: 'AWS: "Operation: … is not supported."',
  summary: 'An integration has a service subtype that is not one of the ten subtypes of HTTP APIs.',
  fix: 'Use one of the ten subtypes, such as `SQS-SendMessage`. `HttpIntegrationSubtype` lists all subtypes.',
  page: SERVICES,
  check: (subtype) => checkOneOf(subtype, Object.keys(ACTIONS)),
});

/** A service subtype with the parameters that an integration passes. */
interface Parameters {
  readonly subtype: unknown;
  readonly entries: readonly (readonly [string, unknown])[];
}

/**
 * Compares the keys of the parameters with the parameters that the action supports. Returns undefined if the action or
 * a key is not known.
 */
function compare({ subtype, entries }: Parameters) {
  const known = isText(subtype) ? ACTIONS[subtype] : undefined;
  const keys = entries.map(([key]) => key).filter(isText);
  if (!known || keys.length === 0 || keys.length < entries.length) {
    return undefined;
  }
  const all = [...known.required, ...known.optional];
  return {
    all,
    keys,
    required: known.required,
    missing: known.required.filter((name) => !keys.includes(name)),
    // The constraint REQUEST_KEYS reports keys with these prefixes
    unknown: keys.filter((key) => !all.includes(key) && !/^(append|overwrite|remove):/.test(key)),
  };
}

/**
 * Returns the parameter that the user probably meant: the name with a different capitalization, or a longer name, such
 * as `MessageBody` for `body`.
 */
function meant(key: string, names: readonly string[]): string | undefined {
  const lower = key.toLowerCase();
  const by = (matches: (name: string) => boolean) => names.find((name) => matches(name.toLowerCase()));
  return by((name) => name === lower) ?? by((name) => lower.length > 2 && name.endsWith(lower));
}

/** The pattern of valid values for each parameter that specifies a target, and the requirement that messages state. */
const TARGETS: { readonly [parameter: string]: { readonly form: RegExp; readonly must: string } } = {
  QueueUrl: { form: /^https?:\/\//, must: 'be the URL of a queue' },
  StateMachineArn: { form: /^arn:/, must: 'be the ARN of a state machine' },
  ExecutionArn: { form: /^arn:/, must: 'be the ARN of an execution' },
  StreamName: { form: /^(?!arn:|https?:)/, must: 'be the name of a stream' },
};

export const ACTION_TARGET = constraint<readonly (readonly [string, unknown])[]>({
  code: 'ActionTargetInvalid',
  severity: 'warning',
  evidence: 'inferred',
  source:
    'The AWS documentation describes the parameters of each action. With an invalid value, the deployment succeeds, but requests fail',
  summary:
    'An integration with an AWS service specifies its target in the wrong form, such as the ARN instead of the URL of a queue.',
  fix: 'Use `queue.queueUrl`, `stream.streamName` or `stateMachine.stateMachineArn`.',
  page: SERVICES,
  check: (entries) =>
    entries.map(([name, value]): Violation | undefined => {
      const target = Object.hasOwn(TARGETS, name) ? TARGETS[name] : undefined;
      if (name === 'Source' && isText(value) && value.startsWith('aws.')) {
        return { must: "not begin with 'aws.', which EventBridge reserves", given: value };
      }
      return target && isText(value) && value !== '' && !value.includes('$') && !target.form.test(value)
        ? { must: target.must, given: value }
        : undefined;
    }),
});

export const REQUIRED_PARAMETERS = constraint<Parameters>({
  code: 'RequiredParameterMissing',
  severity: 'error',
  evidence: 'observed',
  source:
    'AWS: "Operation: … requires enabling passthrough, or defining all of the following parameters in the parameter mapping: [Detail, DetailType, Source]"',
  summary: 'An integration with an AWS service does not specify all parameters that the action requires.',
  fix: 'Add the parameters that the action requires, spelled as in the AWS documentation.',
  page: SERVICES,
  check: (parameters) => {
    const found = compare(parameters);
    if (!found || found.missing.length === 0) {
      return undefined;
    }
    const { all, keys, required, missing, unknown } = found;
    const similar = unknown.flatMap((key) => {
      const name = meant(key, missing) ?? meant(key, all);
      return name === undefined ? [] : [[key, name] as const];
    });
    const added = missing.filter((name) => !similar.some(([, near]) => near === name));
    const extra = unknown.filter((key) => !similar.some(([near]) => near === key));
    return {
      must: `have ${required.join(', ')} for ${String(parameters.subtype)}`,
      given: described(keys.join(', ')),
      instead: [
        similar.length > 0 && `Did you mean ${similar.map(([key, name]) => `'${name}' for '${key}'`).join(', ')}?`,
        added.length > 0 && `Add ${added.join(', ')}.`,
        extra.length > 0 && `Remove ${extra.join(', ')}.`,
      ]
        .filter(Boolean)
        .join(' '),
    };
  },
});

export const UNKNOWN_PARAMETER = constraint<Parameters>({
  code: 'ActionParameterUnknown',
  severity: 'warning',
  evidence: 'documented',
  source:
    'The AWS documentation lists the parameters of each action. Parameter names are case-sensitive. It is not known whether API Gateway rejects unknown names',
  summary: 'An integration with an AWS service specifies a parameter that the action does not support.',
  fix: 'Remove the parameter, or spell its name as in the AWS documentation.',
  page: SERVICES,
  check: (parameters) => {
    const found = compare(parameters);
    return found?.missing.length === 0
      ? found.unknown.map((key): Violation => {
          const name = meant(key, found.all);
          return {
            must: `contain only parameters of ${String(parameters.subtype)}: ${found.all.join(', ')}`,
            given: key,
            instead: name === undefined ? undefined : `Did you mean '${name}'?`,
          };
        })
      : undefined;
  },
});
