import type { IConstruct } from 'constructs';

import { fail } from '../validation/errors';
import type { HttpApiBase, HttpApiProps } from './api';
import { HttpStage } from './stage';

/** What the props of HTTP APIs say of their default stage. */
export type DefaultStage = Pick<HttpApiProps, 'createDefaultStage' | 'defaultDomainMapping' | 'defaultStageOptions'>;

/** Refuses options of a default stage that is not made, and two domain mappings for one that is. */
export function checkDefaultStage(scope: IConstruct, props: DefaultStage): void {
  if (props.createDefaultStage === false && props.defaultDomainMapping) {
    fail(
      scope,
      'DomainMappingWithoutStage',
      "'defaultDomainMapping' needs the default stage that 'createDefaultStage: false' takes away. Drop one of the two.",
    );
  }
  if (props.createDefaultStage === false && props.defaultStageOptions) {
    fail(
      scope,
      'DefaultStageOptionsWithoutStage',
      "'defaultStageOptions' need the default stage that 'createDefaultStage: false' takes away. Drop one of the two.",
    );
  }
  if (props.defaultDomainMapping && props.defaultStageOptions?.domainMapping) {
    fail(
      scope,
      'DomainMappingTwice',
      "both 'defaultDomainMapping' and 'defaultStageOptions.domainMapping' are given. Give one, and add the other with addDomainMapping().",
    );
  }
}

/** Makes the default stage, where one is wanted. */
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
