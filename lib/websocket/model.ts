import { readFileSync } from 'node:fs';

import type { IModelRef, ModelReference } from 'aws-cdk-lib/aws-apigatewayv2';
import { CfnModel } from 'aws-cdk-lib/aws-apigatewayv2';
import type { IResource } from 'aws-cdk-lib/core';
import { Names, Resource } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';

import { injected } from '../private/injection';
import { enforce } from '../validation/constraint';
import { MODEL_CONTENT_TYPE, MODEL_NAME, MODEL_SCHEMA } from '../validation/constraints/model';
import { fail } from '../validation/errors';
import { installRules } from '../validation/install';
import { requireProp } from '../validation/required-prop';
import type { IWebSocketApiRef } from './api-interface';

const DRAFT_4 = 'http://json-schema.org/draft-04/schema#';

/**
 * A model of a WebSocket API: the JSON schema of a message.
 */
export interface IWebSocketModel extends IResource {
  /**
   * The name of the model, by which routes refer to it.
   *
   * @attribute
   */
  readonly modelName: string;
}

/**
 * A JSON schema of at most 32,768 characters. API Gateway supports draft 4 only.
 *
 * @see https://datatracker.ietf.org/doc/html/draft-zyp-json-schema-04
 * @example
 * import { WebSocketApi, WebSocketModelSchema } from 'cdk-apigatewayv2';
 *
 * declare const api: WebSocketApi;
 *
 * api.addModel('Message', {
 *   schema: WebSocketModelSchema.fromInline({
 *     type: 'object',
 *     required: ['text'],
 *     properties: { text: { type: 'string', maxLength: 1000 } },
 *   }),
 * });
 */
export class WebSocketModelSchema {
  /**
   * Creates a schema from an object.
   *
   * @param schema The schema. `$schema` is added if it is missing.
   */
  public static fromInline(schema: { [key: string]: unknown }): WebSocketModelSchema {
    return new WebSocketModelSchema(schema);
  }

  /**
   * Reads a schema from a JSON file.
   *
   * Throws `ModelSchemaFileInvalid` if the file does not contain a JSON object.
   *
   * @param path The path of the JSON file, relative to the working directory of the process
   */
  public static fromFile(path: string): WebSocketModelSchema {
    const text = readFileSync(path, 'utf8');
    let schema: unknown;
    try {
      schema = JSON.parse(text);
    } catch (error) {
      fail(path, 'ModelSchemaFileInvalid', `the file is not JSON: ${(error as Error).message}. Use a JSON file.`);
    }
    if (typeof schema !== 'object' || schema === null || Array.isArray(schema)) {
      fail(path, 'ModelSchemaFileInvalid', 'a JSON schema must be an object. Use a file that contains a JSON object.');
    }
    return new WebSocketModelSchema(schema as { [key: string]: unknown });
  }

  private constructor(private readonly schema: { [key: string]: unknown }) {}

  /** @internal */
  public _render(): unknown {
    const { schema } = this;
    const isObject = typeof schema === 'object' && schema !== null && !Array.isArray(schema);
    return isObject ? { $schema: DRAFT_4, ...schema } : schema;
  }
}

/**
 * Options for a model.
 */
export interface WebSocketModelOptions {
  /**
   * The schema that a message must match.
   */
  readonly schema: WebSocketModelSchema;

  /**
   * The name of the model, 1 to 128 letters and digits, unique in its API.
   *
   * @default - a name that is derived from the path of the construct
   */
  readonly modelName?: string;

  /**
   * The content type of the messages, a media type of 1 to 256 characters.
   *
   * @default 'application/json'
   */
  readonly contentType?: string;

  /**
   * The description of the model, at most 1,024 characters.
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
 * A model of a WebSocket API: the JSON schema against which API Gateway validates the messages of a route before
 * calling the integration.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/websocket-api-data-mapping.html
 * @resource AWS::ApiGatewayV2::Model
 * @example
 * import * as lambda from 'aws-cdk-lib/aws-lambda';
 * import { WebSocketApi, WebSocketModel, WebSocketModelSchema } from 'cdk-apigatewayv2';
 * import { WebSocketLambdaIntegration } from 'cdk-apigatewayv2/integrations';
 *
 * declare const api: WebSocketApi;
 * declare const send: lambda.Function;
 *
 * const message = new WebSocketModel(this, 'Message', {
 *   webSocketApi: api,
 *   schema: WebSocketModelSchema.fromInline({ type: 'object', required: ['text'] }),
 * });
 * api.addRoute('sendMessage', {
 *   integration: new WebSocketLambdaIntegration('Send', send),
 *   requestModels: { $default: message },
 * });
 */
export class WebSocketModel extends Resource implements IWebSocketModel, IModelRef {
  /** The ID by which property injectors identify this class. */
  public static readonly PROPERTY_INJECTION_ID: string = 'cdk-apigatewayv2.WebSocketModel';

  /**
   * Imports an existing model.
   *
   * @param scope The scope of the import
   * @param id The ID of the construct in the scope
   * @param modelName The name of the model
   */
  public static fromModelName(scope: Construct, id: string, modelName: string): IWebSocketModel {
    class Import extends Resource implements IWebSocketModel {
      public readonly modelName = modelName;
    }
    return new Import(scope, id);
  }

  /** The name of the model. */
  public readonly modelName: string;

  /** The ID that API Gateway assigns to the model. */
  public readonly modelId: string;

  private readonly apiId: string;

  /**
   * Throws `ModelNameInvalid`, `ModelContentTypeInvalid` or `ModelSchemaInvalid` if a property is invalid.
   *
   * @param scope The scope of the model
   * @param id The ID of the construct in the scope
   * @param props The properties of the model
   */
  public constructor(scope: Construct, id: string, props: WebSocketModelProps) {
    props = injected(WebSocketModel.PROPERTY_INJECTION_ID, scope, id, props);
    super(scope, id);

    this.modelName = props.modelName ?? Names.uniqueResourceName(this, { maxLength: 128 });
    installRules(this);
    const schema = requireProp(this, 'schema', props.schema)._render();
    enforce(this, MODEL_NAME, 'modelName', this.modelName);
    enforce(this, MODEL_CONTENT_TYPE, 'contentType', props.contentType);
    enforce(this, MODEL_SCHEMA, 'schema', schema);
    this.apiId = requireProp(this, 'webSocketApi', props.webSocketApi).apiRef.apiId;
    const resource = new CfnModel(this, 'Resource', {
      apiId: this.apiId,
      contentType: props.contentType ?? 'application/json',
      description: props.description,
      name: this.modelName,
      schema,
    });
    this.modelId = resource.ref;
  }

  /** The reference to this model. */
  public get modelRef(): ModelReference {
    return { apiId: this.apiId, modelId: this.modelId };
  }
}
