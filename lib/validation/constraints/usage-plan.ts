import { constraint } from '../constraint';
import { PAGES } from '../declaration';
import { checkLength, checkOneOf, checkRange, isNumber, isText } from '../value-checks';

const PLANS = PAGES.guide('api-gateway-api-usage-plans');
const PERIODS = ['DAY', 'WEEK', 'MONTH'];
const MAX_OFFSET: { readonly [period: string]: number } = { DAY: 0, WEEK: 6, MONTH: 27 };

export const API_KEY_VALUE = constraint<unknown>({
  code: 'ApiKeyValueInvalid',
  severity: 'error',
  evidence: 'observed',
  source:
    'AWS: "API Key value should be at least 20 characters", and the API Gateway guide allows at most 128 characters',
  summary: 'The value of an API key is shorter than 20 or longer than 128 characters.',
  fix: 'Use 20 to 128 characters, or remove the value, so that API Gateway generates a value.',
  page: PLANS,
  check: (value) => checkLength(value, 20, 128),
});

export const QUOTA_LIMIT = constraint<unknown>({
  code: 'UsagePlanLimitInvalid',
  severity: 'error',
  evidence: 'observed',
  source:
    'AWS: "Usage Plan quota limit must be a non-negative numeric", also for the limit 0. The CloudFormation schema specifies 0 as the minimum of throttle limits',
  summary: 'The quota limit of a usage plan is less than 1, or a throttle limit is negative.',
  fix: 'Use a quota limit of at least 1, and throttle limits of at least 0.',
  page: PLANS,
  check: (limit) => checkRange(limit, 1, Infinity),
});

export const PLAN_THROTTLE = constraint<unknown>({
  ...QUOTA_LIMIT,
  check: (limit) => checkRange(limit, 0, Infinity),
});

export const WHOLE_LIMIT = constraint<unknown>({
  code: 'UsagePlanLimitNotInteger',
  severity: 'error',
  evidence: 'documented',
  source: 'The CloudFormation schema of the resource requires an integer, and CloudFormation validates the type',
  summary: 'The quota limit or the burst limit of a usage plan is not a whole number.',
  fix: 'Use a whole number.',
  page: PLANS,
  check: (limit) =>
    !isNumber(limit) || Number.isInteger(limit)
      ? undefined
      : { must: 'be a whole number', given: limit, instead: `Use ${Math.max(1, Math.round(limit))}, for example.` },
});

export const QUOTA_PERIOD = constraint<{ readonly period: unknown }>({
  code: 'QuotaPeriodInvalid',
  severity: 'error',
  evidence: 'observed',
  source: 'AWS: "Invalid Usage Plan quota period specified. Must be one of [DAY, WEEK, MONTH]"',
  summary: 'The period of a usage plan quota is missing, or is not `DAY`, `WEEK` or `MONTH`.',
  fix: 'Specify the period `DAY`, `WEEK` or `MONTH`.',
  page: PLANS,
  check: ({ period }) =>
    period === undefined
      ? { must: `be one of ${PERIODS.join(', ')} if the plan has a quota`, given: undefined }
      : checkOneOf(period, PERIODS),
});

export const QUOTA_OFFSET = constraint<{ readonly offset: unknown; readonly period: unknown }>({
  code: 'QuotaOffsetOutsidePeriod',
  severity: 'error',
  evidence: 'observed',
  source: 'AWS: "Usage Plan quota offset must be between 0 and 6 inclusive in the WEEK period"',
  summary: 'The offset of a usage plan quota is outside the range that its period allows.',
  fix: 'Use 0 for the period `DAY`, 0 to 6 for `WEEK`, or 0 to 27 for `MONTH`.',
  page: PLANS,
  check: ({ offset, period }) => {
    const max = isText(period) ? MAX_OFFSET[period] : undefined;
    const violation = max === undefined ? undefined : checkRange(offset, 0, max);
    return violation && { ...violation, must: `be between 0 and ${max} for the period ${String(period)}` };
  },
});
