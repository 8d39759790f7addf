import type { Api, Route, RouteSettings, Stage } from '../../model/types';
import { isUnresolved, textOf } from '../../model/values';
import type { Comparison, Where } from './comparison';
import { recordChanges } from './integrations';
import type { MatchedApi, Matched } from './match';

/** Matches the stages of an API in two models. The name is compared first, because clients use it. */
export function matchStages(comparison: Comparison, old: Api, young: Api): Matched<Stage> {
  return comparison.matchBy(
    old.stages,
    young.stages,
    { key: ({ name }) => textOf(name) },
    { key: ({ source: { construct } }) => construct },
    { key: comparison.byLogicalId },
  );
}

/** Compares the stages of an API in two models. */
export function compareStages(comparison: Comparison, { young: api, stages, routes }: MatchedApi): void {
  for (const [old, young] of stages.pairs) {
    const where = comparison.at(api, 'stage', textOf(young.name));
    if (!comparison.same(old.name, young.name)) {
      const [before, after] = [textOf(old.name), textOf(young.name)];
      comparison.add(
        'breaking',
        'StageMoved',
        where,
        `has a different URL; previously, the stage was ${before}`,
        before,
        after,
      );
    }
    compareSettings(comparison, api, [old, young], routes);
    compareStage(comparison, where, old, young);
  }
  for (const { name, url } of stages.removed) {
    comparison.add('breaking', 'StageRemoved', comparison.at(api, 'stage', textOf(name)), 'is removed', url);
  }
  for (const { name, url } of stages.added) {
    comparison.add(
      'change',
      'StageAdded',
      comparison.at(api, 'stage', textOf(name)),
      `is new: ${textOf(url)}`,
      undefined,
      url,
    );
  }
}

function compareStage(comparison: Comparison, where: Where, old: Stage, young: Stage): void {
  const differs = comparison.addIfDifferent.bind(comparison);
  for (const [name, before, after] of recordChanges(comparison, old.variables, young.variables)) {
    differs('change', 'VariablesChanged', where, name === '' ? 'variables' : `variable ${name}`, before, after);
  }
  for (const [name, before, after] of recordChanges(comparison, old.accessLog, young.accessLog)) {
    differs('change', 'LoggingChanged', where, `access log ${name}`.trim(), before, after);
  }
  differs(
    'change',
    'DeploymentChanged',
    where,
    'automatic deployment',
    old.autoDeploy ?? false,
    young.autoDeploy ?? false,
  );
  differs(
    'change',
    'ClientCertificateChanged',
    where,
    'client certificate',
    old.clientCertificateId,
    young.clientCertificateId,
  );
}

/**
 * Compares throttling, metrics and logging. If a route key changed, the settings for the old key are compared with the
 * settings for the new key.
 */
function compareSettings(
  comparison: Comparison,
  api: Api,
  [old, young]: [Stage, Stage],
  { pairs }: Matched<Route>,
): void {
  const stage = comparison.at(api, 'stage', textOf(young.name));
  compareSetting(comparison, stage, '', old.defaultRouteSettings, young.defaultRouteSettings);
  const moved = new Map(pairs.map(([one, other]) => [textOf(one.key), textOf(other.key)]));
  const [before, after] = [old.routeSettings, young.routeSettings];
  if (isUnresolved(before) || isUnresolved(after)) {
    comparison.addIfDifferent('change', 'ThrottlingChanged', stage, 'settings of routes', before, after);
    return;
  }
  const olds = Object.fromEntries(
    Object.entries(before ?? {}).map(([key, settings]) => [moved.get(key) ?? key, settings]),
  );
  // The settings of a route replace the default route settings.
  const suffix = ` on the stage ${textOf(young.name)}`;
  for (const key of new Set([...Object.keys(olds), ...Object.keys(after ?? {})])) {
    const one = olds[key] ?? old.defaultRouteSettings;
    const other = after?.[key] ?? young.defaultRouteSettings;
    compareSetting(comparison, comparison.at(api, 'route', key), suffix, one, other);
  }
}

const settingNames: Record<keyof RouteSettings, [code: string, name: string]> = {
  throttlingRateLimit: ['ThrottlingChanged', 'requests a second'],
  throttlingBurstLimit: ['ThrottlingChanged', 'burst'],
  loggingLevel: ['LoggingChanged', 'log level'],
  dataTraceEnabled: ['LoggingChanged', 'data trace'],
  detailedMetricsEnabled: ['MetricsChanged', 'metrics by route'],
};

function compareSetting(
  comparison: Comparison,
  where: Where,
  suffix: string,
  old: Stage['defaultRouteSettings'],
  young: Stage['defaultRouteSettings'],
): void {
  for (const [name, before, after] of recordChanges(comparison, old, young)) {
    const [code, label] = settingNames[name as keyof RouteSettings] ?? ['ThrottlingChanged', name || 'settings'];
    comparison.addIfDifferent('change', code, where, `${label}${suffix}`, before, after);
  }
}
