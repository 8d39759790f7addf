import type { aws_kms, aws_sqs } from 'aws-cdk-lib/interfaces';
import { CfnResource, Token } from 'aws-cdk-lib/core';

import type { IMappingValue } from '../common/parameter-mapping';
import { ParameterMapping } from '../common/parameter-mapping';
import type { HttpRouteIntegrationBindOptions } from '../http/integration';
import { HttpIntegrationSubtype } from '../http/integration';
import { httpApiRefOf } from '../http/api-interface';
import { isCorrected } from '../private/corrections';
import { warn } from '../validation/warnings';
import type { ServiceAction } from './http-service-base';
import { checkSubtype, HttpServiceIntegration } from './http-service-base';
import type { HttpServiceIntegrationOptions } from './http-service-options';

/**
 * Properties of an SQS integration of an HTTP API.
 */
export interface HttpSqsIntegrationProps extends HttpServiceIntegrationOptions {
  /**
   * The parameters of the action. The integration adds `QueueUrl` if this parameter is missing.
   *
   * @default - `QueueUrl`, and a parameter from the request body: `MessageBody` to send a message, or `ReceiptHandle` to delete a message
   * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-aws-services-reference.html
   */
  readonly parameterMapping?: ParameterMapping;

  /**
   * The action: a subtype that begins with `SQS_`.
   *
   * @default HttpIntegrationSubtype.SQS_SEND_MESSAGE
   */
  readonly subtype?: HttpIntegrationSubtype;

  /**
   * The queue: an L2 construct, an imported queue or an L1 construct.
   */
  readonly queue: aws_sqs.IQueueRef;

  /**
   * The message group ID, 1 to 128 characters.
   *
   * A FIFO queue requires a group ID and delivers the messages of one group in order. In a standard queue, group IDs reduce the delay that
   * a group with many messages causes for other groups. `MessageGroupId` in `parameterMapping` overrides this property.
   *
   * @default - none. A FIFO queue causes the warning `FifoQueueWithoutGroup`
   * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/using-messagegroupid-property.html
   */
  readonly messageGroupId?: IMappingValue;

  /**
   * The message deduplication ID for a FIFO queue, 1 to 128 characters.
   *
   * For 5 minutes, the queue does not deliver a second message with the same ID. `MessageDeduplicationId` in `parameterMapping` overrides
   * this property.
   *
   * @default - none. Without an ID, a FIFO queue must use content-based deduplication
   * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/using-messagededuplicationid-property.html
   */
  readonly messageDeduplicationId?: IMappingValue;
}

// Receiving a message requires decryption. Deleting a message and purging the queue do not use the key
const KEY_ACTIONS: { readonly [subtype: string]: string[] } = {
  'SQS-ReceiveMessage': ['kms:Decrypt'],
  'SQS-DeleteMessage': [],
  'SQS-PurgeQueue': [],
};

/**
 * An HTTP API integration that sends messages to an Amazon SQS queue, receives or deletes messages, or purges the queue.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-aws-services.html
 * @example
 * import * as sqs from 'aws-cdk-lib/aws-sqs';
 * import { HttpApi, HttpMethod } from 'cdk-apigatewayv2';
 * import { HttpSqsIntegration } from 'cdk-apigatewayv2/integrations';
 *
 * declare const api: HttpApi;
 * declare const queue: sqs.Queue;
 *
 * api.addRoutes({
 *   path: '/orders',
 *   methods: [HttpMethod.POST],
 *   integration: new HttpSqsIntegration('Orders', { queue }),
 * });
 */
export class HttpSqsIntegration extends HttpServiceIntegration {
  private readonly subtype: HttpIntegrationSubtype;

  /**
   * @param id The ID of the integration construct
   * @param props The properties of the integration
   */
  public constructor(
    id: string,
    private readonly props: HttpSqsIntegrationProps,
  ) {
    super(id, props, 'queue');
    this.subtype = props.subtype ?? HttpIntegrationSubtype.SQS_SEND_MESSAGE;
    checkSubtype(id, this.subtype, 'SQS');
  }

  /** @internal */
  protected _action({ route }: HttpRouteIntegrationBindOptions): ServiceAction {
    const { queueArn, queueUrl } = this.props.queue.queueRef;
    const { messageGroupId, messageDeduplicationId } = this.props;
    const parameterMapping = this.props.parameterMapping ?? this.defaultMapping();
    const required = {
      QueueUrl: queueUrl,
      ...(messageGroupId && { MessageGroupId: messageGroupId.value }),
      ...(messageDeduplicationId && { MessageDeduplicationId: messageDeduplicationId.value }),
    };
    if (
      this.sends() &&
      // The rule `FifoQueueWithoutGroup` checks the queues that this app creates
      !isOfThisApp(this.props.queue) &&
      isFifo(this.props.queue) &&
      !('MessageGroupId' in { ...required, ...parameterMapping.mappings })
    ) {
      warn(
        route,
        'FifoQueueWithoutGroup',
        `The integration sends messages without a message group ID to the FIFO queue '${this.props.queue.node.path}', so every ` +
          "request fails. Set 'messageGroupId', for example to MappingValue.requestBody('MessageGroupId').",
      );
    }
    return {
      subtype: this.subtype,
      actions: [`sqs:${this.subtype.slice('SQS-'.length)}`],
      resources: [queueArn],
      sid: 'AllowSqsExecution',
      parameterMapping,
      required,
      region: this.props.queue.env.region,
      encryptionKey: isCorrected(httpApiRefOf(route), 'sqsQueueKeyGrant') ? keyOf(this.props.queue) : undefined,
      keyActions: KEY_ACTIONS[this.subtype],
    };
  }

  private sends(): boolean {
    return this.subtype === HttpIntegrationSubtype.SQS_SEND_MESSAGE;
  }

  private defaultMapping(): ParameterMapping {
    const mapping = new ParameterMapping().custom('QueueUrl', this.props.queue.queueRef.queueUrl);
    switch (this.subtype) {
      case HttpIntegrationSubtype.SQS_SEND_MESSAGE:
        return mapping.custom('MessageBody', '$request.body.MessageBody');
      case HttpIntegrationSubtype.SQS_DELETE_MESSAGE:
        return mapping.custom('ReceiptHandle', '$request.body.ReceiptHandle');
      default:
        return mapping;
    }
  }
}

/** Returns the KMS key that encrypts a queue, or undefined if the queue construct does not contain the key. */
function keyOf(queue: aws_sqs.IQueueRef): aws_kms.IKeyRef | undefined {
  return (queue as { readonly encryptionMasterKey?: aws_kms.IKeyRef }).encryptionMasterKey;
}

/** Whether a queue is definitely a FIFO queue. */
function isFifo(queue: aws_sqs.IQueueRef): boolean {
  const { queueArn } = queue.queueRef;
  return (
    (queue as { readonly fifo?: boolean }).fifo === true ||
    (!Token.isUnresolved(queueArn) && queueArn.endsWith('.fifo'))
  );
}

function isOfThisApp(queue: aws_sqs.IQueueRef): boolean {
  return queue.node.tryFindChild('Resource') !== undefined || CfnResource.isCfnResource(queue);
}
