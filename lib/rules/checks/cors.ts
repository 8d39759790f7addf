import { ERROR_CODES } from '../../private/errors';
import { judgeRange, prose } from '../../private/judge';
import { nameless, splitRouteKey } from '../../private/judge-route';
import { PAGES, rules } from '../rule';
import type { View } from '../view';

const CORS = PAGES.guide('http-api-cors');
const DAY = 86_400;

/** Whether a route asks for authorization. */
export function isAuthorized(route: View): boolean {
  const type = route.text('AuthorizationType');
  return type !== undefined && type !== 'NONE';
}

export const CORS_RULES = rules([
  {
    code: 'CorsCredentialsWithAnyOrigin',
    severity: 'error',
    on: 'api',
    needs: 'CorsConfiguration',
    property: 'CorsConfiguration.AllowOrigins',
    what: ERROR_CODES.CorsCredentialsWithAnyOrigin,
    why: CORS,
    fix: 'Name the origins, or drop `allowCredentials`.',
    check: (api) =>
      api.flag('CorsConfiguration', 'AllowCredentials') && api.list('CorsConfiguration', 'AllowOrigins')?.includes('*')
        ? { must: 'name origins where credentials are allowed', given: '*' }
        : undefined,
  },
  {
    code: 'CorsMaxAgeOutOfRange',
    severity: 'error',
    on: 'api',
    needs: 'CorsConfiguration',
    property: 'CorsConfiguration.MaxAge',
    what: ERROR_CODES.CorsMaxAgeOutOfRange,
    why: CORS,
    fix: 'Write -1 to 86,400 seconds; -1 tells browsers to keep nothing.',
    check: (api) => judgeRange(api.number('CorsConfiguration', 'MaxAge'), -1, DAY, { unit: 'seconds', whole: true }),
  },
  {
    code: 'CorsOriginWithoutScheme',
    severity: 'warning',
    on: 'api',
    needs: 'CorsConfiguration',
    property: 'CorsConfiguration.AllowOrigins',
    what: 'An origin is neither `*` nor begins with `http://` or `https://`, so no browser will send it.',
    why: CORS,
    fix: 'Write the origin as browsers do: scheme, host and port, such as `https://example.com`.',
    check: (api) =>
      api.list('CorsConfiguration', 'AllowOrigins')?.map((origin) =>
        typeof origin !== 'string' || origin === '*' || /^https?:\/\//.test(origin)
          ? undefined
          : {
              must: "be '*' or begin with 'http://' or 'https://'",
              given: origin,
              // Browser extensions have schemes of their own
              instead: origin.includes('://')
                ? 'Browsers send few other schemes.'
                : `Did you mean 'https://${origin}'?`,
            },
      ),
  },
  {
    code: 'CorsPreflightCaught',
    severity: 'warning',
    on: 'api',
    needs: 'CorsConfiguration',
    property: 'CorsConfiguration',
    what: 'A `$default` or `ANY` route with an authorizer takes the preflight requests of browsers, which carry no credentials.',
    why: CORS,
    fix: 'Add a route `OPTIONS /{proxy+}` without an authorizer.',
    check: (api, world) => {
      const group = world.apiOf(api);
      if (!group || api.lacks('CorsConfiguration') || !world.isWhole(group, 'route')) {
        return undefined;
      }
      const open = group
        .all('route')
        .filter((route) => !isAuthorized(route))
        .flatMap((route) => splitRouteKey(route.text('RouteKey') ?? '') ?? [])
        .filter(({ method }) => method === 'OPTIONS')
        .map(({ path }) => nameless(path));
      if (open.includes('/{+}')) {
        return undefined;
      }
      const caught = group.all('route').find((route) => {
        const key = route.text('RouteKey');
        const split = splitRouteKey(key ?? '');
        return (
          isAuthorized(route) &&
          (key === '$default' || (split?.method === 'ANY' && !open.includes(nameless(split.path))))
        );
      });
      return (
        caught && {
          must: 'come with an open route for preflight requests',
          given: prose(`an authorizer on '${caught.text('RouteKey')}', which takes them too`),
        }
      );
    },
  },
]);
