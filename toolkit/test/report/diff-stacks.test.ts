import { Construct } from 'constructs';
import { NestedStack, Stack, Stage, type App } from 'aws-cdk-lib';
import { HttpApi, HttpMethod, HttpNoneAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpIamAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { HttpUrlIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { diffOf, type Finding } from '../../src';
import { modelOfApp } from '../_helpers/apps';

interface Names {
  readonly stage?: string;
  readonly stack?: string;
  readonly api?: string;
  readonly scope?: (stack: Stack) => Construct;
  readonly isOpen?: boolean;
}

/** The same API in two stages of an app. */
function model({ stage = 'Prod', stack = 'Shop', api = 'Api', scope = (one) => one, isOpen = false }: Names = {}) {
  const add = (parent: Construct) => {
    const http = new HttpApi(scope(new Stack(parent, stack)), api);
    const authorizer = isOpen ? new HttpNoneAuthorizer() : new HttpIamAuthorizer();
    const integration = new HttpUrlIntegration('Call', 'https://example.com');
    http.addRoutes({ path: '/a', methods: [HttpMethod.GET], integration, authorizer });
    http.addRoutes({ path: '/b', methods: [HttpMethod.GET], integration });
  };
  return modelOfApp((app: App) => {
    add(app);
    add(new Stage(app, stage));
  });
}

const texts = (findings: Finding[]) => findings.map(({ api, code, message }) => [api, code, message.split(':')[0]]);

test.each<[string, Names, string[][]]>([
  [
    'a stage with a different name',
    { stage: 'Live' },
    [['Live/Shop/Api', 'ApiReplaced', 'is in a different stack (Prod-Shop → Live-Shop)']],
  ],
  [
    'APIs with a different name',
    { api: 'Store' },
    [
      ['Prod/Shop/Store', 'ApiReplaced', 'has a different logical ID (ApiF70053CD → Store5F0A1BBE)'],
      ['Prod/Shop/Store', 'NameChanged', 'name'],
      ['Shop/Store', 'ApiReplaced', 'has a different logical ID (ApiF70053CD → Store5F0A1BBE)'],
      ['Shop/Store', 'NameChanged', 'name'],
    ],
  ],
  [
    'APIs that moved to another construct',
    { scope: (stack) => new Construct(stack, 'Inner') },
    [
      ['Prod/Shop/Inner/Api', 'ApiReplaced', 'has a different logical ID (ApiF70053CD → InnerApi00000000)'],
      ['Shop/Inner/Api', 'ApiReplaced', 'has a different logical ID (ApiF70053CD → InnerApi00000000)'],
    ],
  ],
  [
    'APIs that moved to a nested stack',
    { scope: (stack) => new NestedStack(stack, 'Inner') },
    [
      ['Prod/Shop/Inner/Api', 'ApiReplaced', 'is in a different stack (Prod/Shop → Prod/Shop/Inner)'],
      ['Shop/Inner/Api', 'ApiReplaced', 'is in a different stack (Shop → Shop/Inner)'],
    ],
  ],
])('%s are matched, and their routes are compared', (_, names, expected) => {
  const { findings } = diffOf(model(), model(names));
  const withoutHashes = (list: unknown) => JSON.stringify(list).replace(/[0-9A-F]{8}/g, '#');
  expect(withoutHashes(texts(findings).sort())).toEqual(withoutHashes([...expected].sort()));
  const opened = diffOf(model(), model({ ...names, isOpen: true })).findings;
  expect(opened.filter(({ severity }) => severity === 'exposure').map(({ names: keys }) => keys)).toEqual([
    ['GET /a'],
    ['GET /a'],
  ]);
});
