import { Duration, Fn } from 'aws-cdk-lib';

import { HttpApi, HttpMethod, MappingValue, ParameterMapping } from '../../lib';
import { HttpUrlIntegration } from '../../lib/integrations';
import { one, stackOf } from '../_helpers/app';

test('a URL integration calls the URL with the method of the request', () => {
  const stack = stackOf();
  const defaultIntegration = new HttpUrlIntegration('I', 'https://example.com/{proxy}');
  new HttpApi(stack, 'Api', { defaultIntegration });
  expect(one(stack, 'Integration')).toEqual({
    ApiId: expect.anything() as unknown,
    IntegrationMethod: 'ANY',
    IntegrationType: 'HTTP_PROXY',
    IntegrationUri: 'https://example.com/{proxy}',
    PayloadFormatVersion: '1.0',
  });
});

test('a URL integration passes every option to CloudFormation', () => {
  const stack = stackOf();
  const defaultIntegration = new HttpUrlIntegration('I', Fn.importValue('url'), {
    method: HttpMethod.PUT,
    parameterMapping: new ParameterMapping().overwriteHeader('x', MappingValue.custom('1')),
    timeout: Duration.millis(50),
  });
  new HttpApi(stack, 'Api', { defaultIntegration });
  expect(one(stack, 'Integration')).toMatchObject({
    IntegrationMethod: 'PUT',
    IntegrationUri: { 'Fn::ImportValue': 'url' },
    RequestParameters: { 'overwrite:header.x': '1' },
    TimeoutInMillis: 50,
  });
});
