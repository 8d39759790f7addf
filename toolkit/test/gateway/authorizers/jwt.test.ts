import { createSign, generateKeyPairSync } from 'node:crypto';
import { Fn, type Stack } from 'aws-cdk-lib';
import { CfnAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2';
import { UserPool } from 'aws-cdk-lib/aws-cognito';
import { addApi, fixture, time, type Fixture } from '../../_helpers/gateway';
import { fact } from '../fact';

const issuer = 'https://issuer.example.com/';
let the: Fixture;

function addJwtApi(stack: Stack, name: string, identitySource = ['$request.header.Authorization'], own = {}) {
  const jwtConfiguration = { issuer, audience: ['shop', 'admin'], ...own };
  const props = { name: `${name}Jwt`, authorizerType: 'JWT', identitySource, jwtConfiguration };
  const api = addApi(stack, name, {
    ownRoutes: {
      'GET /': { authorizationType: 'JWT', authorizerId: Fn.ref(`${name}Jwt`) },
      'GET /scoped': {
        authorizationType: 'JWT',
        authorizerId: Fn.ref(`${name}Jwt`),
        authorizationScopes: ['books/write', 'books/read'],
      },
      'GET /public': {},
    },
  });
  new CfnAuthorizer(stack, `${name}Jwt`, { apiId: api.ref, ...props });
}

beforeAll(async () => {
  the = await fixture((stack) => {
    addJwtApi(stack, 'Shop');
    addJwtApi(stack, 'Query', ['$request.querystring.token']);
  });
});

afterEach(() => jest.restoreAllMocks());

const get = (token: string | undefined, path = '/', { gateway } = the) =>
  gateway.api('Shop').fetch(path, { headers: token === undefined ? {} : { authorization: token } });
const token = (claims = {}, options = {}) => the.gateway.token(claims, { api: 'Shop', ...options });

async function expectInvalid(response: Response, description: string | RegExp) {
  expect(response.status).toBe(401);
  expect(await response.json()).toEqual({ message: 'Unauthorized' });
  const header = response.headers.get('www-authenticate')!;
  expect(header).toMatch(/^Bearer scope="" error="invalid_token" error_description="[^"]+"$/);
  expect(header.match(/error_description="([^"]+)"/)![1]).toMatch(description);
}

/** The same token with a different payload or signature. */
async function tampered(): Promise<string> {
  const [header, payload, signature] = (await token()).split('.');
  const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as object;
  return [header, Buffer.from(JSON.stringify({ ...claims, sub: 'root' })).toString('base64url'), signature].join('.');
}

test('A token of the test issuer is accepted, and public routes need no token.', async () => {
  expect((await get(`Bearer ${await token({ sub: 'alice' })}`)).status).toBe(200);
  expect(the.event().requestContext.authorizer.jwt.claims).toMatchObject({
    sub: 'alice',
    iss: issuer,
    aud: 'shop',
    iat: String(time / 1000),
    exp: String(time / 1000 + 3600),
  });
  expect((await get(undefined, '/public')).status).toBe(200);
  expect(the.event().requestContext).not.toHaveProperty('authorizer');
});

fact('jwt/order', async () => {
  const wrong = { iss: 'https://other.example.com', aud: 'other', exp: 1, scope: '' };
  const steps = [
    [await token(wrong, { header: { alg: 'none' } }), /algorithm/],
    [(await token(wrong)).slice(0, -8) + 'AAAAAAAA', /signature/],
    [await token(wrong), /issuer/],
    [await token({ ...wrong, iss: issuer }), /audience/],
    [await token({ ...wrong, iss: issuer, aud: 'shop', nbf: time, iat: time }), /expired/],
    [await token({ scope: '', nbf: time, iat: time }), /not valid yet/],
    [await token({ scope: '', iat: time }), /issued in the future/],
  ] as const;
  for (const [value, description] of steps) await expectInvalid(await get(value, '/scoped'), description);
  expect((await get(await token({ scope: '' }), '/scoped')).status).toBe(403);
});

fact('jwt/algorithms', async () => {
  for (const alg of ['none', 'HS256'])
    await expectInvalid(await get(await token({}, { header: { alg } })), /algorithm/);
  for (const alg of ['RS256', 'RS384', 'RS512']) {
    expect((await get(await token({}, { header: { alg } }))).status).toBe(200);
  }
});

fact('jwt/audience', async () => {
  expect((await get(await token({ aud: undefined, client_id: 'admin' }))).status).toBe(200);
  expect((await get(await token({ aud: ['x', 'admin'] }))).status).toBe(200);
  await expectInvalid(await get(await token({ aud: 'other', client_id: 'admin' })), /audience/);
  await expectInvalid(await get(await token({ aud: undefined })), /audience/);
});

fact('jwt/scopes', async () => {
  for (const claims of [{ scope: 'a books/read' }, { scp: ['books/write'] }, { scp: 'books/write' }]) {
    expect((await get(await token(claims), '/scoped')).status).toBe(200);
  }
  for (const claims of [{ scope: 'books' }, {}]) expect((await get(await token(claims), '/scoped')).status).toBe(403);
});

fact('jwt/scope-missing', async () => {
  const response = await get(await token({ scope: 'other' }), '/scoped');
  expect([response.status, await response.json()]).toEqual([403, { message: 'Forbidden' }]);
});

fact('jwt/failure', async () => {
  const response = await get(await token({ aud: 'other' }));
  expect([response.status, await response.json()]).toEqual([401, { message: 'Unauthorized' }]);
  expect(response.headers.get('www-authenticate')).toBe(
    'Bearer scope="" error="invalid_token" error_description="the token does not have a valid audience"',
  );
  const other = JSON.stringify(the.gateway.logs.at(-1));
  expect(other).toContain('instead of shop or admin');
});

fact('jwt/no-token', async () => {
  for (const value of [undefined, '']) {
    const response = await get(value);
    expect([response.status, await response.json()]).toEqual([401, { message: 'Unauthorized' }]);
    expect(response.headers.get('www-authenticate')).toBe('Bearer');
  }
});

fact('jwt/descriptions', async () => {
  const seconds = time / 1000;
  const cases = [
    ['nonsense', /malformed/],
    ['Bearer ', /malformed/],
    [await tampered(), /signature/],
    [await token({}, { expiresIn: 0 }), /expired/],
    [await token({}, { expiresIn: -1 }), /expired/],
    [await token({ exp: 'tomorrow' }), /expired/],
    [await token({ nbf: seconds + 10 }), /not valid yet/],
    [await token({ iat: seconds + 10 }), /issued in the future/],
    [await token({ iss: 'https://issuer.example.com' }), /issuer/],
    [await token({}, { header: { kid: undefined } }), /key ID/],
    [await token({}, { header: { kid: 'other' } }), /key ID/],
  ] as const;
  for (const [value, description] of cases) await expectInvalid(await get(value), description);
});

fact('jwt/no-expiry', async () => {
  await expectInvalid(await get(await token({ exp: undefined })), /expired/);
});

fact('jwt/claims', async () => {
  const claims = { n: 1587481701, d: 1.5, b: true, list: ['a', 'b', 1], none: null, o: { a: [1] }, __proto__: 1 };
  expect((await get(await token(claims))).status).toBe(200);
  const own = the.event().requestContext.authorizer.jwt.claims;
  expect(own).toMatchObject({ n: '1587481701', d: '1.5', b: 'true', list: '[a b 1]', o: '{"a":[1]}' });
  expect(own).not.toHaveProperty('none');
});

fact('jwt/scopes-field', async () => {
  const signed = await token({ scp: ['z'], scope: 'books/read a' });
  await get(signed);
  expect(the.event().requestContext.authorizer.jwt.scopes).toBeNull();
  await get(signed, '/scoped');
  expect(the.event().requestContext.authorizer.jwt.scopes).toEqual(['z', 'books/read', 'a']);
});

fact('jwt/identity-source', async () => {
  const own = await token();
  for (const value of [own, `Bearer ${own}`]) expect((await get(value)).status).toBe(200);
  await expectInvalid(await get(`Basic ${own}`), /malformed/);
  const query = the.gateway.api('Query');
  expect((await query.fetch(`/?token=${own}`)).status).toBe(200);
  expect((await query.fetch('/', { headers: { authorization: own } })).status).toBe(401);
});

fact('jwt/scheme', async () => {
  await expectInvalid(await get(`bearer ${await token()}`), /malformed/);
});

test('A JWT authorizer with two identity sources results in status 500.', async () => {
  const sources = ['$request.header.Authorization', '$request.querystring.token'];
  const own = await fixture((stack) => addJwtApi(stack, 'Shop', sources));
  expect((await get(await token(), '/', own)).status).toBe(500);
});

describe('keys of real issuers', () => {
  const pair = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const jwks = 'https://keys.example.com/jwks';
  const discovery = 'https://issuer.example.com/.well-known/openid-configuration';

  const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  function foreign(kid = 'real', key = pair.privateKey) {
    const exp = time / 1000 + 1e6;
    const text = `${encode({ alg: 'RS256', kid })}.${encode({ iss: issuer, aud: 'shop', exp, sub: 'real' })}`;
    return `${text}.${createSign('sha256').update(text).sign(key, 'base64url')}`;
  }

  function answer(responses: Readonly<Record<string, unknown>>) {
    return jest.spyOn(globalThis, 'fetch').mockImplementation(async (url) => {
      const found = responses[String(url)];
      if (found === undefined) throw new TypeError('fetch failed');
      return found instanceof Response ? found : Response.json(found);
    });
  }
  const keys = (kid = 'real') => ({ keys: [{ ...pair.publicKey.export({ format: 'jwk' }), kid }] });
  const withKeys = () => fixture((stack) => addJwtApi(stack, 'Shop'), { fetchIssuerKeys: true });

  test('The keys of a real issuer are fetched only if an option allows it.', async () => {
    const fetched = answer({ [discovery]: { jwks_uri: jwks }, [jwks]: keys() });
    await expectInvalid(await get(foreign()), /key ID/);
    expect(fetched).not.toHaveBeenCalled();
    expect(the.gateway.logs.at(-1)!.message).toContain('`fetchIssuerKeys`');
  });

  fact('jwt/discovery', async () => {
    const own = await withKeys();
    const fetched = answer({ [discovery]: { jwks_uri: jwks }, [jwks]: keys() });
    expect((await get(foreign(), '/', own)).status).toBe(200);
    expect(own.event().requestContext.authorizer.jwt.claims.sub).toBe('real');
    expect(fetched.mock.calls.map(([url]) => url)).toEqual([discovery, jwks]);
    const other = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
    await expectInvalid(await get(foreign('real', other), '/', own), /signature/);
    // The test issuer works without a network.
    expect((await get(await own.gateway.token(), '/', own)).status).toBe(200);
    expect(fetched).toHaveBeenCalledTimes(2);
  });

  fact('jwt/key-cache', async () => {
    const own = await withKeys();
    const fetched = answer({ [discovery]: { jwks_uri: jwks }, [jwks]: keys() });
    const send = async (kid: string) => (await get(foreign(kid), '/', own)).status;
    expect([await send('real'), await send('real'), await send('new')]).toEqual([200, 200, 401]);
    expect(fetched).toHaveBeenCalledTimes(2);
    own.clock.advance(61_000);
    fetched.mockRestore();
    const rotated = answer({ [discovery]: { jwks_uri: jwks }, [jwks]: keys('new') });
    expect([await send('new'), await send('new')]).toEqual([200, 200]);
    expect(rotated).toHaveBeenCalledTimes(2);
    own.clock.advance(2 * 60 * 60 * 1000);
    expect(await send('new')).toBe(200);
    expect(rotated).toHaveBeenCalledTimes(4);
  });

  fact('jwt/unreachable-keys', async () => {
    const own = await withKeys();
    const failing: Readonly<Record<string, unknown>>[] = [
      {},
      { [discovery]: {} },
      { [discovery]: { jwks_uri: 'http://keys.example.com' } },
      { [discovery]: { jwks_uri: jwks }, [jwks]: new Response('', { status: 500 }) },
      { [discovery]: { jwks_uri: jwks }, [jwks]: { ...keys(), padding: 'x'.repeat(150_000) } },
      { [discovery]: { jwks_uri: jwks }, [jwks]: new Response('nonsense') },
    ];
    for (const responses of failing) {
      const fetched = answer(responses);
      await expectInvalid(await get(foreign(), '/', own), /keys of the issuer cannot be read/);
      fetched.mockRestore();
    }
  });

  fact('quota/issuer-keys', async () => {
    const own = await withKeys();
    const never = (url: string) =>
      jest.spyOn(globalThis, 'fetch').mockImplementation(async (asked) => {
        if (String(asked) === url) return new Promise(() => {});
        return Response.json(String(asked) === discovery ? { jwks_uri: jwks } : keys());
      });
    for (const url of [discovery, jwks]) {
      const fetched = never(url);
      const done = jest.fn();
      const answer = get(foreign(), '/', own).then(async (response) => {
        done();
        await expectInvalid(response, /keys of the issuer cannot be read/);
      });
      while (!fetched.mock.calls.some(([asked]) => asked === url))
        await new Promise((resolve) => setImmediate(resolve));
      own.clock.advance(1499);
      await new Promise((resolve) => setImmediate(resolve));
      expect(done).not.toHaveBeenCalled();
      own.clock.advance(1);
      await answer;
      expect(own.gateway.logs.at(-1)!.message).toContain('did not respond within 1500 ms');
      fetched.mockRestore();
    }
    for (const [status, size] of [
      [200, 140_000],
      [401, 150_000],
    ]) {
      const large = { [discovery]: { jwks_uri: jwks }, [jwks]: { ...keys(), padding: 'x'.repeat(size) } };
      const fetched = answer(large);
      const other = await withKeys();
      expect((await get(foreign(), '/', other)).status).toBe(status);
      fetched.mockRestore();
    }
  });
});

describe('tokens', () => {
  test('Access tokens of a user pool have a client ID.', async () => {
    const own = await fixture((stack) => {
      const pool = new UserPool(stack, 'Pool');
      const client = pool.addClient('Web');
      addJwtApi(stack, 'Shop', undefined, { issuer: pool.userPoolProviderUrl, audience: [client.userPoolClientId] });
    });
    expect((await get(await own.gateway.token(), '/', own)).status).toBe(200);
    const { claims } = own.event().requestContext.authorizer.jwt;
    expect(claims).toMatchObject({
      token_use: 'access',
      iss: expect.stringMatching(/^https:\/\/cognito-idp\.us-east-1/),
    });
    expect(claims).not.toHaveProperty('aud');
    expect((await get(await own.gateway.token({ aud: claims.client_id }), '/', own)).status).toBe(200);
  });

  test('A token can be created without specifying an authorizer if all authorizers have the same issuer and audience.', async () => {
    expect((await get(await the.gateway.token())).status).toBe(200);
  });

  test('A token cannot be created if several authorizers exist and none is specified, if the authorizer is unknown, or if the API has no authorizer.', async () => {
    const several = await fixture((stack) => {
      addJwtApi(stack, 'Shop');
      addJwtApi(stack, 'Other', undefined, { audience: ['other'] });
      addApi(stack, 'Plain');
    });
    const { gateway } = several;
    await expect(gateway.token()).rejects.toThrow(
      /several JWT authorizers: Shop\/ShopJwt, Shop\/OtherJwt\. Choose an authorizer/,
    );
    await expect(gateway.token({}, { api: 'Plain' })).rejects.toThrow(/Shop\/Plain does not have a JWT authorizer/);
    await expect(gateway.token({}, { authorizer: 'Nothing' })).rejects.toThrow(/No authorizer has the name Nothing/);
    expect((await get(await gateway.token({}, { authorizer: 'ShopJwt' }), '/', several)).status).toBe(200);
    await expectInvalid(await get(await gateway.token({}, { api: 'Other' }), '/', several), /audience/);
  });
});

describe('JWT authorizers with an unsupported configuration', () => {
  test.each([
    [
      'an issuer of another app',
      { issuer: Fn.importValue('Issuer') },
      /The issuer of the JWT authorizer .* known only at deployment/,
    ],
    ['no audience', { audience: [] }, /no audience/],
  ])('%s results in status 500, and the log contains the reason.', async (_, configuration, reason) => {
    const own = await fixture((stack) => addJwtApi(stack, 'Shop', undefined, configuration));
    const response = await get(await token(), '/', own);
    expect([response.status, await response.json()]).toEqual([500, { message: 'Internal Server Error' }]);
    expect(own.gateway.logs.at(-1)!.message).toMatch(reason);
    expect(own.invocations()).toBe(0);
  });

  test.each([['token'], ['$request.body.token'], ['$request.header.']])(
    'The identity source %s results in status 500.',
    async (source) => {
      const own = await fixture((stack) => addJwtApi(stack, 'Shop', [source]));
      expect((await get(await token(), '/', own)).status).toBe(500);
      expect(own.invocations()).toBe(0);
    },
  );

  test.each([
    ['JWT', { authorizationType: 'JWT', authorizerId: 'imported' }],
    ['CUSTOM', { authorizationType: 'CUSTOM', authorizerId: 'imported' }],
    ['CUSTOM without authorizer', { authorizationType: 'CUSTOM' }],
    ['an unknown type', { authorizationType: 'MAGIC' }],
    ['a type that is known only at deployment', { authorizationType: Fn.importValue('Type') }],
  ])('A route with %s responds with status 500.', async (_, route) => {
    const own = await fixture((stack) => void addApi(stack, 'Shop', { ownRoutes: { 'GET /': route } }));
    expect((await get(undefined, '/', own)).status).toBe(500);
    expect(own.invocations()).toBe(0);
  });
});
