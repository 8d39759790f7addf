import { CfnPermission } from 'aws-cdk-lib/aws-lambda';
import type { CfnPermissionProps } from 'aws-cdk-lib/aws-lambda';
import type { Stack } from 'aws-cdk-lib';
import type { Program } from './program';
import { atRunTime, documented, inferred, observed, stated } from './program';
import {
  ACCOUNT,
  FUNCTION,
  INVOKE,
  ROLE,
  authorizer,
  domain,
  domainL2,
  http,
  httpL2,
  lambda,
  otherStack,
  raw,
  route,
  stage,
  targetOf,
  times,
  ws,
  wsL2,
} from './sound';

/** A Lambda function of the stack that a route calls without a role, and a permission for it. */
const permit =
  (of: (arn: string) => Partial<CfnPermissionProps>, make = http) =>
  (s: Stack) => {
    const api = make(s);
    const own = raw(s, 'Lambda::Function', {
      Code: { ZipFile: 'x' },
      Role: ROLE,
      Runtime: 'nodejs22.x',
      Handler: 'index.h',
    });
    const arn = own.getAtt('Arn').toString();
    const isHttp = api.protocolType === 'HTTP';
    const integrationUri = isHttp ? arn : INVOKE.replace(FUNCTION, arn);
    route(api, isHttp ? 'GET /books' : 'send', {
      target: targetOf(lambda(api, { integrationUri, credentialsArn: undefined })),
    });
    new CfnPermission(s, 'Permission', {
      action: 'lambda:InvokeFunction',
      functionName: arn,
      principal: 'apigateway.amazonaws.com',
      sourceArn: `arn:aws:execute-api:us-east-1:${ACCOUNT}:${api.ref}/*/*`,
      ...of(`arn:aws:execute-api:us-east-1:${ACCOUNT}:${api.ref}`),
    });
  };
const PERMISSION = 'Permission.SourceArn';

export const permissions: Program[] = [
  atRunTime(
    PERMISSION,
    'no method in the ARN',
    permit((arn) => ({ sourceArn: `${arn}/prod/books` })),
  ),
  atRunTime(
    PERMISSION,
    'the ARN of the API alone',
    permit((arn) => ({ sourceArn: arn })),
  ),
  atRunTime(
    PERMISSION,
    'a method and a path for a WebSocket API',
    permit((arn) => ({ sourceArn: `${arn}/*/GET/chat` }), ws),
  ),
  atRunTime(
    PERMISSION,
    'the ARN of the resource',
    permit(() => ({ sourceArn: 'arn:aws:apigateway:us-east-1::/apis/abc123' })),
  ),
  atRunTime(
    PERMISSION,
    'another API',
    permit(() => ({ sourceArn: `arn:aws:execute-api:us-east-1:${ACCOUNT}:other12345/*/*` })),
  ),
  atRunTime(PERMISSION, 'another API of the stack', (s) => {
    const other = ws(s);
    permit(() => ({ sourceArn: `arn:aws:execute-api:us-east-1:${ACCOUNT}:${other.ref}/*/*` }), ws)(s);
  }),
  observed('Permission.FunctionName', 'of another region', (s) =>
    raw(s, 'Lambda::Permission', {
      Action: 'lambda:InvokeFunction',
      Principal: 'apigateway.amazonaws.com',
      FunctionName: FUNCTION.replace('us-east-1', 'eu-west-1'),
    }),
  ),
  observed('Permission.FunctionName', 'of the region of another stack', (s) => {
    const far = otherStack(s, 'eu-west-1');
    new CfnPermission(far, 'P', {
      action: 'lambda:InvokeFunction',
      principal: 'apigateway.amazonaws.com',
      functionName: FUNCTION,
      sourceArn: `arn:aws:execute-api:eu-west-1:${ACCOUNT}:${http(far).ref}/*/*`,
    });
  }),
  observed(
    'Permission.FunctionName',
    '$LATEST',
    permit(() => ({ functionName: `${FUNCTION}:$LATEST` })),
  ),
  observed(
    'Permission.FunctionName',
    '$LATEST of a name, WebSocket',
    permit(() => ({ functionName: 'chat:$LATEST' }), ws),
  ),
  stated(
    'Permission.Principal',
    'plural',
    permit(() => ({ principal: 'apigateways.amazonaws.com' })),
  ),
  stated(
    'Permission.Principal',
    'the endpoint',
    permit(() => ({ principal: 'execute-api.amazonaws.com' })),
  ),
  stated('Permission.policy', 'a permission for each of 100 routes', (s) => {
    const api = http(s);
    times(100, (i) =>
      raw(s, 'Lambda::Permission', {
        Action: 'lambda:InvokeFunction',
        Principal: 'apigateway.amazonaws.com',
        FunctionName: 'books',
        SourceArn: `arn:aws:execute-api:us-east-1:${ACCOUNT}:${api.ref}/*/GET/books/of/the/library/${i}`,
      }),
    );
  }),
  atRunTime('Permission.presence', 'an integration without a role and a permission', (s) => {
    const api = http(s);
    const own = raw(s, 'Lambda::Function', {
      Code: { ZipFile: 'x' },
      Role: ROLE,
      Runtime: 'nodejs22.x',
      Handler: 'i.h',
    });
    const integrationUri = own.getAtt('Arn').toString();
    route(api, 'GET /books', { target: targetOf(lambda(api, { integrationUri, credentialsArn: undefined })) });
  }),
  atRunTime('Permission.presence', 'an authorizer without a role and a permission', (s) => {
    const own = raw(s, 'Lambda::Function', {
      Code: { ZipFile: 'x' },
      Role: ROLE,
      Runtime: 'nodejs22.x',
      Handler: 'i.h',
    });
    const api = ws(s);
    const authorizerUri = INVOKE.replace(FUNCTION, own.getAtt('Arn').toString());
    const readers = authorizer(api, { authorizerUri, authorizerCredentialsArn: undefined });
    route(api, '$connect', { authorizationType: 'CUSTOM', authorizerId: readers.ref });
  }),
];

const acl = `arn:aws:wafv2:us-east-1:${ACCOUNT}:regional/webacl/books/11111111-2222-3333-4444-555555555555`;
const protect = (s: Stack, resource: string) =>
  raw(s, 'WAFv2::WebACLAssociation', { WebACLArn: acl, ResourceArn: resource });
const alias = (s: Stack, name: string, dnsName: string, hostedZoneId: string) =>
  raw(s, 'Route53::RecordSet', {
    Name: name,
    Type: 'A',
    HostedZoneId: 'Z0OWN',
    AliasTarget: { DNSName: dnsName, HostedZoneId: hostedZoneId },
  });

export const others: Program[] = [
  observed('WebACLAssociation.ResourceArn', 'a stage of an HTTP API', (s) => {
    const prod = stage(http(s), 'prod');
    protect(s, `arn:aws:apigateway:us-east-1::/apis/${prod.apiId}/stages/${prod.ref}`);
  }),
  observed('WebACLAssociation.ResourceArn', 'a stage of an HTTP L2', (s) =>
    protect(s, `arn:aws:apigateway:us-east-1::/apis/${httpL2(s).apiId}/stages/$default`),
  ),
  observed('WebACLAssociation.ResourceArn', 'an HTTP API as if it were a REST API', (s) =>
    protect(s, `arn:aws:apigateway:us-east-1::/restapis/${http(s).ref}/stages/prod`),
  ),
  observed('WebACLAssociation.ResourceArn', 'the execute-api ARN of an HTTP API', (s) =>
    protect(s, `arn:aws:execute-api:us-east-1:${ACCOUNT}:${http(s).ref}/*/*/*`),
  ),
  observed('BasePathMapping.RestApiId', 'an HTTP API', (s) =>
    raw(s, 'ApiGateway::BasePathMapping', { DomainName: 'api.example.com', RestApiId: http(s).ref, Stage: '$default' }),
  ),
  observed('BasePathMapping.RestApiId', 'a WebSocket L2', (s) =>
    raw(s, 'ApiGateway::BasePathMapping', {
      DomainName: domain(s).ref,
      RestApiId: wsL2(s).apiId,
      Stage: 'prod',
      BasePath: 'chat',
    }),
  ),
  documented('BasePathMapping.BasePath', 'several levels', (s) => {
    const rest = raw(s, 'ApiGateway::RestApi', { Name: 'rest' });
    raw(s, 'ApiGateway::BasePathMapping', { DomainName: domain(s).ref, RestApiId: rest.ref, BasePath: 'books/v1' });
  }),
  stated('BasePathMapping.BasePath', 'a slash at the begin', (s) => {
    const rest = raw(s, 'ApiGateway::RestApi', { Name: 'rest' });
    raw(s, 'ApiGateway::BasePathMapping', { DomainName: domainL2(s).name, RestApiId: rest.ref, BasePath: '/books' });
  }),
  observed('RecordSet.AliasTarget', 'the zone of the user', (s) => {
    const own = domain(s);
    alias(s, 'api.example.com', own.attrRegionalDomainName, 'Z0OWN');
  }),
  observed('RecordSet.AliasTarget', 'the zone of CloudFront, L2', (s) =>
    alias(s, 'api.example.com', domainL2(s).regionalDomainName, 'Z2FDTNDATAQYW2'),
  ),
  stated('RecordSet.AliasTarget', 'the endpoint of an HTTP API', (s) =>
    alias(s, 'api.example.com', `${http(s).ref}.execute-api.us-east-1.amazonaws.com`, 'Z1UJRXOUMOOFQ8'),
  ),
  stated('RecordSet.AliasTarget', 'a CNAME to the endpoint of a WebSocket L2', (s) =>
    raw(s, 'Route53::RecordSet', {
      Name: 'chat.example.com',
      Type: 'CNAME',
      TTL: '300',
      HostedZoneId: 'Z0OWN',
      ResourceRecords: [`${wsL2(s).apiId}.execute-api.us-east-1.amazonaws.com`],
    }),
  ),
  inferred('RecordSet.Name', 'another name than the domain name', (s) => {
    const own = domain(s);
    alias(s, 'www.example.com', own.attrRegionalDomainName, own.attrRegionalHostedZoneId);
  }),
  inferred('RecordSet.Name', 'another name than the domain name, L2', (s) => {
    const own = domainL2(s, 'chat.example.com');
    alias(s, 'chats.example.com.', own.regionalDomainName, own.regionalHostedZoneId);
  }),
];
