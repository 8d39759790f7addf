import { ToolkitError } from '../model/errors';
import type { ApiModel, Integration } from '../model/types';
import { isUrlObject, kindOf } from './input';
import { isNamed, pathOf } from './names';
import { refersTo } from './values';

/** The replacement of an HTTP target: a URL, or a function in the same process as the test. */
export type LocalTarget = string | URL | ((request: Request) => Response | Promise<Response>);

/**
 * Replacements of HTTP targets. The key is the URL of a target, the beginning of the URL, or the construct ID or
 * construct path of an integration, VPC link, listener, load balancer or AWS Cloud Map service.
 */
export type TargetsOption = Readonly<Record<string, LocalTarget>>;

/** The replacement that was found for the target of an integration. */
export interface FoundTarget {
  /** The beginning of the URL that is replaced, or undefined if the key of the replacement is not a URL. */
  readonly prefix?: string;
  readonly target: LocalTarget;
}

/** The replacements of HTTP targets in the option `targets`. */
export class Targets {
  private readonly entries: readonly (readonly [string, LocalTarget])[];

  constructor(option: TargetsOption, model: ApiModel) {
    // If a URL begins with several of the keys, the longest key takes precedence.
    this.entries = Object.entries(option).sort(([a], [b]) => b.length - a.length);
    const integrations = model.apis.flatMap((api) => api.integrations);
    for (const [name, target] of this.entries) {
      if (!(typeof target === 'string' ? isUrl(target) : typeof target === 'function' || isUrlObject(target))) {
        throw new ToolkitError(
          'WrongTarget',
          `The value of ${name} in the option \`targets\` is ${kindOf(target)}. Pass a URL that starts with http:// or https://, or a function.`,
        );
      }
      if (isUrl(name) || integrations.some((integration) => isMeant(integration, name, model))) continue;
      throw new ToolkitError(
        'UnknownTarget',
        `The option \`targets\` contains ${name}, which no integration calls. Use a URL, or the construct path of an integration, VPC link, listener, load balancer or Cloud Map service. Integrations: ${integrations.map(pathOf).join(', ') || 'none'}.`,
      );
    }
  }

  /**
   * The replacement for the target of an integration, or undefined if the target is not replaced. `url` is the URL of
   * the integration.
   */
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
