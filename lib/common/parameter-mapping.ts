/**
 * The value that a parameter mapping assigns.
 */
export interface IMappingValue {
  /**
   * The value in the syntax of API Gateway, such as `$request.header.x`.
   */
  readonly value: string;
}

/**
 * A value of a parameter mapping of an HTTP API, such as a request header or a static string.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-parameter-mapping.html
 * @example
 * import { HttpApi, MappingValue, ParameterMapping } from 'cdk-apigatewayv2';
 * import { HttpUrlIntegration } from 'cdk-apigatewayv2/integrations';
 *
 * declare const api: HttpApi;
 *
 * api.addRoutes({
 *   path: '/books',
 *   integration: new HttpUrlIntegration('Books', 'https://books.example.com', {
 *     parameterMapping: new ParameterMapping().appendHeader('x-caller', MappingValue.contextVariable('identity.sourceIp')),
 *   }),
 * });
 */
export class MappingValue implements IMappingValue {
  /** An empty value, for mappings that remove a parameter. */
  public static readonly NONE = new MappingValue('');

  /**
   * A request header. If the request contains the header several times, API Gateway joins the values with commas.
   *
   * @param name The name of the header, which is not case-sensitive
   */
  public static requestHeader(name: string): MappingValue {
    return new MappingValue(`$request.header.${name}`);
  }

  /**
   * A query string parameter of the request. If the request contains the parameter several times, API Gateway joins the values with commas.
   *
   * @param name The name of the parameter, which is case-sensitive
   */
  public static requestQueryString(name: string): MappingValue {
    return new MappingValue(`$request.querystring.${name}`);
  }

  /**
   * A part of the JSON request body.
   *
   * @param name A JSON path such as `customer.id`. Filters and recursive descent are not supported.
   */
  public static requestBody(name: string): MappingValue {
    return new MappingValue(`$request.body.${name}`);
  }

  /** The path of the request, without the stage. */
  public static requestPath(): MappingValue {
    return new MappingValue('$request.path');
  }

  /**
   * A path parameter of the route.
   *
   * @param name The name of the parameter, without braces
   */
  public static requestPathParam(name: string): MappingValue {
    return new MappingValue(`$request.path.${name}`);
  }

  /**
   * A response header, for response parameter mappings.
   *
   * @param name The name of the header, which is not case-sensitive
   */
  public static responseHeader(name: string): MappingValue {
    return new MappingValue(`$response.header.${name}`);
  }

  /**
   * The response body or a part of the body, for response parameter mappings.
   *
   * @param name A JSON path such as `error.code`. Filters and recursive descent are not supported. The default is the whole body.
   */
  public static responseBody(name?: string): MappingValue {
    return new MappingValue(name === undefined ? '$response.body' : `$response.body.${name}`);
  }

  /**
   * A context variable.
   *
   * @param variableName The name of the variable, without `$context.`
   * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-logging-variables.html
   */
  public static contextVariable(variableName: string): MappingValue {
    return new MappingValue(`$context.${variableName}`);
  }

  /**
   * A stage variable.
   *
   * @param variableName The name of the variable
   */
  public static stageVariable(variableName: string): MappingValue {
    return new MappingValue(`$stageVariables.${variableName}`);
  }

  /**
   * A value in the syntax of API Gateway: a static string, or a combination of sources, such as `${request.path.a}-${context.requestId}`.
   *
   * @param value The value, 1 to 512 characters
   */
  public static custom(value: string): MappingValue {
    return new MappingValue(value);
  }

  /** The value in the syntax of API Gateway, such as `$request.header.x`. */
  public readonly value: string;

  /**
   * @param value The value in the syntax of API Gateway
   */
  protected constructor(value: string) {
    this.value = value;
  }
}

/**
 * A parameter mapping of an HTTP API. The mapping changes the request that API Gateway sends to the integration. For an AWS service
 * integration, the mapping specifies the parameters of the action.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-parameter-mapping.html
 * @example
 * import { HttpApi, MappingValue, ParameterMapping } from 'cdk-apigatewayv2';
 * import { HttpUrlIntegration } from 'cdk-apigatewayv2/integrations';
 *
 * declare const api: HttpApi;
 *
 * api.addRoutes({
 *   path: '/books/{id}',
 *   integration: new HttpUrlIntegration('Books', 'https://books.example.com', {
 *     parameterMapping: new ParameterMapping()
 *       .overwritePath(MappingValue.custom('/v2/books/${request.path.id}'))
 *       .removeHeader('cookie'),
 *   }),
 * });
 */
export class ParameterMapping {
  /**
   * Creates a mapping from an object.
   *
   * @param obj The values by mapping key, such as `append:header.x-user`
   */
  public static fromObject(obj: { [key: string]: MappingValue }): ParameterMapping {
    const mapping = new ParameterMapping();
    for (const [key, value] of Object.entries(obj)) {
      mapping.custom(key, value.value);
    }
    return mapping;
  }

  /** The values of this mapping, by mapping key. */
  public readonly mappings: { [key: string]: string } = {};

  /** Creates an empty mapping. */
  public constructor() {}

  /**
   * Appends a value to a request header. Adds the header if the request does not contain it.
   *
   * @param name The name of the header
   * @param value The value to append
   */
  public appendHeader(name: string, value: MappingValue): ParameterMapping {
    return this.custom(`append:header.${name}`, value.value);
  }

  /**
   * Sets a request header. If the request already contains the header, its value is replaced.
   *
   * @param name The name of the header
   * @param value The new value
   */
  public overwriteHeader(name: string, value: MappingValue): ParameterMapping {
    return this.custom(`overwrite:header.${name}`, value.value);
  }

  /**
   * Removes a request header.
   *
   * @param name The name of the header
   */
  public removeHeader(name: string): ParameterMapping {
    return this.custom(`remove:header.${name}`, MappingValue.NONE.value);
  }

  /**
   * Appends a value to a query string parameter. Adds the parameter if the request does not contain it.
   *
   * @param name The name of the parameter
   * @param value The value to append
   */
  public appendQueryString(name: string, value: MappingValue): ParameterMapping {
    return this.custom(`append:querystring.${name}`, value.value);
  }

  /**
   * Sets a query string parameter. If the request already contains the parameter, its value is replaced.
   *
   * @param name The name of the parameter
   * @param value The new value
   */
  public overwriteQueryString(name: string, value: MappingValue): ParameterMapping {
    return this.custom(`overwrite:querystring.${name}`, value.value);
  }

  /**
   * Removes a query string parameter.
   *
   * @param name The name of the parameter
   */
  public removeQueryString(name: string): ParameterMapping {
    return this.custom(`remove:querystring.${name}`, MappingValue.NONE.value);
  }

  /**
   * Sets the path of the request that API Gateway sends to the integration.
   *
   * @param value The new path
   */
  public overwritePath(value: MappingValue): ParameterMapping {
    return this.custom('overwrite:path', value.value);
  }

  /**
   * Adds a mapping in the syntax of API Gateway. For an AWS service integration, the mapping sets a parameter of the action.
   *
   * @param key The mapping key, such as `append:header.x-user`, or the name of a parameter of the AWS service
   * @param value The value, such as `$context.requestId`
   */
  public custom(key: string, value: string): ParameterMapping {
    this.mappings[key] = value;
    return this;
  }
}
