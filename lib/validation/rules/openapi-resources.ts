import type { Severity } from '../declaration';
import type { ResourceIndex } from '../engine/resource-index';
import type { ResourceView } from '../engine/resource-view';
import { listOf } from '../constraint';
import type { Finding, Rule } from '../engine/rule';
import { DocumentIndex } from '../openapi/document-index';
import { DocumentView } from '../openapi/document-view';
import { documentedApis, documentProperty, documentsOf } from '../openapi/read';
import { API_RULES } from './api';
import { AUTHORIZER_RULES } from './authorizer';
import { CORS_RULES } from './cors';
import { HTTP_ROUTE_RULES } from './http-route';
import { INTEGRATION_RULES } from './integration';
import { MAPPING_RULES } from './parameter-mapping';
import { PRIVATE_RULES } from './private-integration';
import { ROLE_TRUST_RULES } from './role-trust';
import { ROUTE_AUTHORIZATION_RULES } from './route-authorization';
import { ROUTE_SETTINGS_RULES } from './route-settings';
import { SERVICE_RULES } from './service-action';

/** The codes of the errors that make the import of a document fail even without `FailOnWarnings`. */
const FAILS_IMPORT = new Set(['JwtConfigurationMissing', 'JwtIssuerInvalid', 'JwtIssuerWithoutDiscovery']);
/**
 * The codes of errors for values that an import ignores without a warning, or whose effect on an import is not known.
 */
const NEVER_FAILS_IMPORT = new Set(['RoutePathInvalid', 'IntegrationQuotaExceeded', 'RequiredPropertyMissing']);

/** Returns the rules on resources that also apply to the parts of an OpenAPI document. */
function rulesOfParts(): Rule[] {
  return [
    ...API_RULES.filter(({ on }) => on === 'api'),
    ...[CORS_RULES, HTTP_ROUTE_RULES, ROUTE_AUTHORIZATION_RULES, INTEGRATION_RULES, PRIVATE_RULES].flat(),
    ...[SERVICE_RULES, MAPPING_RULES, AUTHORIZER_RULES].flat(),
    ...ROLE_TRUST_RULES.filter(({ on }) => on !== 'account'),
    ...ROUTE_SETTINGS_RULES.filter(({ code }) => code === 'RouteSettingsUnknownRoute'),
  ].filter(({ protocol }) => protocol !== 'WEBSOCKET');
}

/**
 * Returns the rules that check routes, integrations, authorizers and CORS in OpenAPI documents, with the same codes as
 * the rules on resources.
 *
 * An import omits invalid parts of a document and reports a warning. Therefore, most findings are errors only if
 * `FailOnWarnings` is true.
 */
export function rulesOfDocuments(): Rule[] {
  return rulesOfParts().map((rule) => ({
    ...rule,
    on: 'api',
    protocol: undefined,
    among: documentedApis,
    check: (api, index) => check(rule, api, index),
    severityOf: (api) => severityOf(rule, api),
  }));
}

function severityOf({ code, severity, on }: Rule, api: ResourceView): Severity {
  const isCertain = on === 'stage' || FAILS_IMPORT.has(code);
  return isCertain || (api.flag('FailOnWarnings') && !NEVER_FAILS_IMPORT.has(code)) ? severity : 'warning';
}

function indexOf(api: ResourceView, app: ResourceIndex): DocumentIndex | undefined {
  return app.memoize(`document of ${api.path}`, () => {
    const document = documentsOf(app).get(api);
    return document && new DocumentIndex(api, document, app);
  });
}

function check(rule: Rule, api: ResourceView, app: ResourceIndex): Finding[] {
  const index = indexOf(api, app);
  const views = index && (rule.among ? rule.among(index) : index.of(rule.on, rule.protocol, rule.needs));
  return [...(views ?? [])].flatMap((view) =>
    listOf<Finding>(rule.check(view, index as DocumentIndex)).map((finding) => inDocument(rule, api, view, finding)),
  );
}

/** Converts a finding about a part of a document to a finding about the API, with the JSON pointer of the part. */
function inDocument(rule: Rule, api: ResourceView, view: ResourceView, finding: Finding): Finding {
  const part = finding.at ?? view;
  const property = finding.property ?? rule.property;
  if (!(part instanceof DocumentView)) {
    return { ...finding, at: part, property };
  }
  const document = documentProperty(api);
  const member = finding.member === undefined ? '' : `.${finding.member}`;
  return {
    ...finding,
    at: api,
    member: undefined,
    given: part.asWritten(property, finding.given),
    property: property.includes(' ')
      ? `${property} of ${document}`
      : `${document}${part.placeOf(`${property}${member}`)}`,
  };
}
