import * as awsApis from 'aws-cdk-lib/aws-apigatewayv2';
import * as awsAuthorizers from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import * as awsIntegrations from 'aws-cdk-lib/aws-apigatewayv2-integrations';

import * as common from '../common/index';
import * as authorizers from '../authorizers/index';
import * as http from '../http/index';
import * as integrations from '../integrations/index';
import * as websocket from '../websocket/index';

type Class = abstract new (...args: never[]) => object;

const isInstance = (type: object, value: unknown): boolean =>
  Function.prototype[Symbol.hasInstance].call(type as () => void, value);

let isDone = false;

/** Makes `instanceof` tests for aws-cdk-lib classes also accept this library's classes with the same names. */
export function recognizeClasses(): void {
  if (isDone) {
    return;
  }
  isDone = true;
  pair(awsApis, common);
  pair(awsApis, http);
  pair(awsApis, websocket);
  pair(awsIntegrations, integrations);
  pair(awsAuthorizers, authorizers);
  // aws-cdk-lib has no class for an API that an OpenAPI document defines
  recognize(awsApis.HttpApi, http.SpecHttpApi as Class);
}

function pair(theirs: object, ours: object): void {
  const byName = theirs as Record<string, unknown>;
  for (const [name, type] of Object.entries(ours)) {
    const counterpart = byName[name];
    if (typeof type === 'function' && typeof counterpart === 'function') {
      recognize(counterpart as Class, type as Class);
    }
  }
}

function recognize(theirs: Class, ours: Class): void {
  const before = Object.getOwnPropertyDescriptor(theirs, Symbol.hasInstance)?.value as
    ((this: unknown, value: unknown) => boolean) | undefined;
  Object.defineProperty(theirs, Symbol.hasInstance, {
    configurable: true,
    value(this: object, value: unknown): boolean {
      // Subclasses inherit this method, but must recognize only their own instances
      return before?.call(this, value) || isInstance(this, value) || (this === theirs && isInstance(ours, value));
    },
  });
}
