/** A resource of a template. */
export interface Resource {
  readonly Type: string;
  readonly Properties?: object;
  readonly DependsOn?: string | string[];
  readonly Condition?: string;
}

/** The resources of a template, or a whole template. */
export type Template =
  { readonly [name: string]: Resource } | { readonly Resources: { readonly [name: string]: Resource } };

/** Templates that AWS documents, by topic. */
export type Corpus = { readonly [name: string]: Template };

export const ref = (name: string): object => ({ Ref: name });
export const att = (name: string, attribute: string): object => ({ 'Fn::GetAtt': [name, attribute] });
export const sub = (text: string): object => ({ 'Fn::Sub': text });
export const target = (name: string): object => sub(`integrations/\${${name}}`);

const v2 =
  (type: string) =>
  (Properties: object, more: Partial<Resource> = {}): Resource => ({
    Type: `AWS::ApiGatewayV2::${type}`,
    Properties,
    ...more,
  });

const ofApi =
  (type: string) =>
  (Properties: object, more: Partial<Resource> = {}) =>
    v2(type)({ ApiId: ref('Api'), ...Properties }, more);

export const Route = ofApi('Route');
export const Integration = ofApi('Integration');
export const Authorizer = ofApi('Authorizer');
export const Model = ofApi('Model');
export const Deployment = ofApi('Deployment');
export const RouteResponse = ofApi('RouteResponse');
export const IntegrationResponse = ofApi('IntegrationResponse');
export const ApiMapping = ofApi('ApiMapping');
export const VpcLink = v2('VpcLink');
export const DomainName = v2('DomainName');
export const RoutingRule = v2('RoutingRule');
export const Stage = ofApi('Stage');

export const httpApi = (Properties: object = {}): Resource =>
  v2('Api')({ Name: 'shop', ProtocolType: 'HTTP', ...Properties });
export const webSocketApi = (Properties: object = {}): Resource =>
  v2('Api')({
    Name: 'chat',
    ProtocolType: 'WEBSOCKET',
    RouteSelectionExpression: '$request.body.action',
    ...Properties,
  });

/** The `$default` stage of an HTTP API. */
export const defaultStage = (Properties: object = {}, more: Partial<Resource> = {}): Resource =>
  Stage({ StageName: '$default', AutoDeploy: true, ...Properties }, more);

export const Role: Resource = {
  Type: 'AWS::IAM::Role',
  Properties: {
    AssumeRolePolicyDocument: {
      Statement: [{ Effect: 'Allow', Principal: { Service: 'apigateway.amazonaws.com' }, Action: 'sts:AssumeRole' }],
    },
  },
};
export const Fn: Resource = {
  Type: 'AWS::Lambda::Function',
  Properties: { Runtime: 'nodejs22.x', Handler: 'index.handler', Role: att('Role', 'Arn'), Code: { ZipFile: 'x' } },
};
export const Permission: Resource = {
  Type: 'AWS::Lambda::Permission',
  Properties: { Action: 'lambda:InvokeFunction', FunctionName: ref('Fn'), Principal: 'apigateway.amazonaws.com' },
};
/** A Lambda function, its role, and a permission that allows API Gateway to invoke the function. */
export const handler = { Role, Fn, Permission };

export const lambda = (version = '2.0', more: object = {}): Resource =>
  Integration({
    IntegrationType: 'AWS_PROXY',
    IntegrationUri: att('Fn', 'Arn'),
    PayloadFormatVersion: version,
    ...more,
  });
export const url = (uri: unknown = 'https://httpbin.org/anything', more: object = {}): Resource =>
  Integration({
    IntegrationType: 'HTTP_PROXY',
    IntegrationMethod: 'ANY',
    IntegrationUri: uri,
    PayloadFormatVersion: '1.0',
    ...more,
  });
export const action = (IntegrationSubtype: string, RequestParameters: object, more: object = {}): Resource =>
  Integration({
    IntegrationType: 'AWS_PROXY',
    IntegrationSubtype,
    PayloadFormatVersion: '1.0',
    CredentialsArn: att('Role', 'Arn'),
    RequestParameters,
    ...more,
  });
/** The URI with which WebSocket APIs invoke a Lambda function. */
export const invocations = sub(
  'arn:aws:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/${Fn.Arn}/invocations',
);
export const socketLambda = (more: object = {}): Resource =>
  Integration({ IntegrationType: 'AWS_PROXY', IntegrationMethod: 'POST', IntegrationUri: invocations, ...more });
export const CERTIFICATE = 'arn:aws:acm:eu-west-1:111111111111:certificate/00000000-0000-0000-0000-000000000000';
