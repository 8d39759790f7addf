import { constraint } from '../constraint';
import type { Violation } from '../declaration';
import { described } from '../message';
import { checkLength, isText } from '../values';

const MAX_TAGS = 50;

export const TAGS = constraint<readonly (readonly [string, unknown])[] | 'a list'>({
  code: 'TagsInvalid',
  severity: 'error',
  evidence: 'observed',
  source:
    'Deployments with a key that begins with aws: failed; the CloudFormation schema has a map of texts, and the guide states the lengths',
  summary: 'The tags of a resource have a reserved or too long key, a too long value, or are not a map.',
  fix: 'Use a map of at most 50 keys of 1 to 128 characters that do not begin with `aws:`, and values of at most 256 characters.',
  page: 'https://docs.aws.amazon.com/tag-editor/latest/userguide/tagging.html',
  check: (tags) => {
    if (tags === 'a list') {
      return { must: 'be a map of keys and values', given: described(tags), instead: "Use { team: 'shop' }." };
    }
    const many: Violation | undefined =
      tags.length > MAX_TAGS
        ? { must: `have at most ${MAX_TAGS} entries`, given: described(`${tags.length} tags`) }
        : undefined;
    return [many, ...tags.map(([key, value]) => keyViolation(key) ?? prefixed('values', checkLength(value, 0, 256)))];
  },
});

function keyViolation(key: string): Violation | undefined {
  return isText(key) && /^aws:/i.test(key)
    ? {
        must: "have keys that do not begin with 'aws:', which AWS reserves",
        given: key,
        instead: key.length > 4 ? `Did you mean '${key.slice(4)}'?` : undefined,
      }
    : prefixed('keys', checkLength(key, 1, 128));
}

function prefixed(what: string, violation: Violation | undefined): Violation | undefined {
  return violation && { ...violation, must: violation.must.replace('have', `have ${what} of`), instead: 'Shorten it.' };
}
