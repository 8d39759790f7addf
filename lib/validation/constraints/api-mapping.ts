import { constraint } from '../constraint';
import type { Declaration, Violation } from '../declaration';
import { PAGES } from '../declaration';
import { isText } from '../value-checks';

const MAPPINGS = PAGES.guide('http-api-mappings');
const MAX_LENGTH = 300;

export const MAPPING_KEY = constraint<unknown>({
  code: 'ApiMappingKeyInvalid',
  severity: 'error',
  evidence: 'observed',
  source:
    `AWS: "An API mapping key may contain only letters, numbers and one of $-_.+!*'(), characters.", "API mapping key should not ` +
    `end with a '/'.", "API mapping key should not start with a '/' or have consecutive '/'s.", "ApiMapping key length must be ` +
    'under 300 characters.", but API Gateway accepted a key of 300 characters',
  summary:
    'An API mapping key contains an unsupported character or a misplaced slash, or is longer than 300 characters.',
  fix: "Use at most 300 characters: letters, digits and $-_.+!*'(), with a single slash between levels.",
  page: MAPPINGS,
  check: (key): Violation | undefined => {
    // API Gateway treats a key that contains only spaces as an absent key
    if (!isText(key) || key.trim() === '') {
      return undefined;
    }
    if (key.length > MAX_LENGTH) {
      return { must: `have at most ${MAX_LENGTH} characters`, given: key, instead: 'Shorten the key.' };
    }
    if (!/^[A-Za-z0-9$\-_.+!*'(),/]*$/.test(key)) {
      const clean = plain(key.replace(/[^A-Za-z0-9$\-_.+!*'(),/]+/g, '-').replace(/^-+|-+$/g, ''));
      return {
        must: "contain only letters, digits and $-_.+!*'(),/",
        given: key,
        instead: `Did you mean '${clean || 'v1'}'?`,
      };
    }
    const clean = plain(key);
    return clean === key
      ? undefined
      : {
          must: 'neither begin nor end with a slash, nor contain two slashes in a row',
          given: key,
          instead: clean === '' ? 'Remove the key to map the root of the domain name.' : `Did you mean '${clean}'?`,
        };
  },
});

/** Removes the slashes at both ends of a key, and replaces several slashes in a row with one slash. */
function plain(key: string): string {
  return key
    .split('/')
    .filter((level) => level !== '')
    .join('/');
}

export const MAPPING_KEY_LITERAL = constraint<unknown>({
  code: 'ApiMappingKeyUnusual',
  severity: 'warning',
  evidence: 'documented',
  source:
    'API Gateway reads keys literally, without wildcards, and `(none)` has a special meaning only in base path mappings of REST APIs',
  summary:
    'An API mapping key is `(none)` or contains the path level `*`, but API Gateway treats both as literal text.',
  fix: 'To map the root of the domain name, remove the key. A mapping with a key also maps the paths below the key.',
  page: MAPPINGS,
  check: (key) =>
    isText(key) && (key === '(none)' || key.split('/').includes('*'))
      ? { must: 'be a literal path', given: key, instead: `Use ${literal(key)}.` }
      : undefined,
});

/** Returns the key that the fix suggests: without the levels `*` and `(none)`, or `no key` if no other level remains. */
function literal(key: string): string {
  const rest = key
    .split('/')
    .filter((level) => level !== '*' && level !== '(none)')
    .join('/');
  return rest === '' ? 'no key' : `'${rest}', which also maps the paths below it`;
}

export const MAPPING_KEY_LEVELS = constraint<unknown>({
  code: 'ApiMappingKeyOfSeveralLevels',
  severity: 'warning',
  evidence: 'documented',
  source: 'The API Gateway guide describes mapping keys with several levels for HTTP and REST APIs only',
  summary: 'An API mapping of a WebSocket API has a key with a slash, but only HTTP and REST APIs support such keys.',
  fix: 'Use a key without a slash.',
  page: MAPPINGS,
  check: (key) => {
    // MAPPING_KEY reports slashes at the start and the end
    const levels = isText(key) ? key.split('/') : [];
    return isText(key) && levels.length > 1 && !levels.includes('')
      ? {
          must: 'not contain a slash for a WebSocket API',
          given: key,
          instead: `Did you mean '${levels.join('-')}'?`,
        }
      : undefined;
  },
});

export const MAPPED_STAGE: Declaration = {
  code: 'ApiMappingStageUnknown',
  severity: 'error',
  evidence: 'observed',
  source: 'AWS: "Invalid stage identifier specified"',
  summary: 'An API mapping specifies a stage that does not exist in the mapped API.',
  fix: 'Use the name of a stage of the API, or a reference to the stage.',
  page: MAPPINGS,
};

export const MAPPING_WAITS: Declaration = {
  code: 'ApiMappingWithoutDependency',
  severity: 'warning',
  evidence: 'observed',
  source: 'AWS: "Invalid stage identifier specified", unless CloudFormation happens to create the stage first',
  summary:
    'An API mapping or a routing rule specifies a stage or a domain name of the app by a literal string, so CloudFormation may create the mapping or rule first.',
  fix: 'Use a reference to the resource instead of its name, or add a dependency on the resource: `mapping.node.addDependency(stage)`.',
  page: MAPPINGS,
};
