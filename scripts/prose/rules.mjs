// The textlint rules for the style of this project. terms.mjs contains the forbidden terms.
import { TERMS } from './terms.mjs';

export const MAX_WORDS = 35;
const BARE_SUMMARY = /^(What|Where|Which|How|When|Who|Whom|Whose|Why|That)\b(?!.*\?$)/;
// Unlike a summary, a sentence can begin with a "When" clause, such as "When the stage deploys, …".
const BARE_CLAUSE = /^(What|Where|Which|How|Who|Whom|Whose|Why)\b(?![^]*\?$)/;

// The text of a paragraph. Code, links and quotations are replaced with text of the same length, so that positions stay
// correct.
function prose(node, source) {
  const start = node.range[0];
  let text = source.slice(...node.range);
  const mask = (range, fill) => {
    const [from, to] = range.map((at) => at - start);
    text = text.slice(0, from) + fill.repeat(to - from) + text.slice(to);
  };
  const walk = (child) => {
    if (child.type === 'Code') mask(child.range, 'x');
    else if (child.type === 'Html') mask(child.range, ' ');
    else if (child.type === 'Image') mask(child.range, 'x');
    else if (child.type === 'Link') {
      const inner = child.children;
      const autolink = inner.length === 0 || /^<?https?:/.test(source.slice(...child.range));
      if (autolink) mask(child.range, 'x');
      else {
        inner.forEach(walk);
        mask([inner[inner.length - 1].range[1], child.range[1]], ' ');
      }
    } else child.children?.forEach(walk);
  };
  node.children.forEach(walk);
  // Long quotations, such as AWS's error messages, are not linted.
  return text.replace(/"[^"\n]{12,}"/g, (quoted) => 'x'.repeat(quoted.length));
}

/** Returns the sentences of a text, each with its position. */
export function sentences(text) {
  const found = [];
  let from = 0;
  for (const end of text.matchAll(/[.!?]["')*_]*(?=\s+["'([*_]*[A-Z0-9x]|\s*$)| · /g)) {
    const to = end.index + end[0].length;
    found.push({ index: from, text: text.slice(from, to) });
    from = to;
  }
  if (text.slice(from).trim()) found.push({ index: from, text: text.slice(from) });
  return found;
}

const words = (text) => text.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;

// A rule that checks each paragraph, heading and table cell as one text.
const overText = (check) => (context, options) => {
  const { Syntax, RuleError, report, getSource, locator } = context;
  let first = true;
  const visit = (node) => {
    const text = prose(node, getSource());
    check(text, { ...options, first, type: node.type }, (index, message) =>
      report(node, new RuleError(message, { padding: locator.at(index) })),
    );
    first = false;
  };
  return { [Syntax.Paragraph]: visit, [Syntax.Header]: visit, [Syntax.TableCell]: visit };
};

/** The forbidden terms of the glossary. */
const terms = overText((text, _, report) => {
  for (const [pattern, instead] of TERMS) {
    for (const match of text.matchAll(new RegExp(pattern, pattern.flags + 'g'))) {
      report(match.index, `"${match[0].trim()}": write ${instead}.`);
    }
  }
});

/** A sentence has at most 35 words. */
const sentenceLength = overText((text, { kind, type }, report) => {
  // A message of several lines is the help text of a command.
  if (type === 'TableCell' || (kind === 'message' && text.includes('\n'))) return;
  for (const { index, text: sentence } of sentences(text)) {
    const count = words(sentence);
    if (count > MAX_WORDS) report(index, `The sentence has ${count} words, but ${MAX_WORDS} is the maximum.`);
  }
});

/** A sentence begins with its subject. */
const clause = overText((text, { kind, first, type }, report) => {
  if (kind === 'page' || type !== 'Paragraph') return;
  for (const { index, text: sentence } of sentences(text)) {
    const start = sentence.length - sentence.trimStart().length;
    if (first && index === 0 && kind === 'doc') continue;
    const words = sentence.trim();
    if (BARE_CLAUSE.test(kind === 'title' ? words.charAt(0).toUpperCase() + words.slice(1) : words)) {
      report(index + start, 'The sentence begins with a bare clause: begin with its subject, or with "If" or "When".');
    }
  }
});

/** Checks that the first sentence of a doc comment is a complete statement in help(), Javadoc and hovers. */
const summary = overText((text, { kind, first, boolean }, report) => {
  if (!first || (kind !== 'doc' && kind !== 'param')) return;
  // jsii ends the summary at the first of these characters that is followed by white space.
  const line = /^[^]*?[.!?;](?=\s|$)/.exec(text)?.[0] ?? text;
  if (line.endsWith(';'))
    report(
      line.length - 1,
      'Replace the semicolon in the first sentence: documentation in other languages ends the summary there.',
    );
  if (kind === 'param') return;
  if (BARE_SUMMARY.test(line))
    report(0, 'The doc comment begins with a bare clause: say what the declaration is or does ("The …").');
  if (/^Whether\b/.test(line) && !boolean) report(0, '"Whether" is for booleans.');
  if (!/[.!?:]["')]*$/.test(text.trimEnd())) report(0, 'The first sentence does not end with a period.');
  if (/^[a-z]/.test(line) && !/^x/.test(line)) report(0, 'The first sentence does not begin with a capital letter.');
});

/** A doc comment does not contain `{@link}`, which other languages show as text. */
const otherLanguages = overText((text, { kind }, report) => {
  if (kind !== 'doc') return;
  for (const match of text.matchAll(/\{@link\b/g)) report(match.index, '{@link} shows as text in other languages.');
});

export const RULES = { terms, 'sentence-length': sentenceLength, clause, summary, 'other-languages': otherLanguages };
