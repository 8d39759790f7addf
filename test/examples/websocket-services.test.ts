import * as fs from 'node:fs';
import * as path from 'node:path';
import { evaluate } from '../_helpers/velocity';
import { contextOf, ofType, root, synthesize } from './synth';

const directory = path.join(root, 'examples/websocket-services/typescript');
// Throws if the template does not pass aws-cdk-lib's validation.
const template = synthesize(directory, contextOf('websocket-services'), { CDK_VALIDATION: 'true' });

test('every message is sent to an AWS service, and the app has no function', () => {
  expect(ofType(template, 'Lambda::Function')).toEqual([]);
  const calls = ofType(template, 'ApiGatewayV2::Integration').map(({ IntegrationType, IntegrationUri }) => {
    const uri: string = IntegrationUri['Fn::Join'][1].map((part: any) => part.Ref ?? part).join('');
    return [IntegrationType, /([a-z]+:(action\/\w+|path))/.exec(uri)![0]];
  });
  expect(calls).toEqual(
    [
      'dynamodb:action/PutItem',
      'dynamodb:action/DeleteItem',
      'sqs:path',
      'sns:path',
      'events:action/PutEvents',
      'kinesis:action/PutRecord',
      'states:action/StartExecution',
      'dynamodb:action/UpdateItem',
    ].map((call) => ['AWS', call]),
  );
});

test('an action of any service is called with values from the message', () => {
  const { RequestTemplates } = ofType(template, 'ApiGatewayV2::Integration').at(-1)!;
  const text = RequestTemplates.$default['Fn::Join'][1].map((part: any) => part.Ref ?? part).join('');
  const body = evaluate(text, { body: '{"action":"name","name":"O\'Hara"}', context: { connectionId: 'abc=' } });
  expect(JSON.parse(body)).toMatchObject({
    Key: { connectionId: { S: 'abc=' } },
    UpdateExpression: 'SET #name = :name',
    ExpressionAttributeNames: { '#name': 'name' },
    ExpressionAttributeValues: { ':name': { S: "O'Hara" } },
  });
});

test('the README names every output of the template', () => {
  const readme = fs.readFileSync(path.join(directory, 'README.md'), 'utf8');
  for (const name of Object.keys(template.Outputs)) expect(readme).toContain(`\`${name}\``);
});
