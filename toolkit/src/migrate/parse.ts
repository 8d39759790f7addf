import type { SgNode } from '@ast-grep/napi';
import { Lang, parse, registerDynamicLanguage } from '@ast-grep/napi';
import go from '@ast-grep/lang-go';
import java from '@ast-grep/lang-java';
import python from '@ast-grep/lang-python';

import type { Language } from './modules';

let registered = false;

/**
 * Parses a file. The parsers of Python, Java and Go are registered in one call, because only the first call has an
 * effect.
 */
export function parseFile(path: string, text: string, language: Language): SgNode {
  if (!registered) {
    registerDynamicLanguage({ python, java, go });
    registered = true;
  }
  return parse(grammarOf(path, language), text).root() as SgNode;
}

function grammarOf(path: string, language: Language): string {
  // JavaScript is parsed as TSX, which includes JavaScript, so that both languages have the same kinds of nodes.
  if (language === 'javascript') return Lang.Tsx;
  if (language === 'typescript') return path.endsWith('.tsx') ? Lang.Tsx : Lang.TypeScript;
  return language;
}
