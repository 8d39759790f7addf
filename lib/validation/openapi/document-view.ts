import type { CfnResource } from 'aws-cdk-lib/core';

import type { Kind } from '../engine/kinds';
import { TYPES } from '../engine/kinds';
import { lower, member, ResourceView } from '../engine/resource-view';
import type { Keys, Members } from './document';
import { pointer } from './document';

/**
 * The names of properties in OpenAPI documents, if the names differ from the CloudFormation names by more than the
 * first letter.
 */
const NAMES: { readonly [kind in Kind]?: { readonly [property: string]: string } } = {
  api: {
    CorsConfiguration: 'x-amazon-apigateway-cors',
    Description: 'info.description',
    Name: 'info.title',
    Version: 'info.version',
  },
  authorizer: {
    AuthorizerCredentialsArn: 'authorizerCredentials',
    AuthorizerType: 'type',
    Name: '',
  },
  integration: {
    CredentialsArn: 'credentials',
    IntegrationMethod: 'httpMethod',
    IntegrationType: 'type',
    IntegrationUri: 'uri',
  },
  route: {
    AuthorizationScopes: 'security',
    AuthorizationType: 'security',
    AuthorizerId: 'security',
    OperationName: 'operationId',
    RouteKey: '',
    Target: 'x-amazon-apigateway-integration',
  },
};

/** A part of an OpenAPI document from which API Gateway creates a resource. */
export interface DocumentPart {
  /** The kind of the resource that API Gateway creates. */
  readonly kind: Kind;
  /** The ID by which other parts refer to this part. */
  readonly id: string;
  /** The keys that lead from the root of the document to the part. */
  readonly keys: Keys;
  /** The part as written in the document. */
  readonly written: Members;
  /** The properties of the resource by their CloudFormation names. */
  readonly properties: Members;
}

/** A resource that API Gateway creates from a part of an OpenAPI document. */
export class DocumentView extends ResourceView {
  private readonly part: DocumentPart;

  /**
   * @param api the API resource that the document defines
   * @param part the part of the document
   */
  public constructor(api: CfnResource, part: DocumentPart) {
    // Rules identify a resource by its construct, so each part needs its own object
    super(Object.create(api, { ref: { value: part.id }, cfnResourceType: { value: TYPES[part.kind] } }) as CfnResource);
    this.part = part;
  }

  public override get kind(): Kind {
    return this.part.kind;
  }

  public override get path(): string {
    return pointer(this.part.keys);
  }

  public override get isReplaced(): boolean {
    return false;
  }

  public override get tags(): unknown {
    return this.part.properties.Tags;
  }

  public override isOverridden(): boolean {
    return false;
  }

  public override given(name: string): unknown {
    return this.value(name);
  }

  public override lacks(name: string): boolean {
    return this.value(name) === undefined;
  }

  public override value(name: string, key?: string): unknown {
    const value = this.part.properties[name] ?? undefined;
    return key === undefined ? value : member(value, key);
  }

  /** Returns the JSON pointer of a property in the document. */
  public placeOf(property: string): string {
    const [name, ...rest] = property.split('.');
    const { keys, kind } = this.part;
    const known = NAMES[kind]?.[name];
    const isMap = name === 'RequestParameters' || name === 'ResponseParameters';
    const own = known === undefined ? [lower(name)] : known.split('.').filter((key) => key !== '');
    const inner = isMap && rest.length > 0 ? [rest.join('.')] : rest.map(lower);
    return pointer([...keys, ...own, ...inner]);
  }

  /** Returns the value of a finding with the capitalization that the document uses. */
  public asWritten(property: string, given: unknown): unknown {
    const written = this.part.written[NAMES[this.part.kind]?.[property] ?? lower(property)];
    const isSame =
      typeof written === 'string' && typeof given === 'string' && written.toUpperCase() === given.toUpperCase();
    return isSame ? written : given;
  }
}
