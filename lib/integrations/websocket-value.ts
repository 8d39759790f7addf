import { fail } from '../validation/errors';

/** The context variables whose values never contain a character that JSON must escape. */
const PLAIN =
  /^(apiId|connectedAt|connectionId|eventType|extendedRequestId|identity\.sourceIp|messageId|requestId|requestTimeEpoch|stage)$/;

/**
 * The source of a value. `literal` is a string that is the same for every message. `text` is a template expression for a string, and `json`
 * is a template expression for JSON. Both expressions can be arguments of template functions. `object` becomes a string that contains JSON.
 * `plain` is set only if the string of `text` does not need escaping: the template can then contain this reference unchanged.
 */
type Source =
  | { readonly literal: string }
  | { readonly text: string; readonly plain?: string }
  | { readonly json: string }
  | { readonly object: { [key: string]: unknown } };

/**
 * A value that API Gateway takes from a client's message when it calls an AWS service.
 *
 * The integration creates the mapping template for you.
 *
 * Each value is escaped for its place in the request, so a message cannot change which action is called.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-mapping-template-reference.html
 * @example
 * import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
 * import { WebSocketApi } from 'cdk-apigatewayv2';
 * import { WebSocketDynamoDbPutIntegration, WebSocketValue } from 'cdk-apigatewayv2/integrations';
 *
 * declare const api: WebSocketApi;
 * declare const table: dynamodb.Table;
 *
 * api.addRoute('join', {
 *   integration: new WebSocketDynamoDbPutIntegration('Join', {
 *     table,
 *     item: {
 *       connectionId: WebSocketValue.connectionId(),
 *       room: WebSocketValue.field('room'),
 *       joinedAt: WebSocketValue.context('requestTimeEpoch').asNumber(),
 *     },
 *   }),
 * });
 */
export class WebSocketValue {
  /** Returns the whole message as a string. */
  public static message(): WebSocketValue {
    return new WebSocketValue({ text: '$input.body' });
  }

  /**
   * Returns a field of a JSON message as a string. The string is empty if the message does not have the field.
   *
   * Throws `TemplateValueInvalid` if the path is invalid.
   *
   * @param path The path of the field: names separated by dots, and indexes in brackets, such as `user.name` or `items[0].id`
   */
  public static field(path: string): WebSocketValue {
    return new WebSocketValue({ text: argument(`input.path('${jsonPath(path)}')`) });
  }

  /**
   * Returns a JSON message, or one of its fields, as a JSON value. An object is inserted as an object, not as a string.
   *
   * Throws `TemplateValueInvalid` if the path is invalid.
   *
   * @param path The path of the field: names separated by dots, and indexes in brackets. The default is the whole message.
   */
  public static json(path?: string): WebSocketValue {
    return new WebSocketValue({ json: `$input.json('${path === undefined ? '$' : jsonPath(path)}')` });
  }

  /** Returns the connection ID. A backend uses the connection ID to send messages to the client. */
  public static connectionId(): WebSocketValue {
    return WebSocketValue.context('connectionId');
  }

  /**
   * Returns a context variable of the request.
   *
   * Throws `TemplateValueInvalid` if the name is invalid.
   *
   * @param variable The name without `$context.`, such as `connectedAt`, `identity.sourceIp` or `authorizer.principalId`
   */
  public static context(variable: string): WebSocketValue {
    const reference = `context.${checked('variable', variable, /^\w+(\.\w+)*$/)}`;
    return new WebSocketValue({
      text: argument(reference),
      plain: PLAIN.test(variable) ? `$${reference}` : undefined,
    });
  }

  /**
   * Returns a header or query string parameter of the request that opens the connection. Only the `$connect` route can use such values.
   *
   * Throws `TemplateValueInvalid` if the name is invalid.
   *
   * @param name The name of the header or query string parameter
   */
  public static parameter(name: string): WebSocketValue {
    return new WebSocketValue({ text: argument(`input.params('${checked('parameter', name, /^[\w.$-]+$/)}')`) });
  }

  /**
   * Returns a stage variable.
   *
   * Throws `TemplateValueInvalid` if the name is invalid.
   *
   * @param name The name of the stage variable: letters, digits and underscores
   */
  public static stageVariable(name: string): WebSocketValue {
    return new WebSocketValue({ text: argument(`stageVariables.${checked('stage variable', name, /^\w+$/)}`) });
  }

  /**
   * Returns a string that is the same for every message.
   *
   * @param text The string
   */
  public static literal(text: string): WebSocketValue {
    return new WebSocketValue({ literal: text });
  }

  /**
   * Returns a JSON object as a string.
   *
   * @param value The object. The members of the object are strings, numbers, booleans, lists and objects, and `WebSocketValue`s for values
   *   from the client's message.
   */
  public static object(value: { [key: string]: unknown }): WebSocketValue {
    return new WebSocketValue({ object: value });
  }

  /**
   * Creates a value from an expression in the template language.
   *
   * @internal
   */
  public static _expression(text: string): WebSocketValue {
    return new WebSocketValue({ text });
  }

  private constructor(
    /** @internal */
    public readonly _source: Source,
    /** @internal */
    public readonly _isNumber = false,
  ) {}

  /**
   * Returns this value with the DynamoDB type `N` (number). The type has no effect on values for other services.
   */
  public asNumber(): WebSocketValue {
    return new WebSocketValue(this._source, true);
  }
}

function jsonPath(path: string): string {
  return `$.${checked('path', path, /^[A-Za-z_][\w-]*(\.[A-Za-z_][\w-]*|\[\d+\])*$/)}`;
}

function checked(what: string, value: string, valid: RegExp): string {
  if (!valid.test(value)) {
    fail(
      undefined,
      'TemplateValueInvalid',
      `the ${what} '${value}' is invalid. Use names that consist of letters, digits and '_', separate the names with dots, and omit '$'.`,
    );
  }
  return value;
}

/**
 * Returns a reference in quotes. The quotes convert a number to a string, because string functions reject numbers. The exclamation mark
 * makes a missing value an empty string. Without it, the result would be the text of the reference.
 */
function argument(reference: string): string {
  return `"$!${reference}"`;
}
