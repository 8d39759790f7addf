import type { SgNode } from '@ast-grep/napi';

import { MODULES, submoduleNamed } from './modules';
import type { Module } from './modules';
import { commentsBehind, isComment, namedChildren, nodesOf, removeItems } from './source';
import type { Source } from './source';
import { declarationOf } from './typescript-scopes';

const ROOT = 'aws-cdk-lib';

/** A statement that imports the whole of aws-cdk-lib, such as `import * as cdk from 'aws-cdk-lib'`. */
interface RootBinding {
  /** The local name of aws-cdk-lib. */
  readonly name: string;

  /** The import statement, after which imports of cdk-apigatewayv2 are added. */
  readonly statement: SgNode;

  /** Returns a statement that imports a module in the same style as `statement`. */
  readonly importOf: (alias: string, specifier: string) => string;

  /** Whether the statement declares only this name, so that the statement can be removed when the name is unused. */
  readonly isAlone: boolean;

  /**
   * The local names of the modules that were imported after the statement, if the statement is not at the top level.
   */
  readonly aliases: Map<Module, string>;

  /** The number of replaced uses of the local name. */
  replaced: number;
}

/**
 * Rewrites uses of the three modules through the root of aws-cdk-lib, such as
 * `import { aws_apigatewayv2 } from 'aws-cdk-lib'` and `cdk.aws_apigatewayv2`.
 */
export class TypeScriptRoot {
  private readonly bindings: RootBinding[] = [];
  /** The statements to add, by the ID of the statement that precedes them. */
  private readonly added = new Map<number, { after: SgNode; statements: string[] }>();
  /** The local names of the modules that the file imports at its top level. */
  private readonly aliases = new Map<Module, string>();
  private readonly removedStatements = new Set<number>();

  public constructor(
    private readonly source: Source,
    private readonly root: SgNode,
  ) {}

  public rewrite(): void {
    if (!nodesOf(this.root, 'string_fragment').some((string) => string.text() === ROOT)) {
      this.noteUnknownUses();
      return;
    }
    this.findAliases();
    for (const statement of nodesOf(this.root, 'import_statement', 'export_statement')) this.visitStatement(statement);
    for (const call of this.loads()) this.visitLoad(call);
    for (const binding of this.bindings) this.visitUses(binding);
    this.removeUnusedBindings();
    this.insertStatements();
    this.noteUnknownUses();
  }

  /** Finds the namespace imports that the file already has, so that no second import is added. */
  private findAliases(): void {
    for (const statement of namedChildren(this.root)) {
      if (statement.kind() !== 'import_statement') continue;
      const specifier = statement.find({ rule: { kind: 'string_fragment' } })?.text() ?? '';
      const module = MODULES.find(({ typescript }) => typescript.from === specifier || typescript.to === specifier);
      const namespace = statement.find({
        rule: { any: [{ kind: 'namespace_import' }, { kind: 'import_require_clause' }] },
      });
      const isType = /^import\s+type\b/.test(statement.text());
      if (module && namespace && !isType) this.aliases.set(module, namedChildren(namespace)[0]!.text());
      if (specifier !== ROOT || isType) continue;
      for (const item of nodesOf(statement, 'import_specifier')) {
        const named = submoduleNamed(item.field('name')!.text());
        if (named && !/^type\s/.test(item.text())) this.aliases.set(named, localName(item));
      }
    }
  }

  private visitStatement(statement: SgNode): void {
    const string = statement.find({
      rule: { kind: 'string', has: { kind: 'string_fragment', regex: '^aws-cdk-lib$' } },
    });
    const owner = string?.parent();
    if (!string || (owner?.id() !== statement.id() && owner?.kind() !== 'import_require_clause')) return;
    const quote = string.text()[0]!;
    const end = statement.text().endsWith(';') ? ';' : '';
    const isExport = statement.kind() === 'export_statement';
    const typeWord = /^(?:import|export)\s+type\b/.test(statement.text()) ? 'type ' : '';
    const line = (keyword: string, alias: string, specifier: string) =>
      `${keyword} * as ${alias} from ${quote}${specifier}${quote}${end}`;

    const list = statement.find({ rule: { any: [{ kind: 'named_imports' }, { kind: 'export_clause' }] } });
    const items = list ? namedChildren(list) : [];
    const ours = items.filter((item) => submoduleNamed(item.field('name')!.text()));
    const clause = statement.children().find((child) => child.kind() === 'import_clause');
    const others = (clause ? namedChildren(clause) : []).filter((child) => child.kind() !== 'named_imports');

    if (ours.length > 0) {
      const lines = ours.map((item) => {
        const isType = typeWord !== '' || /^type\s/.test(item.text());
        const module = submoduleNamed(item.field('name')!.text())!;
        return line(`${isExport ? 'export' : 'import'}${isType ? ' type' : ''}`, localName(item), module.typescript.to);
      });
      if (ours.length < items.length) {
        const comments = removeItems(this.source, list!, items, ours);
        lines[lines.length - 1] += commentsBehind(this.source, statement, comments);
        this.add(statement, ...lines);
      } else if (others.length > 0) {
        this.source.edit(others[0]!.range().end.index, list!.range().end.index, '');
        this.add(statement, ...lines);
      } else {
        const comments = list!.children().filter(isComment);
        lines[lines.length - 1] += commentsBehind(
          this.source,
          statement,
          comments.map((comment) => comment.text()),
        );
        this.replaceStatement(statement, lines);
      }
    }
    if (isExport) return;
    const isRequire = owner?.kind() === 'import_require_clause';
    const namespaces = isRequire ? [owner!] : others;
    for (const namespace of namespaces) {
      const name = namespace.kind() === 'identifier' ? namespace : namedChildren(namespace)[0]!;
      this.bindings.push({
        name: name.text(),
        statement,
        aliases: new Map(),
        replaced: 0,
        isAlone: items.length === 0 && namespaces.length === 1,
        importOf: (alias, specifier) =>
          isRequire
            ? `import ${typeWord}${alias} = require(${quote}${specifier}${quote})${end}`
            : line(`import${typeWord ? ' type' : ''}`, alias, specifier),
      });
    }
  }

  /** Finds the calls `require('aws-cdk-lib')` and `await import('aws-cdk-lib')`. */
  private loads(): SgNode[] {
    return nodesOf(this.root, 'call_expression').filter((call) => {
      const [argument, ...more] = namedChildren(call.field('arguments') ?? call);
      const callee = call.field('function')?.text();
      const isLoad = callee === 'require' || callee === 'import';
      return isLoad && more.length === 0 && argument?.kind() === 'string' && argument.text().slice(1, -1) === ROOT;
    });
  }

  private visitLoad(call: SgNode): void {
    let value = call;
    let parent = call.parent();
    while (parent && ['await_expression', 'parenthesized_expression'].includes(String(parent.kind()))) {
      value = parent;
      parent = parent.parent();
    }
    const string = namedChildren(call.field('arguments')!)[0]!;
    const { start, end } = string.range();
    const valueStart = value.range().start.index;
    const load = (specifier: string) =>
      value.text().slice(0, start.index - valueStart + 1) + specifier + value.text().slice(end.index - valueStart - 1);

    const member = memberOf(value);
    if (member) {
      this.source.replace(member.node, load(member.module.typescript.to));
      return;
    }
    if (parent?.kind() !== 'variable_declarator' || parent.field('value')?.id() !== value.id()) return;
    const name = parent.field('name')!;
    if (name.kind() === 'object_pattern') {
      this.visitPattern(parent, (module) => load(module.typescript.to));
    } else if (name.kind() === 'identifier') {
      const declaration = parent.parent()!;
      const keyword = declaration.children()[0]!.text();
      const semicolon = declaration.text().endsWith(';') ? ';' : '';
      this.bindings.push({
        name: name.text(),
        statement: declaration,
        aliases: new Map(),
        replaced: 0,
        isAlone: declarators(declaration).length === 1 && declaration.parent()?.kind() !== 'export_statement',
        importOf: (alias, specifier) => `${keyword} ${alias} = ${load(specifier)}${semicolon}`,
      });
    }
  }

  /** Rewrites `const { Stack, aws_apigatewayv2: apigwv2 } = …`. */
  private visitPattern(declarator: SgNode, valueOf: (module: Module) => string): void {
    const pattern = declarator.field('name')!;
    const items = namedChildren(pattern);
    const ours = items.filter((item) => submoduleNamed((item.field('key') ?? item).text()));
    if (ours.length === 0) return;
    const parts = ours.map((item) => {
      const module = submoduleNamed((item.field('key') ?? item).text())!;
      return `${(item.field('value') ?? item).text()} = ${valueOf(module)}`;
    });
    if (ours.length === items.length) {
      this.source.replace(declarator, parts.join(', '));
      return;
    }
    const comments = removeItems(this.source, pattern, items, ours);
    const declaration = declarator.parent()!;
    const exported = declaration.parent()?.kind() === 'export_statement' ? 'export ' : '';
    const keyword = exported + declaration.children()[0]!.text();
    const end = declaration.text().endsWith(';') ? ';' : '';
    const statement = exported ? declaration.parent()! : declaration;
    const lines = parts.map((part) => `${keyword} ${part}${end}`);
    lines[lines.length - 1] += commentsBehind(this.source, statement, comments);
    this.add(statement, ...lines);
  }

  private visitUses(binding: RootBinding): void {
    const identifiers = nodesOf(this.root, 'identifier', 'type_identifier').filter(
      (node) => node.text() === binding.name && isOf(node, binding),
    );
    for (const identifier of identifiers) {
      const member = memberOf(identifier);
      if (member) {
        this.source.replace(member.node, this.aliasOf(member.module, binding));
        binding.replaced += 1;
        continue;
      }
      const declarator = identifier.parent();
      const isValue = declarator?.field('value')?.id() === identifier.id();
      if (
        declarator?.kind() === 'variable_declarator' &&
        isValue &&
        declarator.field('name')?.kind() === 'object_pattern'
      ) {
        const items = namedChildren(declarator.field('name')!);
        const ours = items.filter((item) => submoduleNamed((item.field('key') ?? item).text()));
        this.visitPattern(declarator, (module) => this.aliasOf(module, binding));
        if (ours.length > 0 && ours.length === items.length) binding.replaced += 1;
      }
    }
  }

  /** Returns the local name of a module, and imports the module if the file does not import it yet. */
  private aliasOf(module: Module, binding: RootBinding): string {
    // A name that is declared in a function is visible only in this function.
    const aliases = binding.statement.parent()?.kind() === 'program' ? this.aliases : binding.aliases;
    const existing = aliases.get(module) ?? this.aliases.get(module);
    if (existing) return existing;
    const used = new Set(nodesOf(this.root, 'identifier', 'type_identifier').map((node) => node.text()));
    let alias = module.alias;
    for (let number = 2; used.has(alias); number += 1) alias = `${module.alias}${number}`;
    aliases.set(module, alias);
    this.add(binding.statement, binding.importOf(alias, module.typescript.to));
    return alias;
  }

  /** Removes imports of aws-cdk-lib that are now unused, because compilers and linters report them. */
  private removeUnusedBindings(): void {
    for (const binding of this.bindings) {
      if (!binding.isAlone || binding.replaced === 0) continue;
      const kinds = ['identifier', 'type_identifier', 'shorthand_property_identifier'];
      const all = nodesOf(this.root, ...kinds).filter((node) => node.text() === binding.name && isOf(node, binding));
      if (all.length > binding.replaced + 1) continue;
      const lines = this.added.get(binding.statement.id())?.statements ?? [];
      this.added.delete(binding.statement.id());
      this.replaceStatement(binding.statement, lines);
    }
  }

  private add(after: SgNode, ...statements: string[]): void {
    const entry = this.added.get(after.id()) ?? { after, statements: [] };
    entry.statements.push(...statements);
    this.added.set(after.id(), entry);
  }

  private replaceStatement(statement: SgNode, lines: string[]): void {
    const start = statement.range().start.index;
    const glue = this.source.eol + this.source.indentAt(start);
    this.removedStatements.add(statement.id());
    if (lines.length > 0) this.source.replace(statement, lines.join(glue));
    else removeLine(this.source, statement);
  }

  private insertStatements(): void {
    for (const { after, statements } of this.added.values()) {
      const { start, end } = after.range();
      const rest = /^[ \t]*(?:\/\/[^\r\n]*)?(?=\r?\n|$)/.exec(this.source.text.slice(end.index))?.[0] ?? '';
      const glue = this.source.eol + this.source.indentAt(start.index);
      this.source.edit(end.index + rest.length, end.index + rest.length, glue + statements.join(glue));
    }
  }

  /**
   * Reports possible uses of the modules through an object from outside the file, such as a parameter of a callback.
   */
  private noteUnknownUses(): void {
    const kinds = ['property_identifier', 'shorthand_property_identifier_pattern'];
    for (const node of nodesOf(this.root, ...kinds)) {
      if (!submoduleNamed(node.text()) || this.source.isEdited(node)) continue;
      const parent = node.parent()!;
      const isRead = ['member_expression', 'nested_identifier', 'object_pattern', 'pair_pattern'].includes(
        String(parent.kind()),
      );
      if (!isRead || this.source.isEdited(parent)) continue;
      const message = `\`${parent.text().split('\n')[0]}\` is not changed, because this file does not import the object that contains the module.`;
      this.source.note(
        node,
        'NotRewritten',
        message,
        'Change this code by hand if it reads a module from aws-cdk-lib.',
      );
    }
    this.noteReexports();
  }

  /**
   * Reports imports such as `import { aws_apigatewayv2 } from './cdk'`, because the exports of `./cdk` are not known.
   */
  private noteReexports(): void {
    for (const statement of nodesOf(this.root, 'import_statement', 'export_statement')) {
      const specifier = statement.field('source')?.text().slice(1, -1) ?? '';
      if (!specifier.startsWith('.')) continue;
      for (const item of nodesOf(statement, 'import_specifier', 'export_specifier')) {
        const name = item.field('name')!.text();
        const module = submoduleNamed(name);
        if (!module) continue;
        const message = `\`${name}\` is not changed, because the file imports it from '${specifier}'.`;
        const fix = `If '${specifier}' contains \`export * from 'aws-cdk-lib'\`, import '${module.typescript.to}' instead.`;
        this.source.note(item, 'NotRewritten', message, fix);
      }
    }
  }
}

/**
 * Finds a use such as `value.aws_apigatewayv2` or `value['aws_apigatewayv2']`, where `value` is the given syntax node.
 */
function memberOf(value: SgNode): { node: SgNode; module: Module } | undefined {
  const parent = value.parent();
  if (!parent) return undefined;
  const kind = String(parent.kind());
  if (!['member_expression', 'nested_identifier', 'nested_type_identifier', 'subscript_expression'].includes(kind)) {
    return undefined;
  }
  const [object, ...more] = namedChildren(parent).filter((child) => child.kind() !== 'optional_chain');
  const property = more.at(-1);
  if (object?.id() !== value.id() || !property) return undefined;
  const name = kind === 'subscript_expression' ? property.text().slice(1, -1) : property.text();
  const module = submoduleNamed(name);
  return module && { node: parent, module };
}

/** Whether a name refers to the declaration of the statement, not to a parameter or variable of an inner scope. */
function isOf(identifier: SgNode, { name, statement }: RootBinding): boolean {
  const declaration = declarationOf(identifier, name);
  return declaration === undefined || declaration.id() === statement.id();
}

function localName(specifier: SgNode): string {
  return (specifier.field('alias') ?? specifier.field('name')!).text();
}

function declarators(declaration: SgNode): SgNode[] {
  return declaration.children().filter((child) => child.kind() === 'variable_declarator');
}

/** Removes a statement, and its line if the line contains nothing else. */
function removeLine(source: Source, statement: SgNode): void {
  const { start, end } = statement.range();
  const rest = /^[ \t]*\r?\n/.exec(source.text.slice(end.index))?.[0] ?? '';
  const lineStart = source.text.lastIndexOf('\n', start.index - 1) + 1;
  const isWholeLine = rest !== '' && /^\s*$/.test(source.text.slice(lineStart, start.index));
  source.edit(isWholeLine ? lineStart : start.index, isWholeLine ? end.index + rest.length : end.index, '');
}
