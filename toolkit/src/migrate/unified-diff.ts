const CONTEXT = 3;

interface Line {
  readonly mark: ' ' | '-' | '+';
  readonly text: string;
}

/**
 * Returns the difference between two strings in the format of `diff -u`. The result is empty if the strings are equal.
 */
export function unifiedDiff(path: string, before: string, after: string): string {
  if (before === after) return '';
  const lines = compareLines(splitLines(before), splitLines(after));
  return `--- a/${path}\n+++ b/${path}\n${hunks(lines)}`;
}

function splitLines(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

/**
 * Compares the lines by their longest common subsequence, after removing the lines that both strings share at the start
 * and at the end.
 */
function compareLines(before: string[], after: string[]): Line[] {
  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start]) start += 1;
  let end = 0;
  const most = Math.min(before.length, after.length) - start;
  while (end < most && before[before.length - 1 - end] === after[after.length - 1 - end]) end += 1;
  const same = (text: string): Line => ({ mark: ' ', text });
  return [
    ...before.slice(0, start).map(same),
    ...compareMiddle(before.slice(start, before.length - end), after.slice(start, after.length - end)),
    ...before.slice(before.length - end).map(same),
  ];
}

function compareMiddle(before: string[], after: string[]): Line[] {
  const length = before.map(() => new Uint32Array(after.length + 1));
  length.push(new Uint32Array(after.length + 1));
  for (let i = before.length - 1; i >= 0; i -= 1) {
    for (let j = after.length - 1; j >= 0; j -= 1) {
      length[i]![j] =
        before[i] === after[j] ? length[i + 1]![j + 1]! + 1 : Math.max(length[i + 1]![j]!, length[i]![j + 1]!);
    }
  }
  const lines: Line[] = [];
  let i = 0;
  let j = 0;
  while (i < before.length || j < after.length) {
    if (i < before.length && j < after.length && before[i] === after[j]) {
      lines.push({ mark: ' ', text: before[i]! });
      i += 1;
      j += 1;
    } else if (i < before.length && (j === after.length || length[i + 1]![j]! >= length[i]![j + 1]!)) {
      lines.push({ mark: '-', text: before[i]! });
      i += 1;
    } else {
      lines.push({ mark: '+', text: after[j]! });
      j += 1;
    }
  }
  return lines;
}

function hunks(lines: Line[]): string {
  let output = '';
  let position = 0;
  while (position < lines.length) {
    const first = lines.findIndex((line, index) => index >= position && line.mark !== ' ');
    if (first < 0) break;
    let last = first;
    for (let index = first; index < lines.length && index <= last + 2 * CONTEXT; index += 1) {
      if (lines[index]!.mark !== ' ') last = index;
    }
    const from = Math.max(first - CONTEXT, position);
    const to = Math.min(last + CONTEXT + 1, lines.length);
    output += hunk(lines, from, to);
    position = to;
  }
  return output;
}

function hunk(lines: Line[], from: number, to: number): string {
  const part = lines.slice(from, to);
  const count = (all: Line[], other: string) => all.filter((line) => line.mark !== other).length;
  const range = (other: '-' | '+') => {
    const size = count(part, other);
    const start = count(lines.slice(0, from), other) + (size > 0 ? 1 : 0);
    return size === 1 ? `${start}` : `${start},${size}`;
  };
  const body = part.map(({ mark, text }) =>
    text.endsWith('\n') ? mark + text : `${mark}${text}\n\\ No newline at end of file\n`,
  );
  return `@@ -${range('+')} +${range('-')} @@\n${body.join('')}`;
}
