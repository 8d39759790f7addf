import { ToolkitError } from '../model/errors';
import type { Api, ApiModel, Element } from '../model/types';
import { textOf } from '../model/values';

/**
 * Returns the model with only the APIs that have the specified name. If no API has the name, throws a `ToolkitError`
 * that lists the names of all APIs.
 */
export function selectApis(model: ApiModel, name: string): ApiModel {
  const apis = model.apis.filter((api) => namesOf(api).includes(name));
  if (apis.length > 0) return { ...model, apis };
  const all = model.apis.map((api) => labelOf(model, api)).join(', ');
  const known = all === '' ? 'The app has no APIs.' : `The APIs are: ${all}.`;
  throw new ToolkitError('UnknownApi', `No API has the name ${name}. ${known}`);
}

/** Returns the names by which an API can be selected: its name, construct path, construct ID and logical ID. */
function namesOf({ name, source, apiId, imported }: Api): string[] {
  if (imported) return [textOf(apiId)];
  const { construct, logicalId } = source;
  return [textOf(name), logicalId, ...(construct === undefined ? [] : [construct, construct.split('/').at(-1)!])];
}

/**
 * Returns the name of an element in reports: the construct path without the stack, or the logical ID if the path is
 * unknown.
 */
export function labelOf(model: ApiModel, { source }: Element): string {
  const { construct, logicalId, stack: id } = source;
  if (construct === undefined) return logicalId;
  let stack = model.stacks.find((one) => one.id === id);
  while (stack?.parent !== undefined) {
    const { parent } = stack;
    stack = model.stacks.find((one) => one.id === parent);
  }
  return stack && construct.startsWith(`${stack.path}/`) ? construct.slice(stack.path.length + 1) : construct;
}

/** Returns the title of an API in reports, such as `HTTP API bookstore`. */
export function titleOf(model: ApiModel, api: Api): string {
  const protocol = { HTTP: 'HTTP API', WEBSOCKET: 'WebSocket API', UNKNOWN: 'API' }[protocolOf(api)];
  return `${protocol} ${textOf(api.name) || labelOf(model, api)}${api.imported ? ' (of another app)' : ''}`;
}

/** Returns the protocol of an API. If another app defines the API, the protocol is derived from the route keys. */
export function protocolOf({ protocol, routes }: Api): Api['protocol'] {
  if (protocol !== 'UNKNOWN') return protocol;
  const keys = routes.map(({ key }) => key).filter((key) => typeof key === 'string' && key !== '$default');
  if (keys.length === 0) return 'UNKNOWN';
  return routes.some(({ path }) => path !== undefined) ? 'HTTP' : 'WEBSOCKET';
}

/** Returns a map of elements by ID. */
export function indexById<T extends Element>(elements: T[]): Map<string, T> {
  return new Map(elements.map((element) => [element.id, element]));
}
