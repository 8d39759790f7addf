import { App, Aspects, Fn, Stack, Token, Validations } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import type { CfnStageProps } from 'aws-cdk-lib/aws-apigatewayv2';
import { CfnListener } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import * as apigwv2 from '../../lib';
import { HttpIamAuthorizer } from '../../lib/authorizers';
import { HttpUrlIntegration, WebSocketMockIntegration } from '../../lib/integrations';
import { SECURE_RULES } from '../../lib/validation/rules/secure';
import { SecureApis } from '../../lib/rules';
import { validationsAcknowledge } from '../_helpers/validations';
import type { Negatives, Findings } from '../negatives/negative';
import { codesOf, domain, http, integration, route, stage, findingsOf, webSocket } from '../negatives/negative';

function secured(build: (stack: Stack, app: App) => void, aspect = new SecureApis()): Findings {
  const app = new App({ analyticsReporting: false });
  const stack = new Stack(app, 'Stack');
  Aspects.of(app).add(aspect);
  build(stack, app);
  return findingsOf(app);
}

const JSON_FORMAT = '{"id":"$context.requestId","status":$context.status}';
const good: Partial<CfnStageProps> = {
  accessLogSettings: { destinationArn: 'arn:aws:logs:eu-west-1:111111111111:log-group:l', format: JSON_FORMAT },
  defaultRouteSettings: { throttlingRateLimit: 1, throttlingBurstLimit: 1 },
};
const log = (format: string | undefined) => ({ accessLogSettings: { ...good.accessLogSettings, format } }) as object;
const listening = (stack: Stack, protocol: string, serverNameToVerify?: string) => {
  const listener = new CfnListener(stack, 'Listener', {
    defaultActions: [],
    loadBalancerArn: 'arn',
    protocol,
    port: 1,
  });
  integration(http(stack), {
    connectionType: 'VPC_LINK',
    connectionId: 'link',
    integrationUri: listener.ref,
    tlsConfig: serverNameToVerify ? { serverNameToVerify } : undefined,
  });
};
const chat = (stack: Stack, loggingLevel: string | undefined) => {
  const api = webSocket(stack);
  route(api, '$default');
  stage(api, 'prod', { ...good, defaultRouteSettings: { ...good.defaultRouteSettings, loggingLevel } });
};

const negatives: Negatives = {
  SecureAccessLogs: {
    violates: (s) => stage(http(s), 'prod', { ...good, accessLogSettings: undefined }),
    complies: (s) => stage(http(s), 'prod', good),
    messageContains: ['got neither', 'toNewLogGroup'],
  },
  SecureAuthorization: {
    violates: (s) => route(http(s), 'GET /a'),
    complies: (s) => {
      route(http(s), 'GET /a', { authorizationType: 'NONE' });
      route(http(s), 'GET /a', { authorizationType: 'AWS_IAM' });
      route(webSocket(s), 'send');
    },
    messageContains: ["none for 'GET /a'", 'HttpNoneAuthorizer'],
  },
  SecureExecutionLogs: {
    violates: (s) => chat(s, 'OFF'),
    complies: (s) => chat(s, 'ERROR'),
    messageContains: ["got 'OFF'", 'ERROR or INFO'],
  },
  SecureTlsServerName: {
    violates: (s) => listening(s, 'HTTPS'),
    complies: (s) => listening(s, 'HTTPS', 'internal.example.com'),
    messageContains: ['a listener with HTTPS', 'secureServerName'],
  },
  SecureTlsPolicy: {
    violates: (s) => domain(s, { securityPolicy: 'SecurityPolicy_TLS10_2018' }),
    complies: (s) => domain(s, { securityPolicy: 'TLS_1_2' }),
    messageContains: ["got 'SecurityPolicy_TLS10_2018'", 'TLS_1_2'],
  },
  SecureThrottling: {
    violates: (s) => stage(http(s), 'prod', { ...good, defaultRouteSettings: { throttlingRateLimit: 1 } }),
    complies: (s) => stage(http(s), 'prod', good),
    messageContains: ['ThrottlingRateLimit and ThrottlingBurstLimit', 'throttle:'],
  },
  SecureStructuredLogs: {
    violates: (s) => stage(http(s), 'prod', { ...good, ...log('$context.requestId $context.status') }),
    complies: (s) => {
      stage(http(s), 'prod', good);
      stage(http(s), 'prod', { ...good, ...log(AccessLogFormat.jsonWithStandardFields().toString()) });
    },
    messageContains: ["got '$context.requestId $context.status'", 'HttpAccessLogFormat.json()'],
  },
};
const known = ['DomainPolicyUnusual', 'WebSocketLoggingRole'];
const secureCodes = ({ errors, warnings }: Findings) =>
  codesOf([...errors, ...warnings]).filter((code) => !known.includes(code));

test('every secure rule has a program that violates the rule and a similar program that complies with it', () => {
  expect(Object.keys(negatives).sort()).toEqual(SECURE_RULES.map(({ code }) => code).sort());
});

describe.each(Object.entries(negatives))('%s', (code, { violates, complies, messageContains }) => {
  test('is a warning for the program that violates it', () => {
    const found = secured((stack) => void violates(stack));
    expect(secureCodes(found)).toEqual([code]);
    const message = found.warnings.find((warning) => warning.startsWith(`[${code}]`));
    for (const text of [...messageContains, 'Stack/', `[ack: cdk-apigatewayv2:${code}]`]) {
      expect(message).toContain(text);
    }
  });

  test('is an error for the program that violates it if errors are requested', () => {
    const { errors } = secured((stack) => void violates(stack), new SecureApis({ failSynthesis: true }));
    expect(codesOf(errors)).toEqual([code]);
  });

  test('reports no finding for the program that complies with the rule', () => {
    expect(secureCodes(secured((stack) => void complies(stack)))).toEqual([]);
  });
});

describe('the secure set', () => {
  const insecure = (stack: Stack) => new apigwv2.HttpApi(stack, 'Api', { defaultIntegration: url() });
  const url = () => new HttpUrlIntegration('Url', 'https://example.com');

  test('reports no findings without an Aspect', () => {
    const app = new App({ analyticsReporting: false });
    insecure(new Stack(app, 'Stack'));
    expect(findingsOf(app)).toEqual({ errors: [], warnings: [] });
  });

  test('checks only constructs below its scope', () => {
    const app = new App({ analyticsReporting: false });
    const [checked, other] = ['Checked', 'Other'].map((id) => new Stack(app, id));
    Aspects.of(checked).add(new SecureApis());
    [checked, other].forEach(insecure);
    const { warnings } = findingsOf(app);
    expect(warnings.filter((message) => !message.includes(' @/Checked/'))).toEqual([]);
    expect(codesOf(warnings).sort()).toEqual(['SecureAccessLogs', 'SecureAuthorization', 'SecureThrottling']);
  });

  test('reports errors if one of two Aspects requests errors', () => {
    const { errors } = secured((stack) => {
      insecure(stack);
      Aspects.of(stack).add(new SecureApis({ failSynthesis: true }));
      Aspects.of(stack).add(new SecureApis());
    });
    expect(codesOf(errors)).toContain('SecureAuthorization');
  });

  test('can be acknowledged like other warnings', () => {
    if (!validationsAcknowledge()) {
      return;
    }
    const { warnings } = secured((stack) => {
      const api = insecure(stack);
      for (const { code } of SECURE_RULES) {
        Validations.of(api).acknowledge({ id: `cdk-apigatewayv2:${code}`, reason: 'a test' });
      }
    });
    expect(warnings).toEqual([]);
  });

  test.each<[string, string[], (stack: Stack) => void]>([
    ['an HTTP route without an authorizer', ['SecureAuthorization'], (s) => open(s, undefined)],
    ['an HTTP route that is public on purpose', [], (s) => open(s, new apigwv2.HttpNoneAuthorizer())],
    ['an HTTP route with IAM authorization', [], (s) => open(s, new HttpIamAuthorizer())],
    ['a $connect route without an authorizer', ['SecureAuthorization'], (s) => connect(s, undefined)],
    ['a $connect route that is public on purpose', [], (s) => connect(s, new apigwv2.WebSocketNoneAuthorizer())],
  ])('accepts explicit values: %s', (_, codes, build) => {
    expect(secureCodes(secured((stack) => build(stack)))).toEqual(codes);
  });

  function open(stack: Stack, authorizer: apigwv2.IHttpRouteAuthorizer | undefined): void {
    const api = new apigwv2.HttpApi(stack, 'Api', { createDefaultStage: false });
    api.addRoutes({ path: '/a', integration: url(), authorizer });
  }

  function connect(stack: Stack, authorizer: apigwv2.IWebSocketRouteAuthorizer | undefined): void {
    const api = new apigwv2.WebSocketApi(stack, 'Api');
    api.addRoute('$connect', { integration: new WebSocketMockIntegration('Mock'), authorizer });
    api.addRoute('send', { integration: new WebSocketMockIntegration('Mock2') });
  }
});

test('the secure set distinguishes partial settings from unknown values', () => {
  const { warnings } = secured((stack) => {
    const api = http(stack);
    stage(api, 'half', { ...good, accessLogSettings: { format: JSON_FORMAT } });
    route(api, Fn.importValue('key'));
    domain(stack, {}, { domainNameConfigurations: Token.asAny({ Ref: 'P' }) });
  });
  expect(codesOf(warnings)).toEqual(['SecureAccessLogs', 'SecureAuthorization']);
  expect(warnings[0]).toContain('got only a destination or a format');
  expect(warnings[1]).toContain("got none for 'a route'");
});
