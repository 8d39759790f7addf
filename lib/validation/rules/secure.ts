import { described } from '../message';
import { PAGES } from '../declaration';
import { rules } from '../engine/rule';
import type { ResourceView } from '../engine/resource-view';
import { member } from '../engine/resource-view';

const FSBP = 'https://docs.aws.amazon.com/securityhub/latest/userguide/apigateway-controls.html';
const SERVERLESS = PAGES.guide('http-api-throttling');

/**
 * Whether a route specifies its authorization explicitly, even if the authorization is `NONE`. An L1 construct
 * specifies the authorization in the property `authorizationType`.
 */
function statesAuthorization(route: ResourceView): boolean {
  if (route.lacks('AuthorizationType')) {
    return false;
  }
  if (route.text('AuthorizationType') !== 'NONE') {
    return true;
  }
  const owner = route.node.node.scope as { readonly _hasAuthorizer?: boolean } | undefined;
  return owner?._hasAuthorizer ?? true;
}

function isJson(format: string): boolean {
  return [format, format.replace(/\$context\.[\w.]+/g, '0')].some((text) => {
    try {
      return typeof JSON.parse(text) === 'object';
    } catch {
      return false;
    }
  });
}

/** The rules on recommended practices, which only `SecureApis` enables. */
export const SECURE_RULES = rules([
  {
    code: 'SecureAccessLogs',
    severity: 'warning',
    evidence: 'inferred',
    source: 'AWS Security Hub, APIGateway.9: access logging should be configured for stages of V2 APIs',
    on: 'stage',
    property: 'AccessLogSettings',
    summary:
      'Access logs are not enabled for a stage, or their destination or format is missing (Security Hub APIGateway.9, cdk-nag AwsSolutions-APIG1).',
    page: FSBP,
    fix: 'Set `accessLog: AccessLog.toNewLogGroup()`.',
    check: (stage) =>
      stage.lacks('AccessLogSettings') ||
      (stage.entries('AccessLogSettings').length > 0 &&
        [stage.value('AccessLogSettings', 'DestinationArn'), stage.value('AccessLogSettings', 'Format')].includes(
          undefined,
        ))
        ? {
            must: 'contain both a destination and a format',
            given: described(stage.lacks('AccessLogSettings') ? 'neither' : 'only a destination or a format'),
          }
        : undefined,
  },
  {
    code: 'SecureAuthorization',
    severity: 'warning',
    evidence: 'inferred',
    source: 'AWS Security Hub, APIGateway.8: routes should specify an authorization type',
    on: 'route',
    property: 'AuthorizationType',
    summary:
      'A route of an HTTP API, or the `$connect` route of a WebSocket API, has no authorizer (Security Hub APIGateway.8, cdk-nag AwsSolutions-APIG4).',
    page: FSBP,
    fix: 'Set `authorizer`. For a public route, use `HttpNoneAuthorizer` or `WebSocketNoneAuthorizer`.',
    check: (route, index) => {
      const key = route.text('RouteKey');
      const counts = index.protocolOf(route) !== 'WEBSOCKET' || key === '$connect';
      return counts && !statesAuthorization(route)
        ? { must: 'be set', given: described(`none for '${key ?? 'a route'}'`) }
        : undefined;
    },
  },
  {
    code: 'SecureExecutionLogs',
    severity: 'warning',
    evidence: 'inferred',
    source: 'AWS Security Hub, APIGateway.1: execution logging should be enabled for WebSocket APIs',
    on: 'stage',
    protocol: 'WEBSOCKET',
    property: 'DefaultRouteSettings.LoggingLevel',
    summary: 'A stage of a WebSocket API does not write execution logs (Security Hub APIGateway.1).',
    page: FSBP,
    fix: 'Set `loggingLevel` to `ERROR` or `INFO`.',
    check: (stage, index) => {
      const level = stage.value('DefaultRouteSettings', 'LoggingLevel');
      return index.protocolOf(stage) === 'WEBSOCKET' &&
        (level === undefined || level === 'OFF') &&
        (stage.lacks('DefaultRouteSettings') || stage.entries('DefaultRouteSettings').length > 0)
        ? { must: 'be ERROR or INFO', given: level }
        : undefined;
    },
  },
  {
    code: 'SecureTlsServerName',
    severity: 'warning',
    evidence: 'inferred',
    source: 'AWS Security Hub, APIGateway.10: V2 integrations should use HTTPS for private connections',
    on: 'integration',
    property: 'TlsConfig.ServerNameToVerify',
    summary:
      'A private integration calls a TLS listener but does not verify the certificate of the listener (Security Hub APIGateway.10).',
    page: FSBP,
    fix: 'Set `secureServerName` to the name in the certificate of the listener.',
    check: (integration, index) => {
      const node = integration.target('AWS::ElasticLoadBalancingV2::Listener', 'IntegrationUri');
      const protocol = node && index.viewOf(node).text('Protocol');
      return (protocol === 'HTTPS' || protocol === 'TLS') && integration.lacks('TlsConfig')
        ? { must: `be specified for a listener with ${protocol}`, given: undefined }
        : undefined;
    },
  },
  {
    code: 'SecureTlsPolicy',
    severity: 'warning',
    evidence: 'inferred',
    source: 'AWS Security Hub, APIGateway.11: domain names should use a recommended security policy',
    on: 'domainName',
    property: 'DomainNameConfigurations.SecurityPolicy',
    summary: 'A domain name accepts connections with outdated TLS versions (Security Hub APIGateway.11).',
    page: FSBP,
    fix: 'Use `TLS_1_2`.',
    check: (domain) =>
      (domain.list('DomainNameConfigurations') ?? []).map((one) => {
        const policy = member(one, 'SecurityPolicy');
        return typeof policy === 'string' && policy !== 'TLS_1_2' && !/^SecurityPolicy_TLS1[23]_/.test(policy)
          ? { must: 'be TLS_1_2 or a later policy', given: policy }
          : undefined;
      }),
  },
  {
    code: 'SecureThrottling',
    severity: 'warning',
    evidence: 'inferred',
    source: 'cdk-nag, Serverless-APIGWDefaultThrottling: stages should have throttling limits',
    on: 'stage',
    property: 'DefaultRouteSettings',
    summary: 'The rate limit or the burst limit of a stage is missing (cdk-nag Serverless-APIGWDefaultThrottling).',
    page: SERVERLESS,
    fix: 'Set `throttle: { rateLimit: 100, burstLimit: 50 }`, for example.',
    check: (stage) =>
      stage.lacks('DefaultRouteSettings') ||
      (stage.entries('DefaultRouteSettings').length > 0 &&
        ['ThrottlingRateLimit', 'ThrottlingBurstLimit'].some(
          (name) => stage.value('DefaultRouteSettings', name) === undefined,
        ))
        ? {
            must: 'contain both ThrottlingRateLimit and ThrottlingBurstLimit',
            given: described(stage.lacks('DefaultRouteSettings') ? 'neither' : 'at most one of the two limits'),
          }
        : undefined,
  },
  {
    code: 'SecureStructuredLogs',
    severity: 'warning',
    evidence: 'inferred',
    source: 'cdk-nag, Serverless-APIGWStructuredLogging: access logs should be JSON',
    on: 'stage',
    property: 'AccessLogSettings.Format',
    summary:
      'The access log format of a stage is not JSON, so queries cannot refer to the fields of an entry (cdk-nag Serverless-APIGWStructuredLogging).',
    page: PAGES.guide('http-api-logging'),
    fix: 'Use `HttpAccessLogFormat.json()` for an HTTP API, or `WebSocketAccessLogFormat.json()` for a WebSocket API.',
    check: (stage) => {
      const format = stage.text('AccessLogSettings', 'Format');
      return format !== undefined && !isJson(format) ? { must: 'be a JSON object', given: format } : undefined;
    },
  },
]);
