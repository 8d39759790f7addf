import { Stack, Token } from 'aws-cdk-lib';
import type { App, StackProps } from 'aws-cdk-lib';
import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import type * as apigwv2 from 'aws-cdk-lib/aws-apigatewayv2';
import * as acm from 'aws-cdk-lib/aws-certificatemanager';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import type { Modules, Program } from './modules';

type Build = (m: Modules, stack: Stack, app: App) => Record<string, unknown> | void;
type Options = Partial<Omit<Program, 'name' | 'build'>> & { readonly env?: StackProps['env'] };

/** The environment of programs that need an account and a region. */
export const ENV = { account: '111111111111', region: 'eu-west-1' };

/** A program of one stack, `Stack`, which is environment-agnostic by default. */
export function inStack(name: string, build: Build, { env, ...options }: Options = {}): Program {
  return { name, ...options, build: (m, app) => build(m, new Stack(app, 'Stack', { env }), app) };
}

/** A program with an HTTP API `Api` and a default route to a URL. */
export function inApi(
  name: string,
  build: (m: Modules, api: apigwv2.HttpApi, stack: Stack, app: App) => Record<string, unknown> | void,
  props: (m: Modules, stack: Stack) => apigwv2.HttpApiProps = () => ({}),
  options: Options = {},
): Program {
  return inStack(
    name,
    (m, stack, app) => {
      const api = new m.apigwv2.HttpApi(stack, 'Api', { defaultIntegration: url(m), ...props(m, stack) });
      return build(m, api, stack, app);
    },
    options,
  );
}

/** One program for each row of a table. */
export function rows<T>(table: Record<string, T>, make: (name: string, row: T) => Program): Program[] {
  return Object.entries(table).map(([name, row]) => make(name, row));
}

export function url(m: Modules, id = 'Url', to = 'https://example.com'): apigwv2.HttpRouteIntegration {
  return new m.integrations.HttpUrlIntegration(id, to);
}

export function fn(scope: Construct, id = 'Fn'): lambda.Function {
  return new lambda.Function(scope, id, {
    runtime: lambda.Runtime.NODEJS_22_X,
    handler: 'index.handler',
    code: lambda.Code.fromInline('exports.handler = async () => ({ statusCode: 200 });'),
  });
}

export function certificate(scope: Construct, id = 'Cert'): acm.ICertificate {
  const { account, partition, region } = Stack.of(scope);
  const known = (value: string, otherwise: string) => (Token.isUnresolved(value) ? otherwise : value);
  const where = `${known(partition, 'aws')}:acm:${known(region, ENV.region)}:${known(account, ENV.account)}`;
  return acm.Certificate.fromCertificateArn(scope, id, `arn:${where}:certificate/${id}`);
}

export function domain(
  m: Modules,
  scope: Construct,
  id = 'Domain',
  props: Partial<apigwv2.DomainNameProps> = {},
): apigwv2.DomainName {
  return new m.apigwv2.DomainName(scope, id, {
    domainName: `${id.toLowerCase()}.example.com`,
    certificate: certificate(scope, `${id}Cert`),
    ...props,
  });
}

export function role(scope: Construct, id = 'Role', service = 'apigateway.amazonaws.com'): iam.Role {
  return new iam.Role(scope, id, { assumedBy: new iam.ServicePrincipal(service) });
}

export function jsonLog(): apigateway.AccessLogFormat {
  return apigateway.AccessLogFormat.jsonWithStandardFields();
}
