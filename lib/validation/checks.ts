import type { Duration } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';

import { fail } from './errors';

const MIN_TIMEOUT_MS = 50;

/** The longest integration timeout of each protocol, in milliseconds. */
export const MaxTimeout = { HTTP: 30_000, WEBSOCKET: 29_000 } as const;

/** Milliseconds of an integration timeout, refused outside 50 ms and the protocol's maximum. */
export function timeoutInMillis(scope: IConstruct, timeout: Duration | undefined, max: number): number | undefined {
  if (timeout === undefined) {
    return undefined;
  }
  if (!timeout.isUnresolved()) {
    const millis = timeout.toMilliseconds({ integral: false });
    if (millis < MIN_TIMEOUT_MS || millis > max) {
      fail(
        scope,
        'IntegrationTimeoutOutOfRange',
        `an integration timeout must be between ${MIN_TIMEOUT_MS} milliseconds and ${max / 1000} seconds, got ` +
          `${timeout.toHumanString()}. Give a Duration within that range, or leave it out for the maximum.`,
      );
    }
  }
  return timeout.toMilliseconds();
}
