import type { ApiKeyReference, IApiKeyRef } from 'aws-cdk-lib/aws-apigateway';
import { CfnApiKey } from 'aws-cdk-lib/aws-apigateway';
import type { IGrantable } from 'aws-cdk-lib/aws-iam';
import { Grant } from 'aws-cdk-lib/aws-iam';
import type { IResource } from 'aws-cdk-lib/core';
import { Resource, Stack } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';

import type { ThrottleSettings } from '../common/stage';
import { injected } from '../private/injection';
import { enforce } from '../validation/constraint';
import { API_KEY_VALUE } from '../validation/constraints/usage-plan';
import { installRules } from '../validation/install';
import type { QuotaSettings, UsagePlanPerApiStage } from './usage-plan';
import { UsagePlan } from './usage-plan';

const READ = ['apigateway:GET'];
const WRITE = ['apigateway:POST', 'apigateway:PUT', 'apigateway:PATCH', 'apigateway:DELETE'];

/**
 * An API key, created in this app or imported.
 */
export interface IApiKey extends IResource, IApiKeyRef {
  /**
   * The ID that API Gateway assigns to the key.
   *
   * @attribute
   */
  readonly keyId: string;

  /**
   * The ARN of the key.
   *
   * @attribute
   */
  readonly keyArn: string;
}

/**
 * The options of an API key.
 */
export interface ApiKeyOptions {
  /**
   * The name of the key.
   *
   * @default - CloudFormation generates a name
   * @link https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-apigateway-apikey.html#cfn-apigateway-apikey-name
   */
  readonly apiKeyName?: string;

  /**
   * The value that clients send: 20 to 128 characters. If you specify a value, the template contains it in plain text. Therefore, prefer
   * the generated value.
   *
   * @default - API Gateway generates a value
   */
  readonly value?: string;

  /**
   * The description of the key.
   *
   * @default - none
   */
  readonly description?: string;
}

/**
 * Properties of an API key.
 */
export interface ApiKeyProps extends ApiKeyOptions {
  /**
   * The ID of the AWS Marketplace customer that the key belongs to.
   *
   * @default - none
   */
  readonly customerId?: string;

  /**
   * Whether clients can use the key.
   *
   * @default true
   */
  readonly enabled?: boolean;

  /**
   * Whether the ID of the key differs from the value of the key.
   *
   * @default false
   */
  readonly generateDistinctId?: boolean;
}

abstract class ApiKeyBase extends Resource implements IApiKey {
  public abstract readonly keyId: string;
  public abstract readonly keyArn: string;

  /** The reference to this key. */
  public get apiKeyRef(): ApiKeyReference {
    return { apiKeyId: this.keyId };
  }

  /**
   * Grants permission to read the key.
   *
   * @param grantee The principal that gets the permission
   */
  public grantRead(grantee: IGrantable): Grant {
    return this.grant(grantee, READ);
  }

  /**
   * Grants permission to change and delete the key.
   *
   * @param grantee The principal that gets the permission
   */
  public grantWrite(grantee: IGrantable): Grant {
    return this.grant(grantee, WRITE);
  }

  /**
   * Grants permission to read, change and delete the key.
   *
   * @param grantee The principal that gets the permission
   */
  public grantReadWrite(grantee: IGrantable): Grant {
    return this.grant(grantee, [...READ, ...WRITE]);
  }

  private grant(grantee: IGrantable, actions: string[]): Grant {
    return Grant.addToPrincipal({ grantee, actions, resourceArns: [this.keyArn] });
  }
}

/**
 * An API key, which clients of WebSocket APIs send when they connect. A usage plan limits the requests of these clients.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-api-usage-plans.html
 * @resource AWS::ApiGateway::ApiKey
 * @example
 * import { ApiKey, UsagePlan } from 'cdk-apigatewayv2';
 *
 * const plan = new UsagePlan(this, 'Plan');
 * plan.addApiKey(new ApiKey(this, 'Key'));
 */
export class ApiKey extends ApiKeyBase {
  /** The ID by which property injectors identify this class. */
  public static readonly PROPERTY_INJECTION_ID: string = 'aws-cdk-lib.aws-apigatewayv2.websocket.ApiKey';

  /**
   * Imports an existing API key.
   *
   * @param scope The scope of the import
   * @param id The ID of the construct in the scope
   * @param apiKeyId The ID of the key
   */
  public static fromApiKeyId(scope: Construct, id: string, apiKeyId: string): IApiKey {
    class Import extends ApiKeyBase {
      public readonly keyId = apiKeyId;
      public readonly keyArn = arnOfKey(this, apiKeyId);
    }
    return new Import(scope, id);
  }

  /** The ID that API Gateway assigns to the key. */
  public readonly keyId: string;

  /** The ARN of the key. */
  public readonly keyArn: string;

  /**
   * Throws `ApiKeyValueInvalid` if `value` does not have 20 to 128 characters.
   *
   * @param scope The scope of the key
   * @param id The ID of the construct in the scope
   * @param props The properties of the key
   */
  public constructor(scope: Construct, id: string, props: ApiKeyProps = {}) {
    props = injected(ApiKey.PROPERTY_INJECTION_ID, scope, id, props);
    super(scope, id, { physicalName: props.apiKeyName });

    installRules(this);
    enforce(this, API_KEY_VALUE, 'value', props.value);
    const resource = new CfnApiKey(this, 'Resource', {
      customerId: props.customerId,
      description: props.description,
      enabled: props.enabled ?? true,
      generateDistinctId: props.generateDistinctId,
      name: this.physicalName,
      value: props.value,
    });
    this.keyId = resource.ref;
    this.keyArn = arnOfKey(this, this.keyId);
  }
}

/**
 * Properties of an API key with its own usage plan.
 */
export interface RateLimitedApiKeyProps extends ApiKeyProps {
  /**
   * The stages that the key is valid for.
   *
   * @default - none
   */
  readonly apiStages?: UsagePlanPerApiStage[];

  /**
   * The number of requests that clients can send with the key in a period.
   *
   * @default - no limit
   */
  readonly quota?: QuotaSettings;

  /**
   * The rate limit and the burst limit for requests with the key.
   *
   * @default - the limits of the account
   */
  readonly throttle?: ThrottleSettings;
}

/**
 * An API key with its own usage plan.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-api-usage-plans.html
 * @resource AWS::ApiGateway::ApiKey
 * @example
 * import { Period, RateLimitedApiKey, WebSocketApi, WebSocketStage } from 'cdk-apigatewayv2';
 *
 * declare const api: WebSocketApi;
 * declare const stage: WebSocketStage;
 *
 * new RateLimitedApiKey(this, 'Partner', {
 *   apiStages: [{ api, stage }],
 *   quota: { limit: 1_000_000, period: Period.MONTH },
 * });
 */
export class RateLimitedApiKey extends ApiKeyBase {
  /** The ID by which property injectors identify this class. */
  public static readonly PROPERTY_INJECTION_ID: string = 'aws-cdk-lib.aws-apigatewayv2.RateLimitedApiKey';

  /** The ID that API Gateway assigns to the key. */
  public readonly keyId: string;

  /** The ARN of the key. */
  public readonly keyArn: string;

  /**
   * Throws `ApiKeyValueInvalid` if `value` does not have 20 to 128 characters.
   *
   * @param scope The scope of the key
   * @param id The ID of the construct in the scope
   * @param props The properties of the key
   */
  public constructor(scope: Construct, id: string, props: RateLimitedApiKeyProps = {}) {
    props = injected(RateLimitedApiKey.PROPERTY_INJECTION_ID, scope, id, props);
    super(scope, id, { physicalName: props.apiKeyName });

    const key = new ApiKey(this, 'Resource', props);
    this.keyId = key.keyId;
    this.keyArn = key.keyArn;
    // The default child is the L1, so that removal policies and escape hatches apply to the L1 instead of the inner key
    this.node.defaultChild = key.node.defaultChild;

    if (props.apiStages || props.quota || props.throttle) {
      const plan = new UsagePlan(this, 'UsagePlanResource', {
        apiStages: props.apiStages,
        quota: props.quota,
        throttle: props.throttle,
      });
      // The path of the inner key determines the ID of the association
      plan.addApiKey(key);
    }
  }
}

function arnOfKey(scope: Construct, keyId: string): string {
  return Stack.of(scope).formatArn({ service: 'apigateway', account: '', resource: '/apikeys', resourceName: keyId });
}
