import type { ResourceView } from '../engine/resource-view';
import type { ResourceIndex } from '../engine/resource-index';

const NOT_PROXY = ['AWS', 'HTTP', 'MOCK'];

/** The integrations by their type. */
function byType(index: ResourceIndex): Map<string | undefined, ResourceView[]> {
  return index.memoize(byType, () => {
    const found = new Map<string | undefined, ResourceView[]>();
    for (const integration of index.all('integration')) {
      const type = integration.text('IntegrationType');
      const known = found.get(type);
      if (known) {
        known.push(integration);
      } else {
        found.set(type, [integration]);
      }
    }
    return found;
  });
}

export function ofTypes(type: string): (index: ResourceIndex) => readonly ResourceView[] {
  return (index) => byType(index).get(type) ?? [];
}

/** The integrations of HTTP APIs whose type they cannot have. */
export const ofOtherTypes = (index: ResourceIndex): readonly ResourceView[] =>
  [...byType(index)].flatMap(([type, integrations]) =>
    type === 'AWS_PROXY' || type === 'HTTP_PROXY'
      ? []
      : integrations.filter((integration) => index.protocolOf(integration) === 'HTTP'),
  );

/** The integrations of HTTP APIs with another payload format than 1.0, which all can have. */
export const ofNewFormats = (index: ResourceIndex): readonly ResourceView[] =>
  index
    .of('integration', 'HTTP', 'PayloadFormatVersion')
    .filter((integration) => integration.text('PayloadFormatVersion') !== '1.0');

/** The integrations of WebSocket APIs that make their answers of integration responses. */
export const ofAnswering = (index: ResourceIndex): readonly ResourceView[] =>
  NOT_PROXY.flatMap((type) => ofTypes(type)(index)).filter(
    (integration) => index.protocolOf(integration) === 'WEBSOCKET',
  );

/** What nearly all URIs look like: nothing is wrong with them. */
const NOT_ODD = /^https?:\/\/.{1,2000}$/;

/** The integrations with a URI in which there may be something wrong. */
export function ofOddUris(index: ResourceIndex): readonly ResourceView[] {
  return index.memoize(ofOddUris, () =>
    index
      .all('integration')
      .filter((integration) => !NOT_ODD.test(integration.text('IntegrationUri') ?? 'https://none')),
  );
}
