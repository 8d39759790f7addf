import type { Stack } from 'aws-cdk-lib';
import type { Program } from './program';
import { documented, inferred, stated } from './program';
import { FUNCTION, ROLE, http, otherStack, override, raw, times, wsL2 } from './sound';

const quick = (s: Stack, props: object = {}) =>
  raw(s, 'ApiGatewayV2::Api', { Name: 'q', ProtocolType: 'HTTP', Target: FUNCTION, ...props });
const overrides = (s: Stack, props: object) =>
  raw(s, 'ApiGatewayV2::ApiGatewayManagedOverrides', { ApiId: quick(s).ref, ...props });
const trusts = (principal: string) => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: principal } }],
});
const roleOf = (s: Stack, principal: string) =>
  raw(s, 'IAM::Role', { AssumeRolePolicyDocument: trusts(principal) })
    .getAtt('Arn')
    .toString();

export const managedAndAccount: Program[] = [
  documented('ApiGatewayManagedOverrides.ApiId', 'an API without a target', (s) =>
    raw(s, 'ApiGatewayV2::ApiGatewayManagedOverrides', { ApiId: http(s).ref, Stage: { Description: 'x' } }),
  ),
  documented('ApiGatewayManagedOverrides.ApiId', 'a WebSocket L2', (s) =>
    raw(s, 'ApiGatewayV2::ApiGatewayManagedOverrides', { ApiId: wsL2(s).apiId, Stage: { Description: 'x' } }),
  ),
  documented('ApiGatewayManagedOverrides.ApiId', 'none', (s) => override(overrides(s, {}), 'ApiId', undefined)),
  documented('ApiGatewayManagedOverrides.Integration', 'a minute', (s) =>
    overrides(s, { Integration: { TimeoutInMillis: 60_000 } }),
  ),
  documented('ApiGatewayManagedOverrides.Integration', 'payload format 3.0', (s) =>
    overrides(s, { Integration: { PayloadFormatVersion: '3.0' } }),
  ),
  documented('ApiGatewayManagedOverrides.Route', 'a target that is not an integration', (s) =>
    overrides(s, { Route: { Target: FUNCTION } }),
  ),
  documented('ApiGatewayManagedOverrides.Route', 'JWT without an authorizer', (s) =>
    overrides(s, { Route: { AuthorizationType: 'JWT' } }),
  ),
  documented('ApiGatewayManagedOverrides.Stage', 'execution logs', (s) =>
    overrides(s, { Stage: { DefaultRouteSettings: { LoggingLevel: 'INFO' } } }),
  ),
  documented('ApiGatewayManagedOverrides.Stage', 'an access log in a bucket', (s) =>
    overrides(s, {
      Stage: { AccessLogSettings: { DestinationArn: 'arn:aws:s3:::logs', Format: '$context.requestId' } },
    }),
  ),
  inferred('ApiGatewayManagedOverrides.uniqueness', 'two of the same API', (s) => {
    const { ref } = quick(s);
    times(2, (i) => raw(s, 'ApiGatewayV2::ApiGatewayManagedOverrides', { ApiId: ref, Stage: { Description: `${i}` } }));
  }),
  stated('Account.CloudWatchRoleArn', 'a role that Lambda may assume', (s) =>
    raw(s, 'ApiGateway::Account', { CloudWatchRoleArn: roleOf(s, 'lambda.amazonaws.com') }),
  ),
  stated('Account.CloudWatchRoleArn', 'a role that may not write logs', (s) =>
    raw(s, 'ApiGateway::Account', { CloudWatchRoleArn: roleOf(s, 'apigateway.amazonaws.com') }),
  ),
  stated('Account.singleton', 'two in a stack', (s) =>
    times(2, () => raw(s, 'ApiGateway::Account', { CloudWatchRoleArn: ROLE })),
  ),
  stated('Account.singleton', 'one in each stack of an environment', (s) => {
    raw(s, 'ApiGateway::Account', { CloudWatchRoleArn: ROLE });
    raw(otherStack(s), 'ApiGateway::Account', { CloudWatchRoleArn: ROLE });
  }),
];
