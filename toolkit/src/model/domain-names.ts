import type { Apis } from './apis';
import { elementOf, fieldsOfResource, isLeftOut, resourceIn, sourceOf, type Context } from './context';
import { compact, fieldsOf, textFrom, type Fields } from './fields';
import type { Resource } from './resources';
import { concat, encode } from './texts';
import type {
  ApiMapping,
  DomainName,
  DomainNameConfiguration,
  Json,
  Known,
  RoutingRule,
  RoutingRuleAction,
  Text,
} from './types';
import { known, textOf } from './values';

const types = ['AWS::ApiGatewayV2::DomainName', 'AWS::ApiGateway::DomainName', 'AWS::ApiGateway::DomainNameV2'];

/** Returns the custom domain names with their API mappings and routing rules. */
export function domainNamesOf(context: Context, apis: Apis): DomainName[] {
  const all: DomainName[] = [];
  for (const resource of context.resources.ofType(types[0])) {
    if (!isLeftOut(context, resource)) all.push(domainNameOf(context, resource));
  }
  /**
   * Returns the domain name that a string or reference identifies. A domain name of another app is added to the model.
   */
  const find = (resource: Resource, value: Text): DomainName => {
    const { properties } = resource;
    // `Ref` of a domain name resolves to the name itself, so the unresolved reference is looked up first.
    const raw = properties.DomainName;
    const logicalId = typeof raw === 'object' && raw !== null && !Array.isArray(raw) ? raw.Ref : undefined;
    const referenced =
      typeof logicalId === 'string'
        ? context.resources.get(resource.stack, logicalId)?.id
        : resourceIn(value, ...types)?.id;
    const found = all.find(({ id }) => id === referenced) ?? all.find(({ name }) => textOf(name) === textOf(value));
    if (found) return found;
    const imported: DomainName = {
      id: `imported:${textOf(value)}`,
      source: { stack: resource.stack.id, logicalId: resource.logicalId },
      name: value,
      imported: true,
      configurations: [],
      mappings: [],
      routingRules: [],
    };
    all.push(imported);
    return imported;
  };
  for (const resource of context.resources.ofType('AWS::ApiGatewayV2::ApiMapping')) {
    if (isLeftOut(context, resource)) continue;
    const fields = fieldsOfResource(context, resource);
    const domain = find(resource, fields.text('DomainName') ?? '');
    domain.mappings.push(mappingOf(context, apis, resource, fields, domain.name));
  }
  for (const resource of context.resources.ofType('AWS::ApiGatewayV2::RoutingRule')) {
    if (isLeftOut(context, resource)) continue;
    const fields = fieldsOfResource(context, resource);
    find(resource, domainOfArn(fields.text('DomainNameArn') ?? '')).routingRules.push(
      ruleOf(context, apis, resource, fields),
    );
  }
  for (const { routingRules } of all) routingRules.sort((a, b) => (known(a.priority) ?? 0) - (known(b.priority) ?? 0));
  return all;
}

function domainNameOf(context: Context, resource: Resource): DomainName {
  const fields = fieldsOfResource(context, resource);
  return elementOf<DomainName>(context, resource, {
    name: fields.text('DomainName') ?? '',
    imported: false,
    configurations: fields.list('DomainNameConfigurations', configurationOf) ?? [],
    mutualTls: fields.object('MutualTlsAuthentication', (tls) =>
      compact({ truststoreUri: tls.text('TruststoreUri'), truststoreVersion: tls.text('TruststoreVersion') }),
    ),
    routingMode: fields.text('RoutingMode'),
    mappings: [],
    routingRules: [],
    tags: fields.record('Tags'),
  });
}

function configurationOf(value: Json): DomainNameConfiguration {
  const fields = fieldsOf(value);
  return compact<DomainNameConfiguration>({
    endpointType: fields.text('EndpointType'),
    certificateArn: fields.text('CertificateArn'),
    ownershipVerificationCertificateArn: fields.text('OwnershipVerificationCertificateArn'),
    securityPolicy: fields.text('SecurityPolicy'),
    ipAddressType: fields.text('IpAddressType'),
  });
}

function mappingOf(context: Context, apis: Apis, resource: Resource, fields: Fields, domain: Text): ApiMapping {
  const key = fields.text('ApiMappingKey') ?? '';
  const api = apis.linkTo(fields.text('ApiId') ?? '', sourceOf(context, resource));
  const scheme = 'id' in api && apis.get(api.id)?.protocol === 'WEBSOCKET' ? 'wss' : 'https';
  return elementOf<ApiMapping>(context, resource, {
    api,
    stage: fields.text('Stage') ?? '',
    key,
    url: concat([`${scheme}://`, domain, ...(key === '' ? (scheme === 'wss' ? [] : ['/']) : ['/', key])]),
  });
}

function ruleOf(context: Context, apis: Apis, resource: Resource, fields: Fields): RoutingRule {
  return elementOf<RoutingRule>(context, resource, {
    priority: fields.number('Priority') ?? 0,
    conditions: (fields.any('Conditions') as Json) ?? [],
    actions:
      (fields.list('Actions', (value): RoutingRuleAction => {
        const invoke = fieldsOf(fieldsOf(value).json.InvokeApi ?? {});
        return compact<RoutingRuleAction>({
          api: apis.linkTo(invoke.text('ApiId') ?? '', sourceOf(context, resource)),
          stage: invoke.text('Stage') ?? '',
          stripBasePath: invoke.boolean('StripBasePath'),
        });
      }) as Known<RoutingRuleAction[]>) ?? [],
  });
}

/**
 * Returns the name in an ARN such as `arn:aws:apigateway:eu-west-1::/domainnames/api.example.com`. Other values, such
 * as a reference, are returned unchanged.
 */
function domainOfArn(arn: Text): Text {
  const { text, decode } = encode(arn);
  const [, name] = text.match(/\/domainnames\/([^/+]+)/) ?? [];
  return name === undefined ? textFrom(arn as Json) : decode(name);
}
