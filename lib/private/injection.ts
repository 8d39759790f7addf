import { PropertyInjectors } from 'aws-cdk-lib/core';
import type { Construct, IConstruct } from 'constructs';

/**
 * Applies the property injector for a class from the nearest scope that contains such an injector. aws-cdk-lib does the same for its own
 * constructs.
 *
 * @see https://docs.aws.amazon.com/cdk/v2/guide/blueprints.html
 */
export function injected<P>(uniqueId: string, scope: Construct, id: string, props: P): P {
  for (let holder: IConstruct | undefined = scope; holder; holder = holder.node.scope) {
    // The symbol is checked first, because `PropertyInjectors.of` would create an object on every scope
    if (PropertyInjectors.hasPropertyInjectors(holder)) {
      const injector = PropertyInjectors.of(holder).for(uniqueId);
      if (injector) {
        return injector.inject(props ?? {}, { scope, id });
      }
    }
  }
  return props;
}
