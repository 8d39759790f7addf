import type { aws_sqs } from 'aws-cdk-lib/interfaces';
import { CfnResource, Token } from 'aws-cdk-lib/core';

import type { IMappingValue } from '../common/parameter-mapping';
import { ParameterMapping } from '../common/parameter-mapping';
import type { HttpRouteIntegrationBindOptions } from '../http/integration';
import { HttpIntegrationSubtype } from '../http/integration';
import { warn } from '../validation/warnings';
import type { ServiceAction } from './http-service-base';
import { checkSubtype, HttpServiceIntegration } from './http-service-base';
import type { HttpServiceIntegrationOptions } from './http-service-options';

/**
 * Properties of an SQS integration of an HTTP API.
 */
export interface HttpSqsIntegrationProps extends HttpServiceIntegrationOptions {
  /**
   * The parameters of the action. `QueueUrl` is added where it is not among them.
   *
   * @default - `QueueUrl`, and from the request body `MessageBody` to send or `ReceiptHandle` to delete a message
   * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-aws-services-reference.html
   */
  readonly parameterMapping?: ParameterMapping;

  /**
   * The action: one of those that begin with `SQS_`.
   *
   * @default HttpIntegrationSubtype.SQS_SEND_MESSAGE
   */
  readonly subtype?: HttpIntegrationSubtype;

  /**
   * The queue: one of this app, an imported one or an L1.
   */
  readonly queue: aws_sqs.IQueueRef;

  /**
   * The group that a message belongs to, 1 to 128 characters: those of one group arrive in order. A FIFO queue refuses messages
   * without one; in another queue, groups share the consumers fairly. `MessageGroupId` in `parameterMapping` goes before this.
   *
   * @default - none, with a warning where the queue is known to be a FIFO queue
   * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/using-messagegroupid-property.html
   */
  readonly messageGroupId?: IMappingValue;

  /**
   * What tells whether a FIFO queue got a message before, within 5 minutes: 1 to 128 characters. `MessageDeduplicationId` in
   * `parameterMapping` goes before this.
   *
   * @default - none; the queue must deduplicate by content then
   * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/using-messagededuplicationid-property.html
   */
  readonly messageDeduplicationId?: IMappingValue;
}

// Who reads a message decrypts it; the other actions touch no content
const KEY_ACTIONS: { readonly [subtype: string]: string[] } = {
  'SQS-ReceiveMessage': ['kms:Decrypt'],
  'SQS-DeleteMessage': [],
  'SQS-PurgeQueue': [],
};

/**
 * Sends messages to an SQS queue, receives, deletes or purges them.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-aws-services.html
 */
export class HttpSqsIntegration extends HttpServiceIntegration {
  private readonly subtype: HttpIntegrationSubtype;

  /**
   * @param id the ID of the integration construct
   * @param props its properties
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
      // The rule of this name sees the queues of this app
      !isOfThisApp(this.props.queue) &&
      isFifo(this.props.queue) &&
      !('MessageGroupId' in { ...required, ...parameterMapping.mappings })
    ) {
      warn(
        route,
        'FifoQueueWithoutGroup',
        `The integration sends messages to the FIFO queue '${this.props.queue.node.path}' without a message group ID, so every ` +
          "request fails. Set 'messageGroupId', such as MappingValue.requestBody('MessageGroupId').",
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

/** Whether a queue is known to be a FIFO queue. */
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
