import type { ApiKeyReference, IApiKeyRef } from 'aws-cdk-lib/aws-apigateway';
import { CfnApiKey } from 'aws-cdk-lib/aws-apigateway';
import type { IGrantable } from 'aws-cdk-lib/aws-iam';
import { Grant } from 'aws-cdk-lib/aws-iam';
import type { IResource } from 'aws-cdk-lib/core';
import { Resource, Stack } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';

import type { ThrottleSettings } from '../common/stage';
import { injected } from '../private/injection';
import { checkApiKeyValue } from '../validation/refusals';
import { installRules } from '../validation/install';
import type { QuotaSettings, UsagePlanPerApiStage } from './usage-plan';
import { UsagePlan } from './usage-plan';

const READ = ['apigateway:GET'];
const WRITE = ['apigateway:POST', 'apigateway:PUT', 'apigateway:PATCH', 'apigateway:DELETE'];

/**
 * An API key, made in this app or imported.
 */
export interface IApiKey extends IResource, IApiKeyRef {
  /**
   * The ID that the service gives the key.
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
   * @default - one that CloudFormation makes
   * @link http://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-apigateway-apikey.html#cfn-apigateway-apikey-name
   */
  readonly apiKeyName?: string;

  /**
   * The key itself, 20 to 128 characters. It stands in the template, so it is better left to the service.
   *
   * @default - one that the service makes
   */
  readonly value?: string;

  /**
   * What the key is for.
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
   * The ID of a customer of AWS Marketplace.
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
   * Whether the ID of the key differs from its value.
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
   * Lets a principal read the key.
   *
   * @param grantee who may do so
   */
  public grantRead(grantee: IGrantable): Grant {
    return this.grant(grantee, READ);
  }

  /**
   * Lets a principal change and delete the key.
   *
   * @param grantee who may do so
   */
  public grantWrite(grantee: IGrantable): Grant {
    return this.grant(grantee, WRITE);
  }

  /**
   * Lets a principal read, change and delete the key.
   *
   * @param grantee who may do so
   */
  public grantReadWrite(grantee: IGrantable): Grant {
    return this.grant(grantee, [...READ, ...WRITE]);
  }

  private grant(grantee: IGrantable, actions: string[]): Grant {
    return Grant.addToPrincipal({ grantee, actions, resourceArns: [this.keyArn] });
  }
}

/**
 * An API key that clients of WebSocket APIs show when they connect, which a usage plan can meter.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-api-usage-plans.html
 * @resource AWS::ApiGateway::ApiKey
 */
export class ApiKey extends ApiKeyBase {
  /** The ID under which property injectors know this class. */
  public static readonly PROPERTY_INJECTION_ID: string = 'aws-cdk-lib.aws-apigatewayv2.websocket.ApiKey';

  /**
   * Refers to an existing API key.
   *
   * @param scope the construct that the reference belongs to
   * @param id its ID in that scope
   * @param apiKeyId the ID of the key
   */
  public static fromApiKeyId(scope: Construct, id: string, apiKeyId: string): IApiKey {
    class Import extends ApiKeyBase {
      public readonly keyId = apiKeyId;
      public readonly keyArn = arnOfKey(this, apiKeyId);
    }
    return new Import(scope, id);
  }

  /** The ID that the service gives the key. */
  public readonly keyId: string;

  /** The ARN of the key. */
  public readonly keyArn: string;

  /**
   * @param scope the construct that the key belongs to
   * @param id its ID in that scope
   * @param props its properties
   */
  public constructor(scope: Construct, id: string, props: ApiKeyProps = {}) {
    props = injected(ApiKey.PROPERTY_INJECTION_ID, scope, id, props);
    super(scope, id, { physicalName: props.apiKeyName });

    installRules(this);
    checkApiKeyValue(this, props.value);
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
 * Properties of an API key with a usage plan of its own.
 */
export interface RateLimitedApiKeyProps extends ApiKeyProps {
  /**
   * The stages that the key is for.
   *
   * @default - none
   */
  readonly apiStages?: UsagePlanPerApiStage[];

  /**
   * How many requests the key is good for in a period.
   *
   * @default - any number
   */
  readonly quota?: QuotaSettings;

  /**
   * How many requests the key is good for at a time.
   *
   * @default - the limits of the account
   */
  readonly throttle?: ThrottleSettings;
}

/**
 * An API key with a usage plan of its own.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-api-usage-plans.html
 * @resource AWS::ApiGateway::ApiKey
 */
export class RateLimitedApiKey extends ApiKeyBase {
  /** The ID under which property injectors know this class. */
  public static readonly PROPERTY_INJECTION_ID: string = 'aws-cdk-lib.aws-apigatewayv2.RateLimitedApiKey';

  /** The ID that the service gives the key. */
  public readonly keyId: string;

  /** The ARN of the key. */
  public readonly keyArn: string;

  /**
   * @param scope the construct that the key belongs to
   * @param id its ID in that scope
   * @param props its properties
   */
  public constructor(scope: Construct, id: string, props: RateLimitedApiKeyProps = {}) {
    props = injected(RateLimitedApiKey.PROPERTY_INJECTION_ID, scope, id, props);
    super(scope, id, { physicalName: props.apiKeyName });

    const key = new ApiKey(this, 'Resource', props);
    this.keyId = key.keyId;
    this.keyArn = key.keyArn;
    // Removal policies and escape hatches mean the L1, not the key in between
    this.node.defaultChild = key.node.defaultChild;

    if (props.apiStages || props.quota || props.throttle) {
      const plan = new UsagePlan(this, 'UsagePlanResource', {
        apiStages: props.apiStages,
        quota: props.quota,
        throttle: props.throttle,
      });
      // The inner key: its path makes the ID of the association.
      plan.addApiKey(key);
    }
  }
}

function arnOfKey(scope: Construct, keyId: string): string {
  return Stack.of(scope).formatArn({ service: 'apigateway', account: '', resource: '/apikeys', resourceName: keyId });
}
