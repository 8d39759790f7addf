import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ToolkitError } from '../../model/errors';

/** The file of a Node.js handler, and the names of the nested exports that lead to the handler function. */
export interface HandlerFile {
  readonly file: string;
  /** Whether the file is an ES module according to its extension or its package.json. */
  readonly isModule: boolean;
  readonly names: readonly string[];
}

/** Finds the file of a Node.js handler such as `src/app.handler` or `index.api.handler`. */
export function nodeHandler(folder: string, handler: string, about: string): HandlerFile {
  const [, path, exported] = handler.match(/^(.*?[^/.][^/.]*)\.([^/]+)$/) ?? [];
  if (path === undefined) throw wrongHandler(handler, about, 'index.handler');
  const names = exported.split('.');
  for (const extension of ['.js', '.mjs', '.cjs']) {
    const file = join(folder, path + extension);
    if (!existsSync(file)) continue;
    return { file, isModule: extension === '.mjs' || (extension === '.js' && isInModulePackage(file)), names };
  }
  throw missingFile(folder, handler, about, [`${path}.js`, `${path}.mjs`, `${path}.cjs`]);
}

/** Finds the module and function of a Python handler such as `app.handler` or `shop/orders.handler`. */
export function pythonHandler(folder: string, handler: string, about: string): { module: string; name: string } {
  const dot = handler.lastIndexOf('.');
  if (dot < 1) throw wrongHandler(handler, about, 'index.handler');
  const module = handler.slice(0, dot).replaceAll('/', '.');
  const path = module.replaceAll('.', '/');
  const candidates = [`${path}.py`, `${path}/__init__.py`];
  if (!candidates.some((file) => existsSync(join(folder, file)))) {
    throw missingFile(folder, handler, about, candidates);
  }
  return { module, name: handler.slice(dot + 1) };
}

function isInModulePackage(file: string): boolean {
  for (let folder = dirname(file); ; folder = dirname(folder)) {
    const text = existsSync(join(folder, 'package.json')) && readFileSync(join(folder, 'package.json'), 'utf8');
    if (text !== false) return isModulePackage(text);
    if (folder === dirname(folder)) return false;
  }
}

function isModulePackage(text: string): boolean {
  try {
    return (JSON.parse(text) as { type?: string }).type === 'module';
  } catch {
    return false;
  }
}

function wrongHandler(handler: string, about: string, example: string): ToolkitError {
  return new ToolkitError(
    'WrongHandler',
    `The handler of the function ${about} is ${JSON.stringify(handler)}, which does not specify a file and an export. Use a handler such as \`${example}\`.`,
  );
}

function missingFile(folder: string, handler: string, about: string, candidates: string[]): ToolkitError {
  const inFolder = dirname(candidates[0]);
  const there = existsSync(join(folder, inFolder)) ? readdirSync(join(folder, inFolder)).slice(0, 10).join(', ') : '';
  return new ToolkitError(
    'HandlerNotFound',
    `The handler of the function ${about} is ${handler}, but the folder ${join(folder, inFolder)} does not contain ${candidates.map((one) => one.split('/').at(-1)).join(' or ')}. Files in the folder: ${there || '(none)'}. Correct \`handler\` or \`code\`, or build the code before the synthesis.`,
  );
}
