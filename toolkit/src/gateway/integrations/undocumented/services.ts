// AWS does not document the exact responses of service integrations. The responses in this file follow the API
// reference of each action.

import { createHash, randomUUID } from 'node:crypto';
import type { ServiceAnswer, ServiceCall } from '../service-calls';

type Answer = (call: ServiceCall, time: number) => ServiceAnswer;

const amazonJson = (body: unknown, version = '1.1'): ServiceAnswer => ({
  headers: { 'content-type': `application/x-amz-json-${version}` },
  body,
});

const sqs = (action: string, result: string): ServiceAnswer => ({
  headers: { 'content-type': 'text/xml' },
  body: `<?xml version="1.0"?><${action}Response xmlns="http://queue.amazonaws.com/doc/2012-11-05/">${result}<ResponseMetadata><RequestId>${randomUUID()}</RequestId></ResponseMetadata></${action}Response>`,
});

const execution = (parameters: ServiceCall['parameters'], kind: string) =>
  `${(parameters.StateMachineArn ?? '').replace(':stateMachine:', `:${kind}:`)}:${parameters.Name ?? randomUUID()}`;

/** The response of each action after a successful call, by integration subtype. */
const answers: Readonly<Record<string, Answer>> = {
  'AppConfig-GetConfiguration': () => ({
    headers: { 'content-type': 'application/json', 'configuration-version': '1' },
    body: '{}',
  }),
  'EventBridge-PutEvents': () => amazonJson({ Entries: [{ EventId: randomUUID() }], FailedEntryCount: 0 }),
  'Kinesis-PutRecord': (_, time) =>
    amazonJson({ SequenceNumber: String(time).padEnd(56, '0'), ShardId: 'shardId-000000000000' }),
  'SQS-DeleteMessage': () => sqs('DeleteMessage', ''),
  'SQS-PurgeQueue': () => sqs('PurgeQueue', ''),
  'SQS-ReceiveMessage': () => sqs('ReceiveMessage', '<ReceiveMessageResult/>'),
  'SQS-SendMessage': ({ parameters: { MessageBody = '' } }) => {
    const md5 = createHash('md5').update(MessageBody).digest('hex');
    const result = `<MessageId>${randomUUID()}</MessageId><MD5OfMessageBody>${md5}</MD5OfMessageBody>`;
    return sqs('SendMessage', `<SendMessageResult>${result}</SendMessageResult>`);
  },
  'StepFunctions-StartExecution': ({ parameters }, time) =>
    amazonJson({ executionArn: execution(parameters, 'execution'), startDate: time / 1000 }, '1.0'),
  'StepFunctions-StartSyncExecution': ({ parameters }, time) =>
    amazonJson(
      {
        executionArn: `${execution(parameters, 'express')}:${randomUUID()}`,
        input: parameters.Input ?? '{}',
        output: '{}',
        startDate: time / 1000,
        status: 'SUCCEEDED',
        stopDate: time / 1000,
      },
      '1.0',
    ),
  'StepFunctions-StopExecution': (_, time) => amazonJson({ stopDate: time / 1000 }, '1.0'),
};

/** The response to a successful service call that a WebSocket API makes, by service and action. */
const webSocketAnswers: Readonly<Record<string, Answer>> = {
  'events:PutEvents': answers['EventBridge-PutEvents'],
  'firehose:PutRecord': () => amazonJson({ Encrypted: false, RecordId: randomUUID() }),
  'kinesis:PutRecord': answers['Kinesis-PutRecord'],
  'sns:Publish': () => ({
    headers: { 'content-type': 'text/xml' },
    body: `<PublishResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><PublishResult><MessageId>${randomUUID()}</MessageId></PublishResult><ResponseMetadata><RequestId>${randomUUID()}</RequestId></ResponseMetadata></PublishResponse>`,
  }),
  'sqs:SendMessage': answers['SQS-SendMessage'],
  'states:StartExecution': startExecution(answers['StepFunctions-StartExecution']),
  'states:StartSyncExecution': startExecution(answers['StepFunctions-StartSyncExecution']),
};

/**
 * The parameters of AWS Step Functions actions start with a lower-case letter, so this function renames them to the
 * names that HTTP APIs use.
 */
function startExecution(answer: Answer): Answer {
  return (call, time) => {
    const { stateMachineArn, name, input } = (call.request?.json ?? {}) as Record<string, string | undefined>;
    const parameters = { StateMachineArn: stateMachineArn, Name: name, Input: input };
    const present = Object.entries(parameters).filter((entry): entry is [string, string] => entry[1] !== undefined);
    return answer({ ...call, parameters: Object.fromEntries(present) }, time);
  };
}

/**
 * Not documented by AWS: the response to a successful service call. Undefined if an integration of an HTTP API has an
 * unsupported subtype.
 */
export function serviceAnswer(call: ServiceCall, time: number): ServiceAnswer | undefined {
  if (!call.request) return answers[call.subtype]?.(call, time);
  const answer = webSocketAnswers[`${call.service}:${call.action}`];
  return answer ? answer(call, time) : amazonJson({}, '1.0');
}

/**
 * Not documented by AWS: if a request has no value for a required parameter, the response has the error format of the
 * service. Amazon SQS uses XML, and the other services use JSON.
 */
export function missingParameterAnswer(service: string, [name]: readonly string[]): ServiceAnswer {
  const message = `The request must contain the parameter ${name}.`;
  if (service !== 'sqs') return { status: 400, ...amazonJson({ __type: 'ValidationException', message }) };
  return {
    status: 400,
    headers: { 'content-type': 'text/xml' },
    body: `<?xml version="1.0"?><ErrorResponse xmlns="http://queue.amazonaws.com/doc/2012-11-05/"><Error><Type>Sender</Type><Code>MissingParameter</Code><Message>${message}</Message></Error><RequestId>${randomUUID()}</RequestId></ErrorResponse>`,
  };
}
