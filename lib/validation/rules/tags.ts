import { RESERVED_TAG, TAG_CHARACTERS, TAGS_INVALID } from '../constraints/tags';
import type { Kind } from '../engine/kinds';
import { isPlainObject } from '../engine/resolve';
import type { Rule } from '../engine/rule';
import { ruleFrom } from '../engine/rule';

/** Returns the rules on tags for a kind of resource that specifies tags as a map. */
export function tagRules(on: Kind): Rule[] {
  return [
    ...[RESERVED_TAG, TAG_CHARACTERS].map((declared) =>
      ruleFrom(declared, {
        on,
        property: 'Tags',
        value: ({ tags }) => (isPlainObject(tags) ? tags : undefined),
      }),
    ),
    ruleFrom(TAGS_INVALID, {
      on,
      property: 'Tags',
      value: ({ tags }) => (Array.isArray(tags) || isPlainObject(tags) ? tags : undefined),
    }),
  ];
}
