import type { IConstruct } from 'constructs';

import type { ErrorCode } from './errors';
import { fail } from './errors';
import type { Violation } from './declaration';
import { messageOf } from './message';
import { isDisabled } from './suppressions';
import { checkLength, checkRange } from './values';

export function refuse(scope: IConstruct, code: ErrorCode, property: string, problem: Violation | undefined): void {
  if (problem && !isDisabled(scope, code)) {
    fail(scope, code, messageOf({ code, fix: '' }, property, problem));
  }
}

export function checkApiKeyValue(scope: IConstruct, value: string | undefined): void {
  refuse(scope, 'ApiKeyValueInvalid', 'value', checkLength(value, 20, 128));
}

export function checkPlanLimit(scope: IConstruct, property: string, value: number | undefined): void {
  refuse(scope, 'UsagePlanLimitInvalid', property, checkRange(value, 0, Infinity));
}
