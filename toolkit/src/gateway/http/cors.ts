import type { Api } from '../../model/types';
import type { GatewayRequest, GatewayResponse, HeaderField, Values } from '../contracts';
import { pathOf } from '../names';
import type { CorsRules } from './cors-rules';
import { valueOf } from './fields';
import { foreignPreflightFields, isPreflight, preflightFields, responseFields } from './undocumented/cors';

/**
 * Responds to preflight requests and adds CORS header fields to responses, according to the CORS configuration of an
 * API.
 */
export class CorsPolicy {
  private constructor(private readonly rules: CorsRules) {}

  /** The CORS policy of an API, or undefined if the API has no CORS configuration. */
  static of(api: Api, values: Values): CorsPolicy | undefined {
    if (api.cors === undefined) return undefined;
    const what = `The CORS configuration of the API ${pathOf(api)}`;
    const cors = values.value(api.cors, what);
    return new CorsPolicy({
      allowCredentials:
        cors.allowCredentials !== undefined && String(values.value(cors.allowCredentials, what)) === 'true',
      allowHeaders: values.texts(cors.allowHeaders, what),
      allowMethods: values.texts(cors.allowMethods, what),
      allowOrigins: values.texts(cors.allowOrigins, what),
      exposeHeaders: values.texts(cors.exposeHeaders, what),
      ...(cors.maxAge === undefined ? {} : { maxAge: Number(values.value(cors.maxAge, what)) }),
    });
  }

  /** Whether API Gateway handles a request as a preflight request. */
  isPreflight({ method, headers }: GatewayRequest): boolean {
    return isPreflight(method, valueOf(headers, 'origin'), valueOf(headers, 'access-control-request-method'));
  }

  /** The response to a preflight request. */
  preflight({ headers }: GatewayRequest): GatewayResponse {
    const origin = this.allowedOrigin(valueOf(headers, 'origin'));
    const fields = origin === undefined ? foreignPreflightFields() : preflightFields(this.rules, origin);
    return { status: 204, headers: fields, body: new Uint8Array() };
  }

  /** Replaces the CORS header fields of the integration response with the configured CORS header fields. */
  apply({ headers }: GatewayRequest, response: GatewayResponse): GatewayResponse {
    const origin = this.allowedOrigin(valueOf(headers, 'origin'));
    const own = response.headers.filter(([name]) => !name.startsWith('access-control-'));
    const added: HeaderField[] = origin === undefined ? [] : responseFields(this.rules, origin);
    return { ...response, headers: [...own, ...added] };
  }

  /** The value of `access-control-allow-origin` for an origin, or undefined if the origin is not allowed. */
  private allowedOrigin(origin: string | undefined): string | undefined {
    if (origin === undefined) return undefined;
    const { allowOrigins } = this.rules;
    if (allowOrigins.includes('*')) return '*';
    const allowed = allowOrigins.some((one) => {
      return one === origin || (/^https?:\/\/\*$/.test(one) && origin.startsWith(one.slice(0, -1)));
    });
    return allowed ? origin : undefined;
  }
}
