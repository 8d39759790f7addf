import type { IApiRef } from 'aws-cdk-lib/aws-apigatewayv2';
import { Stack } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';
import { Construct } from 'constructs';

import { isCorrected } from '../private/corrections';
import { fail } from '../validation/errors';

const KINDS = {
  integration: { code: 'IntegrationOnSeveralApis', what: 'an integration' },
  authorizer: { code: 'AuthorizerOnSeveralApis', what: 'an authorizer' },
} as const;

/**
 * The resources that an integration or authorizer object created: one for each API whose routes use the object.
 *
 * An object that supports a single API rejects the routes of a second API.
 */
export class BoundResources<T extends object> {
  private readonly bound: { readonly api: IApiRef; readonly resource: T }[] = [];

  public constructor(
    public readonly id: string,
    private readonly kind: keyof typeof KINDS,
    private readonly servesSeveralApis = false,
  ) {}

  /** The resource that was created first. */
  public get first(): T | undefined {
    return this.bound[0]?.resource;
  }

  /**
   * Returns the resource for the API of a route, or undefined if the caller must create the resource and `add` it.
   *
   * Throws if the object supports a single API and a resource for a different API already exists. This method does not accept a callback,
   * because each function call adds a frame to the stack traces that resources record.
   */
  public find(route: IConstruct, api: IApiRef): T | undefined {
    for (const one of this.bound) {
      if (one.api === api || one.api.apiRef.apiId === api.apiRef.apiId) {
        return one.resource;
      }
    }
    if (this.bound.length > 0 && !this.servesSeveralApis) {
      const { code, what } = KINDS[this.kind];
      fail(
        route,
        code,
        `the ${this.kind} '${this.id}' already belongs to another API. Create ${what} object for each API.`,
      );
    }
    return undefined;
  }

  /** Stores the resource of an API, for use by all routes of the API. */
  public add(api: IApiRef, resource: T): void {
    this.bound.push({ api, resource });
  }

  /**
   * Returns the scope of an integration and of its role.
   *
   * By default, the scope is the first route, as in aws-cdk-lib. With the correction `sharedIntegrationScope`, the scope is a construct in
   * the scope of the API, so that the logical ID of the integration does not depend on the order of the routes. IDs of integrations do not
   * need to be unique. If an earlier integration has the same ID, the ID of the new scope also contains the ID of the route.
   */
  public scopeOf(api: IConstruct, route: Construct): Construct {
    // If the route is in another stack, an integration in the scope of the API would make the stack of the API depend on the stack of the
    // route
    if (!isCorrected(api, 'sharedIntegrationScope') || Stack.of(api) !== Stack.of(route)) {
      return route;
    }
    const owner = api as Construct;
    const all =
      (owner.node.tryFindChild('Integrations') as Construct | undefined) ?? new Construct(owner, 'Integrations');
    const taken = all.node.tryFindChild(this.id) !== undefined;
    return new Construct(all, taken ? `${this.id}-${route.node.id}` : this.id);
  }
}
