import * as kinesis from 'aws-cdk-lib/aws-kinesis';

import { MappingValue, ParameterMapping } from '../../lib';
import { HttpKinesisIntegration } from '../../lib/integrations';
import { one } from '../_helpers/app';
import { routeTo, parameters, statements, SERVICES } from '../_helpers/http-services';

describe('a Kinesis integration', () => {
  test('puts values of the request body on the stream', () => {
    const stack = routeTo((scope) => SERVICES.kinesis(scope, {}));
    expect(one(stack, 'Integration')).toEqual({
      ApiId: { Ref: 'ApiF70053CD' },
      ConnectionType: 'INTERNET',
      CredentialsArn: { 'Fn::GetAtt': [expect.stringContaining('InvokeRole'), 'Arn'] },
      IntegrationSubtype: 'Kinesis-PutRecord',
      IntegrationType: 'AWS_PROXY',
      PayloadFormatVersion: '1.0',
      RequestParameters: {
        StreamName: { Ref: 'S509448A1' },
        Data: '$request.body.Data',
        PartitionKey: '$request.body.PartitionKey',
      },
    });
    expect(statements(stack)).toEqual([
      {
        Action: 'kinesis:PutRecord',
        Effect: 'Allow',
        Resource: { 'Fn::GetAtt': ['S509448A1', 'Arn'] },
        Sid: 'AllowKinesisPutRecord',
      },
    ]);
  });

  test('combines the properties with the parameter mapping, and uses the region of the stream', () => {
    const arn = 'arn:aws:kinesis:us-east-1:111111111111:stream/s';
    const stack = routeTo(
      (scope) =>
        new HttpKinesisIntegration('I', {
          stream: kinesis.Stream.fromStreamArn(scope, 'S', arn),
          data: MappingValue.requestBody('d'),
          partitionKey: MappingValue.requestPathParam('p'),
          parameterMapping: new ParameterMapping().custom('ExplicitHashKey', '1').custom('PartitionKey', 'mapped'),
        }),
    );
    expect(parameters(stack)).toEqual({
      StreamName: 's',
      Data: '$request.body.d',
      PartitionKey: 'mapped',
      ExplicitHashKey: '1',
      Region: 'us-east-1',
    });
  });
});
