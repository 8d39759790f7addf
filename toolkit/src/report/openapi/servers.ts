import type { JsonObject } from '../../model/template';
import type { Api, ApiModel, Text } from '../../model/types';
import { partsOf, textOf } from '../../model/values';

/**
 * Returns the servers of an API: its custom domain names, and the stages of its default endpoint unless the endpoint
 * is disabled.
 */
export function serversOf(model: ApiModel, api: Api): JsonObject[] {
  const mapped = model.domainNames.flatMap(({ mappings }) =>
    mappings
      .filter((mapping) => 'id' in mapping.api && mapping.api.id === api.id)
      .map(({ url, stage }) => serverOf(url, `Stage ${textOf(stage)} at the custom domain name`)),
  );
  const ruled = model.domainNames.flatMap(({ name, routingRules }) =>
    routingRules.flatMap(({ actions }) =>
      (Array.isArray(actions) ? actions : [])
        .filter((action) => 'id' in action.api && action.api.id === api.id)
        .map(({ stage }) => {
          const description = `Stage ${textOf(stage)} through a routing rule of the custom domain name`;
          return serverOf(name, description, 'https://');
        }),
    ),
  );
  const stages =
    api.disableExecuteApiEndpoint === true
      ? []
      : api.stages.map(({ name, url }) => serverOf(url, `Stage ${textOf(name)} at the default endpoint`));
  return [...mapped, ...ruled, ...stages];
}

/** Creates an entry of the `servers` list. Parts of the URL that are known only at deployment become variables. */
function serverOf(url: Text, description: string, prefix = ''): JsonObject {
  const variables: JsonObject = {};
  const pieces = partsOf(url).map((part) => {
    if (typeof part === 'string') return part.replace(/[{}]/g, encodeURIComponent);
    const name = variableName(part.text);
    variables[name] = { default: part.text, description: 'Known at deployment' };
    return `{${name}}`;
  });
  return {
    url: `${prefix}${pieces.join('')}`.replace(/\/$/, ''),
    description,
    ...(Object.keys(variables).length > 0 ? { variables } : {}),
  };
}

/** Returns a variable name, such as `awsRegion` for `<AWS::Region>`. */
function variableName(text: string): string {
  const words = text.split(/[^A-Za-z0-9]+/).filter((word) => word !== '');
  const name = words.map((word, index) => (index === 0 ? word.toLowerCase() : word[0].toUpperCase() + word.slice(1)));
  return name.join('') || 'value';
}
