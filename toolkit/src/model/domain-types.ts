import type { Json, Known, Text } from './value-types';
import type { Element, Link } from './element-types';

/** A custom domain name. */
export interface DomainName extends Element {
  /** The custom domain name, such as `api.example.com`. */
  name: Text;
  /** Whether another app defines the domain name and this app only adds API mappings or routing rules. */
  imported: boolean;
  /** The endpoint configurations of the domain name. */
  configurations: Known<DomainNameConfiguration[]>;
  /** The mutual TLS configuration of the domain name. */
  mutualTls?: Known<MutualTls>;
  /** The routing mode: `API_MAPPING_ONLY`, `ROUTING_RULE_ONLY` or `ROUTING_RULE_THEN_API_MAPPING`. */
  routingMode?: Text;
  /** The API mappings of the domain name. */
  mappings: ApiMapping[];
  /** The routing rules of the domain name, sorted by priority. */
  routingRules: RoutingRule[];
  /** The tags of the domain name. */
  tags?: Known<Record<string, Text>>;
}

/** An endpoint configuration of a custom domain name. */
export interface DomainNameConfiguration {
  /** The endpoint type, `REGIONAL` or `EDGE`. */
  endpointType?: Text;
  /** The ARN of the certificate for the domain name. */
  certificateArn?: Text;
  /** The ARN of the certificate that proves ownership of the domain. */
  ownershipVerificationCertificateArn?: Text;
  /** The security policy, which is the minimum TLS version, such as `TLS_1_2`. */
  securityPolicy?: Text;
  /** The IP address type, `ipv4` or `dualstack`. */
  ipAddressType?: Text;
}

/** The mutual TLS configuration of a custom domain name. */
export interface MutualTls {
  /** The S3 URI of the truststore. */
  truststoreUri?: Text;
  /** The version of the truststore object in S3. */
  truststoreVersion?: Text;
}

/** An API mapping of a custom domain name, which maps a path to a stage. */
export interface ApiMapping extends Element {
  /** The mapped API. The link to a REST API is external, because the model does not contain REST APIs. */
  api: Link;
  /** The name of the mapped stage. */
  stage: Text;
  /** The path that the mapping adds after the domain name. Empty for the root. */
  key: Text;
  /** The URL of the mapping, such as `https://api.example.com/orders`. */
  url: Text;
}

/** A routing rule of a custom domain name. */
export interface RoutingRule extends Element {
  /** The priority of the rule. API Gateway evaluates the rule with the lowest number first. */
  priority: Known<number>;
  /** The conditions of the rule (`MatchHeaders`, `MatchBasePaths`), as in the template. */
  conditions: Json;
  /** The actions of the rule, in order. */
  actions: Known<RoutingRuleAction[]>;
}

/** An action of a routing rule, which invokes a stage of an API. */
export interface RoutingRuleAction {
  /** The invoked API. */
  api: Link;
  /** The name of the invoked stage. */
  stage: Text;
  /** Whether API Gateway removes the matched base path from the request path. */
  stripBasePath?: Known<boolean>;
}
