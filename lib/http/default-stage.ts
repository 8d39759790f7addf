import type { IConstruct } from 'constructs';

import { fail } from '../validation/errors';
import type { HttpApiBase, HttpApiProps } from './api';
import { HttpStage } from './stage';

/** The properties of an HTTP API that configure its default stage. */
export type DefaultStage = Pick<HttpApiProps, 'createDefaultStage' | 'defaultDomainMapping' | 'defaultStageOptions'>;

/**
 * Throws if `createDefaultStage` is false and `defaultStageOptions` or `defaultDomainMapping` is set. Also throws if both
 * `defaultDomainMapping` and `defaultStageOptions.domainMapping` are set.
 */
export function checkDefaultStage(scope: IConstruct, props: DefaultStage): void {
  if (props.createDefaultStage === false && props.defaultDomainMapping) {
    fail(
      scope,
      'DomainMappingWithoutStage',
      "'defaultDomainMapping' requires a default stage, but 'createDefaultStage' is false. Remove one of the two.",
    );
  }
  if (props.createDefaultStage === false && props.defaultStageOptions) {
    fail(
      scope,
      'DefaultStageOptionsWithoutStage',
      "'defaultStageOptions' requires a default stage, but 'createDefaultStage' is false. Remove one of the two.",
    );
  }
  if (props.defaultDomainMapping && props.defaultStageOptions?.domainMapping) {
    fail(
      scope,
      'DomainMappingTwice',
      "both 'defaultDomainMapping' and 'defaultStageOptions.domainMapping' are set. Specify one of the two, and add the second domain name with addDomainMapping().",
    );
  }
}

/** Creates the default stage, unless `createDefaultStage` is false. */
export function makeDefaultStage(httpApi: HttpApiBase, props: DefaultStage): HttpStage | undefined {
  return (props.createDefaultStage ?? true)
    ? new HttpStage(httpApi, 'DefaultStage', {
        httpApi,
        autoDeploy: true,
        domainMapping: props.defaultDomainMapping,
        ...props.defaultStageOptions,
      })
    : undefined;
}
