import type { SgNode } from '@ast-grep/napi';

import { isL1, isL1OfApiGatewayV2, moduleFrom, MODULES, submoduleNamed } from './modules';
import type { Module } from './modules';
import { isLocal } from './python-scopes';
import { namedChildren, nodesOf, removeItems } from './source';
import type { Source } from './source';

const ROOT = 'aws_cdk';

/** Rewrites the imports of a Python file. Imports of L1 classes do not change. */
export function rewritePython(source: Source, root: SgNode): void {
  new PythonFile(source, root).rewrite();
}

class PythonFile {
  /** The local names through which the code uses the L1 classes of a module after the module's import was rewritten. */
  private readonly l1Aliases = new Map<Module, string>();

  public constructor(
    private readonly source: Source,
    private readonly root: SgNode,
  ) {}

  public rewrite(): void {
    for (const statement of nodesOf(this.root, 'import_from_statement')) {
      const from = statement.field('module_name')?.text();
      if (from === ROOT) this.visitFromRoot(statement);
      else if (from !== undefined && moduleFrom('python', from))
        this.visitFromModule(statement, moduleFrom('python', from)!);
    }
    for (const statement of nodesOf(this.root, 'import_statement')) this.visitImport(statement);
    this.noteStrings();
    this.noteInstanceTests();
  }

  /** Rewrites `from aws_cdk import Stack, aws_apigatewayv2 as apigwv2`. */
  private visitFromRoot(statement: SgNode): void {
    const items = importedItems(statement);
    if (items.length === 0) return this.visitWildcard(statement);
    const removed: SgNode[] = [];
    const lines: string[] = [];
    for (const item of items) {
      const { name, local } = itemNames(item);
      const module = submoduleNamed(name);
      if (!module) continue;
      const uses = this.usesOf([local]);
      const l1 = uses.filter((use) => isL1(use.member));
      if (l1.length > 0 && l1.length === uses.length) continue;
      removed.push(item);
      lines.push(importAs(module, local));
      if (l1.length > 0) lines.push(this.keepL1(module, local, l1));
    }
    this.replaceItems(statement, items, removed, lines);
  }

  /**
   * Adds imports after `from aws_cdk import *` for the modules that the file uses, because the file got these modules
   * from the wildcard import.
   */
  private visitWildcard(statement: SgNode): void {
    const imports = nodesOf(this.root, 'import_statement', 'import_from_statement').flatMap(importedItems);
    const lines = MODULES.flatMap((module) => {
      const name = module.submodule;
      if (imports.some((item) => itemNames(item).local === name)) return [];
      const uses = this.usesOf([name]);
      const l1 = uses.filter((use) => isL1(use.member));
      if (uses.length === l1.length) return [];
      return [importAs(module, name), ...(l1.length > 0 ? [this.keepL1(module, name, l1)] : [])];
    });
    if (lines.length > 0) this.insertAfter(statement, lines, []);
  }

  /** Rewrites `from aws_cdk.aws_apigatewayv2 import HttpApi, CfnRoute`. */
  private visitFromModule(statement: SgNode, module: Module): void {
    const moduleName = statement.field('module_name')!;
    const items = importedItems(statement);
    const l1 = items.filter((item) => isL1(itemNames(item).name));
    if (items.length > 0 && l1.length === items.length) return;
    this.source.replace(moduleName, module.python.to);
    if (items.length === 0) {
      const used = new Set(nodesOf(this.root, 'identifier').map((node) => node.text()));
      const names = [...used].filter((name) => module === MODULES[0] && isL1OfApiGatewayV2(name)).sort();
      if (names.length > 0) this.insertAfter(statement, [`from ${module.python.from} import ${names.join(', ')}`], []);
      return;
    }
    if (l1.length === 0) return;
    const comments = removeItems(this.source, statement, items, l1);
    const names = l1.map((item) => item.text()).join(', ');
    this.insertAfter(statement, [`from ${module.python.from} import ${names}`], comments);
  }

  /** Rewrites `import aws_cdk.aws_apigatewayv2 as apigwv2` and `import aws_cdk as cdk`. */
  private visitImport(statement: SgNode): void {
    const items = importedItems(statement);
    const texts: string[] = [];
    const after: string[] = [];
    let isChanged = false;
    for (const item of items) {
      const { name, local } = itemNames(item);
      const module = moduleFrom('python', name);
      const isAliased = item.kind() === 'aliased_import';
      if (module && isAliased) {
        const uses = this.usesOf([local]);
        const l1 = uses.filter((use) => isL1(use.member));
        if (l1.length > 0 && l1.length === uses.length) {
          texts.push(item.text());
          continue;
        }
        isChanged = true;
        texts.push(`${module.python.to} as ${local}`);
        if (l1.length > 0) after.push(this.keepL1(module, local, l1));
      } else if (module) {
        const isKept = this.rewritePath(name.split('.'), module);
        if (isKept === 'unused') {
          texts.push(item.text());
          continue;
        }
        isChanged = true;
        texts.push(module.python.to);
        if (isKept === 'L1') texts.push(item.text());
        else if (this.needsRoot(items)) texts.push(ROOT);
      } else {
        texts.push(item.text());
        if (name !== ROOT) continue;
        for (const each of MODULES) {
          const isImported = nodesOf(this.root, 'import_statement').some((other) =>
            importedItems(other).some((imported) => imported.text() === each.python.from),
          );
          if (!isAliased && isImported) continue;
          if (this.rewritePath([local, each.submodule], each) !== 'unused') after.push(`import ${each.python.to}`);
        }
      }
    }
    if (isChanged) {
      const unique = [...new Set(texts)];
      const start = statement.range().start.index;
      const first = items[0]!.range().start.index;
      const rest = [...unique, ...after.splice(0).map((line) => line)];
      const lines = rest.map((text) => (/^(?:from|import) /.test(text) ? text : `import ${text}`));
      const isOne = items.length > 1 && unique.length === items.length && lines.length === unique.length;
      if (isOne) this.source.edit(first, statement.range().end.index, unique.join(', '));
      else this.source.edit(start, statement.range().end.index, lines.join(this.glue(statement)));
    } else if (after.length > 0) {
      this.insertAfter(statement, [...new Set(after)], []);
    }
  }

  /**
   * Rewrites uses such as `aws_cdk.aws_apigatewayv2.HttpApi`. Returns `unused` if no use was rewritten, `L1` if only
   * uses of L1 classes remain, and `rewritten` if no use remains.
   */
  private rewritePath(path: string[], module: Module): 'unused' | 'L1' | 'rewritten' {
    const uses = this.usesOf(path);
    const ours = uses.filter((use) => !isL1(use.member));
    for (const use of ours) this.source.replace(use.node, module.python.to);
    if (ours.length === 0) return uses.length > 0 || path.length === 2 ? 'unused' : 'rewritten';
    return uses.length > ours.length ? 'L1' : 'rewritten';
  }

  /** Whether the file uses the name `aws_cdk` and has no other import that provides the name. */
  private needsRoot(items: SgNode[]): boolean {
    const isOurs = (path: string[]) => submoduleNamed(path[1] ?? '') !== undefined && !isL1(path[2] ?? '');
    const isUsed = nodesOf(this.root, 'attribute').some((node) => {
      const path = node.text().split('.');
      return path[0] === ROOT && node.parent()?.kind() !== 'attribute' && !isOurs(path);
    });
    const others = nodesOf(this.root, 'import_statement')
      .flatMap(importedItems)
      .filter((item) => !items.some((own) => own.id() === item.id()) || item.text() === ROOT);
    return isUsed && !others.some((item) => /^aws_cdk(?:\.|$)/.test(item.text()) && !moduleFrom('python', item.text()));
  }

  /** Returns the uses of a dotted name: the syntax node of the name, and the member that follows the name. */
  private usesOf(path: string[]): { node: SgNode; member: string }[] {
    const dotted = path.join('.');
    const nodes = path.length === 1 ? nodesOf(this.root, 'identifier') : nodesOf(this.root, 'attribute');
    const uses: { node: SgNode; member: string }[] = [];
    for (const node of nodes) {
      if (node.text().replace(/\s/g, '') !== dotted) continue;
      const parent = node.parent()!;
      if (isInImport(node) || isLocal(node, path[0]!)) continue;
      if (parent.kind() === 'attribute') {
        if (parent.field('object')?.id() !== node.id()) continue;
        uses.push({ node, member: parent.field('attribute')!.text() });
      } else if (!(parent.kind() === 'keyword_argument' && parent.field('name')?.id() === node.id())) {
        uses.push({ node, member: '' });
      }
    }
    // Quoted annotations, such as "apigwv2.CfnRoute", are strings, so the list does not contain them.
    return uses;
  }

  /**
   * Replaces the module name in uses of L1 classes with an alias, and returns an import that binds the module of
   * aws_cdk to this alias.
   */
  private keepL1(module: Module, local: string, uses: { node: SgNode }[]): string {
    const alias = this.l1Aliases.get(module) ?? this.freeName(module.submodule, local);
    this.l1Aliases.set(module, alias);
    for (const use of uses) this.source.replace(use.node, alias);
    const quoted = new RegExp(`^${local}(?=\\.Cfn[A-Z])`);
    for (const string of nodesOf(this.root, 'string_content')) {
      if (!quoted.test(string.text()) || string.parent()?.parent()?.kind() !== 'type') continue;
      const start = string.range().start.index;
      this.source.edit(start, start + local.length, alias);
    }
    return `from ${ROOT} import ${module.submodule}${alias === module.submodule ? '' : ` as ${alias}`}`;
  }

  private freeName(name: string, local: string): string {
    const used = new Set(
      nodesOf(this.root, 'identifier')
        .filter((node) => !isInImport(node))
        .map((node) => node.text()),
    );
    let free = name;
    for (const candidate of [name, `aws_cdk_${name.slice(4)}`, `${name}_l1`]) {
      free = candidate;
      if (candidate !== local && !used.has(candidate)) break;
    }
    return free;
  }

  private replaceItems(statement: SgNode, items: SgNode[], removed: SgNode[], lines: string[]): void {
    if (removed.length === 0) return;
    if (removed.length < items.length) {
      this.insertAfter(statement, lines, removeItems(this.source, statement, items, removed));
      return;
    }
    const comments = statement.children().filter((child) => child.kind() === 'comment');
    const behind = comments.map((comment) => `  ${comment.text()}`).join('');
    this.source.replace(statement, lines.join(this.glue(statement)) + behind);
  }

  private insertAfter(statement: SgNode, lines: string[], comments: string[]): void {
    const end = statement.range().end.index;
    const rest = /^[ \t]*(?:#[^\r\n]*)?(?=\r?\n|$)/.exec(this.source.text.slice(end))?.[0];
    const at = this.isOneLine(statement) || rest === undefined ? end : end + rest.length;
    const glue = this.glue(statement);
    const behind = this.isOneLine(statement) ? '' : comments.map((comment) => `  ${comment}`).join('');
    this.source.edit(at, at, glue + lines.join(glue) + behind);
  }

  /**
   * Returns the separator between two statements: a line break, or a semicolon if the statement shares a line with
   * another statement.
   */
  private glue(statement: SgNode): string {
    if (this.isOneLine(statement)) return '; ';
    return this.source.eol + this.source.indentAt(statement.range().start.index);
  }

  private isOneLine(statement: SgNode): boolean {
    const { start, end } = statement.range();
    const lineStart = this.source.text.lastIndexOf('\n', start.index - 1) + 1;
    const isFirst = /^\s*$/.test(this.source.text.slice(lineStart, start.index));
    return !isFirst || /^[ \t]*;/.test(this.source.text.slice(end.index));
  }

  /** Reports names of modules in strings, such as `mock.patch("aws_cdk.aws_apigatewayv2.HttpApi")`. */
  private noteStrings(): void {
    for (const string of nodesOf(this.root, 'string_content')) {
      if (!/^aws_cdk\.aws_apigatewayv2(?:_integrations|_authorizers)?(?![\w])/.test(string.text())) continue;
      this.source.note(
        string,
        'NotRewritten',
        `"${string.text()}" is not changed, because it is a string.`,
        'Change the string by hand if the code loads a module by this name.',
      );
    }
  }

  private noteInstanceTests(): void {
    for (const call of nodesOf(this.root, 'call')) {
      const callee = call.field('function')?.text();
      if (callee !== 'isinstance' && callee !== 'issubclass') continue;
      const [, tested] = namedChildren(call.field('arguments')!);
      if (!tested || !this.isL2(tested)) continue;
      this.source.note(
        call,
        'InstanceTest',
        `After the migration, \`${call.text().split('\n')[0]}\` matches only constructs of cdk-apigatewayv2.`,
        'Test for the L1 class, which both libraries share. If apps that use aws-cdk-lib also use this file, pass the file to --skip.',
      );
    }
  }

  /** Whether an expression names an L2 class from the three aws-cdk-lib modules. */
  private isL2(expression: SgNode): boolean {
    const locals = new Map<string, string>();
    for (const statement of nodesOf(this.root, 'import_from_statement')) {
      const from = statement.field('module_name')?.text() ?? '';
      for (const item of importedItems(statement)) {
        const { name, local } = itemNames(item);
        if (from === ROOT && submoduleNamed(name)) locals.set(local, '');
        if (moduleFrom('python', from)) locals.set(local, name);
      }
    }
    for (const item of nodesOf(this.root, 'import_statement').flatMap(importedItems)) {
      const { name, local } = itemNames(item);
      if (moduleFrom('python', name) && local !== name) locals.set(local, '');
    }
    const paths = [expression, ...nodesOf(expression, 'identifier', 'attribute')].map((node) => node.text());
    return paths.some((path) => {
      const [first, ...rest] = path.split('.');
      const isQualified = rest.length > 1 && submoduleNamed(rest[0]!) !== undefined;
      const name = locals.get(first!) || rest.at(-1);
      return (locals.has(first!) || isQualified) && name !== undefined && !isL1(name);
    });
  }
}

/** Returns the statement that imports a whole module under the given name. */
function importAs(module: Module, local: string): string {
  const [parent, child] = module.python.to.split('.');
  if (!child) return local === parent ? `import ${parent}` : `import ${parent} as ${local}`;
  return `from ${parent} import ${child}${local === child ? '' : ` as ${local}`}`;
}

function importedItems(statement: SgNode): SgNode[] {
  const module = statement.field('module_name');
  return namedChildren(statement).filter(
    (child) => child.id() !== module?.id() && ['dotted_name', 'aliased_import'].includes(String(child.kind())),
  );
}

function itemNames(item: SgNode): { name: string; local: string } {
  const name = (item.field('name') ?? item).text();
  return { name, local: item.field('alias')?.text() ?? name };
}

function isInImport(node: SgNode): boolean {
  return node.ancestors().some((ancestor) => /^import_(?:from_)?statement$/.test(String(ancestor.kind())));
}
