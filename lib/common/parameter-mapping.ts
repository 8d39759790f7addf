/**
 * The value that a parameter mapping assigns.
 */
export interface IMappingValue {
  /**
   * The value, as the service reads it.
   */
  readonly value: string;
}

/**
 * The sources that a parameter mapping of an HTTP API can take a value from.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-parameter-mapping.html
 */
export class MappingValue implements IMappingValue {
  /** No value, as `remove:` mappings need it. */
  public static readonly NONE = new MappingValue('');

  /**
   * A header of the request. Several headers of one name are joined by commas.
   *
   * @param name the name of the header, in any case
   */
  public static requestHeader(name: string): MappingValue {
    return new MappingValue(`$request.header.${name}`);
  }

  /**
   * A parameter of the query string. Several of one name are joined by commas.
   *
   * @param name the name of the parameter, case-sensitive
   */
  public static requestQueryString(name: string): MappingValue {
    return new MappingValue(`$request.querystring.${name}`);
  }

  /**
   * A part of the request body.
   *
   * @param name a JSON path without filters and recursive descent, such as `customer.id`
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
   * A header of the response, in response mappings.
   *
   * @param name the name of the header, in any case
   */
  public static responseHeader(name: string): MappingValue {
    return new MappingValue(`$response.header.${name}`);
  }

  /**
   * The body of the response or a part of it, in response mappings.
   *
   * @param name a JSON path without filters and recursive descent, such as `error.code`; the whole body without one
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
   * A value written out: a static string, or several sources, as in `${request.path.a}-${context.requestId}`.
   *
   * @param value the value, 1 to 512 characters
   */
  public static custom(value: string): MappingValue {
    return new MappingValue(value);
  }

  /** The value, as the service reads it. */
  public readonly value: string;

  /**
   * @param value the value, as the service reads it
   */
  protected constructor(value: string) {
    this.value = value;
  }
}

/**
 * Changes to the request before it reaches the integration, or the parameters of an AWS service integration.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-parameter-mapping.html
 */
export class ParameterMapping {
  /**
   * A mapping with the keys of an object.
   *
   * @param obj mapping keys and their values
   */
  public static fromObject(obj: { [key: string]: MappingValue }): ParameterMapping {
    const mapping = new ParameterMapping();
    for (const [key, value] of Object.entries(obj)) {
      mapping.custom(key, value.value);
    }
    return mapping;
  }

  /** All mappings so far, key to value. */
  public readonly mappings: { [key: string]: string } = {};

  /** A mapping that changes nothing yet. */
  public constructor() {}

  /**
   * Adds a header, or a value to the header of that name.
   *
   * @param name the name of the header
   * @param value what it is set to
   */
  public appendHeader(name: string, value: MappingValue): ParameterMapping {
    return this.custom(`append:header.${name}`, value.value);
  }

  /**
   * Sets a header, whatever it was.
   *
   * @param name the name of the header
   * @param value what it is set to
   */
  public overwriteHeader(name: string, value: MappingValue): ParameterMapping {
    return this.custom(`overwrite:header.${name}`, value.value);
  }

  /**
   * Takes a header away.
   *
   * @param name the name of the header
   */
  public removeHeader(name: string): ParameterMapping {
    return this.custom(`remove:header.${name}`, MappingValue.NONE.value);
  }

  /**
   * Adds a parameter to the query string.
   *
   * @param name the name of the parameter
   * @param value what it is set to
   */
  public appendQueryString(name: string, value: MappingValue): ParameterMapping {
    return this.custom(`append:querystring.${name}`, value.value);
  }

  /**
   * Sets a parameter of the query string, whatever it was.
   *
   * @param name the name of the parameter
   * @param value what it is set to
   */
  public overwriteQueryString(name: string, value: MappingValue): ParameterMapping {
    return this.custom(`overwrite:querystring.${name}`, value.value);
  }

  /**
   * Takes a parameter of the query string away.
   *
   * @param name the name of the parameter
   */
  public removeQueryString(name: string): ParameterMapping {
    return this.custom(`remove:querystring.${name}`, MappingValue.NONE.value);
  }

  /**
   * Sets the path that the integration is called with.
   *
   * @param value what it is set to
   */
  public overwritePath(value: MappingValue): ParameterMapping {
    return this.custom('overwrite:path', value.value);
  }

  /**
   * Adds a mapping key as the service takes it: a parameter of an AWS service integration, or one not offered here.
   *
   * @param key the mapping key
   * @param value what it is set to
   */
  public custom(key: string, value: string): ParameterMapping {
    this.mappings[key] = value;
    return this;
  }
}
