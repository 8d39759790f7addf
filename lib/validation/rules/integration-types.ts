import type { ResourceIndex } from '../engine/resource-index';
import type { ResourceView } from '../engine/resource-view';

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

/** The integrations of some types. */
export function ofTypes(...types: string[]): (index: ResourceIndex) => readonly ResourceView[] {
  return (index) => types.flatMap((type) => byType(index).get(type) ?? []);
}

/** The integrations of HTTP APIs whose type they do not support. */
export const ofOtherTypes = (index: ResourceIndex): readonly ResourceView[] =>
  [...byType(index)].flatMap(([type, integrations]) =>
    type === 'AWS_PROXY' || type === 'HTTP_PROXY'
      ? []
      : integrations.filter((integration) => index.protocolOf(integration) === 'HTTP'),
  );

/** The integrations with another payload format than 1.0, which all support. */
export const ofNewFormats = (index: ResourceIndex): readonly ResourceView[] =>
  index
    .of('integration', undefined, 'PayloadFormatVersion')
    .filter((integration) => integration.text('PayloadFormatVersion') !== '1.0');

/** An invocation ARN around the token of a function, the URI of a Lambda integration. It is slow to resolve, and correct. */
const INVOCATION = /^arn:.*\/functions\/\$\{Token\[[^\]]*\]\}\/invocations$/;

/** The integrations whose URI is not such an invocation ARN. */
function withOtherUris(index: ResourceIndex): readonly ResourceView[] {
  return index.memoize(withOtherUris, () =>
    index.all('integration').filter((integration) => {
      const given = integration.given('IntegrationUri');
      return typeof given !== 'string' || !INVOCATION.test(given);
    }),
  );
}

/** The integrations with functions whose URI is not the usual invocation ARN. */
export const ofUncommonFunctions = (index: ResourceIndex): readonly ResourceView[] =>
  withOtherUris(index).filter((integration) => integration.text('IntegrationType') === 'AWS_PROXY');

/** URLs as nearly all are: nothing is wrong with them. */
const COMMON_URL = /^https?:\/\/[^/].{1,2000}$/;

/** The integrations with a URI that needs a closer look. */
export function ofUncommonUris(index: ResourceIndex): readonly ResourceView[] {
  return index.memoize(ofUncommonUris, () =>
    withOtherUris(index).filter(
      (integration) => !COMMON_URL.test(integration.text('IntegrationUri') ?? 'https://none'),
    ),
  );
}

/** Whether an integration calls its target through a VPC link. */
export const isPrivate = (view: ResourceView): boolean => view.text('ConnectionType') === 'VPC_LINK';

/** Whether an integration calls its target over the internet for certain. */
export const isPublic = (view: ResourceView): boolean =>
  view.lacks('ConnectionType') || view.text('ConnectionType') === 'INTERNET';

/** The URI of an integration. Tokens in it are not resolved. */
export function uriOf(view: ResourceView): string | undefined {
  const given = view.text('IntegrationUri') ?? view.given('IntegrationUri');
  return typeof given === 'string' ? given : undefined;
}
