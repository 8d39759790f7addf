import type { IDomainNameRef } from 'aws-cdk-lib/aws-apigatewayv2';
import { CfnRoutingRule } from 'aws-cdk-lib/aws-apigatewayv2';
import { Resource } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';

import { injected } from '../private/injection';
import { enforce } from '../validation/constraint';
import { ROUTING_PRIORITY } from '../validation/constraints/routing-rule';
import { installRules } from '../validation/install';
import { requireProp } from '../validation/required-prop';
import type { RestApiTarget } from './rest-api-mapping';
import { stageOf } from './rest-api-mapping';

/**
 * The name of a request header and a pattern for its value, for a condition of a routing rule.
 */
export interface RoutingHeader {
  /**
   * The name of the header. The name is not case-sensitive and can have 1 to 39 characters: letters, digits and ``*?-!#$%&'.^_`|~``.
   */
  readonly header: string;

  /**
   * A pattern for the value. The pattern is case-sensitive and can have 1 to 127 characters: letters, digits and ``*?-!#$%&'.^_`|~``. A `*`
   * at the start or at the end of the pattern matches any text.
   */
  readonly valueGlob: string;
}

/**
 * A condition that a request must meet for a routing rule to match.
 *
 * A routing rule can have at most one condition for base paths and at most two conditions for headers.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-routing-rules.html
 * @example
 * import * as apigateway from 'aws-cdk-lib/aws-apigateway';
 * import { DomainName, RoutingCondition, RoutingHeader, RoutingRule } from 'cdk-apigatewayv2';
 *
 * declare const domainName: DomainName;
 * declare const beta: apigateway.RestApi;
 *
 * const version: RoutingHeader = { header: 'x-version', valueGlob: 'beta*' };
 * new RoutingRule(this, 'Rule', {
 *   domainName,
 *   restApi: beta,
 *   priority: 50,
 *   conditions: [RoutingCondition.basePaths('orders'), RoutingCondition.headers(version)],
 * });
 */
export class RoutingCondition {
  /**
   * Matches requests whose path begins with one of the base paths.
   *
   * @param paths The base paths, which are case-sensitive and have no slash at the start, such as `orders/v1`. A base path has at most 128
   *   characters.
   */
  public static basePaths(...paths: string[]): RoutingCondition {
    return new RoutingCondition({ matchBasePaths: { anyOf: paths } });
  }

  /**
   * Matches requests that have a header whose value matches a pattern.
   *
   * @param headers The name of the header and the pattern. Create a separate condition for each header.
   */
  public static headers(...headers: RoutingHeader[]): RoutingCondition {
    return new RoutingCondition({
      matchHeaders: { anyOf: headers.map(({ header, valueGlob }) => ({ header, valueGlob })) },
    });
  }

  /** @internal */
  public readonly _condition: CfnRoutingRule.ConditionProperty;

  private constructor(condition: CfnRoutingRule.ConditionProperty) {
    this._condition = condition;
  }
}

/**
 * Properties of `RoutingRule`.
 */
export interface RoutingRuleProps extends RestApiTarget {
  /**
   * The domain name. Its `routingMode` must be `ROUTING_RULE_ONLY` or `ROUTING_RULE_THEN_API_MAPPING`.
   */
  readonly domainName: IDomainNameRef;

  /**
   * The priority, from 1 to 1,000,000, which must be unique for the domain name.
   *
   * API Gateway evaluates the rule with the lowest number first.
   */
  readonly priority: number;

  /**
   * The conditions of the rule. A request must meet all conditions.
   *
   * @default - no conditions: the rule matches every request
   */
  readonly conditions?: RoutingCondition[];

  /**
   * Whether to remove the matched base path from the path that the API receives.
   *
   * @default false
   */
  readonly stripBasePath?: boolean;
}

/**
 * A routing rule of a custom domain name. The rule sends requests that meet its conditions to a stage of a REST API.
 *
 * API Gateway supports routing rules for REST APIs only. A domain name can have at most 50 routing rules. A domain name to which both REST
 * and HTTP APIs are mapped cannot have routing rules.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-routing-rules.html
 * @resource AWS::ApiGatewayV2::RoutingRule
 * @example
 * import * as apigateway from 'aws-cdk-lib/aws-apigateway';
 * import { DomainName, RoutingCondition, RoutingRule } from 'cdk-apigatewayv2';
 *
 * declare const domainName: DomainName;
 * declare const restApi: apigateway.RestApi;
 *
 * new RoutingRule(this, 'Rule', {
 *   domainName,
 *   restApi,
 *   priority: 100,
 *   conditions: [RoutingCondition.basePaths('orders')],
 * });
 */
export class RoutingRule extends Resource {
  /** The ID by which property injectors identify this class. */
  public static readonly PROPERTY_INJECTION_ID: string = 'cdk-apigatewayv2.RoutingRule';

  /**
   * The ID that API Gateway assigns to the rule.
   *
   * @attribute
   */
  public readonly routingRuleId: string;

  /**
   * The ARN of the rule.
   *
   * @attribute
   */
  public readonly routingRuleArn: string;

  /**
   * Throws `RoutingRulePriorityInvalid` for a priority outside 1 to 1,000,000, and `StageMissing` if no stage is passed and the REST API
   * does not have a deployment stage.
   *
   * @param scope The scope of the rule
   * @param id The ID of the construct in the scope
   * @param props The properties of the rule
   */
  public constructor(scope: Construct, id: string, props: RoutingRuleProps) {
    props = injected(RoutingRule.PROPERTY_INJECTION_ID, scope, id, props);
    super(scope, id);

    installRules(this);
    enforce(this, ROUTING_PRIORITY, 'priority', requireProp(this, 'priority', props.priority));
    requireProp(this, 'domainName', props.domainName);
    requireProp(this, 'restApi', props.restApi);
    const stage = stageOf(this, props);
    const resource = new CfnRoutingRule(this, 'Resource', {
      domainNameArn: props.domainName.domainNameRef.domainNameArn,
      priority: props.priority,
      conditions: (props.conditions ?? []).map(({ _condition }) => _condition),
      actions: [
        {
          invokeApi: {
            apiId: props.restApi.restApiRef.restApiId,
            stage: stage.stageRef.stageName,
            stripBasePath: props.stripBasePath,
          },
        },
      ],
    });
    this.node.addDependency(stage);
    this.routingRuleId = resource.attrRoutingRuleId;
    this.routingRuleArn = resource.attrRoutingRuleArn;
  }
}
