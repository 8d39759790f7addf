import { CfnParameter, Fn, Stack } from 'aws-cdk-lib';
import type { CfnIntegrationProps } from 'aws-cdk-lib/aws-apigatewayv2';
import {
  FUNCTION,
  ROLE,
  http,
  integration,
  invocations,
  lambda,
  resource,
  route,
  stage,
  to,
  url,
  functionOf,
} from './builders';
import type { Entry } from './entry';

/** A route with a Lambda integration. */
const calls = (title: string, props: Partial<CfnIntegrationProps>, key = 'GET /a'): Entry => ({
  title: `function: ${title}`,
  build: (s) => {
    const api = http(s);
    route(api, key, to(lambda(api, props)));
    stage(api, '$default', { stageVariables: { function: 'shop', alias: 'live' } });
  },
});

/** A route with a URL integration. */
const proxies = (title: string, uri: string, key = 'GET /a', props: Partial<CfnIntegrationProps> = {}): Entry => ({
  title: `URL: ${title}`,
  build: (s) => {
    const api = http(s);
    route(api, key, to(url(api, uri, props)));
    stage(api, '$default', { stageVariables: { host: 'backend.example.com', base: 'v1' } });
  },
});

const maps = (title: string, requestParameters: Record<string, string>, key = 'POST /books/{id}'): Entry =>
  proxies(`request mapping, ${title}`, 'https://backend.example.com', key, { requestParameters });

const answers = (title: string, mappings: Record<string, [Destination: string, Source: string][]>): Entry =>
  proxies(`response mapping, ${title}`, 'https://backend.example.com', 'GET /a', {
    responseParameters: Object.fromEntries(
      Object.entries(mappings).map(([status, list]) => [
        status,
        { ResponseParameters: list.map(([Destination, Source]) => ({ Destination, Source })) },
      ]),
    ),
  });

const functions: Entry[] = [
  calls('payload format 1.0', { payloadFormatVersion: '1.0' }),
  calls('a function by its invocation ARN (Terraform invoke_arn)', {
    integrationUri: invocations(),
    integrationMethod: 'POST',
  }),
  calls('alias', { integrationUri: `${FUNCTION}:live` }),
  calls('version, a function by its invocation ARN', { integrationUri: invocations(`${FUNCTION}:12`) }),
  calls('a function that stage variables name (developer guide)', {
    integrationUri: invocations('arn:aws:lambda:eu-west-1:111111111111:function:${stageVariables.function}'),
    credentialsArn: ROLE,
  }),
  calls('an alias that a stage variable names', {
    integrationUri: invocations(`${FUNCTION}:\${stageVariables.alias}`),
  }),
  calls('a function with a role, a description and the minimum and maximum timeout', {
    credentialsArn: ROLE,
    description: 'd'.repeat(1024),
    timeoutInMillis: 30000,
  }),
  calls('a timeout of 50 milliseconds', { timeoutInMillis: 50 }),
  calls('explicit default values, as Terraform sends them', {
    connectionType: 'INTERNET',
    integrationMethod: 'POST',
    passthroughBehavior: 'WHEN_NO_MATCH',
    timeoutInMillis: 30000,
  }),
  calls('a function of another account', { integrationUri: 'arn:aws:lambda:eu-west-1:222222222222:function:shared' }),
  {
    title: 'function: resources in GovCloud and China',
    build: (_, app) => {
      for (const [partition, region] of [
        ['aws-us-gov', 'us-gov-west-1'],
        ['aws-cn', 'cn-north-1'],
      ] as const) {
        const api = http(new Stack(app, partition, { env: { account: '111111111111', region } }));
        const arn = `arn:${partition}:lambda:${region}:111111111111:function:shop`;
        const path = 'lambda:path/2015-03-31/functions';
        route(api, 'GET /a', to(lambda(api, { integrationUri: arn })));
        const integrationUri = `arn:${partition}:apigateway:${region}:${path}/${arn}/invocations`;
        route(api, 'GET /b', to(lambda(api, { integrationUri })));
        stage(api);
      }
    },
  },
  {
    title: 'function: ARNs from the stack, an export, a parameter and Fn::Sub',
    build: (s) => {
      const api = http(s);
      const arn = functionOf(s);
      const parameter = new CfnParameter(s, 'Arn').valueAsString;
      const sub =
        'arn:${AWS::Partition}:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/' +
        'arn:${AWS::Partition}:lambda:${AWS::Region}:${AWS::AccountId}:function:shop/invocations';
      for (const integrationUri of [arn, `${arn}:live`, Fn.importValue('Arn'), parameter, Fn.sub(sub)]) {
        lambda(api, { integrationUri, credentialsArn: ROLE });
      }
    },
  },
];

const urls: Entry[] = [
  proxies('the greedy parameter in the path (developer guide)', 'https://backend.example.com/{proxy}', 'ANY /{proxy+}'),
  proxies('parameters of the route in the path', 'https://backend.example.com/v1/{id}/{part}', 'GET /a/{id}/{part}'),
  proxies('an http URL with a port', 'http://backend.example.com:8080/x', 'GET /a', { integrationMethod: 'GET' }),
  proxies('an IP address', 'http://203.0.113.10:8080/'),
  proxies('a query string', 'https://backend.example.com/search?kind=book&sort=asc'),
  proxies('a host and a path from stage variables', 'https://${stageVariables.host}/${stageVariables.base}/x'),
  proxies('a stage variable as the subdomain', 'http://${stageVariables.base}.example.com/{proxy}', 'ANY /{proxy+}'),
  proxies('an object of a website bucket', 'http://shop.s3-website-eu-west-1.amazonaws.com/{proxy}', 'GET /{proxy+}'),
  proxies('a URL of 2,048 characters', `https://backend.example.com/${'x'.repeat(2048 - 28)}`),
  {
    ...proxies('TLS settings on a public URL, which AWS accepts and ignores', 'https://backend.example.com', 'GET /a', {
      tlsConfig: { serverNameToVerify: 'backend.example.com' },
    }),
    // The warning is correct: the program sets a server name for a public integration
    warnings: ['TlsServerNameOnPublicIntegration'],
  },
  proxies('a method other than that of the route', 'https://backend.example.com', 'GET /a', {
    integrationMethod: 'POST',
  }),
  {
    title: 'URL: the URL of a load balancer from the stack, an export and an SSM parameter',
    build: (s) => {
      const api = http(s);
      const name = resource(s, 'AWS::ElasticLoadBalancingV2::LoadBalancer', {
        Subnets: ['subnet-0a1b2c3d', 'subnet-1a2b3c4d'],
      })
        .getAtt('DNSName')
        .toString();
      url(api, `http://${name}/{proxy}`);
      url(api, `http://${Fn.importValue('Host')}:8080`);
      url(api, '{{resolve:ssm:/shop/url:1}}');
      url(api, Fn.sub('https://${AWS::Region}.example.com/{proxy}'));
    },
  },
  {
    title: 'URL: one integration for several routes',
    build: (s) => {
      const api = http(s);
      const target = to(url(api));
      route(api, 'GET /a', target);
      route(api, '$default', target);
    },
  },
  {
    title: 'URL: another API of API Gateway and a function URL',
    build: (s) => {
      const api = http(s);
      url(api, 'https://a1b2c3d4e5.execute-api.eu-west-1.amazonaws.com/prod/{proxy}');
      url(api, 'https://abcdefghijklmnop.lambda-url.eu-west-1.on.aws/');
    },
  },
];

const requests: Entry[] = [
  maps('the examples of the developer guide', {
    'append:header.header1': '$context.requestId',
    'append:querystring.id': '$request.path.id',
    'overwrite:path': '/books/$request.path.id',
    'remove:header.header2': "''",
  }),
  maps('every source', {
    'overwrite:header.a': '$request.header.x-a',
    'overwrite:header.b': '$request.querystring.b',
    'overwrite:header.c': '$request.path.id',
    'overwrite:header.d': '$request.path',
    'overwrite:header.e': '$request.body.kind',
    'overwrite:header.f': '$context.identity.sourceIp',
    'overwrite:header.g': '$stageVariables.host',
    'overwrite:header.h': 'static',
  }),
  maps('several variables and text in one value', {
    'overwrite:header.who': '${request.path.id} ${context.requestId}',
    'append:header.x-trace': 'id=$context.requestId;api=$context.apiId',
    'overwrite:querystring.key': '${stageVariables.base}-${request.header.x-a}-suffix',
    'overwrite:path': '/${stageVariables.base}/$request.path.id/details',
  }),
  maps('claims and values of authorizers', {
    'append:header.x-sub': '$context.authorizer.claims.sub',
    'append:header.x-mail': '$context.authorizer.claims.email',
    'append:header.x-user': '$context.authorizer.userId',
    'append:header.x-account': '$context.identity.accountId',
  }),
  maps('header names in several spellings', {
    'append:header.X-Request-ID': 'a',
    'append:header.x_request_id': 'a',
    'append:header.Content-Type': 'application/json',
    'append:header.ETag': 'a',
    'overwrite:header.Host': 'backend.example.com',
    'overwrite:header.user-agent': 'shop/1.0 (+https://example.com)',
    'remove:header.cookie': '',
  }),
  maps('members of the body', {
    'overwrite:querystring.first': '$request.body.items[0].id',
    'overwrite:querystring.deep': '$request.body.a.b.c',
    'overwrite:header.whole': '$request.body',
  }),
  maps('the whole path and a fixed path', { 'overwrite:path': '$request.path' }, 'ANY /{proxy+}'),
  maps('a value of 512 characters and an empty value', {
    'overwrite:header.a': 'x'.repeat(512),
    'remove:header.b': '',
  }),
];

const responses: Entry[] = [
  answers('the examples of the developer guide', {
    200: [['append:header.header1', '$context.requestId']],
    500: [
      ['append:header.header1', '$context.requestId'],
      ['overwrite:statuscode', '403'],
    ],
    404: [['append:header.error', '$stageVariables.environmentId']],
  }),
  answers('the minimum and maximum status code', {
    200: [['overwrite:header.a', 'b']],
    599: [['overwrite:statuscode', '200']],
  }),
  answers('every source', {
    200: [
      ['overwrite:header.a', '$response.header.x-a'],
      ['overwrite:header.b', '$response.body.kind'],
      ['overwrite:header.c', '$context.domainName'],
      ['overwrite:header.d', '$stageVariables.host'],
      ['overwrite:header.e', '${response.header.x-a} ${context.requestId}'],
      ['remove:header.server', "''"],
    ],
  }),
  answers('typical security headers of single-page apps', {
    200: [
      ['overwrite:header.Strict-Transport-Security', 'max-age=63072000; includeSubDomains; preload'],
      ['overwrite:header.Cache-Control', 'no-store'],
      ['overwrite:header.X-Frame-Options', 'DENY'],
      ['remove:header.X-Powered-By', ''],
    ],
  }),
  {
    title: 'response mapping: typed members of the L1',
    build: (s) =>
      integration(http(s), 'HTTP_PROXY', {
        integrationMethod: 'ANY',
        integrationUri: 'https://backend.example.com',
        payloadFormatVersion: '1.0',
        responseParameters: {
          '200': { ResponseParameters: [{ Destination: 'remove:header.x', Source: "''" }] },
          '301': { ResponseParameters: [{ Destination: 'overwrite:statuscode', Source: '302' }] },
        },
      }),
  },
];

export const entries: Entry[] = [...functions, ...urls, ...requests, ...responses];
