import { elementOf, fieldsOfResource, functionIn, type Context } from './context';
import { compact } from './fields';
import type { Resource } from './resources';
import type { Authorizer } from './types';

/** Reads an authorizer from a resource. */
export function authorizerOf(context: Context, resource: Resource): Authorizer {
  const fields = fieldsOfResource(context, resource);
  const uri = fields.text('AuthorizerUri');
  return elementOf<Authorizer>(context, resource, {
    name: fields.text('Name') ?? '',
    type: fields.text('AuthorizerType') ?? '',
    identitySources: fields.texts('IdentitySource') ?? [],
    jwt: fields.object('JwtConfiguration', (jwt) =>
      compact({ issuer: jwt.text('Issuer'), audience: jwt.texts('Audience') }),
    ),
    function: functionIn(context, uri),
    uri,
    credentials: fields.text('AuthorizerCredentialsArn'),
    payloadFormatVersion: fields.version('AuthorizerPayloadFormatVersion'),
    enableSimpleResponses: fields.boolean('EnableSimpleResponses'),
    resultTtlSeconds: fields.number('AuthorizerResultTtlInSeconds'),
    identityValidationExpression: fields.text('IdentityValidationExpression'),
  });
}
