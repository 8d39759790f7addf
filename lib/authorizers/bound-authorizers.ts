import { fail, UsersFrames } from '../validation/errors';

/** An authorizer that was created for an API. */
export interface BoundAuthorizer {
  /** The ID of the authorizer. */
  readonly authorizerId: string;
}

/** The authorizers that one authorizer object created, by API. */
export class BoundAuthorizers {
  private readonly byApi = new Map<string, BoundAuthorizer>();
  /** The user's frames at the creation of the authorizer. An error in its props has this stack trace instead of the route's. */
  private readonly frames = new UsersFrames();

  public constructor(private readonly id: string) {}

  /** The ID of the authorizer that was created first. */
  public get firstId(): string {
    for (const authorizer of this.byApi.values()) {
      return authorizer.authorizerId;
    }
    return fail(
      this.id,
      'AuthorizerNotBound',
      'the authorizer has no ID until a route uses it. Read `authorizerId` after that.',
    );
  }

  /** Returns the authorizer of an API, and creates it for the first route. */
  public ofApi(apiId: string, make: () => BoundAuthorizer): BoundAuthorizer {
    let authorizer = this.byApi.get(apiId);
    if (!authorizer) {
      authorizer = this.frames.around(make);
      this.byApi.set(apiId, authorizer);
    }
    return authorizer;
  }

  /** Returns the authorizer of an API, and throws if the object already serves another API. */
  public ofOneApi(apiId: string, routePath: string, make: () => BoundAuthorizer): BoundAuthorizer {
    if (this.byApi.size > 0 && !this.byApi.has(apiId)) {
      fail(
        routePath,
        'AuthorizerOnSeveralApis',
        `the authorizer '${this.id}' already serves another API. Create one authorizer object for each API.`,
      );
    }
    return this.ofApi(apiId, make);
  }
}
