import type { CfnStage } from 'aws-cdk-lib/aws-apigatewayv2';
import type { IAspect } from 'aws-cdk-lib/core';
import { Aspects, AspectPriority, Lazy } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';

import { fail } from '../validation/errors';
import { childrenOfApi } from './deployment';
import type { ThrottleSettings } from './stage';

/**
 * The settings of one route, for stages of HTTP APIs and of WebSocket APIs.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-throttling.html
 */
export interface RouteSettingsOptions {
  /**
   * The throttling limits of the route. The limit of the stage applies if a limit is not specified.
   *
   * @default - the throttling of the stage
   */
  readonly throttle?: ThrottleSettings;

  /**
   * Whether API Gateway sends metrics of the route to CloudWatch, at an additional cost.
   *
   * @default - the setting of the stage
   * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-metrics.html
   */
  readonly detailedMetricsEnabled?: boolean;
}

/** Renders the settings of one route, or of all routes, in the format of `CfnStage`. */
export function renderRouteSettings(options: RouteSettingsOptions): CfnStage.RouteSettingsProperty {
  return {
    detailedMetricsEnabled: options.detailedMetricsEnabled,
    throttlingBurstLimit: options.throttle?.burstLimit,
    throttlingRateLimit: options.throttle?.rateLimit,
  };
}

/** The route settings of a stage. The stage depends on each route that has settings, even if the route is in another stack. */
export class RouteSettingsOfStage implements IAspect {
  private readonly entries = new Map<
    string,
    { readonly settings: CfnStage.RouteSettingsProperty; readonly by: string }
  >();

  public constructor(private readonly stage: CfnStage) {
    stage.routeSettings = Lazy.any({ produce: () => this.render() });
    // Routes can be added after their stage, so an Aspect visits the routes when all of them exist
    Aspects.of(stage).add(this, { priority: AspectPriority.READONLY });
  }

  public add(routeKey: string, settings: CfnStage.RouteSettingsProperty, by: IConstruct): void {
    const before = this.entries.get(routeKey);
    if (before) {
      fail(
        by,
        'RouteSettingsDuplicate',
        `the stage '${this.stage.node.scope?.node.path}' already has settings for '${routeKey}', from '${before.by}'. ` +
          'Specify the settings once, on the route or on the stage.',
      );
    }
    this.entries.set(routeKey, { settings, by: by.node.path });
  }

  public visit(): void {
    for (const child of childrenOfApi(this.stage, this.stage.apiId)) {
      const { routeKey } = child as { readonly routeKey?: string };
      if (routeKey !== undefined && this.entries.has(routeKey)) {
        this.stage.node.addDependency(child);
      }
    }
  }

  private render(): { [routeKey: string]: unknown } {
    const defaults = (this.stage.defaultRouteSettings ?? {}) as CfnStage.RouteSettingsProperty;
    const rendered: { [routeKey: string]: unknown } = {};
    for (const [routeKey, { settings }] of this.entries) {
      rendered[routeKey] = pascalCased(defaults, settings);
    }
    return rendered;
  }
}

/**
 * Merges the settings of the stage into the settings of a route, because API Gateway does not merge them. The property names begin with a
 * capital letter, as in CloudFormation, because CDK does not convert names in route settings.
 */
function pascalCased(...parts: CfnStage.RouteSettingsProperty[]): { [key: string]: unknown } {
  const merged: { [key: string]: unknown } = {};
  for (const part of parts) {
    for (const [key, value] of Object.entries(part)) {
      if (value !== undefined) {
        merged[key.charAt(0).toUpperCase() + key.slice(1)] = value;
      }
    }
  }
  return merged;
}
