import { CfnPermission } from 'aws-cdk-lib/aws-lambda';
import type { CfnPermissionProps } from 'aws-cdk-lib/aws-lambda';
import type { Stack } from 'aws-cdk-lib';
import type { Program } from './program';
import { atRunTime, observed, stated } from './program';
import {
  ACCOUNT,
  FUNCTION,
  INVOKE,
  ROLE,
  authorizer,
  http,
  lambda,
  otherStack,
  raw,
  route,
  targetOf,
  times,
  ws,
} from './sound';

/** Adds a Lambda function, a route that calls the function without a role, and a permission for the function. */
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
