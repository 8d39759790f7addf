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
    breaks: (s) => domain(s, {}, { domainName: 'https://My_API.example.com/v1' }),
    keeps: (s) => {
      domain(s, {}, { domainName: '*.example.com' });
      domain(s, {}, { domainName: `${'a'.repeat(63)}.xn--bcher-kva.example` });
    },
    says: ["got 'https://My_API.example.com/v1'", "Did you mean 'my-api.example.com'?"],
  },
  DomainNameDuplicate: {
    breaks: (s) => ['A', 'B'].map(() => domain(s, {}, { domainName: 'a.example.com' })),
    keeps: (s) => ['a.example.com', '*.example.com'].map((domainName) => domain(s, {}, { domainName })),
    says: ["got 'a.example.com'", 'has the same name'],
  },
  DomainConfigurationCount: {
    breaks: (s) => domain(s, {}, { domainNameConfigurations: [{ certificateArn: ARN }, { certificateArn: ARN }] }),
    keeps: (s) => domain(s),
    says: ['exactly one configuration', 'got 2 (REGIONAL, REGIONAL)'],
  },
  DomainTlsUnsupported: {
    breaks: (s) => domain(s, { securityPolicy: 'TLS_1_0' }),
    keeps: (s) => domain(s, { securityPolicy: 'TLS_1_2' }),
    says: ["got 'TLS_1_0'", "Use 'TLS_1_2'"],
  },
  DomainPolicyUnknown: {
    breaks: (s) => domain(s, { securityPolicy: 'TLS_1_3' }),
    keeps: (s) => domain(s, { securityPolicy: 'TLS_1_2' }),
    says: ["got 'TLS_1_3'", "Use 'TLS_1_2'"],
  },
  DomainPolicyUnusual: {
    breaks: (s) => domain(s, { securityPolicy: 'SecurityPolicy_TLS13_1_3_2025_09' }),
    keeps: (s) => domain(s, { securityPolicy: 'TLS_1_2' }),
    says: ["got 'SecurityPolicy_TLS13_1_3_2025_09'"],
  },
  DomainEndpointEdge: {
    breaks: (s) => domain(s, { endpointType: 'EDGE' }),
    keeps: (s) => ['REGIONAL', 'PRIVATE'].map((endpointType) => domain(s, { endpointType })),
    says: ["got 'EDGE'", 'REGIONAL'],
  },
  RoutingModeUnknown: {
    breaks: (s) => domain(s, {}, { routingMode: 'ROUTING_RULES' }),
    keeps: (s) => domain(s, {}, { routingMode: 'ROUTING_RULE_ONLY' }),
    says: ["got 'ROUTING_RULES'", 'ROUTING_RULE_THEN_API_MAPPING'],
  },
  ApiMappingKeyInvalid: {
    breaks: (s) => mapping(http(s), domain(s), 'my books'),
    keeps: (s) => {
      mapping(http(s), domain(s), 'v1/books');
      mapping(http(s), domain(s), "$-_.+!*'(),");
      mapping(http(s), domain(s), 'x'.repeat(300));
      mapping(http(s), domain(s), ' ');
    },
    says: ["got 'my books'", "Did you mean 'my-books'?"],
  },
  ApiMappingKeyOfSeveralLevels: {
    breaks: (s) => mapping(webSocket(s), domain(s), 'v1/chat'),
    keeps: (s) => mapping(webSocket(s), domain(s), 'v1-chat'),
    says: ["got 'v1/chat'", "Did you mean 'v1-chat'?"],
  },
  ApiMappingDuplicate: {
    breaks: (s) => {
      const on = domain(s);
      mapping(http(s), on, '');
      mapping(http(s), on);
    },
    keeps: (s) => {
      const on = domain(s);
      mapping(http(s), on, 'v1');
      mapping(http(s), on);
      mapping(http(s), domain(s), 'v1');
    },
    says: ['must be unique on the domain name', 'has the same key), got no key'],
  },
  ApiMappingStageUnknown: {
    breaks: (s) => mapped(s, served(s).apiId, { stage: 'Prod' }),
    keeps: (s) => {
      mapped(s, served(s).apiId).node.addDependency(s.node.children.find((child) => child instanceof CfnStage)!);
      // An API without stages in the app, and an API that the app does not create
      mapped(s, http(s).ref, { stage: 'test', apiMappingKey: 'a' });
      mapped(s, 'abc', { stage: 'test', apiMappingKey: 'b' });
    },
    says: ["which has the stages 'prod'", "got 'Prod'", "Did you mean 'prod'?"],
  },
  ApiMappingWithoutDependency: {
    breaks: (s) => mapped(s, served(s).apiId),
    keeps: (s) => {
      const [one, on] = [served(s), domain(s)];
      const by = mapped(s, one.apiId, { domainName: 'api.example.com' });
      by.node.addDependency(one, on);
      mapped(s, one.apiId, { domainName: on.ref, stage: one.ref, apiMappingKey: 'a' });
    },
    says: ['so that CloudFormation creates that resource first', "got 'prod'", 'mapping.node.addDependency(stage)'],
  },
  DomainSharedWithWebSocket: {
    breaks: (s) => {
      const on = domain(s);
      mapping(http(s), on, 'rest');
      mapping(webSocket(s), on, 'chat');
    },
    keeps: (s) => {
      const on = domain(s);
      mapping(webSocket(s), on, 'news');
      mapping(webSocket(s), on, 'chat');
    },
    says: ['WebSocket', 'a separate domain name'],
  },
  TooManyMultiLevelMappings: {
    breaks: (s) => keys(s, 201),
    keeps: (s) => keys(s, 200),
    says: ['at most 200', 'got 201'],
  },
  MutualTlsBypassed: {
    breaks: (s) => mapping(http(s), domain(s, {}, mtls)),
    keeps: (s) => mapping(http(s, { disableExecuteApiEndpoint: true }), domain(s, {}, mtls)),
    says: ['the default endpoint', 'disableExecuteApiEndpoint: true'],
  },
  RestDomainNameUnsupported: {
    breaks: (s) => mapped(s, 'abc', { domainName: old(s, { certificateArn: ARN, securityPolicy: 'TLS_1_2' }).ref }),
    keeps: (s) =>
      mapped(s, 'abc', {
        domainName: old(s, {
          regionalCertificateArn: ARN,
          endpointConfiguration: { types: ['REGIONAL'] },
          securityPolicy: 'TLS_1_2',
        }).ref,
      }),
    says: ['a Regional domain name with TLS 1.2', 'which is edge-optimized'],
  },
  BasePathMappingUnsupported: {
    breaks: (s) => new CfnBasePathMapping(s, 'Base', { domainName: 'a.example.com', restApiId: http(s).ref }),
    keeps: (s) => new CfnBasePathMapping(s, 'Base', { domainName: 'a.example.com', restApiId: rest(s).ref }),
    says: ['must be a REST API', "got 'Stack/Api", 'new ApiMapping'],
  },
  BasePathOfSeveralLevels: {
    breaks: (s) => new CfnBasePathMapping(s, 'Base', { domainName: 'a.example.com', restApiId: 'r', basePath: 'a/b' }),
    keeps: (s) => new CfnBasePathMapping(s, 'Base', { domainName: 'a.example.com', restApiId: 'r', basePath: 'a' }),
    says: ["got 'a/b'", 'new RestApiMapping'],
  },
  ReferenceToOtherApi: {
    breaks: (s) => mapped(s, http(s).ref, { stage: served(s).ref }),
    keeps: (s) => {
      const one = served(s);
      mapped(s, one.apiId, { stage: one.ref });
    },
    says: ['must name a resource of', "got 'Stack/Stage"],
  },
  UnknownValue: {
    breaks: (s) => domain(s, { ipAddressType: 'DUALSTACK' }),
    keeps: (s) => domain(s, { ipAddressType: 'dualstack' }),
    says: ["got 'DUALSTACK'", 'Did you mean dualstack?'],
  },
};

/** A REST API. */
function rest(stack: Stack): CfnRestApi {
  return new CfnRestApi(stack, `Rest${stack.node.children.length}`, { name: 'rest' });
}
