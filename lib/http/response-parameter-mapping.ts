import { MappingValue } from '../common/parameter-mapping';

/**
 * Changes to the responses of one status code before the client gets them. `MappingValue.responseHeader` and
 * `MappingValue.responseBody` read the response, the context and the stage variables are there too; the request is not.
 *
 * API Gateway keeps some headers to itself, such as `Content-Length`, `Connection` and all that begin with `x-amz-`,
 * `access-control-` or `apigw-`.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-parameter-mapping.html
 */
export class ResponseParameterMapping {
  /**
   * A mapping with the keys of an object.
   *
   * @param obj mapping keys, such as `append:header.x-stage`, and their values
   */
  public static fromObject(obj: { [key: string]: MappingValue }): ResponseParameterMapping {
    const mapping = new ResponseParameterMapping();
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
  public appendHeader(name: string, value: MappingValue): ResponseParameterMapping {
    return this.custom(`append:header.${name}`, value.value);
  }

  /**
   * Sets a header, whatever it was.
   *
   * @param name the name of the header
   * @param value what it is set to
   */
  public overwriteHeader(name: string, value: MappingValue): ResponseParameterMapping {
    return this.custom(`overwrite:header.${name}`, value.value);
  }

  /**
   * Takes a header away.
   *
   * @param name the name of the header
   */
  public removeHeader(name: string): ResponseParameterMapping {
    return this.custom(`remove:header.${name}`, MappingValue.NONE.value);
  }

  /**
   * Sets the status code that the client gets.
   *
   * @param value what it is set to, such as `MappingValue.custom('404')`
   */
  public overwriteStatusCode(value: MappingValue): ResponseParameterMapping {
    return this.custom('overwrite:statuscode', value.value);
  }

  /**
   * Adds a mapping key as the service takes it.
   *
   * @param key the mapping key
   * @param value what it is set to
   */
  public custom(key: string, value: string): ResponseParameterMapping {
    this.mappings[key] = value;
    return this;
  }

  /**
   * The form of CloudFormation, which is another than that of the service.
   *
   * @internal
   */
  public _render(): unknown {
    const all = Object.entries(this.mappings).map(([Destination, Source]) => ({ Destination, Source }));
    return { ResponseParameters: all };
  }
}
