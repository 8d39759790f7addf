import { existsSync } from 'node:fs';
import { join } from 'node:path';

import { emptyPlan, nearest } from './dependency-plan';
import type { DependencyContext, DependencyPlan } from './dependency-plan';
import { readIfPresent } from './files';
import { LIBRARY } from './modules';

const MANIFESTS = [
  'uv.lock',
  'poetry.lock',
  'pdm.lock',
  'Pipfile',
  'requirements.txt',
  'requirements.in',
  'pyproject.toml',
  'setup.py',
];

/** Matches `aws-cdk-lib` as a quoted list entry, as in `pyproject.toml` and `setup.py`. */
const QUOTED = /(?:^([ \t]*))?(?<!#[^\n]*)(["'])aws-cdk-lib\b[^"'\n]*\2([ \t]*,)?/m;

/**
 * Plans the dependency of a Python project. For uv, poetry, pdm and pipenv, the plan is a command. For requirements
 * files, pyproject.toml and setup.py, the plan is an edit.
 */
export function planPython(context: DependencyContext): DependencyPlan {
  const found = nearest(context, MANIFESTS, existsSync);
  if (!found) return emptyPlan(`No requirements.txt or pyproject.toml was found. Install ${LIBRARY.pypi} yourself.`);
  const { folder } = found;
  const read = (name: string) => readIfPresent(join(folder, name));
  const manifests = ['pyproject.toml', 'requirements.txt', 'requirements.in', 'Pipfile', 'setup.py'];
  if (manifests.some((name) => hasLibrary(read(name) ?? ''))) return emptyPlan();

  const manager = managerOf(found.name, read('pyproject.toml') ?? '');
  if (manager)
    return { ...emptyPlan(), commands: [{ directory: folder, command: [...manager, LIBRARY.pypi], when: 'before' }] };

  const requirement = `${LIBRARY.pypi}>=${context.version}`;
  for (const name of ['requirements.in', 'requirements.txt', 'pyproject.toml', 'setup.py']) {
    const before = read(name);
    if (before === undefined) continue;
    const after = name.startsWith('requirements')
      ? withRequirement(before, requirement)
      : withEntry(before, requirement);
    if (after === undefined) continue;
    const path = join(folder, name);
    return { edits: [{ path, before, after }], ...install(folder, name, requirement) };
  }
  return emptyPlan(`No file in ${folder} requires aws-cdk-lib. Add ${requirement} to the requirements yourself.`);
}

function hasLibrary(text: string): boolean {
  return /(?:^|["'\s/])cdk[-_]apigatewayv2\b/m.test(text.replace(/#.*$/gm, ''));
}

function managerOf(name: string, pyproject: string): string[] | undefined {
  if (name === 'uv.lock' || /^\[tool\.uv\b/m.test(pyproject)) return ['uv', 'add'];
  if (name === 'poetry.lock' || /^\[tool\.poetry\b/m.test(pyproject)) return ['poetry', 'add'];
  if (name === 'pdm.lock' || /^\[tool\.pdm\b/m.test(pyproject)) return ['pdm', 'add'];
  return name === 'Pipfile' ? ['pipenv', 'install'] : undefined;
}

/** Adds a line to a requirements file, below the line of aws-cdk-lib or at the end of the file. */
function withRequirement(text: string, requirement: string): string {
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  const line = /^[ \t]*aws-cdk-lib\b(?:[^\r\n]*\\\r?\n)*[^\r\n]*/m.exec(text);
  const at = line ? line.index + line[0].length : text.replace(/\s+$/, '').length;
  const before = at === 0 ? '' : text.slice(0, at) + eol;
  return before + requirement + (text.slice(at) || eol);
}

function withEntry(text: string, requirement: string): string | undefined {
  const entry = QUOTED.exec(text);
  if (!entry) return undefined;
  const [whole, indent, quote, comma] = entry;
  const end = entry.index + whole.length;
  const isOwnLine = indent !== undefined && /^[ \t]*(?:#[^\n]*)?\r?(?:\n|$)/.test(text.slice(end));
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  const added = `${isOwnLine ? eol + indent : ' '}${quote}${requirement}${quote}`;
  return `${text.slice(0, end)}${comma ? '' : ','}${added}${comma ? ',' : ''}${text.slice(end)}`;
}

/** Plans how the requirement is installed: by pip in the virtual environment of the project, or by the user. */
function install(folder: string, name: string, requirement: string): Pick<DependencyPlan, 'commands' | 'notes'> {
  const pythons = ['.venv/bin/python', 'venv/bin/python', '.venv/Scripts/python.exe', 'venv/Scripts/python.exe'];
  const active = process.env.VIRTUAL_ENV;
  const own = pythons.map((path) => join(folder, path)).find((path) => existsSync(path));
  const python =
    own ??
    (active && ['bin/python', 'Scripts/python.exe'].map((path) => join(active, path)).find((path) => existsSync(path)));
  if (!python)
    return { commands: [], notes: [`Install the new requirement of ${name}: pip install '${requirement}'.`] };
  const command = [python, '-m', 'pip', 'install', requirement];
  return { commands: [{ directory: folder, command, when: 'before' }], notes: [] };
}
