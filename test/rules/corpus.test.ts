import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { App, DefaultStackSynthesizer, Stack } from 'aws-cdk-lib';
import { CfnInclude } from 'aws-cdk-lib/cloudformation-include';
import { Rules } from '../../lib/rules';
import { corpus as domainsAndVpcLinks } from './corpus/domains-vpc-links';
import { corpus as http } from './corpus/http';
import type { Template } from './corpus/template';
import { corpus as webSocket } from './corpus/websocket';
import { findingsOf } from '../negatives/negative';

const corpus = Object.entries({ ...http, ...webSocket, ...domainsAndVpcLinks });
const root = path.join(__dirname, '../..');

function include(stack: Stack, template: Template): void {
  const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'corpus-'));
  const templateFile = path.join(directory, 'template.json');
  try {
    fs.writeFileSync(templateFile, JSON.stringify('Resources' in template ? template : { Resources: template }));
    new CfnInclude(stack, 'Template', { templateFile });
  } finally {
    fs.rmSync(directory, { recursive: true });
  }
}

function findingsOfTemplate(template: Template): ReturnType<typeof findingsOf> {
  const app = new App({ analyticsReporting: false, treeMetadata: false });
  // A synthesized template has its own parameter and rule for the bootstrap version
  const synthesizer = new DefaultStackSynthesizer({ generateBootstrapVersionRule: false });
  include(new Stack(app, 'Stack', { synthesizer }), template);
  Rules.of(app).check();
  return findingsOf(app);
}

test('the corpus contains many templates', () => {
  expect(corpus.length).toBeGreaterThanOrEqual(60);
});

test.each(corpus)('the rules report no findings in %s', (_, template) => {
  expect(findingsOfTemplate(template)).toEqual({ errors: [], warnings: [] });
});

test('the check of the corpus finds the errors of an invalid template', () => {
  const api = { Type: 'AWS::ApiGatewayV2::Api', Properties: { Name: '', ProtocolType: 'HTTP' } };
  const route = { Type: 'AWS::ApiGatewayV2::Route', Properties: { ApiId: { Ref: 'Api' }, RouteKey: 'get /' } };
  expect(findingsOfTemplate({ Api: api, Route: route }).errors).toHaveLength(2);
});

describe('the snapshots of integ', () => {
  const files = fs
    .readdirSync(path.join(root, 'integ'), { recursive: true, encoding: 'utf-8' })
    .filter((file) => /\.snapshot\/[^/]*\.template\.json$/.test(file) && !file.includes('DefaultTest'))
    .sort();

  test('include more than ten templates', () => {
    expect(files.length).toBeGreaterThan(10);
  });

  test.each(files)('do not violate a rule: %s', (file) => {
    // CfnInclude does not support Fn::GetStackOutput, so Fn::ImportValue, which is also a token, replaces it.
    const text = fs
      .readFileSync(path.join(root, 'integ', file), 'utf-8')
      .replace(/"Fn::GetStackOutput": \{(?:[^{}]|\{[^{}]*\})*\}/g, '"Fn::ImportValue": "Output"');
    const template = JSON.parse(text) as Template;
    expect(findingsOfTemplate(template).errors).toEqual([]);
  });
});
