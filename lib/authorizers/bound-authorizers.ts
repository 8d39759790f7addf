import type { IApiRef } from 'aws-cdk-lib/aws-apigatewayv2';
import type { IConstruct } from 'constructs';

import { BoundResources } from '../common/bound-resources';
import { fail, UsersFrames } from '../validation/errors';

/** An authorizer that was created for an API. */
export interface BoundAuthorizer {
  /** The ID of the authorizer. */
  readonly authorizerId: string;
}

/** The authorizer resources that one authorizer object created, one for each API. */
export class BoundAuthorizers extends BoundResources<BoundAuthorizer> {
  /**
   * The stack frames of the user's code that created the authorizer. If a property of the authorizer is invalid, the error has this stack
   * trace instead of the stack trace of the route.
   */
  private readonly frames = new UsersFrames();

  public constructor(id: string, servesSeveralApis = false) {
    super(id, 'authorizer', servesSeveralApis);
  }

  /** The ID of the first authorizer resource that the authorizer object created. */
  public get firstId(): string {
    return (
      this.first ??
      fail(
        this.id,
        'AuthorizerNotBound',
        'the authorizer has no ID until a route uses it. Read `authorizerId` after a route uses the authorizer.',
      )
    ).authorizerId;
  }

  /** Returns the ID of the authorizer resource for an API. Throws if the authorizer does not support the protocol of the API. */
  public idFor(route: IConstruct, api: IApiRef | undefined, create: () => BoundAuthorizer): string {
    if (api === undefined) {
      fail(
        route,
        'AuthorizerProtocolMismatch',
        `the authorizer '${this.id}' does not support the protocol of this API. Use ` +
          "a class whose name begins with 'Http' for an HTTP API, or with 'WebSocket' for a WebSocket API.",
      );
    }
    let authorizer = this.find(route, api);
    if (!authorizer) {
      authorizer = this.frames.around(create);
      this.add(api, authorizer);
    }
    return authorizer.authorizerId;
  }
}
