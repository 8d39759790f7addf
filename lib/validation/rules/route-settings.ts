import {
  BURST_LIMIT,
  DATA_TRACE,
  EXECUTION_LOGS,
  LOGGING_LEVEL,
  ROUTE_SETTINGS_MEMBERS,
  ROUTE_SETTINGS_UNKNOWN_ROUTE,
  ROUTE_SETTINGS_WITHOUT_DEPENDENCY,
  THROTTLE_LIMIT,
} from '../constraints/route-settings';
import type { Constraint } from '../constraint';
import { listOf } from '../constraint';
import { notAwaited } from '../engine/dependencies';
import type { Protocol } from '../engine/kinds';
import { isPlainObject } from '../engine/resolve';
import type { ApiGroup, ResourceIndex } from '../engine/resource-index';
import type { ResourceView } from '../engine/resource-view';
import { asNumber, member } from '../engine/resource-view';
import type { Finding, Rule } from '../engine/rule';
import { rules } from '../engine/rule';
import { described } from '../message';

/** The route keys for which API Gateway accepts settings even if the API does not have the route. */
const WITHOUT_ROUTE = ['$default', '$connect', '$disconnect'];

/** The settings of all routes or of one route, with the property that contains the settings. */
export interface Settings {
  /** The name of the property, for messages. */
  readonly property: string;
  /**
   * Reads a member of the settings. CloudFormation passes the settings of single routes to API Gateway as JSON, so the
   * names of their members are case-sensitive.
   */
  readonly read: (name: string) => unknown;
}

function stageWide(property: string, value: unknown): Settings {
  return { property, read: (name) => member(value, name) };
}

function ofRoute(property: string, value: unknown): Settings {
  return { property, read: (name) => (isPlainObject(value) ? value[name] : undefined) };
}

/** Returns the settings of a stage: the default settings first, then the settings of single routes. */
export function settingsOf(stage: ResourceView): Settings[] {
  return [
    stageWide('DefaultRouteSettings', stage.value('DefaultRouteSettings')),
    ...stage.entries('RouteSettings').map(([key, settings]) => ofRoute(`RouteSettings['${key}']`, settings)),
  ];
}

/** Returns the settings in the managed overrides of an API with quick create. */
function settingsOfOverrides(overrides: ResourceView): Settings[] {
  const all = overrides.value('Stage', 'RouteSettings');
  return [
    stageWide('Stage.DefaultRouteSettings', overrides.value('Stage', 'DefaultRouteSettings')),
    ...Object.entries(isPlainObject(all) ? all : {}).map(([key, one]) => ofRoute(`Stage.RouteSettings['${key}']`, one)),
  ];
}

/** Returns the rules that check a constraint on the settings of stages and managed overrides. */
function onSettings<T>(
  declared: Constraint<T>,
  name: string | undefined,
  value: (settings: Settings) => T,
  protocol?: Protocol,
): Rule[] {
  const of = (all: readonly Settings[]): Finding[] =>
    all.flatMap((settings) =>
      listOf(declared.check(value(settings))).map((violation) => ({
        ...violation,
        property: name === undefined ? settings.property : `${settings.property}.${name}`,
      })),
    );
  const onStage = (needs: string, check: Rule['check']): Rule => ({
    ...declared,
    on: 'stage',
    protocol,
    needs,
    property: needs,
    check,
  });
  return [
    onStage('DefaultRouteSettings', (stage) => of(settingsOf(stage).slice(0, 1))),
    onStage('RouteSettings', (stage) => of(settingsOf(stage).slice(1))),
    ...(protocol === 'WEBSOCKET'
      ? []
      : [
          {
            ...declared,
            on: 'managedOverrides' as const,
            needs: 'Stage',
            property: 'Stage',
            check: (overrides: ResourceView) => of(settingsOfOverrides(overrides)),
          },
        ]),
  ];
}

/**
 * Returns a function that reads a limit from route settings. The function converts a numeric string to a number, and
 * returns any other value unchanged.
 */
function limit(name: string): (settings: Settings) => unknown {
  return ({ read }) => asNumber(read(name)) ?? read(name);
}

function logs({ read }: Settings): { readonly dataTrace: unknown; readonly level: unknown } {
  return { dataTrace: read('DataTraceEnabled'), level: read('LoggingLevel') };
}

/** Returns the route keys in the settings of a stage. Each key is followed by its route, if the app defines the route. */
function routesOfSettings(stage: ResourceView, index: ResourceIndex): [string, ResourceView | undefined][] {
  const routes = index.apiOf(stage)?.all('route') ?? [];
  return stage
    .entries('RouteSettings')
    .filter(([key, settings]) => isPlainObject(settings) && !WITHOUT_ROUTE.includes(key))
    .map(([key]) => [key, routes.find((route) => route.text('RouteKey') === key)]);
}

/** Returns the keys of the routes of an API, or undefined if a key is not known. */
function keysOf(group: ApiGroup | undefined, index: ResourceIndex): string[] | undefined {
  if (!group?.api || !index.isComplete(group, 'route')) {
    return undefined;
  }
  const { api } = group;
  const keys = group.all('route').map((route) => route.text('RouteKey'));
  // Quick create adds a route that is not a resource of the app
  keys.push(...(api.lacks('Target') ? [] : [api.lacks('RouteKey') ? '$default' : api.text('RouteKey')]));
  return keys.every((key) => key !== undefined) ? keys : undefined;
}

/**
 * Converts a route key to lowercase and removes spaces and slashes, to find the key that the user probably meant.
 */
function loose(key: string): string {
  return key.replace(/[\s/]/g, '').toLowerCase();
}

function unknownRoutes(stage: ResourceView, index: ResourceIndex): (Finding | undefined)[] {
  const keys = keysOf(index.apiOf(stage), index);
  return routesOfSettings(stage, index).map(([key, route]) => {
    if (route || !keys || keys.includes(key)) {
      return undefined;
    }
    const meant = keys.find((known) => loose(known) === loose(key));
    const example = keys[0] ?? (index.protocolOf(stage) === 'WEBSOCKET' ? 'sendMessage' : 'GET /books');
    return {
      must: 'contain only keys of routes of the API',
      given: key,
      instead: meant === undefined ? `Use the exact key of a route, such as '${example}'.` : `Did you mean '${meant}'?`,
    };
  });
}

function routesNotAwaited(stage: ResourceView, index: ResourceIndex): Finding[] {
  const ours = routesOfSettings(stage, index).filter(([, route]) => route?.node.stack === stage.node.stack);
  const late = notAwaited(stage, ours.map(([, route]) => route) as ResourceView[]);
  return ours
    .filter(([, route]) => late.includes(route as ResourceView))
    .map(([key, route]) => ({
      must: `be set only if the stage depends on '${route?.path}'`,
      given: described(`settings for '${key}' without a dependency`),
    }));
}

export const ROUTE_SETTINGS_RULES = rules([
  ...onSettings(BURST_LIMIT, 'ThrottlingBurstLimit', limit('ThrottlingBurstLimit')),
  ...onSettings(THROTTLE_LIMIT, 'ThrottlingBurstLimit', limit('ThrottlingBurstLimit')),
  ...onSettings(THROTTLE_LIMIT, 'ThrottlingRateLimit', limit('ThrottlingRateLimit')),
  ...onSettings(LOGGING_LEVEL, 'LoggingLevel', ({ read }) => read('LoggingLevel'), 'WEBSOCKET'),
  ...onSettings(DATA_TRACE, 'LoggingLevel', logs, 'WEBSOCKET'),
  ...onSettings(EXECUTION_LOGS, undefined, logs, 'HTTP'),
  {
    ...ROUTE_SETTINGS_MEMBERS,
    on: 'stage',
    needs: 'RouteSettings',
    property: 'RouteSettings',
    check: (stage) =>
      stage.entries('RouteSettings').flatMap(([key, settings]) =>
        listOf(ROUTE_SETTINGS_MEMBERS.check(isPlainObject(settings) ? Object.keys(settings) : [])).map((violation) => ({
          ...violation,
          property: `RouteSettings['${key}']`,
        })),
      ),
  },
  {
    ...ROUTE_SETTINGS_UNKNOWN_ROUTE,
    on: 'stage',
    needs: 'RouteSettings',
    property: 'RouteSettings',
    check: unknownRoutes,
  },
  {
    ...ROUTE_SETTINGS_WITHOUT_DEPENDENCY,
    on: 'stage',
    needs: 'RouteSettings',
    property: 'RouteSettings',
    check: routesNotAwaited,
  },
]);
