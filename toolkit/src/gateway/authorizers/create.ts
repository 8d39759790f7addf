import type { Api, Authorizer, LambdaFunction, Route } from '../../model/types';
import { isUnresolved, textOf } from '../../model/values';
import type { Authorizers, CreateAuthorizers, GatewayContext, RouteAuthorizer } from '../contracts';
import { pathOf } from '../names';
import { failed } from './denials';
import { IamRouteAuthorizer } from './iam';
import { IssuerKeys } from './issuer-keys';
import { JwtRouteAuthorizer } from './jwt';
import { LambdaRouteAuthorizer } from './lambda';
import { policyOf } from './policy';
import { CredentialStore, signRequest } from './test-credentials';
import { createToken, issuerOf } from './test-tokens';

/** Creates the authorizers of all APIs. */
export const createAuthorizers: CreateAuthorizers = (context): Authorizers => {
  const { model, values } = context;
  const stack = model.apis[0]?.source.stack ?? '';
  const store = new CredentialStore(values.account(stack));
  for (const fn of model.functions) {
    store.addFunction(fn, context.enforceRoles ? knownStatements(context, fn) : undefined);
  }
  const routes = new RouteAuthorizers(context, store);
  return {
    of: (api, route) => routes.of(api, route),
    manageConnections: (request) => routes.iam.allows('execute-api:ManageConnections', request),
    token: (claims, options) => createToken(context, claims, options),
    credentials: (options) => store.create(options),
    accept: (credentials) => void store.create({}, credentials),
    sign: (request, credentials) => signRequest(context, request, credentials, values.region(stack)),
    close: () => Promise.resolve(),
  };
};

/**
 * The policy statements of a function's role, with placeholders for values known only at deployment. Returns
 * undefined if a value has no placeholder, or if the local gateway does not support a condition of a statement.
 */
function knownStatements(
  { values }: GatewayContext,
  { connectionStatements: given }: LambdaFunction,
): unknown[] | undefined {
  const resolved = (value: unknown): unknown => {
    if (isUnresolved(value)) return values.text(value, 'A statement');
    if (Array.isArray(value)) return value.map(resolved);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, own]) => [key, resolved(own)]));
  };
  try {
    const statements = given?.map(resolved);
    if (statements) policyOf({ Statement: statements });
    return statements;
  } catch {
    // If the statements are unknown, the gateway lets the function send requests to `@connections` of all APIs.
    return undefined;
  }
}

/** Creates the authorizers of the routes. Routes with the same Lambda authorizer share one object. */
class RouteAuthorizers {
  private readonly made = new Map<string, RouteAuthorizer | undefined>();
  private readonly keys: IssuerKeys;
  readonly iam: IamRouteAuthorizer;

  constructor(
    private readonly context: GatewayContext,
    store: CredentialStore,
  ) {
    this.keys = new IssuerKeys(context);
    this.iam = new IamRouteAuthorizer(context, store);
  }

  of(api: Api, route: Route): RouteAuthorizer | undefined {
    const type = this.context.values.textIfKnown(route.authorization);
    switch (type) {
      case 'NONE':
        return undefined;
      case 'AWS_IAM':
        return this.iam;
      case 'JWT':
        // Each route has its own scopes, so each route needs its own JWT authorizer.
        return this.once(route.id, () => this.jwt(api, route));
      case 'CUSTOM': {
        const authorizer = authorizerOf(api, route);
        // All routes with the same Lambda authorizer share its cache.
        return this.once(authorizer?.id ?? route.id, () => this.lambda(route, authorizer));
      }
      default:
        return deny(
          `The route ${pathOf(route)} has the authorization type ${textOf(route.authorization)}, which the local gateway does not support. Use NONE, AWS_IAM, JWT or CUSTOM.`,
        );
    }
  }

  private jwt(api: Api, route: Route): RouteAuthorizer {
    const authorizer = authorizerOf(api, route);
    if (!authorizer) return unknownAuthorizer(route);
    const { values } = this.context;
    const type = values.textIfKnown(authorizer.type);
    if (type !== 'JWT')
      return deny(
        `The authorizer ${pathOf(authorizer)} is not a JWT authorizer, but a route with the authorization type JWT uses it. Set the type of the authorizer to JWT.`,
      );
    return new JwtRouteAuthorizer(this.context, this.keys, {
      ...issuerOf(this.context, authorizer),
      identitySources: values.texts(authorizer.identitySources, `The identity source of ${pathOf(authorizer)}`),
      scopes: values.texts(route.scopes, `The scopes of the route ${pathOf(route)}`),
    });
  }

  private lambda(route: Route, authorizer: Authorizer | undefined): RouteAuthorizer {
    if (!authorizer) return unknownAuthorizer(route);
    const type = this.context.values.textIfKnown(authorizer.type);
    if (type !== 'REQUEST')
      return deny(
        `The authorizer ${pathOf(authorizer)} is not a Lambda authorizer, but a route with the authorization type CUSTOM uses it. Set the type of the authorizer to REQUEST.`,
      );
    return new LambdaRouteAuthorizer(this.context, authorizer);
  }

  /**
   * Returns the authorizer with the specified ID, and creates the authorizer if none exists yet. If a setting of the
   * authorizer is unknown, all requests are denied with a reason that names the setting.
   */
  private once(id: string, make: () => RouteAuthorizer): RouteAuthorizer {
    let found = this.made.get(id);
    if (!found) {
      try {
        found = make();
      } catch (error) {
        found = deny((error as Error).message);
      }
      this.made.set(id, found);
    }
    return found;
  }
}

function authorizerOf(api: Api, { authorizer: link }: Route): Authorizer | undefined {
  return link && 'id' in link ? api.authorizers.find(({ id }) => id === link.id) : undefined;
}

function unknownAuthorizer(route: Route): RouteAuthorizer {
  const named = route.authorizer && 'external' in route.authorizer ? ` ${textOf(route.authorizer.external)}` : '';
  return deny(
    `The authorizer${named} of the route ${pathOf(route)} is not part of the app, so the local gateway does not know its settings.`,
  );
}

function deny(reason: string): RouteAuthorizer {
  return { authorize: () => Promise.resolve(failed(reason)) };
}
