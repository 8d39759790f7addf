import { MappingValue, ParameterMapping } from '../../lib';
import { HttpAppConfigIntegration } from '../../lib/integrations';
import { one } from '../_helpers/app';
import { routeTo, parameters, statements, appConfigOf, SERVICES } from '../_helpers/http-services';

describe('an AppConfig integration', () => {
  test('returns the configuration of an environment', () => {
    const stack = routeTo((scope) => SERVICES.appconfig(scope, {}));
    expect(one(stack, 'Integration')).toMatchObject({
      IntegrationSubtype: 'AppConfig-GetConfiguration',
      RequestParameters: {
        Application: { Ref: 'App' },
        Environment: { Ref: 'Env' },
        Configuration: { Ref: 'Profile' },
        ClientId: '$context.identity.sourceIp',
      },
    });
    const [{ Action, Resource }] = statements(stack);
    expect(Action).toBe('appconfig:GetConfiguration');
    const app = ['arn:', { Ref: 'AWS::Partition' }, ':appconfig:eu-west-1:111111111111:application/', { Ref: 'App' }];
    const env = [...app, '/environment/', { Ref: 'Env' }];
    const profile = [...app, '/configurationprofile/', { Ref: 'Profile' }];
    expect(Resource).toEqual([app, env, profile].map((parts) => ({ 'Fn::Join': ['', parts] })));
  });

  test('identifies clients by clientId', () => {
    const stack = routeTo(
      (scope) =>
        new HttpAppConfigIntegration('I', {
          ...appConfigOf(scope),
          clientId: MappingValue.requestHeader('x-client'),
          parameterMapping: new ParameterMapping().custom('ClientConfigurationVersion', '3'),
        }),
    );
    expect(parameters(stack)).toMatchObject({ ClientId: '$request.header.x-client', ClientConfigurationVersion: '3' });
  });
});
