import type { SgNode } from '@ast-grep/napi';

/** A change that `migrate` made in a file. */
export interface Change {
  /** The line number in the original file, counted from 1. */
  readonly line: number;

  /** The replaced text. Empty for an insertion. */
  readonly before: string;

  /** The new text. Empty for a removal. */
  readonly after: string;
}

/** A finding about a place in a file that the user must change by hand. */
export interface Note {
  readonly code: NoteCode;

  /** The line number in the original file, counted from 1. */
  readonly line: number;

  /** The description of the finding. */
  readonly message: string;

  /** The instruction for resolving the finding. */
  readonly fix: string;
}

export type NoteCode =
  /** The code passes a construct to a library that accepts only aws-cdk-lib classes. */
  | 'AwsCdkLibClassExpected'
  /** The code tests for an L2 class with `instanceof` or its counterpart in another language. */
  | 'InstanceTest'
  /** The file refers to an aws-cdk-lib module in a place that `migrate` does not change. */
  | 'NotRewritten';

interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** The text of a file with pending edits. All offsets refer to the original text. */
export class Source {
  public readonly notes: Note[] = [];
  private readonly edits: Edit[] = [];

  public constructor(public readonly text: string) {}

  /** The line ending of the file: CRLF if the file contains CRLF, otherwise LF. */
  public get eol(): string {
    return this.text.includes('\r\n') ? '\r\n' : '\n';
  }

  public replace(node: SgNode, text: string): void {
    this.edit(node.range().start.index, node.range().end.index, text);
  }

  public edit(start: number, end: number, text: string): void {
    // Two imports of the same module can both replace the same use.
    const isKnown =
      end > start && this.edits.some((edit) => edit.start === start && edit.end === end && edit.text === text);
    if (!isKnown) this.edits.push({ start, end, text });
  }

  public note(node: SgNode, code: NoteCode, message: string, fix: string): void {
    this.notes.push({ code, line: node.range().start.line + 1, message, fix });
  }

  /** Whether an edit covers a syntax node. */
  public isEdited(node: SgNode): boolean {
    const { start, end } = node.range();
    return this.edits.some((edit) => edit.start <= start.index && end.index <= edit.end);
  }

  /** Returns the white space at the start of the line that contains an offset. */
  public indentAt(offset: number): string {
    const start = this.text.lastIndexOf('\n', offset - 1) + 1;
    return /^[ \t]*/.exec(this.text.slice(start))![0];
  }

  public result(): { text: string; changes: Change[] } {
    const edits = [...this.edits].sort((a, b) => a.start - b.start || a.end - b.end);
    let text = '';
    let position = 0;
    const changes: Change[] = [];
    for (const edit of edits) {
      const before = this.text.slice(edit.start, edit.end);
      if (before === edit.text) continue;
      text += this.text.slice(position, edit.start) + edit.text;
      position = edit.end;
      changes.push({ line: this.text.slice(0, edit.start).split('\n').length, before, after: edit.text });
    }
    return { text: text + this.text.slice(position), changes };
  }
}

/** Returns all syntax nodes of the given kinds, sorted by position in the file. */
export function nodesOf(root: SgNode, ...kinds: string[]): SgNode[] {
  return root.findAll({ rule: { any: kinds.map((kind) => ({ kind })) } });
}

/** Returns the named children of a syntax node, without punctuation, keywords and comments. */
export function namedChildren(node: SgNode): SgNode[] {
  return node.children().filter((child) => child.isNamed() && !isComment(child));
}

export function isComment(node: SgNode): boolean {
  return /(^|_)comment$/.test(String(node.kind()));
}

/** Returns the comment that follows a list item on the same line, if no other code precedes the item on the line. */
function commentBehind(text: string, start: number, end: number, comments: SgNode[]): SgNode | undefined {
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  if (!/^\s*$/.test(text.slice(lineStart, start))) return undefined;
  return comments.find((comment) => /^[ \t]*,?[ \t]*$/.test(between(text, end, comment.range().start.index)));
}

function between(text: string, from: number, to: number): string {
  return from <= to ? text.slice(from, to) : '\n';
}

/**
 * Removes items from a comma-separated list, with their commas. If an item is alone on its line, the whole line and
 * its comment are removed.
 *
 * @returns the text of each removed comment
 */
export function removeItems(source: Source, list: SgNode, items: SgNode[], removed: SgNode[]): string[] {
  const { text } = source;
  const isRemoved = (item: SgNode) => removed.some((other) => other.id() === item.id());
  const comments = list.children().filter(isComment);
  const taken: string[] = [];
  let lastKept: SgNode | undefined;
  for (const [index, item] of items.entries()) {
    if (!isRemoved(item)) {
      lastKept = item;
      continue;
    }
    const start = item.range().start.index;
    let end = item.range().end.index;
    const comment = commentBehind(text, start, end, comments);
    const comma = /^(?:\s|\\\r?\n)*,/.exec(text.slice(end))?.[0];
    const lineStart = text.lastIndexOf('\n', start - 1) + 1;
    const hasLine = /^\s*$/.test(text.slice(lineStart, start));
    if (comma) end += comma.length;
    if (comment) {
      end = comment.range().end.index;
      taken.push(comment.text());
    }
    const restOfLine = /^[ \t]*(?:\r?\n)/.exec(text.slice(end))?.[0];
    const isLast = !items.slice(index + 1).some((next) => !isRemoved(next));
    const isContinued = /\\\r?\n[ \t]*$/.test(text.slice(0, start));
    if (hasLine && !isContinued && restOfLine !== undefined) {
      source.edit(lineStart, end + restOfLine.length, '');
      if (isLast && !comma && lastKept) removeCommaAfter(source, lastKept, lineStart);
    } else if (!isLast) {
      source.edit(start, end + /^(?:[ \t]|\\\r?\n)*/.exec(text.slice(end))![0].length, '');
    } else {
      // If the last items are removed, the comma before them is removed too. A trailing comma of the list is kept.
      const from = lastKept ? lastKept.range().end.index : start;
      const already = index > 0 && isRemoved(items[index - 1]!) ? items[index - 1]!.range().end.index : from;
      const begin = Math.max(from, already);
      source.edit(begin, item.range().end.index, '');
      const inside = comments.filter((each) => begin <= each.range().start.index && each.range().end.index <= start);
      taken.push(...inside.map((each) => each.text()));
    }
  }
  return taken;
}

/** Removes the comma after the new last item of a list that had no trailing comma. */
function removeCommaAfter(source: Source, item: SgNode, limit: number): void {
  const end = item.range().end.index;
  const comma = /^\s*,/.exec(source.text.slice(end, limit))?.[0];
  if (comma) source.edit(end, end + comma.length, '');
}

/**
 * Returns the text of comments to insert after a statement. Line comments become block comments if code follows on the
 * same line.
 */
export function commentsBehind(source: Source, statement: SgNode, comments: readonly string[]): string {
  const isLast = /^[ \t]*(?:\/\/.*)?(?:\r?\n|$)/.test(source.text.slice(statement.range().end.index));
  return comments
    .map((comment) => (isLast || !comment.startsWith('//') ? ` ${comment}` : ` /*${comment.slice(2)} */`))
    .join('');
}
