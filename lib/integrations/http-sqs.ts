import type { IQueue } from 'aws-cdk-lib/aws-sqs';

import { ParameterMapping } from '../api/parameter-mapping';
import type { HttpRouteIntegrationBindOptions } from '../http/integration';
import { HttpIntegrationSubtype } from '../http/integration';
import type { ServiceAction } from './http-service-base';
import { checkSubtype, HttpServiceIntegration } from './http-service-base';

/**
 * Properties of an SQS integration of an HTTP API.
 */
export interface HttpSqsIntegrationProps {
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
   * The queue.
   */
  readonly queue: IQueue;
}

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
    super(id);
    this.subtype = props.subtype ?? HttpIntegrationSubtype.SQS_SEND_MESSAGE;
    checkSubtype(id, this.subtype, 'SQS');
  }

  /** @internal */
  protected _action(_options: HttpRouteIntegrationBindOptions): ServiceAction {
    return {
      subtype: this.subtype,
      actions: [`sqs:${this.subtype.slice('SQS-'.length)}`],
      resources: [this.props.queue.queueArn],
      sid: 'AllowSqsExecution',
      parameterMapping: this.props.parameterMapping ?? this.defaultMapping(),
      required: { QueueUrl: this.props.queue.queueUrl },
      region: this.props.queue.env.region,
    };
  }

  private defaultMapping(): ParameterMapping {
    const mapping = new ParameterMapping().custom('QueueUrl', this.props.queue.queueUrl);
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
