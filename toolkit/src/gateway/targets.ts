import { ToolkitError } from '../model/errors';
import type { ApiModel, Integration } from '../model/types';
import { isUrlObject, kindOf } from './input';
import { isNamed, pathOf } from './names';
import { refersTo } from './values';

/** The replacement of an HTTP target: a URL, or a function of the test. */
export type LocalTarget = string | URL | ((request: Request) => Response | Promise<Response>);

/**
 * Targets by the URL that they replace (or its beginning), or by integration, VPC link, listener, load balancer or
 * Cloud Map service (construct ID or path).
 */
export type TargetsOption = Readonly<Record<string, LocalTarget>>;

/** The target that an integration calls: the URL that replaces its own, and the function of the test, if any. */
export interface FoundTarget {
  /** The beginning of the URL that is replaced. Absent if the target is named otherwise. */
  readonly prefix?: string;
  readonly target: LocalTarget;
}

/** The replacements of HTTP targets. */
export class Targets {
  private readonly entries: readonly (readonly [string, LocalTarget])[];

  constructor(option: TargetsOption, model: ApiModel) {
    // The longest beginning of a URL is the best match.
    this.entries = Object.entries(option).sort(([a], [b]) => b.length - a.length);
    const integrations = model.apis.flatMap((api) => api.integrations);
    for (const [name, target] of this.entries) {
      if (!(typeof target === 'string' ? isUrl(target) : typeof target === 'function' || isUrlObject(target))) {
        throw new ToolkitError(
          'WrongTarget',
          `The option \`targets\` has ${kindOf(target)} for ${name}. Pass a URL that starts with http:// or https://, or a function.`,
        );
      }
      if (isUrl(name) || integrations.some((integration) => isMeant(integration, name, model))) continue;
      throw new ToolkitError(
        'UnknownTarget',
        `The option \`targets\` has ${name}, which no integration calls. Name a URL, or an integration or its VPC link, listener, load balancer or Cloud Map service. Integrations: ${integrations.map(pathOf).join(', ') || 'none'}.`,
      );
    }
  }

  /** The replacement for an integration. `url` is the URL of the integration. */
  find(integration: Integration, url: string | undefined, model: ApiModel): FoundTarget | undefined {
    for (const [name, target] of this.entries) {
      if (isUrl(name)) {
        const prefix = name.replace(/\/$/, '');
        const rest = url?.startsWith(prefix) ? url.slice(prefix.length) : undefined;
        if (rest !== undefined && /^([/?#]|$)/.test(rest)) return { prefix, target };
      } else if (isMeant(integration, name, model) || name === url) {
        return { target };
      }
    }
    return undefined;
  }
}

function isMeant(integration: Integration, name: string, model: ApiModel): boolean {
  const { vpcLink } = integration;
  const link = vpcLink && 'id' in vpcLink ? model.vpcLinks.find(({ id }) => id === vpcLink.id) : undefined;
  return (
    isNamed(integration, name) ||
    (link !== undefined && isNamed(link, name)) ||
    integration.uri === name ||
    refersTo(integration.uri, name)
  );
}

function isUrl(text: string): boolean {
  return /^https?:\/\//.test(text) && URL.canParse(text);
}
