import { CfnParameter, Fn, RemovalPolicy, Tags } from 'aws-cdk-lib';
import * as l1 from 'aws-cdk-lib/aws-apigatewayv2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as route53 from 'aws-cdk-lib/aws-route53';
import * as r53targets from 'aws-cdk-lib/aws-route53-targets';
import { Certificate, CertificateValidation } from 'aws-cdk-lib/aws-certificatemanager';
import { DomainName, HttpApi } from '../../lib';
import * as b from './builders';
import type { Entry } from './entry';

/** Names, tags, keys and records in unusual forms that can be deployed. */
export const entries: Entry[] = [
  {
    title: 'user app: DNS records for an apex domain and a wildcard domain',
    build: (s) => {
      const zone = new route53.HostedZone(s, 'Z', { zoneName: 'example.com' });
      const cert = new Certificate(s, 'C', {
        domainName: 'example.com',
        subjectAlternativeNames: ['*.example.com'],
        validation: CertificateValidation.fromDns(zone),
      });
      const apex = new DomainName(s, 'Apex', { domainName: 'example.com', certificate: cert });
      const wild = new DomainName(s, 'Wild', { domainName: '*.example.com', certificate: cert });
      new HttpApi(s, 'Api', { defaultIntegration: b.urlIntegration(), defaultDomainMapping: { domainName: apex } });
      new route53.ARecord(s, 'A', {
        zone,
        target: route53.RecordTarget.fromAlias(
          new r53targets.ApiGatewayv2DomainProperties(apex.regionalDomainName, apex.regionalHostedZoneId),
        ),
      });
      new route53.ARecord(s, 'W', {
        zone,
        recordName: 'tenant1',
        target: route53.RecordTarget.fromAlias(
          new r53targets.ApiGatewayv2DomainProperties(wild.regionalDomainName, wild.regionalHostedZoneId),
        ),
      });
      new route53.CnameRecord(s, 'CN', { zone, recordName: 'tenant2', domainName: wild.regionalDomainName });
    },
  },
  {
    title: 'user app: access logs of an L1 stage in a JSON format, to a log group with a retention period',
    build: (s) => {
      const lg = new logs.LogGroup(s, 'L', {
        retention: logs.RetentionDays.ONE_WEEK,
        removalPolicy: RemovalPolicy.DESTROY,
      });
      const api = new HttpApi(s, 'Api', { defaultIntegration: b.urlIntegration() });
      (api.defaultStage!.node.defaultChild as l1.CfnStage).accessLogSettings = {
        destinationArn: lg.logGroupArn,
        format: JSON.stringify({
          requestId: '$context.requestId',
          userAgent: '$context.identity.userAgent',
          sourceIp: '$context.identity.sourceIp',
          requestTime: '$context.requestTime',
          httpMethod: '$context.httpMethod',
          path: '$context.path',
          status: '$context.status',
          responseLength: '$context.responseLength',
          err: '$context.integrationErrorMessage',
          auth: '$context.authorizer.error',
          latency: '$context.integrationLatency',
        }),
      };
      lg.grantWrite(new iam.ServicePrincipal('apigateway.amazonaws.com'));
    },
  },
  {
    title: 'user app: the CLF format of the developer guide',
    build: (s) => {
      b.stage(b.http(s), '$default', {
        accessLogSettings: {
          destinationArn: b.LOG_GROUP,
          format:
            '$context.identity.sourceIp - - [$context.requestTime] "$context.httpMethod $context.routeKey $context.protocol" $context.status $context.responseLength $context.requestId',
        },
      });
    },
  },
  {
    title: 'user app: tags on a stack and an API, with keys that resemble reserved keys',
    build: (s) => {
      const api = new HttpApi(s, 'A', { defaultIntegration: b.urlIntegration() });
      Tags.of(s).add('Owner', 'team@example.com');
      Tags.of(api).add('cost-center:aws', '42');
      Tags.of(api).add('AwsThing', '');
    },
  },
  {
    title: 'user app: CORS headers in several spellings',
    build: (s) => {
      b.http(s, {
        corsConfiguration: {
          allowOrigins: ['http://localhost:3000', 'https://example.com'],
          allowHeaders: ['content-type', 'Authorization', 'X-Amz-Date', 'x_api_key', 'sentry-trace', '*'],
          exposeHeaders: ['ETag', 'X-Total-Count'],
          allowMethods: ['GET', '*'],
        },
      });
    },
  },
  {
    title: 'user app: tags with non-ASCII letters, spaces, email addresses and URLs',
    build: (s) => {
      b.http(s, {
        tags: {
          'Projekt Größe': 'Bücher & Co'.replace('&', '+'),
          mail: 'a.b+c@example.com',
          'aws-cdk:auto': 'true',
          url: 'https://example.com:443/x_y=z',
        },
      });
    },
  },
  {
    title: 'user app: domain names in every form',
    build: (s) => {
      for (const d of [
        'a.co',
        'xn--bcher-kva.example',
        '*.dev.example.com',
        '1.example.com',
        'api-1.example.co.uk',
        'api.internal.corp',
      ])
        b.domain(s, d);
      b.domain(s, Fn.importValue('name'));
      b.domain(s, `api.${Fn.ref('AWS::Region')}.example.com`);
    },
  },
  {
    title: 'user app: mapping keys in every form',
    build: (s) => {
      const api = b.http(s);
      b.route(api, 'GET /', b.to(b.url(api)));
      const st = b.stage(api, 'p');
      const d = b.domain(s);
      for (const k of ['v1', 'orders/v2/items', 'a.b', 'x_y-z', '$', '(a)', 'v1*']) b.mapping(st, d, k);
    },
  },
  {
    title: 'user app: WebSocket route keys in every form',
    build: (s) => {
      const api = b.webSocket(s);
      for (const k of ['$connect', 'send message', 'user/typing', 'books:list', '/ping', 'GET', '42', 'ünï'])
        b.route(api, k, b.to(b.lambda(api)));
    },
  },
  {
    title: 'user app: API IDs in every form',
    build: (s) => {
      for (const id of ['abc123defg', Fn.importValue('id'), Fn.select(0, ['a']), 'test-api', 'imported_api'])
        new l1.CfnRoute(s, `R${String(id).length}`, { apiId: id, routeKey: 'GET /a' });
    },
  },
  {
    title: 'user app: certificate ARNs in every form',
    build: (s) => {
      for (const [i, c] of [
        'arn:aws:acm:eu-west-1:111111111111:certificate/1',
        Fn.importValue('c'),
        new CfnParameter(s, 'Cert').valueAsString,
      ].entries())
        b.domain(s, `a${i}.example.com`, { certificateArn: c });
    },
  },
  {
    title: 'user app: a certificate that a custom resource creates',
    build: (s) => {
      b.domain(s, 'a.example.com', {
        certificateArn: b.resource(s, 'Custom::Certificate', { ServiceToken: b.FUNCTION }).getAtt('Arn').toString(),
      });
    },
  },
  {
    title: 'user app: a CNAME record for a domain name',
    build: (s) => {
      const d = new DomainName(s, 'D', {
        domainName: 'api.example.com',
        certificate: Certificate.fromCertificateArn(s, 'C', b.CERTIFICATE),
      });
      new route53.CnameRecord(s, 'R', {
        zone: route53.HostedZone.fromHostedZoneAttributes(s, 'Z', { hostedZoneId: 'Z1', zoneName: 'example.com' }),
        recordName: 'api',
        domainName: d.regionalDomainName,
      });
    },
  },
  {
    title: 'user app: an alias record at the apex of a delegated zone',
    build: (s) => {
      const zone = new route53.HostedZone(s, 'Z', { zoneName: 'api.example.com' });
      const d = b.domain(s);
      new route53.CfnRecordSet(s, 'R', {
        hostedZoneId: zone.hostedZoneId,
        name: 'api.example.com',
        type: 'A',
        aliasTarget: { dnsName: d.attrRegionalDomainName, hostedZoneId: d.attrRegionalHostedZoneId },
      });
    },
  },
];
