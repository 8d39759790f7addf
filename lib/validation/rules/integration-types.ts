import type { ResourceIndex } from '../engine/resource-index';
import type { ResourceView } from '../engine/resource-view';

/** Groups the integrations by type. */
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

/** Returns a function that selects the integrations of the given types. */
export function ofTypes(...types: string[]): (index: ResourceIndex) => readonly ResourceView[] {
  return (index) => types.flatMap((type) => byType(index).get(type) ?? []);
}

/** Selects the integrations of HTTP APIs whose type is neither `AWS_PROXY` nor `HTTP_PROXY`. */
export const ofOtherTypes = (index: ResourceIndex): readonly ResourceView[] =>
  [...byType(index)].flatMap(([type, integrations]) =>
    type === 'AWS_PROXY' || type === 'HTTP_PROXY'
      ? []
      : integrations.filter((integration) => index.protocolOf(integration) === 'HTTP'),
  );

/** Selects the integrations whose payload format is not 1.0. All integrations support the payload format 1.0. */
export const ofNewFormats = (index: ResourceIndex): readonly ResourceView[] =>
  index
    .of('integration', undefined, 'PayloadFormatVersion')
    .filter((integration) => integration.text('PayloadFormatVersion') !== '1.0');

/**
 * The invocation ARN that Lambda integrations of this library render, with a token as the function ARN. Rules skip such
 * URIs, because the URIs are valid but slow to resolve.
 */
const INVOCATION = /^arn:.*\/functions\/\$\{Token\[[^\]]*\]\}\/invocations$/;

/** Returns the integrations whose URI does not match `INVOCATION`. */
function withOtherUris(index: ResourceIndex): readonly ResourceView[] {
  return index.memoize(withOtherUris, () =>
    index.all('integration').filter((integration) => {
      const given = integration.given('IntegrationUri');
      return typeof given !== 'string' || !INVOCATION.test(given);
    }),
  );
}

/** Selects the integrations of type `AWS_PROXY` whose URI does not match `INVOCATION`. */
export const ofUncommonFunctions = (index: ResourceIndex): readonly ResourceView[] =>
  withOtherUris(index).filter((integration) => integration.text('IntegrationType') === 'AWS_PROXY');

/** A pattern for common valid URLs. */
const COMMON_URL = /^https?:\/\/[^/].{1,2000}$/;

/** Returns the integrations whose URI is not a common valid URL or invocation ARN. */
export function ofUncommonUris(index: ResourceIndex): readonly ResourceView[] {
  return index.memoize(ofUncommonUris, () =>
    withOtherUris(index).filter(
      (integration) => !COMMON_URL.test(integration.text('IntegrationUri') ?? 'https://none'),
    ),
  );
}

/** Whether an integration calls its target through a VPC link. */
export const isPrivate = (view: ResourceView): boolean => view.text('ConnectionType') === 'VPC_LINK';

/** Whether an integration calls its target without a VPC link. Returns false if the connection type is not known. */
export const isPublic = (view: ResourceView): boolean =>
  view.lacks('ConnectionType') || view.text('ConnectionType') === 'INTERNET';

/** Returns the URI of an integration as a string, which can contain tokens. */
export function uriOf(view: ResourceView): string | undefined {
  const given = view.text('IntegrationUri') ?? view.given('IntegrationUri');
  return typeof given === 'string' ? given : undefined;
}
