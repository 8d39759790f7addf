import type { Api, Cors, Known, Text } from '../../model/types';
import { isUnresolved, textOf } from '../../model/values';
import { shown, type Comparison } from './comparison';

const lists = {
  allowOrigins: 'origins',
  allowMethods: 'methods',
  allowHeaders: 'request headers',
  exposeHeaders: 'exposed headers',
} as const;

/** Compares the CORS configurations, which specify the web pages that may call an API from a browser. */
export function compareCors(comparison: Comparison, oldApi: Api, api: Api): void {
  const [old, young] = [oldApi.cors, api.cors];
  if (comparison.same(old, young)) return;
  const where = comparison.at(api, 'cors', 'CORS');
  if (isUnresolved(old) || isUnresolved(young)) {
    comparison.addIfDifferent('exposure', 'CorsChanged', where, 'configuration', old, young);
    return;
  }
  if (old === undefined) {
    comparison.add('exposure', 'CorsWidened', where, `is allowed now for the origins ${shown(young!.allowOrigins)}`);
    return;
  }
  if (young === undefined) {
    comparison.add(
      'breaking',
      'CorsNarrowed',
      where,
      `is no longer allowed; previously, it was allowed for the origins ${shown(old.allowOrigins)}`,
    );
    return;
  }
  for (const name of Object.keys(lists) as (keyof typeof lists)[]) compareList(comparison, api, name, old, young);
  const isWider = young.allowCredentials !== undefined && young.allowCredentials !== false;
  comparison.addIfDifferent(
    isWider ? 'exposure' : 'breaking',
    isWider ? 'CorsWidened' : 'CorsNarrowed',
    where,
    'credentials',
    old.allowCredentials ?? false,
    young.allowCredentials ?? false,
  );
  comparison.addIfDifferent('change', 'CorsMaxAgeChanged', where, 'maximum age in seconds', old.maxAge, young.maxAge);
}

function compareList(comparison: Comparison, api: Api, name: keyof typeof lists, old: Cors, young: Cors): void {
  if (comparison.same(old[name], young[name])) return;
  const where = comparison.at(api, 'cors', 'CORS');
  const [before, after] = [shown(old[name]), shown(young[name])];
  if (isUnresolved(old[name]) || isUnresolved(young[name])) {
    comparison.add('exposure', 'CorsChanged', where, `${lists[name]}: ${before} → ${after}`, before, after);
    return;
  }
  const { added, removed } = comparison.listChanges(old[name] ?? [], young[name] ?? []);
  const wider = added.filter((value) => !covers(old[name], value));
  const narrower = removed.filter((value) => !covers(young[name], value));
  const what = lists[name];
  if (wider.length > 0) {
    comparison.add('exposure', 'CorsWidened', where, `allows the ${what} ${wider.join(', ')} now`, before, after);
  }
  if (narrower.length > 0) {
    comparison.add(
      'breaking',
      'CorsNarrowed',
      where,
      `no longer allows the ${what} ${narrower.join(', ')}`,
      before,
      after,
    );
  }
}

/** Whether a list contains a value, `*`, or a pattern, such as `https://*`, that matches the value. */
function covers(list: Known<Text[]> | undefined, value: string): boolean {
  if (list === undefined || isUnresolved(list)) return false;
  return list.map(textOf).some((one) => one === value || (one.endsWith('*') && value.startsWith(one.slice(0, -1))));
}
