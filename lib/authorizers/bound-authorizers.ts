import { fail } from '../validation/errors';

/** An authorizer that was made for an API. */
export interface BoundAuthorizer {
  /** Its ID. */
  readonly authorizerId: string;
}

/** What an authorizer object has made, by API. */
export class BoundAuthorizers {
  private readonly byApi = new Map<string, BoundAuthorizer>();

  public constructor(private readonly id: string) {}

  /** The ID of the authorizer that was made first. */
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

  /** The authorizer of an API, made where there is none. */
  public ofApi(apiId: string, make: () => BoundAuthorizer): BoundAuthorizer {
    let authorizer = this.byApi.get(apiId);
    if (!authorizer) {
      authorizer = make();
      this.byApi.set(apiId, authorizer);
    }
    return authorizer;
  }

  /** The same for an authorizer that serves one API only. */
  public ofOneApi(apiId: string, routePath: string, make: () => BoundAuthorizer): BoundAuthorizer {
    if (this.byApi.size > 0 && !this.byApi.has(apiId)) {
      fail(
        routePath,
        'AuthorizerOnSeveralApis',
        `the authorizer '${this.id}' already serves another API. Make one authorizer object for each API.`,
      );
    }
    return this.ofApi(apiId, make);
  }
}
