import { DOMAIN_IN_ZONE } from '../constraints/domain-name';
import { PAGES } from '../declaration';
import { TYPES } from '../engine/kinds';
import { referenceIn, targetsIn, targetOf } from '../engine/resolve';
import type { ResourceIndex } from '../engine/resource-index';
import type { ResourceView } from '../engine/resource-view';
import { member } from '../engine/resource-view';
import type { Finding } from '../engine/rule';
import { ruleFrom, rules } from '../engine/rule';
import { described } from '../message';

const DOMAINS = PAGES.guide('http-api-custom-domain-names');
const HOSTED_ZONE = 'AWS::Route53::HostedZone';
const CLOUDFRONT_ZONE = 'Z2FDTNDATAQYW2';

/** Returns the DNS name of an alias target. In L1 constructs, the property is `dnsName`. */
function aliasName(record: ResourceView): unknown {
  const alias = record.value('AliasTarget');
  return member(alias, 'DNSName') ?? member(alias, 'dnsName');
}

/** Returns the DNS names that a record resolves to. */
function destinationsOf(record: ResourceView): readonly unknown[] {
  const alias = aliasName(record);
  return alias !== undefined ? [alias] : record.text('Type') === 'CNAME' ? (record.list('ResourceRecords') ?? []) : [];
}

/** Returns the domain name of API Gateway that a record resolves to, if the app creates the domain name. */
function domainOf(record: ResourceView, index: ResourceIndex): ResourceView | undefined {
  const [node] = destinationsOf(record).flatMap((one) => targetOf(one, TYPES.domainName) ?? []);
  return node && index.visible(node);
}

/** Reports a CNAME record that resolves to a domain name of API Gateway and has the same name as the hosted zone. */
function atApex(record: ResourceView, index: ResourceIndex): Finding | undefined {
  const zone = record.target(HOSTED_ZONE, 'HostedZoneId');
  const zoneName = plain(record.text('HostedZoneName') ?? (zone && index.viewOf(zone).text('Name')));
  return record.text('Type') === 'CNAME' &&
    domainOf(record, index) !== undefined &&
    zoneName !== undefined &&
    plain(record.text('Name')) === zoneName
    ? {
        must: 'be A for a record with the same name as the hosted zone',
        given: 'CNAME',
        instead: 'Use HostedDomainName, ARecord with ApiGatewayv2DomainProperties, or an A record with AliasTarget.',
      }
    : undefined;
}

/** Converts a name to lowercase and removes a dot at the end. */
function plain(name: string | undefined): string | undefined {
  return name?.replace(/\.$/, '').toLowerCase();
}

function wrongAlias(record: ResourceView): Finding | undefined {
  const name = referenceIn(aliasName(record));
  if ((name?.target as { cfnResourceType?: string } | undefined)?.cfnResourceType !== TYPES.domainName) {
    return undefined;
  }
  if (name?.attribute !== 'RegionalDomainName') {
    return {
      must: 'be the attribute RegionalDomainName of the domain name',
      given: described(name?.attribute === 'Ref' ? 'the domain name itself' : `the attribute ${name?.attribute}`),
    };
  }
  const zone = record.value('AliasTarget', 'HostedZoneId');
  const isOwn = typeof zone === 'string' && zone === record.text('HostedZoneId');
  const isZone = targetOf(zone, HOSTED_ZONE) !== undefined;
  return isOwn || isZone || zone === CLOUDFRONT_ZONE
    ? {
        must: 'specify the attribute RegionalHostedZoneId of the domain name as the hosted zone',
        given: typeof zone === 'string' ? zone : described('the hosted zone of the record'),
      }
    : undefined;
}

function toEndpoint(record: ResourceView): (Finding | undefined)[] {
  return destinationsOf(record).map((one) => {
    // The regional names of custom domain names begin with `d-`, which this pattern does not match
    const isEndpoint =
      typeof one === 'string'
        ? /^(https?:\/\/)?[a-z0-9]+\.execute-api\./.test(one)
        : targetsIn(one).some((target) => (target as { cfnResourceType?: string }).cfnResourceType === TYPES.api);
    return isEndpoint
      ? {
          property: record.lacks('AliasTarget') ? 'ResourceRecords' : 'AliasTarget',
          must: 'be the regional name of a domain name in API Gateway',
          given: typeof one === 'string' ? one : described('the default endpoint of an API'),
        }
      : undefined;
  });
}

function otherName(record: ResourceView, index: ResourceIndex): Finding | undefined {
  const domain = plain(domainOf(record, index)?.text('DomainName'));
  const name = plain(record.text('Name'));
  if (domain === undefined || name === undefined || name === domain || name.replace('\\052', '*') === domain) {
    return undefined;
  }
  return domain.startsWith('*.') && name.endsWith(domain.slice(1))
    ? undefined
    : {
        must: `be ${domain.startsWith('*.') ? 'a name that matches ' : ''}the domain name '${domain}'`,
        given: name,
        instead: `Use '${domain}' as the name of the record, or create a domain name '${name}'.`,
      };
}

export const RECORD_SET_RULES = rules([
  {
    code: 'RecordAliasInvalid',
    severity: 'error',
    evidence: 'observed',
    source: 'AWS: "… the alias target name does not lie within the target zone"',
    on: 'recordSet',
    needs: 'AliasTarget',
    property: 'AliasTarget',
    summary: 'An alias record does not specify both the regional name and the regional hosted zone of a domain name.',
    fix: 'Use `regionalDomainName` and `regionalHostedZoneId` of the domain name, or `HostedDomainName`, which creates the record.',
    page: DOMAINS,
    check: wrongAlias,
  },
  {
    code: 'RecordOfApiEndpoint',
    severity: 'warning',
    evidence: 'documented',
    source:
      'The API Gateway guide states that a custom name needs a domain name in API Gateway. The certificate of the default endpoint does not include other names',
    on: 'recordSet',
    property: 'AliasTarget',
    summary: 'A DNS record resolves to the default endpoint of an API, so requests to the name of the record fail.',
    fix: 'Create a domain name, map the API to the domain name, and use its `regionalDomainName`.',
    page: DOMAINS,
    check: toEndpoint,
  },
  {
    code: 'RecordNameMismatch',
    severity: 'warning',
    evidence: 'inferred',
    source: 'API Gateway selects the domain name by the host of the request, which is the name of the record',
    on: 'recordSet',
    needs: 'Name',
    property: 'Name',
    summary:
      'The name of a DNS record differs from the custom domain name that the record resolves to, so API Gateway rejects the requests.',
    fix: 'Use the custom domain name as the name of the record.',
    page: DOMAINS,
    check: otherName,
  },
  {
    code: 'RecordCnameAtApex',
    severity: 'error',
    evidence: 'observed',
    source: 'AWS: "RRSet of type CNAME with DNS name example.com. is not permitted at apex in zone example.com."',
    on: 'recordSet',
    needs: 'ResourceRecords',
    property: 'Type',
    summary:
      'A CNAME record that resolves to a domain name of API Gateway has the same name as the hosted zone, but DNS does not allow a CNAME record with this name.',
    fix: 'Use an alias record.',
    page: DOMAINS,
    check: atApex,
  },
  ruleFrom(DOMAIN_IN_ZONE, {
    on: 'recordSet',
    needs: 'AliasTarget',
    property: 'Name',
    value: (record, index) => {
      const zone = domainOf(record, index) && record.target(HOSTED_ZONE, 'HostedZoneId');
      return zone && { name: record.value('Name'), zone: index.viewOf(zone).value('Name') };
    },
  }),
]);
