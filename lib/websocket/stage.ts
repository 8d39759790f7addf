import { CfnStage } from 'aws-cdk-lib/aws-apigatewayv2';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import type { IGrantable } from 'aws-cdk-lib/aws-iam';
import { Grant } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';

import type { IApi } from '../api/api';
import type { IStage, StageAttributes, StageOptions } from '../api/stage';
import { executeApiHost, StageBase } from '../api/stage';
import { ExecuteApiAction, executeApiArn } from '../private/arns';
import { fail } from '../private/errors';
import { injected } from '../private/injection';
import { WebSocketAccessLogFormat } from './access-log';
import type { IWebSocketApi } from './api-ref';

/**
 * A stage of a WebSocket API.
 */
export interface IWebSocketStage extends IStage {
  /**
   * The API that the stage belongs to.
   */
  readonly api: IWebSocketApi;

  /**
   * The URL under which a backend sends messages to clients, reads their state and disconnects them.
   *
   * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-how-to-call-websocket-api-connections.html
   */
  readonly callbackUrl: string;
}

/**
 * Properties of a stage of a WebSocket API.
 */
export interface WebSocketStageProps extends StageOptions {
  /**
   * The API that the stage belongs to.
   */
  readonly webSocketApi: IWebSocketApi;

  /**
   * The name of the stage: letters, digits, `-` and `_`, at most 128 characters; it becomes the path.
   */
  readonly stageName: string;
}

/**
 * What identifies an existing stage of a WebSocket API.
 */
export interface WebSocketStageAttributes extends StageAttributes {
  /**
   * The API that the stage belongs to.
   */
  readonly api: IWebSocketApi;
}

const DEFAULT_ACCESS_LOG_FORMAT =
  '$context.identity.sourceIp $context.identity.caller $context.identity.user [$context.requestTime] ' +
  '"$context.eventType $context.routeKey $context.connectionId" $context.status $context.requestId';

/**
 * A stage of a WebSocket API: a named state of it that clients can connect to.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-set-up-stage.html
 * @resource AWS::ApiGatewayV2::Stage
 */
export class WebSocketStage extends StageBase implements IWebSocketStage {
  /** The ID under which property injectors know this class. */
  public static readonly PROPERTY_INJECTION_ID: string = 'aws-cdk-lib.aws-apigatewayv2.WebSocketStage';

  /**
   * Refers to an existing stage.
   *
   * @param scope the construct that the reference belongs to
   * @param id its ID in that scope
   * @param attrs what identifies the stage
   */
  public static fromWebSocketStageAttributes(
    scope: Construct,
    id: string,
    attrs: WebSocketStageAttributes,
  ): IWebSocketStage {
    class Import extends StageBase implements IWebSocketStage {
      public readonly stageName = attrs.stageName;
      public readonly api = attrs.api;
      protected readonly baseApi = attrs.api;

      public get url(): string {
        return fail(this, 'StageUrlUnknown', 'an imported stage does not know its URL. Write it out.');
      }

      public get callbackUrl(): string {
        return fail(this, 'StageUrlUnknown', 'an imported stage does not know its callback URL. Write it out.');
      }

      public defaultAccessLogFormat(): AccessLogFormat {
        return AccessLogFormat.custom(DEFAULT_ACCESS_LOG_FORMAT);
      }
    }
    return new Import(scope, id);
  }

  /** The API that the stage belongs to. */
  public readonly api: IWebSocketApi;

  /** The name of the stage. */
  public readonly stageName: string;

  protected readonly baseApi: IApi;

  /**
   * @param scope the construct that the stage belongs to
   * @param id its ID in that scope
   * @param props its properties
   */
  public constructor(scope: Construct, id: string, props: WebSocketStageProps) {
    props = injected(WebSocketStage.PROPERTY_INJECTION_ID, scope, id, props);
    super(scope, id, { physicalName: props.stageName });

    this.api = props.webSocketApi;
    this.baseApi = props.webSocketApi;
    this.stageName = this.physicalName;
    new CfnStage(this, 'Resource', {
      apiId: props.webSocketApi.apiRef.apiId,
      stageName: this.physicalName,
      ...this._renderStage(props),
    });
    if (props.domainMapping) {
      this.addDomainMapping(props.domainMapping);
    }
  }

  /** The URL that clients connect to on the default endpoint. */
  public get url(): string {
    return `wss://${executeApiHost(this, this.api.apiId)}/${this.stageName}`;
  }

  /** The URL under which a backend sends messages to clients, reads their state and disconnects them. */
  public get callbackUrl(): string {
    return `https://${executeApiHost(this, this.api.apiId)}/${this.stageName}`;
  }

  /**
   * Lets a principal send messages to the clients of this stage, read their state and disconnect them.
   *
   * @param identity who may do so
   * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-how-to-call-websocket-api-connections.html
   */
  public grantManagementApiAccess(identity: IGrantable): Grant {
    return Grant.addToPrincipal({
      grantee: identity,
      actions: [ExecuteApiAction.MANAGE_CONNECTIONS],
      resourceArns: [executeApiArn(this, this.api.apiId, `${this.stageName}/*/@connections/*`)],
    });
  }

  /**
   * The Common Log Format for WebSocket APIs.
   *
   * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/websocket-api-logging.html
   */
  public defaultAccessLogFormat(): AccessLogFormat {
    return AccessLogFormat.custom(DEFAULT_ACCESS_LOG_FORMAT);
  }

  /** @internal */
  protected override _structuredAccessLogFormat(): AccessLogFormat {
    return WebSocketAccessLogFormat.json();
  }
}
