// Finds the prose of a program: its doc comments, its comments, and the strings that are sentences (messages), each
// with the number of its first line. In tests, the titles are the only strings that count as prose.
import ts from 'typescript';

const PLACEHOLDER = '`…`';
const CODE_TAGS = new Set(['example', 'see', 'jsii', 'stability', 'internal', 'resource']);

/** Returns the texts of a file: `{ kind, text, lines }`. `lines[i]` is the source line of line i of the text. */
export function proseOf(file, source, { isTest = false } = {}) {
  const ast = ts.createSourceFile(file, source, ts.ScriptTarget.Latest, true);
  const lineAt = (position) => ast.getLineAndCharacterOfPosition(position).line + 1;
  return [...commentsOf(ast, lineAt), ...(isTest ? titlesOf : messagesOf)(ast, lineAt)];
}

/** Returns the comments of a program in Python, Java or Go, and the docstrings of Python. */
export function commentsOfLines(source, isPython) {
  const found = [];
  const marker = isPython ? /(?:^|\s)#(?!!)\s?(.*)$/ : /(?:^|\s)\/\/(?!go:)\s?(.*)$/;
  const block = isPython ? /^[ \t]*"""([^]*?)"""/gm : /\/\*\*?([^]*?)\*\//g;
  for (const { 1: text, index } of source.matchAll(block)) {
    const description = text.replace(/^[ \t]*\*?[ \t]*/gm, '').replace(/^(@param\s+\w+|:param \w+:)/gm, '-');
    const lines = description.split('\n');
    const from = source.slice(0, index).split('\n').length;
    found.push({ kind: 'comment', text: lines.join('\n'), lines: lines.map((_, at) => from + at) });
  }
  let open;
  source.split('\n').forEach((line, at) => {
    const text = marker.exec(line)?.[1];
    if (!text) return;
    if (open?.lines[open.lines.length - 1] === at && line.trimStart().startsWith(isPython ? '#' : '//')) {
      open.text += '\n' + text;
      open.lines.push(at + 1);
    } else found.push((open = { kind: 'comment', text, lines: [at + 1] }));
  });
  return found;
}

function commentsOf(ast, lineAt) {
  const found = [];
  const seen = new Set();
  const visit = (node) => {
    // A list begins at the same position as its first member, and the comment there belongs to the member.
    if (ts.isSourceFile(node) || node.kind === ts.SyntaxKind.SyntaxList) return node.getChildren(ast).forEach(visit);
    const ranges = [
      ...(ts.getLeadingCommentRanges(ast.text, node.pos) ?? []),
      ...(ts.getTrailingCommentRanges(ast.text, node.end) ?? []),
    ];
    let open;
    for (const range of ranges) {
      if (seen.has(range.pos)) continue;
      seen.add(range.pos);
      const raw = ast.text.slice(range.pos, range.end);
      const line = lineAt(range.pos);
      if (raw.startsWith('/**')) found.push(...docOf(raw, line, isBoolean(node)));
      else if (raw.startsWith('//')) {
        if (/^\/\/\s*(eslint|prettier|@ts-|<|#)/.test(raw)) continue;
        // Indented lines are code; list items are not.
        const text = raw.replace(/^\/\/ ?/, '').replace(/^ {2,}(?! *(-|\d+\.) ).*/, '');
        // Consecutive lines of a comment are one text.
        if (open && open.lines[open.lines.length - 1] === line - 1) {
          open.text += '\n' + text;
          open.lines.push(line);
        } else found.push((open = { kind: 'comment', text, lines: [line] }));
      }
    }
    node.getChildren(ast).forEach(visit);
  };
  visit(ast);
  return found;
}

// Whether the declaration is a boolean or a function that returns a boolean. A declaration without a type counts as boolean.
function isBoolean(node) {
  const declaration = ts.isVariableStatement(node) ? node.declarationList.declarations[0] : node;
  const value = declaration.initializer;
  const type = declaration.type ?? (value && ts.isArrowFunction(value) ? value.type : undefined);
  if (!type) return !ts.isClassLike(node) && !ts.isInterfaceDeclaration(node) && !ts.isEnumDeclaration(node);
  return /\bboolean\b|\bis\b/.test(type.getText());
}

// The description and each tag of a doc comment are separate texts. Examples are code.
function docOf(raw, firstLine, boolean) {
  const parts = [{ kind: 'doc', boolean, text: '', lines: [] }];
  raw
    .replace(/^\/\*\*/, '')
    .replace(/\*\/$/, '')
    .split('\n')
    .forEach((line, index) => {
      const text = line.replace(/^\s*\* ?/, '').replace(index === 0 ? /^\s+/ : /\s+$/, '');
      const tag = /^@(\w+)\s*/.exec(text);
      let rest = text;
      if (tag) {
        const kind = CODE_TAGS.has(tag[1]) ? 'code' : tag[1] === 'param' ? 'param' : 'tag';
        parts.push({ kind, text: '', lines: [] });
        rest = text.slice(tag[0].length);
        rest = tag[1] === 'param' ? rest.replace(/^(\[?[\w.]+\]?)\s*(- )?/, '') : rest.replace(/^- /, '');
      }
      const part = parts[parts.length - 1];
      part.text += (part.lines.length ? '\n' : '') + rest;
      part.lines.push(firstLine + index);
    });
  return parts.filter(({ kind, text }) => kind !== 'code' && text.trim());
}

// A string with at least four words and mostly letters counts as a sentence. The operands of `a + b` are one text.
function messagesOf(ast, lineAt) {
  const found = [];
  const visit = (node) => {
    const text = textOf(node);
    if (text !== undefined) {
      if (isSentence(text)) found.push({ kind: 'message', text: text.trim(), lines: [lineAt(node.getStart(ast))] });
      ts.forEachChild(node, (child) => inner(child));
      return;
    }
    ts.forEachChild(node, visit);
  };
  // The strings inside the expressions of a text are separate texts.
  const inner = (node) => {
    if (ts.isBinaryExpression(node) && textOf(node) !== undefined) ts.forEachChild(node, inner);
    else if (ts.isTemplateSpan(node)) visit(node.expression);
    else if (ts.isTemplateExpression(node)) node.templateSpans.forEach((span) => visit(span.expression));
    else if (!ts.isStringLiteralLike(node)) visit(node);
  };
  visit(ast);
  return found;
}

function textOf(node) {
  if (ts.isStringLiteralLike(node)) return node.text;
  if (ts.isTemplateExpression(node)) {
    return node.head.text + node.templateSpans.map((span) => PLACEHOLDER + span.literal.text).join('');
  }
  if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.PlusToken) {
    const [left, right] = [textOf(node.left), textOf(node.right)];
    if (left === undefined && right === undefined) return undefined;
    return (left ?? PLACEHOLDER) + (right ?? PLACEHOLDER);
  }
  return undefined;
}

const isSentence = (text) => {
  const words = text.match(/(?<![\w$.<#/-])[A-Za-z]{2,}(?=[\s.,:;)]|$)/g) ?? [];
  const isEnglish = words.some((word) => /^(a|an|the|is|are|of|to|in|and|or|must|for|not|with|by|has|no)$/i.test(word));
  return words.length >= 4 && isEnglish && !/^\s*[{<#[]|^\s*(def|function|import|const|select)\b|[{;]\n/i.test(text);
};

// The titles are the first arguments of test(), it() and describe(), with or without .each.
function titlesOf(ast, lineAt) {
  const found = [];
  const visit = (node) => {
    if (ts.isCallExpression(node) && /^(test|it|describe)\b/.test(node.expression.getText(ast)) && node.arguments[0]) {
      const text = textOf(node.arguments[0]);
      if (text && !ts.isPropertyAccessExpression(node.expression)) {
        found.push({ kind: 'title', text, lines: [lineAt(node.arguments[0].getStart(ast))] });
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(ast);
  return found;
}
