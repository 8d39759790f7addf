import { App, CfnParameter, Fn, NestedStack } from 'aws-cdk-lib';
import { CfnApi } from 'aws-cdk-lib/aws-apigatewayv2';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import { Construct } from 'constructs';

import type { IHttpApiRef, IHttpRouteAuthorizer, IWebSocketApi, IWebSocketRouteAuthorizer } from '../../lib';
import {
  HttpApi,
  HttpAuthorizer,
  HttpNoneAuthorizer,
  HttpRoute,
  HttpRouteKey,
  WebSocketApi,
  WebSocketAuthorizer,
  WebSocketNoneAuthorizer,
  WebSocketRoute,
} from '../../lib';
import * as authorizers from '../../lib/authorizers';
import { HttpUrlIntegration, WebSocketMockIntegration } from '../../lib/integrations';
import { all, idsOf, one, stackOf } from '../_helpers/app';
import { expectFailure } from '../_helpers/failure';
import { fn } from '../parity/fixtures';

interface Kind<A> {
  readonly make: (scope: Construct, id?: string, options?: Options) => A;
  /** The authorization type of routes with this authorizer. */
  readonly type: string;
  /** The APIs for which the authorizer creates an authorizer resource. */
  readonly makes: 'for each API' | 'for one API' | 'nothing';
  /** The authorizer ID of routes if no resource is created. */
  readonly id?: string;
  /** The default identity sources. */
  readonly identitySource?: string;
  readonly permission?: true;
}

interface Options {
  readonly authorizerName?: string;
  readonly identitySource?: string[];
}

const issuer = 'https://issuer.example.com';
const imported = { authorizerId: 'imported' };

const HTTP: Record<string, Kind<IHttpRouteAuthorizer>> = {
  HttpIamAuthorizer: { make: () => new authorizers.HttpIamAuthorizer(), type: 'AWS_IAM', makes: 'nothing' },
  HttpJwtAuthorizer: {
    make: (_, id = 'Auth', options = {}) =>
      new authorizers.HttpJwtAuthorizer(id, issuer, { jwtAudience: ['a'], ...options }),
    type: 'JWT',
    makes: 'for each API',
    identitySource: '$request.header.Authorization',
  },
  HttpLambdaAuthorizer: {
    make: (scope, id = 'Auth', options = {}) => new authorizers.HttpLambdaAuthorizer(id, fn(scope), options),
    type: 'CUSTOM',
    makes: 'for one API',
    identitySource: '$request.header.Authorization',
    permission: true,
  },
  HttpUserPoolAuthorizer: {
    make: (scope, id = 'Auth', options = {}) =>
      new authorizers.HttpUserPoolAuthorizer(id, new cognito.UserPool(scope, 'Pool'), options),
    type: 'JWT',
    makes: 'for each API',
    identitySource: '$request.header.Authorization',
  },
  HttpNoneAuthorizer: { make: () => new HttpNoneAuthorizer(), type: 'NONE', makes: 'nothing' },
  'an imported JWT authorizer': {
    make: (scope) => HttpAuthorizer.fromHttpAuthorizerAttributes(scope, 'Auth', { ...imported, authorizerType: 'JWT' }),
    type: 'JWT',
    makes: 'nothing',
    id: 'imported',
  },
  'an imported Lambda authorizer': {
    make: (scope) =>
      HttpAuthorizer.fromHttpAuthorizerAttributes(scope, 'Auth', { ...imported, authorizerType: 'REQUEST' }),
    type: 'CUSTOM',
    makes: 'nothing',
    id: 'imported',
  },
};

const WEBSOCKET: Record<string, Kind<IWebSocketRouteAuthorizer>> = {
  WebSocketIamAuthorizer: { make: () => new authorizers.WebSocketIamAuthorizer(), type: 'AWS_IAM', makes: 'nothing' },
  WebSocketLambdaAuthorizer: {
    make: (scope, id = 'Auth', options = {}) => new authorizers.WebSocketLambdaAuthorizer(id, fn(scope), options),
    type: 'CUSTOM',
    makes: 'for one API',
    identitySource: 'route.request.header.Authorization',
    permission: true,
  },
  WebSocketNoneAuthorizer: { make: () => new WebSocketNoneAuthorizer(), type: 'NONE', makes: 'nothing' },
  'an imported authorizer': {
    make: (scope) =>
      WebSocketAuthorizer.fromWebSocketAuthorizerAttributes(scope, 'Auth', { ...imported, authorizerType: 'CUSTOM' }),
    type: 'CUSTOM',
    makes: 'nothing',
    id: 'imported',
  },
  'an imported Lambda authorizer': {
    make: (scope) =>
      WebSocketAuthorizer.fromWebSocketAuthorizerAttributes(scope, 'Auth', { ...imported, authorizerType: 'REQUEST' }),
    type: 'CUSTOM',
    makes: 'nothing',
    id: 'imported',
  },
};

/** The authorizers of one protocol, and the functions that create its APIs and routes. The same suite tests both protocols. */
interface Protocol<A> {
  readonly kinds: Record<string, Kind<A>>;
  readonly api: (scope: Construct, id?: string) => Construct;
  readonly imported: (scope: Construct, id: string, apiId?: string) => Construct;
  /** Creates a route that uses the authorizer. */
  readonly route: (scope: Construct, id: string, api: object, authorizer: A) => Construct;
}

const HTTP_PROTOCOL: Protocol<IHttpRouteAuthorizer> = {
  kinds: HTTP,
  api: (scope, id = 'Api') => new HttpApi(scope, id),
  imported: (scope, id, httpApiId = 'imported') =>
    HttpApi.fromHttpApiAttributes(scope, id, { httpApiId }) as unknown as Construct,
  route: (scope, id, api, authorizer) =>
    new HttpRoute(scope, id, {
      httpApi: api as IHttpApiRef,
      routeKey: HttpRouteKey.with(`/${id}`),
      integration: new HttpUrlIntegration('I', 'https://example.com'),
      authorizer,
    }),
};

const WEBSOCKET_PROTOCOL: Protocol<IWebSocketRouteAuthorizer> = {
  kinds: WEBSOCKET,
  api: (scope, id = 'Api') => new WebSocketApi(scope, id),
  imported: (scope, id, webSocketId = 'imported') =>
    WebSocketApi.fromWebSocketApiAttributes(scope, id, { webSocketId }) as unknown as Construct,
  route: (scope, id, webSocketApi, authorizer) =>
    new WebSocketRoute(scope, id, {
      webSocketApi: webSocketApi as IWebSocketApi,
      // Only $connect can have an authorizer, and an API has only one $connect route. A route key that is a token is not validated.
      routeKey: Fn.importValue(id),
      integration: new WebSocketMockIntegration('I'),
      authorizer,
    }),
};

const conforms = <A>({ kinds, api: apiOf, imported: importOf, route }: Protocol<A>) => {
  describe.each(Object.entries(kinds))('%s', (_, kind) => {
    const { make, type, makes } = kind;

    test('authorizes many routes of an API with at most one authorizer resource', () => {
      const stack = stackOf();
      const api = apiOf(stack);
      const authorizer = make(stack);
      for (const id of ['a', 'b', 'c']) {
        route(stack, id, api, authorizer);
      }
      const ids = idsOf(stack, 'Authorizer');
      expect(ids).toHaveLength(makes === 'nothing' ? 0 : 1);
      const AuthorizerId = makes === 'nothing' ? kind.id : { Ref: ids[0] };
      for (const properties of all(stack, 'Route')) {
        expect(properties.AuthorizationType).toBe(type);
        expect(properties.AuthorizerId).toEqual(AuthorizerId);
      }
      expect(all(stack, 'AWS::Lambda::Permission')).toHaveLength(kind.permission ? 1 : 0);
    });

    if (makes === 'for one API') {
      test('fails for a route of a second API', () => {
        const stack = stackOf();
        const authorizer = make(stack, 'Shared');
        route(stack, 'a', apiOf(stack), authorizer);
        expectFailure(() => route(stack, 'b', apiOf(stack, 'Other'), authorizer), {
          code: 'AuthorizerOnSeveralApis',
          path: 'Stack/b',
          given: "'Shared'",
          fix: 'Create an authorizer object for each API',
        });
      });
    } else {
      test(`authorizes a second API ${makes === 'nothing' ? 'without a resource' : 'with a separate resource'}`, () => {
        const stack = stackOf();
        const authorizer = make(stack);
        const apis = [apiOf(stack), apiOf(stack, 'Other')];
        apis.forEach((api, i) => route(stack, `r${i}`, api, authorizer));
        const references = apis.map((api) => ({ Ref: stack.getLogicalId(api.node.defaultChild as CfnApi) }));
        expect(all(stack, 'Authorizer').map((properties) => properties.ApiId)).toEqual(
          makes === 'nothing' ? [] : references,
        );
        expect(all(stack, 'Route').map((properties) => properties.AuthorizerId)).toEqual(
          makes === 'nothing' ? [kind.id, kind.id] : idsOf(stack, 'Authorizer').map((Ref) => ({ Ref })),
        );
      });
    }

    test('authorizes routes of an API that the app imports twice', () => {
      const stack = stackOf();
      const authorizer = make(stack);
      route(stack, 'a', importOf(stack, 'One'), authorizer);
      route(stack, 'b', importOf(stack, 'Two'), authorizer);
      expect(all(stack, 'Authorizer').map((properties) => properties.ApiId)).toEqual(
        makes === 'nothing' ? [] : ['imported'],
      );
    });

    test('authorizes a route of an API whose ID is a token', () => {
      const stack = stackOf();
      const apiId = new CfnParameter(stack, 'ApiId').valueAsString;
      route(stack, 'a', importOf(stack, 'One', apiId), make(stack));
      expect(all(stack, 'Authorizer').map((properties) => properties.ApiId)).toEqual(
        makes === 'nothing' ? [] : [{ Ref: 'ApiId' }],
      );
    });

    test('authorizes a route of another stack, and creates its resource in the stack of the API', () => {
      const app = new App();
      const stack = stackOf({ app });
      const other = stackOf({ app, id: 'OtherStack' });
      route(other, 'r', apiOf(stack), make(stack));
      expect(one(other, 'Route').AuthorizationType).toBe(type);
      expect(idsOf(other, 'Authorizer')).toEqual([]);
      expect(idsOf(stack, 'Authorizer')).toHaveLength(makes === 'nothing' ? 0 : 1);
    });

    test('authorizes a route of a nested stack', () => {
      const stack = stackOf();
      const nested = new NestedStack(stack, 'Nested');
      route(nested, 'r', apiOf(nested), make(nested));
      expect(one(nested, 'Route').AuthorizationType).toBe(type);
    });

    if (makes !== 'nothing') {
      test('is named after its construct ID, unless authorizerName is set', () => {
        const stack = stackOf();
        const scopes = ['a', 'b'].map((id) => new Construct(stack, id));
        route(stack, 'r1', apiOf(stack, 'A'), make(scopes[0]!, 'OwnId'));
        route(stack, 'r2', apiOf(stack, 'B'), make(scopes[1]!, 'OtherId', { authorizerName: 'told' }));
        expect(all(stack, 'Authorizer').map((properties) => properties.Name)).toEqual(['OwnId', 'told']);
      });

      test.each([
        [127, 127],
        [128, 128],
        [129, 128],
        [200, 128],
      ])('shortens a construct ID of %d characters to a name of %d', (length, expected) => {
        const stack = stackOf();
        const id = 'x'.repeat(length);
        route(stack, 'a', apiOf(stack), make(stack, id));
        const name = one(stack, 'Authorizer').Name as string;
        expect(name).toHaveLength(expected);
        expect(name === id).toBe(length <= 128);
      });

      test('reads the identity from the Authorization header by default, or from the specified identity source', () => {
        const stack = stackOf();
        const scopes = ['a', 'b', 'c'].map((id) => new Construct(stack, id));
        const told = kind.identitySource!.replace('header.Authorization', 'querystring.token');
        const sources = [undefined, [told], Fn.split(',', Fn.importValue('sources'))];
        sources.forEach((identitySource, i) =>
          route(stack, `r${i}`, apiOf(stack, `Api${i}`), make(scopes[i]!, 'Auth', { identitySource })),
        );
        expect(all(stack, 'Authorizer').map((properties) => properties.IdentitySource)).toEqual([
          [kind.identitySource],
          [told],
          { 'Fn::Split': [',', { 'Fn::ImportValue': 'sources' }] },
        ]);
      });
    }
  });
};

describe('HTTP', () => {
  conforms(HTTP_PROTOCOL);

  test.each(Object.entries(HTTP))(
    '%s authorizes a route of an API that is passed as a reference',
    (_, { make, type }) => {
      const stack = stackOf();
      const api = new CfnApi(stack, 'L1', { name: 'a', protocolType: 'HTTP' });
      HTTP_PROTOCOL.route(stack, 'r', Object.assign(api, { isHttpApi: true }), make(stack));
      expect(one(stack, 'Route').AuthorizationType).toBe(type);
    },
  );

  test.each(Object.entries(HTTP))(
    'a route with %s has the default scopes only if its authorization type is JWT',
    (_, { make, type }) => {
      const stack = stackOf();
      new HttpApi(stack, 'Api', {
        defaultIntegration: new HttpUrlIntegration('I', 'https://example.com'),
        defaultAuthorizer: make(stack),
        defaultAuthorizationScopes: ['read'],
      });
      expect(one(stack, 'Route').AuthorizationScopes).toEqual(type === 'JWT' ? ['read'] : undefined);
    },
  );

  test.each(Object.entries(HTTP).filter(([, { makes }]) => makes !== 'nothing'))(
    '%s has an authorizer ID after a route uses the authorizer',
    (_, { make }) => {
      const stack = stackOf();
      const authorizer = make(stack, 'Unused') as IHttpRouteAuthorizer & { readonly authorizerId: string };
      expectFailure(() => authorizer.authorizerId, {
        code: 'AuthorizerNotBound',
        path: 'Unused',
        fix: 'Read `authorizerId` after a route uses the authorizer',
      });
      HTTP_PROTOCOL.route(stack, 'a', HTTP_PROTOCOL.api(stack), authorizer);
      expect(stack.resolve(authorizer.authorizerId)).toEqual({ Ref: idsOf(stack, 'Authorizer')[0] });
    },
  );
});

describe('WebSocket', () => {
  conforms(WEBSOCKET_PROTOCOL);
});

test('the suite tests every authorizer class', () => {
  const exported = Object.keys(authorizers).filter((name) => name.endsWith('Authorizer'));
  expect([...Object.keys(HTTP), ...Object.keys(WEBSOCKET)]).toEqual(expect.arrayContaining(exported));
});
