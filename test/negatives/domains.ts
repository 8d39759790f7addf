import type { Stack } from 'aws-cdk-lib';
import { CfnBasePathMapping, CfnDomainName as CfnRestDomainName, CfnRestApi } from 'aws-cdk-lib/aws-apigateway';
import type { CfnApiMappingProps } from 'aws-cdk-lib/aws-apigatewayv2';
import { CfnApiMapping, CfnStage } from 'aws-cdk-lib/aws-apigatewayv2';
import type { Negatives } from './negative';
import { calls, domain, http, integration, mapping, route, stage, times, webSocket } from './negative';

const ARN = 'arn:aws:acm:eu-west-1:111111111111:certificate/x';
const mapped = (s: Stack, apiId: string, props: Partial<CfnApiMappingProps> = {}) =>
  new CfnApiMapping(s, `Mapped${s.node.children.length}`, {
    apiId,
    domainName: 'x.example.com',
    stage: 'prod',
    ...props,
  });
/** An API with a route and the stage `prod`. */
const served = (s: Stack) => {
  const api = http(s);
  route(api, 'GET /a', calls(integration(api)));
  return stage(api, 'prod');
};
/** A domain name of API Gateway v1. */
const old = (s: Stack, props: object) =>
  new CfnRestDomainName(s, `Old${s.node.children.length}`, { domainName: 'old.example.com', ...props });
const mtls = { mutualTlsAuthentication: { truststoreUri: 's3://b/k' } };
const keys = (s: Stack, n: number, on = domain(s)) => {
  const api = http(s);
  times(n, (i) => mapping(api, on, `v1/${i}`));
};

export const negatives: Negatives = {
  DomainNameInvalid: {
    violates: (s) => domain(s, {}, { domainName: 'https://My_API.example.com/v1' }),
    complies: (s) => {
      domain(s, {}, { domainName: '*.example.com' });
      domain(s, {}, { domainName: `${'a'.repeat(63)}.xn--bcher-kva.example` });
    },
    messageContains: ["got 'https://My_API.example.com/v1'", "Did you mean 'my-api.example.com'?"],
  },
  DomainNameDuplicate: {
    violates: (s) => ['A', 'B'].map(() => domain(s, {}, { domainName: 'a.example.com' })),
    complies: (s) => ['a.example.com', '*.example.com'].map((domainName) => domain(s, {}, { domainName })),
    messageContains: ["got 'a.example.com'", 'has the same name'],
  },
  DomainConfigurationCount: {
    violates: (s) => domain(s, {}, { domainNameConfigurations: [{ certificateArn: ARN }, { certificateArn: ARN }] }),
    complies: (s) => domain(s),
    messageContains: ['exactly one configuration', 'got 2 (REGIONAL, REGIONAL)'],
  },
  DomainTlsUnsupported: {
    violates: (s) => domain(s, { securityPolicy: 'TLS_1_0' }),
    complies: (s) => domain(s, { securityPolicy: 'TLS_1_2' }),
    messageContains: ["got 'TLS_1_0'", "Use 'TLS_1_2'"],
  },
  DomainPolicyUnknown: {
    violates: (s) => domain(s, { securityPolicy: 'TLS_1_3' }),
    complies: (s) => domain(s, { securityPolicy: 'TLS_1_2' }),
    messageContains: ["got 'TLS_1_3'", "Use 'TLS_1_2'"],
  },
  DomainPolicyUnusual: {
    violates: (s) => domain(s, { securityPolicy: 'SecurityPolicy_TLS13_1_3_2025_09' }),
    complies: (s) => domain(s, { securityPolicy: 'TLS_1_2' }),
    messageContains: ["got 'SecurityPolicy_TLS13_1_3_2025_09'"],
  },
  DomainEndpointEdge: {
    violates: (s) => domain(s, { endpointType: 'EDGE' }),
    complies: (s) => ['REGIONAL', 'PRIVATE'].map((endpointType) => domain(s, { endpointType })),
    messageContains: ["got 'EDGE'", 'REGIONAL'],
  },
  RoutingModeUnknown: {
    violates: (s) => domain(s, {}, { routingMode: 'ROUTING_RULES' }),
    complies: (s) => domain(s, {}, { routingMode: 'ROUTING_RULE_ONLY' }),
    messageContains: ["got 'ROUTING_RULES'", 'ROUTING_RULE_THEN_API_MAPPING'],
  },
  ApiMappingKeyInvalid: {
    violates: (s) => mapping(http(s), domain(s), 'my books'),
    complies: (s) => {
      mapping(http(s), domain(s), 'v1/books');
      mapping(http(s), domain(s), "$-_.+!*'(),");
      mapping(http(s), domain(s), 'x'.repeat(300));
      mapping(http(s), domain(s), ' ');
    },
    messageContains: ["got 'my books'", "Did you mean 'my-books'?"],
  },
  ApiMappingKeyOfSeveralLevels: {
    violates: (s) => mapping(webSocket(s), domain(s), 'v1/chat'),
    complies: (s) => mapping(webSocket(s), domain(s), 'v1-chat'),
    messageContains: ["got 'v1/chat'", "Did you mean 'v1-chat'?"],
  },
  ApiMappingDuplicate: {
    violates: (s) => {
      const on = domain(s);
      mapping(http(s), on, '');
      mapping(http(s), on);
    },
    complies: (s) => {
      const on = domain(s);
      mapping(http(s), on, 'v1');
      mapping(http(s), on);
      mapping(http(s), domain(s), 'v1');
    },
    messageContains: ['must be unique on the domain name', 'has the same key), got no key'],
  },
  ApiMappingStageUnknown: {
    violates: (s) => mapped(s, served(s).apiId, { stage: 'Prod' }),
    complies: (s) => {
      mapped(s, served(s).apiId).node.addDependency(s.node.children.find((child) => child instanceof CfnStage)!);
      // An API that has no stages in the app, and an API that the app does not create
      mapped(s, http(s).ref, { stage: 'test', apiMappingKey: 'a' });
      mapped(s, 'abc', { stage: 'test', apiMappingKey: 'b' });
    },
    messageContains: ["which has the stages 'prod'", "got 'Prod'", "Did you mean 'prod'?"],
  },
  ApiMappingWithoutDependency: {
    violates: (s) => mapped(s, served(s).apiId),
    complies: (s) => {
      const [one, on] = [served(s), domain(s)];
      const by = mapped(s, one.apiId, { domainName: 'api.example.com' });
      by.node.addDependency(one, on);
      mapped(s, one.apiId, { domainName: on.ref, stage: one.ref, apiMappingKey: 'a' });
    },
    messageContains: [
      'so that CloudFormation creates that resource first',
      "got 'prod'",
      'mapping.node.addDependency(stage)',
    ],
  },
  DomainSharedWithWebSocket: {
    violates: (s) => {
      const on = domain(s);
      mapping(http(s), on, 'rest');
      mapping(webSocket(s), on, 'chat');
    },
    complies: (s) => {
      const on = domain(s);
      mapping(webSocket(s), on, 'news');
      mapping(webSocket(s), on, 'chat');
    },
    messageContains: ['WebSocket', 'a separate domain name'],
  },
  TooManyMultiLevelMappings: {
    violates: (s) => keys(s, 201),
    complies: (s) => keys(s, 200),
    messageContains: ['at most 200', 'got 201'],
  },
  MutualTlsBypassed: {
    violates: (s) => mapping(http(s), domain(s, {}, mtls)),
    complies: (s) => mapping(http(s, { disableExecuteApiEndpoint: true }), domain(s, {}, mtls)),
    messageContains: ['the default endpoint', 'disableExecuteApiEndpoint: true'],
  },
  RestDomainNameUnsupported: {
    violates: (s) => mapped(s, 'abc', { domainName: old(s, { certificateArn: ARN, securityPolicy: 'TLS_1_2' }).ref }),
    complies: (s) =>
      mapped(s, 'abc', {
        domainName: old(s, {
          regionalCertificateArn: ARN,
          endpointConfiguration: { types: ['REGIONAL'] },
          securityPolicy: 'TLS_1_2',
        }).ref,
      }),
    messageContains: ['a Regional domain name with TLS 1.2', 'which is edge-optimized'],
  },
  BasePathMappingUnsupported: {
    violates: (s) => new CfnBasePathMapping(s, 'Base', { domainName: 'a.example.com', restApiId: http(s).ref }),
    complies: (s) => new CfnBasePathMapping(s, 'Base', { domainName: 'a.example.com', restApiId: rest(s).ref }),
    messageContains: ['must be a REST API', "got 'Stack/Api", 'new ApiMapping'],
  },
  BasePathOfSeveralLevels: {
    violates: (s) =>
      new CfnBasePathMapping(s, 'Base', { domainName: 'a.example.com', restApiId: 'r', basePath: 'a/b' }),
    complies: (s) => new CfnBasePathMapping(s, 'Base', { domainName: 'a.example.com', restApiId: 'r', basePath: 'a' }),
    messageContains: ["got 'a/b'", 'new RestApiMapping'],
  },
  ReferenceToOtherApi: {
    violates: (s) => mapped(s, http(s).ref, { stage: served(s).ref }),
    complies: (s) => {
      const one = served(s);
      mapped(s, one.apiId, { stage: one.ref });
    },
    messageContains: ['must name a resource of', "got 'Stack/Stage"],
  },
  UnknownValue: {
    violates: (s) => domain(s, { ipAddressType: 'DUALSTACK' }),
    complies: (s) => domain(s, { ipAddressType: 'dualstack' }),
    messageContains: ["got 'DUALSTACK'", 'Did you mean dualstack?'],
  },
};

/** A REST API. */
function rest(stack: Stack): CfnRestApi {
  return new CfnRestApi(stack, `Rest${stack.node.children.length}`, { name: 'rest' });
}
