import type { Context } from './context';
import type { Resource } from './resources';
import { authOf, authorizationOf, authorizerOf, invocationUri, isDocument, withAuth } from './sam-auth';
import { asObject, entries, pick } from './sam-values';
import { isObject, type JsonObject, type Template } from './template';
import type { Json } from './types';

/** The logical ID of the API that SAM creates for events without an `ApiId`. */
const implicitApi = 'ServerlessHttpApi';

/** Adds the resources that the SAM transform creates from the HTTP APIs and functions of the templates. */
export function addSamResources(context: Context): void {
  for (const stack of context.resources.assembly.stacks) {
    const resources = context.resources.of(stack);
    const functions = resources.filter(({ type }) => type === 'AWS::Serverless::Function');
    const apis = resources.filter(({ type }) => type === 'AWS::Serverless::HttpApi');
    if (functions.length + apis.length > 0) new Transform(context, stack.template).run(apis, functions);
  }
}

/** An API in a template, its stage, and the properties of the SAM resource. */
interface SamApi {
  readonly api: Resource;
  readonly stage: Resource;
  readonly sam: JsonObject;
}

class Transform {
  private readonly apis = new Map<string, SamApi>();

  constructor(
    private readonly context: Context,
    private readonly template: Template,
  ) {}

  run(apis: Resource[], functions: Resource[]): void {
    for (const api of apis)
      this.addApi(api, api.logicalId, withGlobals(this.template.Globals?.HttpApi, api.properties));
    for (const resource of functions) this.addFunction(resource);
  }

  private addApi(parent: Resource, logicalId: string, sam: JsonObject): void {
    const cors = sam.CorsConfiguration;
    const body = isObject(sam.DefinitionBody) ? withAuth(sam.DefinitionBody, sam) : sam.DefinitionBody;
    const uri = sam.DefinitionUri;
    const api = this.add(parent, logicalId, 'AWS::ApiGatewayV2::Api', {
      ProtocolType: 'HTTP',
      ...pick(sam, {
        Name: 'Name',
        Description: 'Description',
        DisableExecuteApiEndpoint: 'DisableExecuteApiEndpoint',
        Tags: 'Tags',
      }),
      ...(cors === undefined ? {} : { CorsConfiguration: corsOf(cors) }),
      ...(body === undefined ? {} : { Body: body }),
      ...(uri === undefined ? {} : { BodyS3Location: uri }),
    });
    const stage = sam.StageName ?? '$default';
    const stageResource = this.add(
      api,
      stage === '$default' ? `${logicalId}ApiGatewayDefaultStage` : `${logicalId}Stage`,
      'AWS::ApiGatewayV2::Stage',
      {
        ApiId: { Ref: logicalId },
        StageName: stage,
        AutoDeploy: true,
        ...pick(sam, {
          AccessLogSettings: 'AccessLogSettings',
          DefaultRouteSettings: 'DefaultRouteSettings',
          RouteSettings: 'RouteSettings',
          StageVariables: 'StageVariables',
        }),
      },
    );
    this.apis.set(logicalId, { api, stage: stageResource, sam });
    this.context.resources.name(`${logicalId}.Stage`, stageResource);
    this.addDomain(api, sam, stage);
    if (isDocument(body)) return;
    const { Authorizers: authorizers } = authOf(sam);
    for (const [name, authorizer] of entries(authorizers)) this.addAuthorizer(api, name, authorizer);
  }

  private addDomain(api: Resource, { Domain: domain }: JsonObject, stage: Json): void {
    if (!isObject(domain)) return;
    const name = `ApiGatewayDomainNameV2${api.logicalId}`;
    const added = this.add(api, name, 'AWS::ApiGatewayV2::DomainName', {
      DomainName: domain.DomainName ?? null,
      DomainNameConfigurations: [
        {
          EndpointType: 'REGIONAL',
          ...pick(domain, { CertificateArn: 'CertificateArn', SecurityPolicy: 'SecurityPolicy' }),
        },
      ],
      ...pick(domain, { MutualTlsAuthentication: 'MutualTlsAuthentication' }),
    });
    this.context.resources.name(`${api.logicalId}.DomainName`, added);
    const paths = Array.isArray(domain.BasePath) ? domain.BasePath : [domain.BasePath ?? ''];
    paths.forEach((path, index) => {
      this.add(api, `${api.logicalId}ApiMapping${index || ''}`, 'AWS::ApiGatewayV2::ApiMapping', {
        ApiId: { Ref: api.logicalId },
        DomainName: { Ref: name },
        Stage: stage,
        ...(path === '' || path === '/'
          ? {}
          : { ApiMappingKey: typeof path === 'string' ? path.replace(/^\//, '') : path }),
      });
    });
  }

  private addAuthorizer(api: Resource, name: string, sam: Json): void {
    if (!isObject(sam)) return;
    this.add(api, `${api.logicalId}${name}Authorizer`, 'AWS::ApiGatewayV2::Authorizer', {
      ApiId: { Ref: api.logicalId },
      Name: name,
      ...authorizerOf(sam),
    });
  }

  private addFunction(resource: Resource): void {
    const sam = withGlobals(this.template.Globals?.Function, resource.properties);
    const { CodeUri, InlineCode, ImageUri, Events } = sam;
    this.add(resource, resource.logicalId, 'AWS::Lambda::Function', {
      ...pick(sam, Object.fromEntries(functionProperties.map((name) => [name, name]))),
      Code:
        InlineCode !== undefined
          ? { ZipFile: InlineCode }
          : ImageUri !== undefined
            ? { ImageUri }
            : isObject(CodeUri) && CodeUri.Bucket !== undefined
              ? { S3Bucket: CodeUri.Bucket, S3Key: CodeUri.Key ?? null }
              : { CodeUri: CodeUri ?? null },
    });
    const target = this.addAlias(resource, sam);
    for (const [name, event] of entries(Events)) {
      if (isObject(event) && event.Type === 'HttpApi')
        this.addEvent(resource, name, asObject(event.Properties), target);
    }
  }

  /** Returns the function that an event invokes, or the alias that SAM publishes for the function. */
  private addAlias(handler: Resource, { AutoPublishAlias: name }: JsonObject): Json {
    if (name === undefined) return { 'Fn::GetAtt': [handler.logicalId, 'Arn'] };
    const logicalId = `${handler.logicalId}Alias${typeof name === 'string' ? name : ''}`;
    const of = { FunctionName: { Ref: handler.logicalId } };
    const { resources } = this.context;
    resources.name(
      `${handler.logicalId}.Alias`,
      this.add(handler, logicalId, 'AWS::Lambda::Alias', { ...of, Name: name }),
    );
    // SAM adds a hash of the code to this logical ID.
    resources.name(
      `${handler.logicalId}.Version`,
      this.add(handler, `${handler.logicalId}Version`, 'AWS::Lambda::Version', of),
    );
    return { Ref: logicalId };
  }

  private addEvent(handler: Resource, name: string, event: JsonObject, target: Json): void {
    const ref = isObject(event.ApiId) ? event.ApiId.Ref : undefined;
    const apiId = event.ApiId === undefined ? implicitApi : typeof ref === 'string' ? ref : undefined;
    if (apiId === implicitApi && !this.apis.has(implicitApi)) {
      // The implicit API has neither a construct nor a condition.
      const parent = { ...handler, construct: undefined, condition: undefined };
      this.addApi(parent, implicitApi, asObject(this.template.Globals?.HttpApi));
    }
    const known = apiId === undefined ? undefined : this.apis.get(apiId);
    const id = `${handler.logicalId}${name}`;
    const api = known ? { Ref: known.api.logicalId } : (event.ApiId ?? null);
    this.add(handler, `${id}Integration`, 'AWS::ApiGatewayV2::Integration', {
      ApiId: api,
      IntegrationType: 'AWS_PROXY',
      IntegrationUri: invocationUri(target),
      PayloadFormatVersion: event.PayloadFormatVersion ?? '2.0',
      ...pick(event, { TimeoutInMillis: 'TimeoutInMillis' }),
    });
    const { Path, Method = 'ANY' } = event;
    const key = Path === undefined || Path === '$default' ? '$default' : methodAndPath(Method, Path);
    this.add(handler, `${id}Route`, 'AWS::ApiGatewayV2::Route', {
      ApiId: api,
      RouteKey: key,
      Target: { 'Fn::Join': ['', ['integrations/', { Ref: `${id}Integration` }]] },
      ...authorizationOf(known?.api, known?.sam ?? {}, asObject(event.Auth)),
    });
    if (known && event.RouteSettings !== undefined && typeof key === 'string') {
      const { properties } = known.stage;
      const settings = asObject(properties.RouteSettings);
      properties.RouteSettings = { ...settings, [key]: withGlobals(settings[key], event.RouteSettings) };
    }
    this.add(handler, `${id}Permission`, 'AWS::Lambda::Permission', {
      Action: 'lambda:InvokeFunction',
      FunctionName: target,
      Principal: 'apigateway.amazonaws.com',
      SourceArn: {
        'Fn::Sub': ['arn:${AWS::Partition}:execute-api:${AWS::Region}:${AWS::AccountId}:${ApiId}/*', { ApiId: api }],
      },
    });
  }

  private add(parent: Resource, logicalId: string, type: string, properties: JsonObject): Resource {
    const origin = { logicalId, sam: true };
    return this.context.resources.add(parent, { logicalId, type, properties, origin });
  }
}

const functionProperties =
  'FunctionName Handler Runtime PackageType Environment Timeout MemorySize Architectures Layers Description Tags'.split(
    ' ',
  );

/** Converts the `CorsConfiguration` of SAM, which can be `true`, an origin, or the CloudFormation object. */
function corsOf(cors: Json): Json {
  if (cors === true) return { AllowOrigins: ['*'] };
  return typeof cors === 'string' ? { AllowOrigins: [cors] } : cors;
}

function methodAndPath(method: Json, path: Json): Json {
  const verb = typeof method === 'string' ? method.toUpperCase() : method;
  const shown = verb === 'X-AMAZON-APIGATEWAY-ANY-METHOD' ? 'ANY' : verb;
  return typeof shown === 'string' && typeof path === 'string'
    ? `${shown} ${path}`
    : { 'Fn::Join': [' ', [shown, path]] };
}

/**
 * Merges the properties of a resource with the defaults from `Globals`. Maps are merged, lists are concatenated, and
 * other values of the resource replace the defaults.
 */
function withGlobals(globals: Json | undefined, own: Json): JsonObject {
  const result: JsonObject = { ...asObject(globals) };
  for (const [key, value] of Object.entries(asObject(own))) {
    const before = result[key];
    if (isObject(before) && isObject(value) && !isIntrinsic(value)) result[key] = withGlobals(before, value);
    else if (Array.isArray(before) && Array.isArray(value)) result[key] = [...before, ...value];
    else result[key] = value;
  }
  return result;
}

function isIntrinsic(value: JsonObject): boolean {
  const [key, ...others] = Object.keys(value);
  return others.length === 0 && key !== undefined && (key === 'Ref' || key.startsWith('Fn::'));
}
