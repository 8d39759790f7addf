import { CfnApi } from 'aws-cdk-lib/aws-apigatewayv2';

import { HttpApi, toIHttpApi } from '../../lib';
import { stackOf } from '../_helpers/app';
import { expectFailure } from '../_helpers/failure';

test('toIHttpApi returns its argument for an API of the app and for an imported API', () => {
  const stack = stackOf();
  const imported = HttpApi.fromHttpApiAttributes(stack, 'Imported', { httpApiId: 'abc' });
  for (const api of [new HttpApi(stack, 'Api'), imported]) {
    expect(toIHttpApi(api)).toBe(api);
  }
});

test('toIHttpApi fails for a reference to an API, because references have no methods', () => {
  const l1 = new CfnApi(stackOf(), 'L1', { name: 'a', protocolType: 'HTTP' });
  expectFailure(() => toIHttpApi(Object.assign(l1, { isHttpApi: true })), {
    code: 'NotAnHttpApi',
    path: 'Stack/L1',
    given: "'Stack/L1' is a reference",
    fix: "Use 'apiRef' of the reference",
  });
});
