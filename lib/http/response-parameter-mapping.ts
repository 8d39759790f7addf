import { MappingValue } from '../common/parameter-mapping';

/**
 * A response parameter mapping of an HTTP API. The mapping changes the responses that the integration returns with a specific status code.
 *
 * Values can come from the response, the context and the stage variables, but not from the request.
 *
 * A mapping cannot change reserved headers, such as `Content-Length`, `Connection` and all headers that begin with `x-amz-`,
 * `access-control-` or `apigw-`.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-parameter-mapping.html
 * @example
 * import { HttpApi, MappingValue, ResponseParameterMapping } from 'cdk-apigatewayv2';
 * import { HttpUrlIntegration } from 'cdk-apigatewayv2/integrations';
 *
 * declare const api: HttpApi;
 *
 * api.addRoutes({
 *   path: '/books',
 *   integration: new HttpUrlIntegration('Books', 'https://books.example.com', {
 *     responseParameterMapping: {
 *       '403': new ResponseParameterMapping().overwriteStatusCode(MappingValue.custom('404')),
 *     },
 *   }),
 * });
 */
export class ResponseParameterMapping {
  /**
   * Creates a mapping from an object.
   *
   * @param obj The values by mapping key, such as `append:header.x-stage`
   */
  public static fromObject(obj: { [key: string]: MappingValue }): ResponseParameterMapping {
    const mapping = new ResponseParameterMapping();
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
   * Appends a value to a response header. Adds the header if the response does not contain it.
   *
   * @param name The name of the header
   * @param value The value to append
   */
  public appendHeader(name: string, value: MappingValue): ResponseParameterMapping {
    return this.custom(`append:header.${name}`, value.value);
  }

  /**
   * Sets a response header. If the response already contains the header, its value is replaced.
   *
   * @param name The name of the header
   * @param value The new value
   */
  public overwriteHeader(name: string, value: MappingValue): ResponseParameterMapping {
    return this.custom(`overwrite:header.${name}`, value.value);
  }

  /**
   * Removes a response header.
   *
   * @param name The name of the header
   */
  public removeHeader(name: string): ResponseParameterMapping {
    return this.custom(`remove:header.${name}`, MappingValue.NONE.value);
  }

  /**
   * Sets the status code of the response to the client.
   *
   * @param value The new status code, such as `MappingValue.custom('404')`
   */
  public overwriteStatusCode(value: MappingValue): ResponseParameterMapping {
    return this.custom('overwrite:statuscode', value.value);
  }

  /**
   * Adds a mapping in the syntax of API Gateway.
   *
   * @param key The mapping key, such as `append:header.x-stage`
   * @param value The value, such as `$context.stage`
   */
  public custom(key: string, value: string): ResponseParameterMapping {
    this.mappings[key] = value;
    return this;
  }

  /**
   * Renders the mapping in the format of CloudFormation, which differs from the format of the API Gateway API.
   *
   * @internal
   */
  public _render(): unknown {
    const all = Object.entries(this.mappings).map(([Destination, Source]) => ({ Destination, Source }));
    return { ResponseParameters: all };
  }
}
