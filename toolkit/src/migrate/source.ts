import type { SgNode } from '@ast-grep/napi';

/** One place in a file that `migrate` changed. */
export interface Change {
  /** The line of the original file, counted from 1. */
  readonly line: number;

  /** The text that was replaced. Empty for an insertion. */
  readonly before: string;

  /** The text in its place. Empty for a removal. */
  readonly after: string;
}

/** Something in a file that needs a person. */
export interface Note {
  readonly code: NoteCode;

  /** The line of the original file, counted from 1. */
  readonly line: number;

  /** The description of the finding. */
  readonly message: string;

  /** The advice about the finding. */
  readonly fix: string;
}

export type NoteCode =
  /** A construct is passed to a library that expects a class of aws-cdk-lib. */
  | 'AwsCdkLibClassExpected'
  /** `instanceof` or its counterpart tests for an L2 class. */
  | 'InstanceTest'
  /** A reference to a module that is not changed. */
  | 'NotRewritten';

interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** The text of a file with pending edits. All offsets are those of the original text. */
export class Source {
  public readonly notes: Note[] = [];
  private readonly edits: Edit[] = [];

  public constructor(public readonly text: string) {}

  /** The line ending of the file. */
  public get eol(): string {
    return this.text.includes('\r\n') ? '\r\n' : '\n';
  }

  public replace(node: SgNode, text: string): void {
    this.edit(node.range().start.index, node.range().end.index, text);
  }

  public edit(start: number, end: number, text: string): void {
    // Two imports of one module both replace its uses.
    const isKnown =
      end > start && this.edits.some((edit) => edit.start === start && edit.end === end && edit.text === text);
    if (!isKnown) this.edits.push({ start, end, text });
  }

  public note(node: SgNode, code: NoteCode, message: string, fix: string): void {
    this.notes.push({ code, line: node.range().start.line + 1, message, fix });
  }

  /** Whether an edit covers the node. */
  public isEdited(node: SgNode): boolean {
    const { start, end } = node.range();
    return this.edits.some((edit) => edit.start <= start.index && end.index <= edit.end);
  }

  /** The white space that the line of an offset begins with. */
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

/** All nodes of the given kinds, in the order of the text. */
export function nodesOf(root: SgNode, ...kinds: string[]): SgNode[] {
  return root.findAll({ rule: { any: kinds.map((kind) => ({ kind })) } });
}

/** The children that carry meaning: no punctuation, keywords or comments. */
export function namedChildren(node: SgNode): SgNode[] {
  return node.children().filter((child) => child.isNamed() && !isComment(child));
}

export function isComment(node: SgNode): boolean {
  return /(^|_)comment$/.test(String(node.kind()));
}

/** The comment behind the last list item of a line. */
function commentBehind(text: string, start: number, end: number, comments: SgNode[]): SgNode | undefined {
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  if (!/^\s*$/.test(text.slice(lineStart, start))) return undefined;
  return comments.find((comment) => /^[ \t]*,?[ \t]*$/.test(between(text, end, comment.range().start.index)));
}

function between(text: string, from: number, to: number): string {
  return from <= to ? text.slice(from, to) : '\n';
}

/**
 * Removes an item from a list that is separated by commas, with its comma. If it is alone on a line, the line and its
 * comment are also removed.
 *
 * @returns the text of the comment that was removed
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
      // The last items go with the comma before them; a comma behind them takes its place.
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

/** Removes the comma behind the last item of a list, if the list had none behind its last one before. */
function removeCommaAfter(source: Source, item: SgNode, limit: number): void {
  const end = item.range().end.index;
  const comma = /^\s*,/.exec(source.text.slice(end, limit))?.[0];
  if (comma) source.edit(end, end + comma.length, '');
}

/** Comments to put behind a statement: as blocks if code follows on the line. */
export function commentsBehind(source: Source, statement: SgNode, comments: readonly string[]): string {
  const isLast = /^[ \t]*(?:\/\/.*)?(?:\r?\n|$)/.test(source.text.slice(statement.range().end.index));
  return comments
    .map((comment) => (isLast || !comment.startsWith('//') ? ` ${comment}` : ` /*${comment.slice(2)} */`))
    .join('');
}
