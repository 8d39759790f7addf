import type { Violation as Problem } from '../declaration';
import { described } from '../message';
import { isText, checkRange } from '../values';

const MAX_TTL = 3600;
const MAX_AUDIENCES = 50;
const WEBSOCKET_SOURCE =
  /^(route\.request\.(header|querystring|multivalueheader|multivaluequerystring)\.|context\.|stageVariables\.)./;
const JWT_SOURCE = /^\$\{?request\.(header|querystring)\..+$/;

/** Judges the issuer of a JWT authorizer. */
export function judgeIssuer(issuer: unknown): Problem | undefined {
  if (!isText(issuer) || issuer === '' || issuer.startsWith('https://')) {
    return undefined;
  }
  return {
    must: "begin with 'https://'",
    given: issuer,
    instead: `Did you mean 'https://${issuer.replace(/^\w+:\/\//, '')}'?`,
  };
}

/** Judges how many audiences a JWT authorizer takes. */
export function judgeAudiences(audiences: readonly unknown[] | undefined): Problem | undefined {
  return audiences && audiences.length > MAX_AUDIENCES
    ? {
        must: `name at most ${MAX_AUDIENCES} audiences`,
        given: described(`${audiences.length} audiences`),
        instead: 'Let clients share an audience, or use a second authorizer.',
      }
    : undefined;
}

/** Judges where a JWT authorizer finds the token. */
export function judgeJwtSource(sources: readonly unknown[] | undefined): Problem | undefined {
  if (sources && !sources.every(isText)) {
    return undefined;
  }
  const must = "be one source, '$request.header.<name>' or '$request.querystring.<name>'";
  if (sources?.length !== 1) {
    return {
      must: `${must}, for a JWT authorizer`,
      given: described(sources?.length ? sources.join(', ') : 'none'),
      instead: `Write ['${(sources as string[] | undefined)?.find((one) => JWT_SOURCE.test(one)) ?? '$request.header.Authorization'}'].`,
    };
  }
  const [source] = sources as readonly string[];
  return JWT_SOURCE.test(source) ? undefined : { must, given: source, instead: meantHttp(source) };
}

/** Judges where an authorizer of an HTTP API looks. */
export function judgeHttpSources(sources: readonly unknown[] | undefined): Problem | undefined {
  const wrong = sources?.find((source) => isText(source) && !source.startsWith('$'));
  return isText(wrong)
    ? {
        must: "begin with '$', such as '$request.header.Authorization', for an HTTP API",
        given: wrong,
        instead: meantHttp(wrong),
      }
    : undefined;
}

function meantHttp(source: string): string {
  const [, place, name] = /(header|querystring)\.(.+?)\}?$/i.exec(source) ?? [];
  if (name !== undefined) {
    return `Did you mean '$request.${place.toLowerCase()}.${name}'?`;
  }
  const variable = /^\$?((context|stageVariables)\..+)$/.exec(source)?.[1];
  return `Did you mean '$${variable ?? `request.header.${/^[\w-]+$/.test(source) ? source : 'Authorization'}`}'?`;
}

/** Judges where an authorizer of a WebSocket API looks. */
export function judgeWebSocketSources(sources: readonly unknown[] | undefined): Problem | undefined {
  const wrong = sources?.find((source) => isText(source) && !WEBSOCKET_SOURCE.test(source));
  if (!isText(wrong)) {
    return undefined;
  }
  const [, place = 'header', name = /^[\w-]+$/.test(wrong) ? wrong : 'Authorization'] =
    /(header|querystring)\.(.+?)\}?$/i.exec(wrong) ?? [];
  const variable = /^\$((context|stageVariables)\..+)$/.exec(wrong)?.[1];
  return {
    must:
      "be 'route.request.header.<name>', 'route.request.querystring.<name>', 'context.<name>' or 'stageVariables.<name>' " +
      'for a WebSocket API',
    given: wrong,
    instead: `Did you mean '${variable ?? `route.request.${place.toLowerCase()}.${name}`}'?`,
  };
}

/** Judges how long the results of an authorizer are kept. */
export function judgeTtl(seconds: unknown): Problem | undefined {
  return checkRange(seconds, 0, MAX_TTL, { unit: 'seconds' });
}

/** Judges whether results that are kept have something to be found by. */
export function judgeTtlSource(seconds: unknown, sources: readonly unknown[] | undefined): Problem | undefined {
  return typeof seconds === 'number' && seconds > 0 && judgeTtl(seconds) === undefined && !sources?.length
    ? {
        must: 'be 0 where the authorizer has no identity source',
        given: described(`${seconds} seconds`),
        instead: "Give an identity source such as '$request.header.Authorization', or write 0.",
      }
    : undefined;
}

/** Judges the payload format that simple responses need. */
export function judgeSimpleResponses(enabled: unknown, version: unknown): Problem | undefined {
  return enabled === true && version === '1.0'
    ? {
        must: 'be false with payload format 1.0',
        given: true,
        instead: "Write payload format '2.0', or have the function answer with an IAM policy.",
      }
    : undefined;
}
