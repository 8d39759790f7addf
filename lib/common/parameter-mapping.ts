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
 */
export class MappingValue implements IMappingValue {
  /** An empty value, for mappings that remove a parameter. */
  public static readonly NONE = new MappingValue('');

  /**
   * A request header. API Gateway joins several headers with the same name by commas.
   *
   * @param name the name of the header, which is not case-sensitive
   */
  public static requestHeader(name: string): MappingValue {
    return new MappingValue(`$request.header.${name}`);
  }

  /**
   * A query string parameter of the request. API Gateway joins several parameters with the same name by commas.
   *
   * @param name the name of the parameter, which is case-sensitive
   */
  public static requestQueryString(name: string): MappingValue {
    return new MappingValue(`$request.querystring.${name}`);
  }

  /**
   * A part of the JSON request body.
   *
   * @param name a JSON path such as `customer.id`. Filters and recursive descent are not supported
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
   * @param name the name of the parameter, without braces
   */
  public static requestPathParam(name: string): MappingValue {
    return new MappingValue(`$request.path.${name}`);
  }

  /**
   * A response header, for response parameter mappings.
   *
   * @param name the name of the header, which is not case-sensitive
   */
  public static responseHeader(name: string): MappingValue {
    return new MappingValue(`$response.header.${name}`);
  }

  /**
   * The response body or a part of it, for response parameter mappings.
   *
   * @param name a JSON path such as `error.code`. Filters and recursive descent are not supported. The default is the whole body
   */
  public static responseBody(name?: string): MappingValue {
    return new MappingValue(name === undefined ? '$response.body' : `$response.body.${name}`);
  }

  /**
   * A context variable.
   *
   * @param variableName the name of the variable, without `$context.`
   * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-logging-variables.html
   */
  public static contextVariable(variableName: string): MappingValue {
    return new MappingValue(`$context.${variableName}`);
  }

  /**
   * A stage variable.
   *
   * @param variableName the name of the variable
   */
  public static stageVariable(variableName: string): MappingValue {
    return new MappingValue(`$stageVariables.${variableName}`);
  }

  /**
   * A value in the syntax of API Gateway: a static string, or a combination of sources such as `${request.path.a}-${context.requestId}`.
   *
   * @param value the value, 1 to 512 characters
   */
  public static custom(value: string): MappingValue {
    return new MappingValue(value);
  }

  /** The value in the syntax of API Gateway, such as `$request.header.x`. */
  public readonly value: string;

  /**
   * @param value the value in the syntax of API Gateway
   */
  protected constructor(value: string) {
    this.value = value;
  }
}

/**
 * A parameter mapping of an HTTP API: changes that API Gateway makes to a request before it calls the integration, or the parameters of an
 * AWS service integration.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-parameter-mapping.html
 */
export class ParameterMapping {
  /**
   * Creates a mapping from an object.
   *
   * @param obj the values by mapping key, such as `append:header.x-user`
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
   * Appends a value to a request header. Adds the header if the request does not have it.
   *
   * @param name the name of the header
   * @param value the value to append
   */
  public appendHeader(name: string, value: MappingValue): ParameterMapping {
    return this.custom(`append:header.${name}`, value.value);
  }

  /**
   * Sets a request header, and replaces its value if the request has it.
   *
   * @param name the name of the header
   * @param value the new value
   */
  public overwriteHeader(name: string, value: MappingValue): ParameterMapping {
    return this.custom(`overwrite:header.${name}`, value.value);
  }

  /**
   * Removes a request header.
   *
   * @param name the name of the header
   */
  public removeHeader(name: string): ParameterMapping {
    return this.custom(`remove:header.${name}`, MappingValue.NONE.value);
  }

  /**
   * Appends a value to a query string parameter. Adds the parameter if the request does not have it.
   *
   * @param name the name of the parameter
   * @param value the value to append
   */
  public appendQueryString(name: string, value: MappingValue): ParameterMapping {
    return this.custom(`append:querystring.${name}`, value.value);
  }

  /**
   * Sets a query string parameter, and replaces its value if the request has it.
   *
   * @param name the name of the parameter
   * @param value the new value
   */
  public overwriteQueryString(name: string, value: MappingValue): ParameterMapping {
    return this.custom(`overwrite:querystring.${name}`, value.value);
  }

  /**
   * Removes a query string parameter.
   *
   * @param name the name of the parameter
   */
  public removeQueryString(name: string): ParameterMapping {
    return this.custom(`remove:querystring.${name}`, MappingValue.NONE.value);
  }

  /**
   * Sets the path of the request to the integration.
   *
   * @param value the new path
   */
  public overwritePath(value: MappingValue): ParameterMapping {
    return this.custom('overwrite:path', value.value);
  }

  /**
   * Adds a mapping in the syntax of API Gateway, such as a parameter of an AWS service integration.
   *
   * @param key the mapping key, such as `append:header.x-user`, or the name of a parameter of the AWS service
   * @param value the value, such as `$context.requestId`
   */
  public custom(key: string, value: string): ParameterMapping {
    this.mappings[key] = value;
    return this;
  }
}
