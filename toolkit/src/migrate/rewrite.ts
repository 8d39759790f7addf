import type { SgNode } from '@ast-grep/napi';

import { mayExpectClasses, noteExpectedClasses } from './expected-classes';
import { rewriteGo } from './go';
import { rewriteJava } from './java';
import type { Language } from './modules';
import { parseFile } from './parse';
import { rewritePython } from './python';
import { Source } from './source';
import type { Change, Note } from './source';
import { rewriteTypeScript } from './typescript';

/** The result of the function `rewriteFile`. */
export interface Rewriting {
  /** The new text of the file. Only the rewritten places differ from the old text. */
  readonly text: string;

  /** The changes, sorted by position in the file. */
  readonly changes: Change[];

  /** The places that the user must edit by hand. */
  readonly notes: Note[];
}

const REWRITERS: Record<Language, (source: Source, root: SgNode) => void> = {
  typescript: rewriteTypeScript,
  javascript: rewriteTypeScript,
  python: rewritePython,
  java: rewriteJava,
  go: rewriteGo,
};

/**
 * Rewrites the imports of a source file from aws-cdk-lib's three modules of API Gateway v2 to cdk-apigatewayv2.
 *
 * @param path the path of the file, which distinguishes TSX from TypeScript
 * @param text the content of the file
 * @param language the language of the file
 */
export function rewriteFile(path: string, text: string, language: Language): Rewriting {
  if (!mayExpectClasses(text)) return { text, changes: [], notes: [] };
  const root = parseFile(path, text, language);
  const source = new Source(text);
  noteExpectedClasses(source, root);
  REWRITERS[language](source, root);
  noteAlphaModules(source);
  const notes = source.notes.sort((a, b) => a.line - b.line);
  return { ...source.result(), notes };
}

const ALPHA_MODULES =
  /@aws-cdk\/aws-apigatewayv2(?:-\w+)?-alpha|\baws_apigatewayv2(?:_\w+)?_alpha\b|services\.apigatewayv2(?:\.\w+)?\.alpha\b|awscdkapigatewayv2\w*alpha/;

/**
 * Reports uses of the alpha modules, which preceded the aws-cdk-lib modules. The alpha modules contain different
 * classes, which produce different templates.
 */
function noteAlphaModules(source: Source): void {
  const index = source.text.search(ALPHA_MODULES);
  if (index < 0) return;
  source.notes.push({
    code: 'NotRewritten',
    line: source.text.slice(0, index).split('\n').length,
    message: 'The file uses an alpha module of API Gateway v2, which apigwv2 migrate does not rewrite.',
    fix: 'Replace the alpha module with the aws-cdk-lib module, check the templates with `cdk diff`, and run the command again.',
  });
}

const EXTENSIONS: Record<string, Language> = {
  '.ts': 'typescript',
  '.tsx': 'typescript',
  '.mts': 'typescript',
  '.cts': 'typescript',
  '.js': 'javascript',
  '.jsx': 'javascript',
  '.mjs': 'javascript',
  '.cjs': 'javascript',
  '.py': 'python',
  '.pyi': 'python',
  '.java': 'java',
  '.go': 'go',
};

/** Returns the language of a file by its extension. Undefined for files that `migrate` does not rewrite. */
export function languageOf(path: string): Language | undefined {
  if (/\.d\.[cm]?ts$/.test(path)) return undefined;
  return EXTENSIONS[/\.[^./\\]+$/.exec(path)?.[0] ?? ''];
}
