import type { IApiKeyRef, IUsagePlanRef, UsagePlanReference } from 'aws-cdk-lib/aws-apigateway';
import { CfnUsagePlan, CfnUsagePlanKey } from 'aws-cdk-lib/aws-apigateway';
import type { IResource } from 'aws-cdk-lib/core';
import { Lazy, Names, Resource } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';

import type { ThrottleSettings } from '../common/stage';
import { isFraction } from '../validation/values';
import { isCorrected } from '../private/corrections';
import { fail } from '../validation/errors';
import { injected } from '../private/injection';
import { checkPlanLimit } from '../validation/refusals';
import { installRules } from '../validation/install';
import type { IWebSocketApi } from './api-ref';
import type { IWebSocketStage } from './stage';

/**
 * The period that a quota is for.
 */
export enum Period {
  /** A day. */
  DAY = 'DAY',
  /** A week. */
  WEEK = 'WEEK',
  /** A month. */
  MONTH = 'MONTH',
}

/**
 * How many requests are good for in a period.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-api-usage-plans.html
 */
export interface QuotaSettings {
  /**
   * The number of requests in a period, a whole number of 0 or more.
   *
   * @default - any number
   */
  readonly limit?: number;

  /**
   * The number of requests that are taken off in the first period.
   *
   * @default - none
   */
  readonly offset?: number;

  /**
   * The period.
   *
   * @default - none
   */
  readonly period?: Period;
}

/**
 * A stage that a usage plan is for.
 */
export interface UsagePlanPerApiStage {
  /**
   * The API.
   *
   * @default - that of the stage
   */
  readonly api?: IWebSocketApi;

  /**
   * The stage. aws-cdk-lib drops what has none; with the context key `cdk-apigatewayv2:usagePlanDependencies` it is refused.
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
   * The stages that the plan is for.
   *
   * @default - none
   */
  readonly apiStages?: UsagePlanPerApiStage[];

  /**
   * What the plan is for.
   *
   * @default - none
   */
  readonly description?: string;

  /**
   * How many requests each key is good for in a period.
   *
   * @default - any number
   */
  readonly quota?: QuotaSettings;

  /**
   * How many requests each key is good for at a time.
   *
   * @default - the limits of the account
   */
  readonly throttle?: ThrottleSettings;

  /**
   * The name of the plan.
   *
   * @default - one that CloudFormation makes
   */
  readonly usagePlanName?: string;
}

/**
 * The options of adding a key to a usage plan.
 */
export interface AddApiKeyOptions {
  /**
   * The logical ID of the `AWS::ApiGateway::UsagePlanKey`.
   *
   * @default - one that the CDK makes
   */
  readonly overrideLogicalId?: string;
}

/**
 * A usage plan, made in this app or imported.
 */
export interface IUsagePlan extends IResource, IUsagePlanRef {
  /**
   * The ID that the service gives the plan.
   *
   * @attribute
   */
  readonly usagePlanId: string;

  /**
   * Puts a key under the plan.
   *
   * Throws `ApiKeyAlreadyInUsagePlan` where it is already.
   *
   * @param apiKey the key
   * @param options the options
   */
  addApiKey(apiKey: IApiKeyRef, options?: AddApiKeyOptions): void;
}

abstract class UsagePlanBase extends Resource implements IUsagePlan {
  public abstract readonly usagePlanId: string;

  /** The reference to this plan. */
  public get usagePlanRef(): UsagePlanReference {
    return { usagePlanId: this.usagePlanId };
  }

  public addApiKey(apiKey: IApiKeyRef, options?: AddApiKeyOptions): void {
    const id = `UsagePlanKeyResource:${Names.nodeUniqueId(apiKey.node)}`;
    if (this.node.tryFindChild(id)) {
      fail(
        this,
        'ApiKeyAlreadyInUsagePlan',
        `the key '${apiKey.node.path}' is in this usage plan already. Add it once.`,
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
 * A usage plan: how much the holders of its API keys may use which stages.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-api-usage-plans.html
 * @resource AWS::ApiGateway::UsagePlan
 */
export class UsagePlan extends UsagePlanBase {
  /** The ID under which property injectors know this class. */
  public static readonly PROPERTY_INJECTION_ID: string = 'aws-cdk-lib.aws-apigatewayv2.websocket.UsagePlan';

  /**
   * Refers to an existing usage plan.
   *
   * @param scope the construct that the reference belongs to
   * @param id its ID in that scope
   * @param usagePlanId the ID of the plan
   */
  public static fromUsagePlanId(scope: Construct, id: string, usagePlanId: string): IUsagePlan {
    class Import extends UsagePlanBase {
      public readonly usagePlanId = usagePlanId;
    }
    return new Import(scope, id);
  }

  /**
   * The ID that the service gives the plan.
   *
   * @attribute
   */
  public readonly usagePlanId: string;

  private readonly apiStages: UsagePlanPerApiStage[] = [];

  /**
   * @param scope the construct that the plan belongs to
   * @param id its ID in that scope
   * @param props its properties
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
   * Adds a stage that the plan is for.
   *
   * With the context key `cdk-apigatewayv2:usagePlanDependencies` the plan waits for the stage when it is deployed.
   *
   * @param apiStage the stage
   */
  public addApiStage(apiStage: UsagePlanPerApiStage): void {
    this.add(apiStage, isCorrected(this, 'usagePlanDependencies'));
  }

  private add(apiStage: UsagePlanPerApiStage, wait: boolean): void {
    if (!apiStage.stage && isCorrected(this, 'usagePlanDependencies')) {
      fail(this, 'StageMissing', 'an API stage of a usage plan needs its stage, or nothing is metered. Give `stage`.');
    }
    this.apiStages.push(apiStage);
    if (wait) {
      // The plan is refused while the stage does not exist
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
    return this.apiStages.flatMap(({ api, stage }) =>
      stage ? [{ apiId: (api ?? stage.api).apiId, stage: stage.stageName }] : [],
    );
  }

  private renderQuota(quota: QuotaSettings): CfnUsagePlan.QuotaSettingsProperty {
    this.checkInteger('quota limit', quota.limit);
    checkPlanLimit(this, 'quota.limit', quota.limit);
    return { limit: quota.limit, offset: quota.offset, period: quota.period };
  }

  private renderThrottle(throttle: ThrottleSettings): CfnUsagePlan.ThrottleSettingsProperty {
    this.checkInteger('burst limit', throttle.burstLimit);
    checkPlanLimit(this, 'throttle.burstLimit', throttle.burstLimit);
    checkPlanLimit(this, 'throttle.rateLimit', throttle.rateLimit);
    return { burstLimit: throttle.burstLimit, rateLimit: throttle.rateLimit };
  }

  private checkInteger(what: string, value: number | undefined): void {
    if (isFraction(value)) {
      fail(this, 'UsagePlanLimitNotInteger', `the ${what} must be a whole number, got ${value}. Round it.`);
    }
  }
}
