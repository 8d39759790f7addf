import type { aws_kinesis } from 'aws-cdk-lib/interfaces';

import type { IMappingValue } from '../common/parameter-mapping';
import { MappingValue, ParameterMapping } from '../common/parameter-mapping';
import { HttpIntegrationSubtype } from '../http/integration';
import type { ServiceAction } from './http-service-base';
import { HttpServiceIntegration } from './http-service-base';
import type { HttpServiceIntegrationOptions } from './http-service-options';

/**
 * Properties of a Kinesis integration of an HTTP API.
 */
export interface HttpKinesisIntegrationProps extends HttpServiceIntegrationOptions {
  /**
   * The stream: an L2 construct, an imported stream or an L1 construct.
   */
  readonly stream: aws_kinesis.IStreamRef;

  /**
   * The data of the record, encoded in Base64. By default, a stream accepts at most 1 MiB for the partition key and the data before
   * encoding.
   *
   * @default - `Data` from the request body
   */
  readonly data?: IMappingValue;

  /**
   * The partition key, 1 to 256 characters. The partition key determines the shard of the record.
   *
   * @default - `PartitionKey` from the request body
   */
  readonly partitionKey?: IMappingValue;

  /**
   * Additional parameters of the action, such as `ExplicitHashKey`. A parameter in this mapping overrides the corresponding property of the
   * integration.
   *
   * @default - `StreamName`, `Data` and `PartitionKey`
   * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-aws-services-reference.html
   */
  readonly parameterMapping?: ParameterMapping;
}

/**
 * An HTTP API integration that puts a record into a Kinesis data stream.
 *
 * @see https://docs.aws.amazon.com/kinesis/latest/APIReference/API_PutRecord.html
 * @example
 * import * as kinesis from 'aws-cdk-lib/aws-kinesis';
 * import { HttpApi, HttpMethod } from 'cdk-apigatewayv2';
 * import { HttpKinesisIntegration } from 'cdk-apigatewayv2/integrations';
 *
 * declare const api: HttpApi;
 * declare const stream: kinesis.Stream;
 *
 * api.addRoutes({
 *   path: '/clicks',
 *   methods: [HttpMethod.POST],
 *   integration: new HttpKinesisIntegration('Clicks', { stream }),
 * });
 */
export class HttpKinesisIntegration extends HttpServiceIntegration {
  /**
   * @param id The ID of the integration construct
   * @param props The properties of the integration
   */
  public constructor(
    id: string,
    private readonly props: HttpKinesisIntegrationProps,
  ) {
    super(id, props, 'stream');
  }

  /** @internal */
  protected _action(): ServiceAction {
    const { data, partitionKey, parameterMapping, stream } = this.props;
    return {
      subtype: HttpIntegrationSubtype.KINESIS_PUT_RECORD,
      actions: ['kinesis:PutRecord'],
      resources: [stream.streamRef.streamArn],
      sid: 'AllowKinesisPutRecord',
      parameterMapping: parameterMapping ?? new ParameterMapping(),
      required: {
        StreamName: stream.streamRef.streamName,
        Data: (data ?? MappingValue.requestBody('Data')).value,
        PartitionKey: (partitionKey ?? MappingValue.requestBody('PartitionKey')).value,
      },
      region: stream.env.region,
      isNew: true,
      keyActions: ['kms:GenerateDataKey'],
    };
  }
}
