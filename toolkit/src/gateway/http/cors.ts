import type { Api } from '../../model/types';
import type { GatewayRequest, GatewayResponse, HeaderField, Values } from '../contracts';
import { pathOf } from '../names';
import type { CorsRules } from './cors-rules';
import { valueOf } from './fields';
import { foreignPreflightFields, isPreflight, preflightFields, responseFields } from './undocumented/cors';

/** Responds to preflight requests and adds the CORS header fields to responses, as the API configures them. */
export class CorsPolicy {
  private constructor(private readonly rules: CorsRules) {}

  /** The policy of an API. Undefined without a CORS configuration. */
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

  /** The response of an integration with the configured CORS header fields instead of those of the integration. */
  apply({ headers }: GatewayRequest, response: GatewayResponse): GatewayResponse {
    const origin = this.allowedOrigin(valueOf(headers, 'origin'));
    const own = response.headers.filter(([name]) => !name.startsWith('access-control-'));
    const added: HeaderField[] = origin === undefined ? [] : responseFields(this.rules, origin);
    return { ...response, headers: [...own, ...added] };
  }

  /** `access-control-allow-origin` for an origin. Undefined if the origin is not allowed. */
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
