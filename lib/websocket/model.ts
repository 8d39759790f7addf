import { readFileSync } from 'node:fs';

import type { IModelRef, ModelReference } from 'aws-cdk-lib/aws-apigatewayv2';
import { CfnModel } from 'aws-cdk-lib/aws-apigatewayv2';
import type { IResource } from 'aws-cdk-lib/core';
import { Names, Resource, Token } from 'aws-cdk-lib/core';
import type { Construct, IConstruct } from 'constructs';

import { fail } from '../validation/errors';
import { injected } from '../private/injection';
import type { IWebSocketApiRef } from './api-ref';

const DRAFT_4 = 'http://json-schema.org/draft-04/schema#';
const MAX_SCHEMA_BYTES = 32 * 1024;

/**
 * A model of a WebSocket API: the shape of a message.
 */
export interface IWebSocketModel extends IResource {
  /**
   * The name of the model, under which routes know it.
   *
   * @attribute
   */
  readonly modelName: string;
}

/**
 * A JSON schema of draft 4, at most 32 KB. The service knows no other draft.
 *
 * @see https://datatracker.ietf.org/doc/html/draft-zyp-json-schema-04
 */
export class WebSocketModelSchema {
  /**
   * A schema that is written here.
   *
   * @param schema the schema; `$schema` is added where it is left out
   */
  public static fromInline(schema: { [key: string]: unknown }): WebSocketModelSchema {
    return new WebSocketModelSchema(schema);
  }

  /**
   * A schema that stands in a file.
   *
   * Throws `ModelSchemaInvalid` where the file holds no JSON object.
   *
   * @param path the path of the JSON file, from the directory of the process
   */
  public static fromFile(path: string): WebSocketModelSchema {
    const text = readFileSync(path, 'utf8');
    let schema: unknown;
    try {
      schema = JSON.parse(text);
    } catch (error) {
      fail(path, 'ModelSchemaInvalid', `the file is not JSON: ${(error as Error).message}. Give a file that is.`);
    }
    if (typeof schema !== 'object' || schema === null || Array.isArray(schema)) {
      fail(path, 'ModelSchemaInvalid', 'a JSON schema must be an object. Give a file that holds one.');
    }
    return new WebSocketModelSchema(schema as { [key: string]: unknown });
  }

  private constructor(private readonly schema: { [key: string]: unknown }) {}

  /** @internal */
  public _render(scope: IConstruct): { [key: string]: unknown } {
    const { $schema } = this.schema;
    if ($schema !== undefined && !Token.isUnresolved($schema) && !/\/draft-04\/schema#?$/.test(String($schema))) {
      fail(
        scope,
        'ModelSchemaInvalid',
        `the service knows JSON schema of draft 4 only, got '${String($schema)}'. Write the schema in draft 4 and leave '$schema' out.`,
      );
    }
    const schema = { $schema: DRAFT_4, ...this.schema };
    const bytes = Buffer.byteLength(JSON.stringify(schema));
    if (bytes > MAX_SCHEMA_BYTES) {
      fail(
        scope,
        'ModelSchemaInvalid',
        `a schema takes at most ${MAX_SCHEMA_BYTES} bytes, this one has ${bytes}. Shorten it, or validate in the backend.`,
      );
    }
    return schema;
  }
}

/**
 * The options of a model.
 */
export interface WebSocketModelOptions {
  /**
   * What a message must look like.
   */
  readonly schema: WebSocketModelSchema;

  /**
   * The name of the model: 1 to 128 letters and digits, unique in its API.
   *
   * @default - made from the path of the construct
   */
  readonly modelName?: string;

  /**
   * The content type of the messages.
   *
   * @default 'application/json'
   */
  readonly contentType?: string;

  /**
   * What the model is for, at most 1024 characters.
   *
   * @default - none
   */
  readonly description?: string;
}

/**
 * Properties of a model.
 */
export interface WebSocketModelProps extends WebSocketModelOptions {
  /**
   * The API that the model belongs to.
   */
  readonly webSocketApi: IWebSocketApiRef;
}

/**
 * A model of a WebSocket API: the shape of a message, which routes hold messages against before anything is called.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/websocket-api-data-mapping.html
 * @resource AWS::ApiGatewayV2::Model
 */
export class WebSocketModel extends Resource implements IWebSocketModel, IModelRef {
  /** The ID under which property injectors know this class. */
  public static readonly PROPERTY_INJECTION_ID: string = 'cdk-apigatewayv2.WebSocketModel';

  /**
   * Refers to an existing model.
   *
   * @param scope the construct that the reference belongs to
   * @param id its ID in that scope
   * @param modelName the name of the model
   */
  public static fromModelName(scope: Construct, id: string, modelName: string): IWebSocketModel {
    class Import extends Resource implements IWebSocketModel {
      public readonly modelName = modelName;
    }
    return new Import(scope, id);
  }

  /** The name of the model. */
  public readonly modelName: string;

  /** The ID that the service gives the model. */
  public readonly modelId: string;

  private readonly apiId: string;

  /**
   * @param scope the construct that the model belongs to
   * @param id its ID in that scope
   * @param props its properties
   */
  public constructor(scope: Construct, id: string, props: WebSocketModelProps) {
    props = injected(WebSocketModel.PROPERTY_INJECTION_ID, scope, id, props);
    super(scope, id);

    this.modelName = props.modelName ?? Names.uniqueResourceName(this, { maxLength: 128 });
    if (!Token.isUnresolved(this.modelName) && !/^[A-Za-z0-9]{1,128}$/.test(this.modelName)) {
      fail(
        this,
        'ModelNameInvalid',
        `the name of a model must be 1 to 128 letters and digits, got '${this.modelName}'. Leave others out.`,
      );
    }
    this.apiId = props.webSocketApi.apiRef.apiId;
    const resource = new CfnModel(this, 'Resource', {
      apiId: this.apiId,
      contentType: props.contentType ?? 'application/json',
      description: props.description,
      name: this.modelName,
      schema: props.schema._render(this),
    });
    this.modelId = resource.ref;
  }

  /** The reference to this model. */
  public get modelRef(): ModelReference {
    return { apiId: this.apiId, modelId: this.modelId };
  }
}
