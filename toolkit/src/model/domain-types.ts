import type { Json, Known, Text } from './value-types';
import type { Element, Link } from './element-types';

/** A custom domain name. */
export interface DomainName extends Element {
  /** The name. */
  name: Text;
  /** Whether another app defines the domain name and this one adds mappings. */
  imported: boolean;
  /** The endpoints. */
  configurations: Known<DomainNameConfiguration[]>;
  /** Mutual TLS. */
  mutualTls?: Known<MutualTls>;
  /** `API_MAPPING_ONLY`, `ROUTING_RULE_ONLY` or `ROUTING_RULE_THEN_API_MAPPING`. */
  routingMode?: Text;
  /** The API mappings. */
  mappings: ApiMapping[];
  /** The routing rules, by priority. */
  routingRules: RoutingRule[];
  /** The tags. */
  tags?: Known<Record<string, Text>>;
}

/** An endpoint of a custom domain name. */
export interface DomainNameConfiguration {
  /** `REGIONAL` or `EDGE`. */
  endpointType?: Text;
  /** The certificate. */
  certificateArn?: Text;
  /** The certificate that proves ownership of the domain. */
  ownershipVerificationCertificateArn?: Text;
  /** The least TLS version, such as `TLS_1_2`. */
  securityPolicy?: Text;
  /** `ipv4` or `dualstack`. */
  ipAddressType?: Text;
}

/** Mutual TLS of a custom domain name. */
export interface MutualTls {
  /** The S3 URI of the truststore. */
  truststoreUri?: Text;
  /** The version of that object. */
  truststoreVersion?: Text;
}

/** A mapping of a custom domain name to a stage. */
export interface ApiMapping extends Element {
  /** The API. It can also be a REST API, which the model does not have. */
  api: Link;
  /** The name of the stage. */
  stage: Text;
  /** The path below the domain name. Empty for the root. */
  key: Text;
  /** The URL, such as `https://api.example.com/orders`. */
  url: Text;
}

/** A routing rule of a custom domain name. */
export interface RoutingRule extends Element {
  /** The priority. The rule with the lowest priority is evaluated first. */
  priority: Known<number>;
  /** The conditions (`MatchHeaders`, `MatchBasePaths`), as the template has them. */
  conditions: Json;
  /** The actions of the rule, in order. */
  actions: Known<RoutingRuleAction[]>;
}

/** An action of a routing rule: it invokes a stage of an API. */
export interface RoutingRuleAction {
  /** The API. */
  api: Link;
  /** The name of the stage. */
  stage: Text;
  /** Whether the matched base path is removed from the path. */
  stripBasePath?: Known<boolean>;
}
