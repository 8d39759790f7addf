import type { IApiKeyRef, IUsagePlanRef, UsagePlanReference } from 'aws-cdk-lib/aws-apigateway';
import { CfnUsagePlan, CfnUsagePlanKey } from 'aws-cdk-lib/aws-apigateway';
import type { IResource } from 'aws-cdk-lib/core';
import { Lazy, Names, Resource } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';

import type { ThrottleSettings } from '../common/stage';
import { isCorrected } from '../private/corrections';
import { fail } from '../validation/errors';
import { injected } from '../private/injection';
import { enforce } from '../validation/constraint';
import {
  PLAN_THROTTLE,
  QUOTA_LIMIT,
  QUOTA_OFFSET,
  QUOTA_PERIOD,
  WHOLE_LIMIT,
} from '../validation/constraints/usage-plan';
import { installRules } from '../validation/install';
import { requireProp } from '../validation/required-prop';
import { warn } from '../validation/warnings';
import type { IWebSocketApi } from './api-interface';
import type { IWebSocketStage } from './stage';

/**
 * The period of a quota.
 */
export enum Period {
  /** A period of one day. */
  DAY = 'DAY',
  /** A period of one week. */
  WEEK = 'WEEK',
  /** A period of one month. */
  MONTH = 'MONTH',
}

/**
 * The number of requests that clients can send in a period.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-api-usage-plans.html
 */
export interface QuotaSettings {
  /**
   * The number of requests in a period: a whole number, 1 or more. The usage plan throws an error for other values.
   *
   * @default - no limit
   */
  readonly limit?: number;

  /**
   * The day on which each quota period starts: 0 for `DAY`, 0 to 6 for `WEEK`, and 0 to 27 for `MONTH`.
   *
   * The usage plan throws an error for other values.
   *
   * @default 0
   */
  readonly offset?: number;

  /**
   * The period of the quota. A quota requires a period.
   *
   * @default - none
   */
  readonly period?: Period;
}

/**
 * A stage of a usage plan.
 */
export interface UsagePlanPerApiStage {
  /**
   * The API of the stage. The plan always uses the API of `stage`. A different API causes a warning.
   *
   * @default - the API of the stage
   */
  readonly api?: IWebSocketApi;

  /**
   * The stage that the plan applies to.
   *
   * An entry without a stage has no effect, as in aws-cdk-lib. With the context key `cdk-apigatewayv2:usagePlanDependencies`, the usage
   * plan throws `StageMissing` for such an entry.
   *
   * @default - none
   */
  readonly stage?: IWebSocketStage;
}

/**
 * Properties of a usage plan.
 */
export interface UsagePlanProps {
  /**
   * The stages that the plan applies to.
   *
   * @default - none
   */
  readonly apiStages?: UsagePlanPerApiStage[];

  /**
   * The description of the plan.
   *
   * @default - none
   */
  readonly description?: string;

  /**
   * The number of requests that clients can send with each API key in a period.
   *
   * @default - no limit
   */
  readonly quota?: QuotaSettings;

  /**
   * The rate limit and the burst limit for requests with each API key.
   *
   * @default - the limits of the account
   */
  readonly throttle?: ThrottleSettings;

  /**
   * The name of the plan.
   *
   * @default - CloudFormation generates a name
   */
  readonly usagePlanName?: string;
}

/**
 * Options for adding an API key to a usage plan.
 */
export interface AddApiKeyOptions {
  /**
   * The logical ID of the `AWS::ApiGateway::UsagePlanKey`.
   *
   * @default - CDK generates an ID
   */
  readonly overrideLogicalId?: string;
}

/**
 * A usage plan, created in this app or imported.
 */
export interface IUsagePlan extends IResource, IUsagePlanRef {
  /**
   * The ID that API Gateway assigns to the plan.
   *
   * @attribute
   */
  readonly usagePlanId: string;

  /**
   * Adds an API key to the plan.
   *
   * Throws `ApiKeyAlreadyInUsagePlan` if the plan already has the key.
   *
   * @param apiKey The API key
   * @param options The options of the association
   */
  addApiKey(apiKey: IApiKeyRef, options?: AddApiKeyOptions): void;
}

abstract class UsagePlanBase extends Resource implements IUsagePlan {
  public abstract readonly usagePlanId: string;

  /** The reference to this plan. */
  public get usagePlanRef(): UsagePlanReference {
    return { usagePlanId: this.usagePlanId };
  }

  /**
   * @param apiKey The API key
   * @param options The options of the association
   */
  public addApiKey(apiKey: IApiKeyRef, options?: AddApiKeyOptions): void {
    const id = `UsagePlanKeyResource:${Names.nodeUniqueId(apiKey.node)}`;
    if (this.node.tryFindChild(id)) {
      fail(
        this,
        'ApiKeyAlreadyInUsagePlan',
        `the key '${apiKey.node.path}' is already in this usage plan. Add the key once.`,
      );
    }
    const resource = new CfnUsagePlanKey(this, id, {
      keyId: apiKey.apiKeyRef.apiKeyId,
      keyType: 'API_KEY',
      usagePlanId: this.usagePlanId,
    });
    if (options?.overrideLogicalId) {
      resource.overrideLogicalId(options.overrideLogicalId);
    }
  }
}

/**
 * A usage plan. It limits the requests that clients can send to its stages with its API keys.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-api-usage-plans.html
 * @resource AWS::ApiGateway::UsagePlan
 * @example
 * import { ApiKey, Period, UsagePlan, WebSocketApi, WebSocketStage } from 'cdk-apigatewayv2';
 *
 * declare const api: WebSocketApi;
 * declare const stage: WebSocketStage;
 *
 * const plan = new UsagePlan(this, 'Plan', {
 *   apiStages: [{ api, stage }],
 *   quota: { limit: 10_000, period: Period.DAY },
 * });
 * plan.addApiKey(new ApiKey(this, 'Key'));
 */
export class UsagePlan extends UsagePlanBase {
  /** The ID by which property injectors identify this class. */
  public static readonly PROPERTY_INJECTION_ID: string = 'aws-cdk-lib.aws-apigatewayv2.websocket.UsagePlan';

  /**
   * Imports an existing usage plan.
   *
   * @param scope The scope of the import
   * @param id The ID of the construct in the scope
   * @param usagePlanId The ID of the plan
   */
  public static fromUsagePlanId(scope: Construct, id: string, usagePlanId: string): IUsagePlan {
    class Import extends UsagePlanBase {
      public readonly usagePlanId = usagePlanId;
    }
    return new Import(scope, id);
  }

  /**
   * The ID that API Gateway assigns to the plan.
   *
   * @attribute
   */
  public readonly usagePlanId: string;

  private readonly apiStages: UsagePlanPerApiStage[] = [];

  /**
   * Throws `UsagePlanLimitInvalid` or `UsagePlanLimitNotInteger` for an invalid limit, `QuotaPeriodInvalid` for an invalid period, and
   * `QuotaOffsetOutsidePeriod` for an offset that is outside the period.
   *
   * @param scope The scope of the plan
   * @param id The ID of the construct in the scope
   * @param props The properties of the plan
   */
  public constructor(scope: Construct, id: string, props: UsagePlanProps = {}) {
    props = injected(UsagePlan.PROPERTY_INJECTION_ID, scope, id, props);
    super(scope, id);

    installRules(this);
    const resource = new CfnUsagePlan(this, 'Resource', {
      apiStages: Lazy.any({ produce: () => this.renderApiStages() }),
      description: props.description,
      quota: props.quota && this.renderQuota(props.quota),
      throttle: props.throttle && this.renderThrottle(props.throttle),
      usagePlanName: props.usagePlanName,
    });
    this.usagePlanId = resource.ref;
    for (const apiStage of props.apiStages ?? []) {
      this.add(apiStage, true);
    }
  }

  /**
   * Adds a stage to the plan.
   *
   * With the context key `cdk-apigatewayv2:usagePlanDependencies`, the plan depends on the stage.
   *
   * @param apiStage The stage
   */
  public addApiStage(apiStage: UsagePlanPerApiStage): void {
    this.add(apiStage, isCorrected(this, 'usagePlanDependencies'));
  }

  private add(apiStage: UsagePlanPerApiStage, wait: boolean): void {
    if (!apiStage.stage && isCorrected(this, 'usagePlanDependencies')) {
      fail(this, 'StageMissing', 'an entry of `apiStages` needs a stage. Specify `stage`.');
    }
    const { api, stage } = apiStage;
    if (api && stage && api.apiId !== stage.api.apiId) {
      warn(
        this,
        'UsagePlanApiIgnored',
        `the API '${api.node.path}' of an entry is not the API of its stage, '${stage.api.node.path}'. The usage plan uses the API of the stage. ` +
          "Remove 'api'.",
      );
    }
    this.apiStages.push(apiStage);
    if (wait) {
      // API Gateway rejects the plan if the stage does not exist yet
      for (const dependency of [apiStage.api, apiStage.stage]) {
        if (dependency) {
          this.node.addDependency(dependency);
        }
      }
    }
  }

  private renderApiStages(): CfnUsagePlan.ApiStageProperty[] | undefined {
    if (this.apiStages.length === 0) {
      return undefined;
    }
    return this.apiStages.flatMap(({ stage }) =>
      stage ? [{ apiId: stage.api.apiId, stage: requireProp(this, 'stage.stageName', stage.stageName) }] : [],
    );
  }

  private renderQuota(quota: QuotaSettings): CfnUsagePlan.QuotaSettingsProperty {
    const { period } = quota;
    enforce(this, WHOLE_LIMIT, 'quota.limit', quota.limit);
    enforce(this, QUOTA_LIMIT, 'quota.limit', quota.limit);
    if (period !== undefined) {
      // An escape hatch can add a missing period
      enforce(this, QUOTA_PERIOD, 'quota.period', { period });
    }
    enforce(this, QUOTA_OFFSET, 'quota.offset', { offset: quota.offset, period });
    return { limit: quota.limit, offset: quota.offset, period };
  }

  private renderThrottle(throttle: ThrottleSettings): CfnUsagePlan.ThrottleSettingsProperty {
    enforce(this, WHOLE_LIMIT, 'throttle.burstLimit', throttle.burstLimit);
    enforce(this, PLAN_THROTTLE, 'throttle.burstLimit', throttle.burstLimit);
    enforce(this, PLAN_THROTTLE, 'throttle.rateLimit', throttle.rateLimit);
    return { burstLimit: throttle.burstLimit, rateLimit: throttle.rateLimit };
  }
}
