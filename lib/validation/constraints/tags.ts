import { constraint } from '../constraint';
import type { Violation } from '../declaration';
import { described } from '../message';
import { isText } from '../value-checks';

const TAGS = 'https://docs.aws.amazon.com/general/latest/gr/aws_tagging.html';
const MAX_TAGS = 50;
const MAX_KEY = 128;
const MAX_VALUE = 256;

/** The tags of a resource, as a map from keys to values. */
type Tags = { readonly [key: string]: unknown };

export const RESERVED_TAG = constraint<Tags>({
  code: 'TagKeyReserved',
  severity: 'error',
  evidence: 'observed',
  source: 'In a deployment on AWS, API Gateway rejected keys with the prefix `aws:`, which AWS reserves',
  summary: 'A tag has a key that begins with `aws:`.',
  fix: 'Use a key without the prefix `aws:`.',
  page: TAGS,
  check: (tags) =>
    Object.keys(tags)
      .filter((key) => isText(key) && /^aws:/i.test(key))
      .map((key) => ({
        must: "have keys that do not begin with 'aws:'",
        given: key,
        instead: `Did you mean '${key.slice(4)}'?`,
      })),
});

export const TAG_CHARACTERS = constraint<Tags>({
  code: 'TagCharacterUnsupported',
  severity: 'warning',
  evidence: 'documented',
  source:
    'The AWS tagging guide allows letters, digits, spaces and + - = . _ : / @ for all services, but no rejection by API Gateway was observed',
  summary: 'The key or the value of a tag contains a character that tags do not support.',
  fix: 'Use letters, digits, spaces and `+ - = . _ : / @`.',
  page: TAGS,
  check: (tags) =>
    Object.entries(tags).flatMap(([key, value]) =>
      [key, value]
        .filter((text): text is string => isText(text) && /[^\p{L}\p{Z}\p{N}_.:/=+\-@]/u.test(text))
        .map((given) => ({ must: 'contain only letters, digits, spaces and + - = . _ : / @', given })),
    ),
});

export const TAGS_INVALID = constraint<Tags | readonly unknown[]>({
  code: 'TagsInvalid',
  severity: 'error',
  evidence: 'documented',
  source:
    'The AWS tagging guide allows at most 50 tags, keys of 1 to 128 characters and values of at most 256 characters. CloudFormation validates that the tags are a map',
  summary:
    'A resource has more than 50 tags, a tag with an empty key, a key or value that is too long, or a list instead of a map of tags.',
  fix: 'Use a map of at most 50 tags, with keys of 1 to 128 characters and values of at most 256 characters.',
  page: TAGS,
  check: (tags) => {
    if (Array.isArray(tags)) {
      return { must: "be a map such as { team: 'books' }", given: described('a list') };
    }
    const entries = Object.entries(tags);
    return [
      entries.length > MAX_TAGS
        ? { must: `have at most ${MAX_TAGS} tags`, given: described(`${entries.length} tags`) }
        : undefined,
      ...entries.flatMap(([key, value]): (Violation | undefined)[] => [
        isText(key) && (key.length < 1 || [...key].length > MAX_KEY)
          ? { must: `have keys of 1 to ${MAX_KEY} characters`, given: key }
          : undefined,
        isText(value) && [...value].length > MAX_VALUE
          ? { must: `have values of at most ${MAX_VALUE} characters`, given: value }
          : undefined,
      ]),
    ];
  },
});
