import { described } from '../message';
import { PAGES } from '../declaration';
import { rules } from '../engine/rule';
import type { ResourceView } from '../engine/resource-view';
import { member } from '../engine/resource-view';

const FSBP = 'https://docs.aws.amazon.com/securityhub/latest/userguide/apigateway-controls.html';
const SERVERLESS = PAGES.guide('http-api-throttling');

/** Whether an authorizer was named for a route, be it one that opens it. An L1 says so by its type alone. */
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

/** What is wise rather than required: only where `SecureApis` asks for it. */
export const SECURE_RULES = rules([
  {
    code: 'SecureAccessLogs',
    severity: 'warning',
    evidence: 'inferred',
    source: 'AWS recommends it.',
    on: 'stage',
    property: 'AccessLogSettings',
    summary: 'A stage has no access logs with a destination and a format (FSBP APIGateway.9, AwsSolutions-APIG1).',
    page: FSBP,
    fix: 'Write `accessLog: AccessLog.toNewLogGroup()`.',
    check: (stage) =>
      stage.lacks('AccessLogSettings') ||
      (stage.entries('AccessLogSettings').length > 0 &&
        [stage.value('AccessLogSettings', 'DestinationArn'), stage.value('AccessLogSettings', 'Format')].includes(
          undefined,
        ))
        ? {
            must: 'have a destination and a format',
            given: described(stage.lacks('AccessLogSettings') ? 'neither' : 'one of the two'),
          }
        : undefined,
  },
  {
    code: 'SecureAuthorization',
    severity: 'warning',
    evidence: 'inferred',
    source: 'AWS recommends it.',
    on: 'route',
    property: 'AuthorizationType',
    summary: 'A route has no authorizer; of a WebSocket API, `$connect` (FSBP APIGateway.8, AwsSolutions-APIG4).',
    page: FSBP,
    fix: 'Give it an authorizer. A route that is to be open says so by `HttpNoneAuthorizer` or `WebSocketNoneAuthorizer`.',
    check: (route, index) => {
      const key = route.text('RouteKey');
      const counts = index.protocolOf(route) !== 'WEBSOCKET' || key === '$connect';
      return counts && !statesAuthorization(route)
        ? { must: 'be chosen', given: described(`none for '${key ?? 'a route'}'`) }
        : undefined;
    },
  },
  {
    code: 'SecureExecutionLogs',
    severity: 'warning',
    evidence: 'inferred',
    source: 'AWS recommends it.',
    on: 'stage',
    protocol: 'WEBSOCKET',
    property: 'DefaultRouteSettings.LoggingLevel',
    summary: 'A stage of a WebSocket API has no execution logs (FSBP APIGateway.1).',
    page: FSBP,
    fix: 'Write ERROR or INFO.',
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
    source: 'AWS recommends it.',
    on: 'integration',
    property: 'TlsConfig.ServerNameToVerify',
    summary: 'A private integration calls a listener with TLS and does not verify who answers (FSBP APIGateway.10).',
    page: FSBP,
    fix: 'Write `secureServerName`, the name in the certificate of the listener.',
    check: (integration, index) => {
      const node = integration.target('AWS::ElasticLoadBalancingV2::Listener', 'IntegrationUri');
      const protocol = node && index.viewOf(node).text('Protocol');
      return (protocol === 'HTTPS' || protocol === 'TLS') && integration.lacks('TlsConfig')
        ? { must: `be given for a listener with ${protocol}`, given: undefined }
        : undefined;
    },
  },
  {
    code: 'SecureTlsPolicy',
    severity: 'warning',
    evidence: 'inferred',
    source: 'AWS recommends it.',
    on: 'domainName',
    property: 'DomainNameConfigurations.SecurityPolicy',
    summary: 'A domain name takes connections of outdated TLS versions (FSBP APIGateway.11).',
    page: FSBP,
    fix: 'Write `TLS_1_2`.',
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
    source: 'AWS recommends it.',
    on: 'stage',
    property: 'DefaultRouteSettings',
    summary: 'A stage does not limit both the rate and the burst of requests (Serverless-APIGWDefaultThrottling).',
    page: SERVERLESS,
    fix: 'Write `throttle: { rateLimit: 100, burstLimit: 50 }`, for example.',
    check: (stage) =>
      stage.lacks('DefaultRouteSettings') ||
      (stage.entries('DefaultRouteSettings').length > 0 &&
        ['ThrottlingRateLimit', 'ThrottlingBurstLimit'].some(
          (name) => stage.value('DefaultRouteSettings', name) === undefined,
        ))
        ? {
            must: 'have ThrottlingRateLimit and ThrottlingBurstLimit',
            given: described(stage.lacks('DefaultRouteSettings') ? 'neither' : 'one or none of the two'),
          }
        : undefined,
  },
  {
    code: 'SecureStructuredLogs',
    severity: 'warning',
    evidence: 'inferred',
    source: 'AWS recommends it.',
    on: 'stage',
    property: 'AccessLogSettings.Format',
    summary:
      'The access log format of a stage is not JSON, which queries of logs read by name (Serverless-APIGWStructuredLogging).',
    page: PAGES.guide('http-api-logging'),
    fix: 'Write `AccessLogFormat.jsonWithStandardFields()`, for example.',
    check: (stage) => {
      const format = stage.text('AccessLogSettings', 'Format');
      return format !== undefined && !isJson(format) ? { must: 'be a JSON object', given: format } : undefined;
    },
  },
]);
