import { PropertyInjectors } from 'aws-cdk-lib/core';
import type { Construct, IConstruct } from 'constructs';
import { RootConstruct } from 'constructs';

/**
 * Applies the property injector that the nearest scope holds for a class, as aws-cdk-lib does for its own constructs
 * (https://docs.aws.amazon.com/cdk/v2/guide/blueprints.html).
 */
export function injected<P>(uniqueId: string, scope: Construct, id: string, props: P): P {
  for (let holder: IConstruct | undefined = scope; holder; holder = holder.node.scope) {
    if (mark in holder) {
      const injector = PropertyInjectors.of(holder).for(uniqueId);
      if (injector) {
        return injector.inject(props ?? {}, { scope, id });
      }
    }
  }
  return props;
}

/**
 * The property by which aws-cdk-lib marks a construct that holds injectors, read off one. Looking for it costs no call, and every
 * construct looks through all of its scopes.
 */
const mark = ((): PropertyKey => {
  const probe = new RootConstruct();
  const before = new Set(Reflect.ownKeys(probe));
  PropertyInjectors.of(probe);
  return Reflect.ownKeys(probe).find((key) => !before.has(key))!;
})();
