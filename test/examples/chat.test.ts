import * as fs from 'node:fs';
import * as path from 'node:path';
import { contextOf, ofType, root, synthesize } from './synth';

const directory = path.join(root, 'examples/chat/typescript');
// Throws where the template does not pass aws-cdk-lib's validation.
const template = synthesize(directory, contextOf('chat'), { CDK_VALIDATION: 'true' });

test('the chat has its routes, and connecting takes a key', () => {
  const routes = ofType(template, 'ApiGatewayV2::Route').map(({ RouteKey, ApiKeyRequired }) => [
    RouteKey,
    ApiKeyRequired,
  ]);
  expect(Object.fromEntries(routes)).toMatchObject({
    $connect: true,
    $disconnect: undefined,
    $default: undefined,
    join: undefined,
    send: undefined,
  });
});

test('the outputs of the chat are what its README names', () => {
  const readme = fs.readFileSync(path.join(directory, 'README.md'), 'utf8');
  for (const name of Object.keys(template.Outputs)) expect(readme).toContain(`\`${name}\``);
});
