import type { View } from '../view';
import type { World } from '../world';

const NOT_PROXY = ['AWS', 'HTTP', 'MOCK'];

/** The integrations by their type. */
function byType(world: World): Map<string | undefined, View[]> {
  return world.once(byType, () => {
    const found = new Map<string | undefined, View[]>();
    for (const integration of world.all('integration')) {
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

export function ofTypes(type: string): (world: World) => readonly View[] {
  return (world) => byType(world).get(type) ?? [];
}

/** The integrations of HTTP APIs whose type they cannot have. */
export const ofOtherTypes = (world: World): readonly View[] =>
  [...byType(world)].flatMap(([type, integrations]) =>
    type === 'AWS_PROXY' || type === 'HTTP_PROXY'
      ? []
      : integrations.filter((integration) => world.protocolOf(integration) === 'HTTP'),
  );

/** The integrations of HTTP APIs with another payload format than 1.0, which all can have. */
export const ofNewFormats = (world: World): readonly View[] =>
  world
    .of('integration', 'HTTP', 'PayloadFormatVersion')
    .filter((integration) => integration.text('PayloadFormatVersion') !== '1.0');

/** The integrations of WebSocket APIs that make their answers of integration responses. */
export const ofAnswering = (world: World): readonly View[] =>
  NOT_PROXY.flatMap((type) => ofTypes(type)(world)).filter(
    (integration) => world.protocolOf(integration) === 'WEBSOCKET',
  );

/** What nearly all URIs look like: nothing is wrong with them. */
const NOT_ODD = /^https?:\/\/.{1,2000}$/;

/** The integrations with a URI in which there may be something wrong. */
export function ofOddUris(world: World): readonly View[] {
  return world.once(ofOddUris, () =>
    world
      .all('integration')
      .filter((integration) => !NOT_ODD.test(integration.text('IntegrationUri') ?? 'https://none')),
  );
}
