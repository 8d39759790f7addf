// Translates samples to Go. The Go code that jsii-rosetta generates does not compile, because it lacks package names, nil
// for omitted optional arguments, and pointers to lists. This translation uses the types of the TypeScript compiler.
// test/bindings compiles the translated samples.
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { ALL_SPEC_FEATURES, loadAssemblyFromPath } from '@jsii/spec';
import ts from 'typescript';
import { root } from './ensure-built.mjs';

const require = createRequire(import.meta.url);
const capital = (name) => name[0].toUpperCase() + name.slice(1);

/** The Go packages that contain the types, and the names of the packages in a program. */
class Packages {
  constructor() {
    const cdk = dirname(require.resolve('aws-cdk-lib/package.json'));
    this.assemblies = [root, cdk].map((one) => loadAssemblyFromPath(one, false, ALL_SPEC_FEATURES));
  }

  /** Returns the type of a declaration. */
  typeOf(declaration) {
    const name = declaration?.name?.text;
    const file = declaration?.getSourceFile().fileName ?? '';
    const [, cdk] = /node_modules\/aws-cdk-lib\/(.*)$/.exec(file) ?? [];
    if (/node_modules\/constructs\//.test(file))
      return { go: 'github.com/aws/constructs-go/constructs/v10', as: 'constructs', name };
    if (cdk) {
      const v2 = 'github.com/aws/aws-cdk-go/awscdk/v2';
      const [, ref] = /^interfaces\/generated\/(aws-[\w-]+)-interfaces\.generated\.d\.ts$/.exec(cdk) ?? [];
      if (ref) {
        const as = `interfaces${ref.replaceAll('-', '')}`;
        const type = this.#find(1, `aws-cdk-lib.interfaces.${ref.replaceAll('-', '_')}.${name}`);
        return type && { go: `${v2}/interfaces/${as}`, as, name, type };
      }
      const [, module] = /^(aws-[\w-]+)\//.exec(cdk) ?? [];
      const type = this.#find(1, `aws-cdk-lib.${module ? `${module.replaceAll('-', '_')}.` : ''}${name}`);
      const as = module?.replaceAll('-', '');
      return type && { go: as ? `${v2}/${as}` : v2, as: as ?? 'awscdk', name, type };
    }
    const [, ours] = /\/lib\/(\w+)\/[^]*\.d\.ts$/.exec(file) ?? [];
    if (!ours || /node_modules\/(?!cdk-apigatewayv2)/.test(file.replace(root, ''))) return undefined;
    const own = 'github.com/cdk-apigatewayv2/cdk-apigatewayv2-go/cdkapigatewayv2';
    for (const namespace of [ours, '']) {
      const type = this.#find(0, ['cdk-apigatewayv2', namespace, name].filter(Boolean).join('.'));
      if (type) return { go: namespace ? `${own}/${namespace}` : own, as: namespace || 'cdkapigatewayv2', name, type };
    }
    return undefined;
  }

  #find(assembly, fqn) {
    return this.assemblies[assembly].types[fqn];
  }
}

/** Translates one sample. */
class Writer {
  constructor(source, checker, packages) {
    this.source = source;
    this.text = source.getFullText();
    this.checker = checker;
    this.packages = packages;
    this.imports = new Map();
  }

  write() {
    const sample = this.source.statements.find((one) => ts.isClassDeclaration(one) && one.name.text === 'Sample');
    const body = sample.members.find(ts.isConstructorDeclaration).body.statements.slice(1);
    const declared = this.source.statements.filter(ts.isVariableStatement);
    const parts = [declared, body].map((list) =>
      list
        .map((one) => this.statement(one))
        .join('\n')
        .trim(),
    );
    const lines = [...this.imports].map(
      ([go, as]) => `\t${go.endsWith(`/${as}`) || IMPLIED[go] === as ? '' : `${as} `}"${go}"\n`,
    );
    return [`import (\n${lines.sort().join('')})`, ...parts].filter(Boolean).join('\n\n');
  }

  fail(node, why) {
    throw new Error(`${why}: ${node.getText(this.source)}`);
  }

  use(go, as) {
    this.imports.set(go, as);
    return as;
  }

  jsii(name) {
    return `${this.use('github.com/aws/jsii-runtime-go', 'jsii')}.${name}`;
  }

  qualified({ go, as, name }) {
    return `${this.use(go, as)}.${name}`;
  }

  // Comments

  leading(node, indent) {
    const ranges = ts.getLeadingCommentRanges(this.text, node.pos) ?? [];
    return ranges
      .filter(
        ({ pos }) =>
          /\n\s*$/.test(this.text.slice(0, pos)) && !/^\/\/\/? (!show|Code snippet)/.test(this.text.slice(pos)),
      )
      .map(({ pos, end }) => `${indent}${this.text.slice(pos, end)}\n`)
      .join('');
  }

  trailing(node) {
    const end = this.text[node.end] === ',' ? node.end + 1 : node.end;
    const ranges = ts.getTrailingCommentRanges(this.text, end) ?? [];
    return ranges.map(({ pos, end: last }) => ` ${this.text.slice(pos, last)}`).join('');
  }

  // Statements

  statement(node) {
    const blank = /^\s*\n\s*\n/.test(this.text.slice(node.pos)) ? '\n' : '';
    return blank + this.leading(node, '') + this.plain(node) + this.trailing(node);
  }

  plain(node) {
    if (ts.isVariableStatement(node)) {
      const declared = node.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.DeclareKeyword);
      return node.declarationList.declarations.map((one) => this.variable(one, declared)).join('\n');
    }
    if (ts.isExpressionStatement(node)) return this.expression(node.expression, 0);
    if (ts.isForOfStatement(node)) {
      const name = node.initializer.declarations[0].name.getText(this.source);
      const statements = node.statement.statements.map((one) => `\t${this.statement(one).replaceAll('\n', '\n\t')}`);
      return `for _, ${name} := range ${this.list(node.expression)} {\n${statements.join('\n')}\n}`;
    }
    return this.fail(node, 'this statement cannot be translated to Go');
  }

  variable(node, declared) {
    const type = this.checker.getTypeAtLocation(node.name);
    if (declared) return `var ${node.name.text} ${this.type(type)}`;
    if (ts.isArrayBindingPattern(node.name)) {
      const [element] = node.name.elements;
      return `${element.name.text} := (*${this.expression(node.initializer, 0)})[0]`;
    }
    return `${node.name.text} := ${this.expression(node.initializer, 0)}`;
  }

  /** Returns the expression over which a loop iterates. */
  list(node) {
    if (!ts.isArrayLiteralExpression(node)) return `*${this.expression(node, 0)}`;
    const list = this.expression(node, 0);
    return list.startsWith('&') ? list.slice(1) : `*${list}`;
  }

  // Types

  /** Returns the struct, class or enum of a type. */
  named(type) {
    const symbol = type.aliasSymbol ?? type.symbol;
    let declaration = symbol?.declarations?.[0];
    if (declaration && ts.isEnumMember(declaration)) declaration = declaration.parent;
    return declaration && this.packages.typeOf(declaration);
  }

  type(given) {
    const type = this.checker.getNonNullableType(given);
    const { flags } = type;
    if (flags & ts.TypeFlags.StringLike && !(flags & ts.TypeFlags.EnumLike)) return '*string';
    if (flags & ts.TypeFlags.NumberLike && !(flags & ts.TypeFlags.EnumLike)) return '*float64';
    if (flags & ts.TypeFlags.BooleanLike) return '*bool';
    if (this.checker.isArrayType(type)) return `*[]${this.type(this.checker.getTypeArguments(type)[0])}`;
    const found = this.named(type);
    if (found) return `${found.type?.datatype ? '*' : ''}${this.qualified(found)}`;
    const index = this.checker.getIndexTypeOfType(type, ts.IndexKind.String);
    if (index) return `*map[string]${this.type(index)}`;
    return 'interface{}';
  }

  // Expressions

  expression(node, depth) {
    if (ts.isParenthesizedExpression(node) || ts.isNonNullExpression(node))
      return this.expression(node.expression, depth);
    if (node.kind === ts.SyntaxKind.ThisKeyword) return 'stack';
    if (ts.isIdentifier(node)) return node.text === 'undefined' ? 'nil' : node.text;
    if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node))
      return `${this.jsii('String')}(${quoted(node.text)})`;
    if (ts.isNumericLiteral(node) || ts.isPrefixUnaryExpression(node))
      return `${this.jsii('Number')}(${node.getText(this.source).replaceAll('_', '')})`;
    if (node.kind === ts.SyntaxKind.TrueKeyword || node.kind === ts.SyntaxKind.FalseKeyword)
      return `${this.jsii('Bool')}(${node.getText(this.source)})`;
    if (ts.isTemplateExpression(node)) return this.template(node, depth);
    if (ts.isArrayLiteralExpression(node)) return this.array(node, depth);
    if (ts.isObjectLiteralExpression(node)) return this.object(node, depth);
    if (ts.isNewExpression(node)) return this.creation(node, depth);
    if (ts.isCallExpression(node)) return this.call(node, depth);
    if (ts.isPropertyAccessExpression(node)) return this.property(node, depth);
    if (ts.isElementAccessExpression(node)) return this.element(node, depth);
    if (ts.isAsExpression(node)) return this.cast(node, depth);
    if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.EqualsToken) {
      const { expression, name } = node.left;
      return `${this.receiver(expression, depth)}.Set${capital(name.text)}(${this.expression(node.right, depth)})`;
    }
    return this.fail(node, 'this expression cannot be translated to Go');
  }

  receiver(node, depth) {
    const inner = ts.isParenthesizedExpression(node) ? node.expression : node;
    return this.expression(inner, depth);
  }

  template(node, depth) {
    const fmt = this.use('fmt', 'fmt');
    const text = node.head.text + node.templateSpans.map(({ literal }) => `%s${literal.text}`).join('');
    const values = node.templateSpans.map(({ expression }) => `*${this.expression(expression, depth)}`);
    return `${this.jsii('String')}(${fmt}.Sprintf(${[quoted(text), ...values].join(', ')}))`;
  }

  array(node, depth) {
    const contextual = this.checker.getContextualType(node) ?? this.checker.getTypeAtLocation(node);
    const lists = contextual.isUnion?.() ? contextual.types : [contextual];
    const list = lists.map((one) => this.checker.getNonNullableType(one)).find((one) => this.checker.isArrayType(one));
    const own = this.checker.getTypeAtLocation(node);
    const element = list
      ? this.type(this.checker.getTypeArguments(list)[0])
      : contextual.flags & ts.TypeFlags.Any
        ? 'interface{}'
        : this.type(this.checker.getTypeArguments(own)[0]);
    if (element === '*string')
      return `${this.jsii('Strings')}(${node.elements.map((one) => this.string(one, depth)).join(', ')})`;
    const values = node.elements.map((one) => this.expression(one, depth + 1));
    return `&[]${element}{${this.listed(values, depth, node)}}`;
  }

  /** Returns the arguments of `jsii.Strings`, which accepts strings instead of pointers. */
  string(node, depth) {
    return ts.isStringLiteral(node) ? quoted(node.text) : `*${this.expression(node, depth)}`;
  }

  listed(values, depth, node) {
    const broken =
      values.length > 0 &&
      (values.join(', ').length > 90 ||
        values.some((one) => one.includes('\n')) ||
        node.getText(this.source).includes('\n'));
    if (!broken) return values.join(', ');
    const indent = '\t'.repeat(depth + 1);
    return `\n${values.map((one) => `${indent}${one},\n`).join('')}${'\t'.repeat(depth)}`;
  }

  object(node, depth) {
    const contextual = this.checker.getContextualType(node) ?? this.checker.getTypeAtLocation(node);
    const types = contextual.isUnion?.() ? contextual.types : [contextual];
    const struct = types.map((one) => this.named(one)).find((found) => found?.type?.datatype);
    let head;
    if (struct) head = `&${this.qualified(struct)}`;
    else {
      const index = types.map((one) => this.checker.getIndexTypeOfType(one, ts.IndexKind.String)).find(Boolean);
      head = `&map[string]${index ? this.type(index) : 'interface{}'}`;
    }
    if (node.properties.length === 0) return `${head}{}`;
    const indent = '\t'.repeat(depth + 1);
    const members = node.properties.map((one) => {
      const name = one.name.text;
      const value = ts.isShorthandPropertyAssignment(one) ? name : this.expression(one.initializer, depth + 1);
      return `${this.leading(one, indent)}${indent}${struct ? capital(name) : quoted(name)}: ${value},${this.trailing(one)}\n`;
    });
    return `${head}{\n${members.join('')}${'\t'.repeat(depth)}}`;
  }

  /** Returns the arguments of a call, with nil for omitted optional arguments. */
  arguments(node, depth) {
    const values = (node.arguments ?? []).map((one) => this.expression(one, depth));
    const signature = this.checker.getResolvedSignature(node);
    const { parameters = [] } = signature?.declaration ?? {};
    const needed = parameters.filter((one) => !one.dotDotDotToken && one.name.text !== 'this');
    for (const parameter of needed.slice(values.length)) {
      const type = this.named(this.checker.getNonNullableType(this.checker.getTypeAtLocation(parameter)));
      values.push(type?.type?.kind === 'enum' ? '""' : 'nil');
    }
    return values.join(', ');
  }

  creation(node, depth) {
    const found = this.named(this.checker.getTypeAtLocation(node));
    if (!found) return this.fail(node, 'a class without a package');
    return `${this.use(found.go, found.as)}.New${found.name}(${this.arguments(node, depth)})`;
  }

  /** Returns the class or enum that an expression names, or undefined for other expressions. */
  ownerOf(node) {
    const symbol = this.checker.getSymbolAtLocation(node);
    const aliased = symbol && symbol.flags & ts.SymbolFlags.Alias ? this.checker.getAliasedSymbol(symbol) : symbol;
    const declaration = aliased?.declarations?.find((one) => ts.isClassDeclaration(one) || ts.isEnumDeclaration(one));
    return declaration && this.packages.typeOf(declaration);
  }

  /** Translates a call. In Go, the name of a static method begins with the class name, as in `Code_FromInline`. */
  call(node, depth) {
    const { expression } = node;
    const name = expression.name.text;
    const owner = this.ownerOf(expression.expression);
    if (owner) return `${this.use(owner.go, owner.as)}.${owner.name}_${capital(name)}(${this.arguments(node, depth)})`;
    const lines = /\n\s*\.$/.test(this.text.slice(0, expression.name.getStart(this.source)));
    const receiver = this.receiver(expression.expression, depth);
    const dot = lines ? `.\n${'\t'.repeat(depth + 1)}` : '.';
    return `${receiver}${dot}${capital(name)}(${this.arguments(node, depth + Number(lines))})`;
  }

  property(node, depth) {
    const name = node.name.text;
    const owner = this.ownerOf(node.expression);
    if (owner) {
      const isEnum = owner.type?.kind === 'enum';
      return `${this.use(owner.go, owner.as)}.${owner.name}_${isEnum ? name : capital(name)}${isEnum ? '' : '()'}`;
    }
    const holder = this.named(this.checker.getNonNullableType(this.checker.getTypeAtLocation(node.expression)));
    return `${this.receiver(node.expression, depth)}.${capital(name)}${holder?.type?.datatype ? '' : '()'}`;
  }

  element(node, depth) {
    return `(*${this.expression(node.expression, depth)})[${node.argumentExpression.getText(this.source)}]`;
  }

  cast(node, depth) {
    const value = this.expression(node.expression, depth);
    return `${value}.(${this.type(this.checker.getTypeAtLocation(node.type))})`;
  }
}

/** Go packages whose name is not the last part of their path. */
const IMPLIED = {
  'github.com/aws/jsii-runtime-go': 'jsii',
  'github.com/aws/aws-cdk-go/awscdk/v2': 'awscdk',
  'github.com/aws/constructs-go/constructs/v10': 'constructs',
};

const quoted = (text) => (text.includes('"') && !text.includes('`') ? `\`${text}\`` : JSON.stringify(text));

/**
 * Translates the samples to Go, in the order of `sources`. If a sample cannot be translated, its entry contains the
 * reason.
 *
 * @param {string[]} sources the complete programs of the samples
 * @returns {{ go?: string, reason?: string }[]}
 */
export function writeGo(sources) {
  const files = new Map(sources.map((text, index) => [join(root, `sample-${index}.ts`), text]));
  const options = {
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.Node16,
    moduleResolution: ts.ModuleResolutionKind.Node16,
    strict: true,
    skipLibCheck: true,
    types: ['node'],
  };
  const host = ts.createCompilerHost(options);
  const { getSourceFile, fileExists, readFile } = host;
  // The compiler reads declarations before sources, as it does in a user's project.
  host.fileExists = (file) => files.has(file) || (isOwnSource(file) ? false : fileExists(file));
  host.readFile = (file) => files.get(file) ?? readFile(file);
  host.getSourceFile = (file, target) =>
    files.has(file) ? ts.createSourceFile(file, files.get(file), target, true) : getSourceFile(file, target);
  const program = ts.createProgram([...files.keys()], options, host);
  const checker = program.getTypeChecker();
  const packages = new Packages();
  return [...files.keys()].map((file) => {
    try {
      return { go: new Writer(program.getSourceFile(file), checker, packages).write() };
    } catch (error) {
      return { reason: error.message };
    }
  });
}

const isOwnSource = (file) => file.startsWith(join(root, 'lib/')) && file.endsWith('.ts') && !file.endsWith('.d.ts');
