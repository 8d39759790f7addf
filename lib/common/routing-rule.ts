import type { IDomainNameRef } from 'aws-cdk-lib/aws-apigatewayv2';
import { CfnRoutingRule } from 'aws-cdk-lib/aws-apigatewayv2';
import { Resource } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';

import { fail } from '../validation/errors';
import { injected } from '../private/injection';
import type { DomainName } from './domain-name';
import type { RestApiTarget } from './rest-api-mapping';
import { stageOf } from './rest-api-mapping';

/**
 * A header, and what its value looks like.
 */
export interface RoutingHeader {
  /**
   * The name of the header, in any case: letters, digits and ``*?-!#$%&'.^_`|~``, fewer than 40.
   */
  readonly header: string;

  /**
   * The value in its own case, with `*` at the begin, the end or both for any text: the same characters, fewer than 128.
   */
  readonly valueGlob: string;
}

/**
 * What a request must have for a routing rule to match. A rule takes one condition on the path and two on headers.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-routing-rules.html
 */
export class RoutingCondition {
  /**
   * The path of the request begins with one of these.
   *
   * @param paths the beginnings, in their own case and without a slash at the begin, such as `orders/v1`
   */
  public static basePaths(...paths: string[]): RoutingCondition {
    return new RoutingCondition({ matchBasePaths: { anyOf: paths } });
  }

  /**
   * The request has one of these headers.
   *
   * @param headers the headers
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
 * Properties of a routing rule.
 */
export interface RoutingRuleProps extends RestApiTarget {
  /**
   * The domain name. Its `routingMode` must read routing rules.
   */
  readonly domainName: IDomainNameRef;

  /**
   * When the rule is tried: 1 to 1,000,000, the lowest first, no two alike on a domain name.
   */
  readonly priority: number;

  /**
   * What a request must have, all of it.
   *
   * @default - nothing: the rule takes every request that gets to it
   */
  readonly conditions?: RoutingCondition[];

  /**
   * Whether the API sees the path without what a condition on the path has matched.
   *
   * @default false
   */
  readonly stripBasePath?: boolean;
}

/**
 * Sends the requests to a custom domain name that meet conditions on headers and paths to a stage of a REST API.
 *
 * The service takes REST APIs only, not on domain names that map both REST and HTTP APIs; at most 50 rules a domain name.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-routing-rules.html
 * @resource AWS::ApiGatewayV2::RoutingRule
 */
export class RoutingRule extends Resource {
  /** The ID under which property injectors know this class. */
  public static readonly PROPERTY_INJECTION_ID: string = 'cdk-apigatewayv2.RoutingRule';

  /**
   * The ID that the service gives the rule.
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
   * Throws `RoutingRulesNotRead` where the domain name was made in this app without a `routingMode`, and `StageMissing` where no
   * stage is known.
   *
   * @param scope the construct that the rule belongs to
   * @param id its ID in that scope
   * @param props its properties
   */
  public constructor(scope: Construct, id: string, props: RoutingRuleProps) {
    props = injected(RoutingRule.PROPERTY_INJECTION_ID, scope, id, props);
    super(scope, id);

    // Rules may be prepared under API_MAPPING_ONLY, but not by oversight
    const isOwn = '_disablesDefaultEndpoints' in props.domainName;
    if (isOwn && (props.domainName as DomainName).routingMode === undefined) {
      fail(
        this,
        'RoutingRulesNotRead',
        `the domain name '${props.domainName.node.path}' reads API mappings only, got no 'routingMode'. ` +
          "Give it 'RoutingMode.ROUTING_RULE_THEN_API_MAPPING' or 'RoutingMode.ROUTING_RULE_ONLY'.",
      );
    }
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
