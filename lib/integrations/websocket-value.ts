import { fail } from '../validation/errors';

/** What of the context never holds a sign that JSON would have to escape. */
const PLAIN =
  /^(apiId|connectedAt|connectionId|eventType|extendedRequestId|identity\.sourceIp|messageId|requestId|requestTimeEpoch|stage)$/;

/**
 * What a value is when a template is made of it: a text that is known, a text that the service reads from the request (as the
 * argument of a function, and as it is where it needs no escapes), JSON that it reads from the request, or the text of a JSON object.
 */
type Source =
  | { readonly literal: string }
  | { readonly text: string; readonly plain?: string }
  | { readonly json: string }
  | { readonly object: { [key: string]: unknown } };

/**
 * A value that the service takes from a request when it calls an AWS service; no template has to be written for it.
 *
 * Each value is escaped for the place where it stands, so that no message can change what is called.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-mapping-template-reference.html
 */
export class WebSocketValue {
  /** The whole message, as a text. */
  public static message(): WebSocketValue {
    return new WebSocketValue({ text: '$input.body' });
  }

  /**
   * A field of a JSON message, as a text. Empty where the message has none.
   *
   * Throws `TemplateValueInvalid` where the path is none.
   *
   * @param path names parted by dots and indexes in brackets, such as `user.name` or `items[0].id`
   */
  public static field(path: string): WebSocketValue {
    return new WebSocketValue({ text: argument(`input.path('${jsonPath(path)}')`) });
  }

  /**
   * A JSON message, or a field of it, as the JSON that it is: an object stays an object.
   *
   * Throws `TemplateValueInvalid` where the path is none.
   *
   * @param path names parted by dots and indexes in brackets; nothing means the whole message
   */
  public static json(path?: string): WebSocketValue {
    return new WebSocketValue({ json: `$input.json('${path === undefined ? '$' : jsonPath(path)}')` });
  }

  /** The ID of the connection, under which a backend answers. */
  public static connectionId(): WebSocketValue {
    return WebSocketValue.context('connectionId');
  }

  /**
   * A variable of the request's context.
   *
   * Throws `TemplateValueInvalid` where the name is none.
   *
   * @param variable its name without `$context.`, such as `connectedAt`, `identity.sourceIp` or `authorizer.principalId`
   */
  public static context(variable: string): WebSocketValue {
    const reference = `context.${checked('variable', variable, /^\w+(\.\w+)*$/)}`;
    return new WebSocketValue({
      text: argument(reference),
      plain: PLAIN.test(variable) ? `$${reference}` : undefined,
    });
  }

  /**
   * A header or query parameter of the request that opened the connection. Only the `$connect` route has them.
   *
   * Throws `TemplateValueInvalid` where the name is none.
   *
   * @param name the name of the header or parameter
   */
  public static parameter(name: string): WebSocketValue {
    return new WebSocketValue({ text: argument(`input.params('${checked('parameter', name, /^[\w.$-]+$/)}')`) });
  }

  /**
   * A stage variable.
   *
   * Throws `TemplateValueInvalid` where the name is none.
   *
   * @param name letters, digits and underscores
   */
  public static stageVariable(name: string): WebSocketValue {
    return new WebSocketValue({ text: argument(`stageVariables.${checked('stage variable', name, /^\w+$/)}`) });
  }

  /**
   * A text that is the same for every request.
   *
   * @param text the text
   */
  public static literal(text: string): WebSocketValue {
    return new WebSocketValue({ literal: text });
  }

  /**
   * The text of a JSON object.
   *
   * @param value the object; texts, numbers, truth values, lists and objects stand as they are, and `WebSocketValue`s for what they
   *   take from the request
   */
  public static object(value: { [key: string]: unknown }): WebSocketValue {
    return new WebSocketValue({ object: value });
  }

  /**
   * The text that an expression of the template language yields.
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
   * The same as a number for DynamoDB, which tells numbers from texts. It makes no difference elsewhere.
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
      `'${value}' is no ${what} that a template can read. Write names of letters, digits and '_', parted by dots, without '$'.`,
    );
  }
  return value;
}

/** Quoted, since functions of texts take no numbers; with an exclamation mark, since nothing would be spelled as the reference is. */
function argument(reference: string): string {
  return `"$!${reference}"`;
}
