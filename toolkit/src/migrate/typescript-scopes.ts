import type { SgNode } from '@ast-grep/napi';

import { namedChildren } from './source';

/**
 * Returns the syntax node that declares the name used at a position in a TypeScript or JavaScript file: a statement,
 * function parameters, a loop or a `catch`. Undefined if no enclosing scope declares the name.
 */
export function declarationOf(use: SgNode, name: string): SgNode | undefined {
  for (let scope = use.parent(); scope; scope = scope.parent()) {
    const found = declarationsIn(scope).find((declaration) => namesDeclaredBy(declaration).includes(name));
    if (found) return found;
  }
  return undefined;
}

function declarationsIn(scope: SgNode): SgNode[] {
  switch (String(scope.kind())) {
    case 'program':
    case 'statement_block':
    case 'class_static_block':
    case 'switch_case':
    case 'switch_default':
      return namedChildren(scope).map((child) => child.field('declaration') ?? child);
    case 'for_statement':
      return namedChildren(scope).filter((child) => child.kind() === 'lexical_declaration');
    case 'for_in_statement':
      return scope.field('kind') ? [scope] : [];
    case 'catch_clause':
      return [scope];
    default:
      return [scope.field('parameters') ?? scope.field('parameter')].filter((one) => one !== null);
  }
}

function namesDeclaredBy(declaration: SgNode): string[] {
  switch (String(declaration.kind())) {
    case 'lexical_declaration':
    case 'variable_declaration':
      return namedChildren(declaration).flatMap((declarator) => namesIn(declarator.field('name')));
    case 'import_statement':
      return namesOfImport(declaration);
    case 'for_in_statement':
      return namesIn(declaration.field('left'));
    case 'catch_clause':
      return namesIn(declaration.field('parameter'));
    case 'import_alias':
      return namesIn(namedChildren(declaration)[0] ?? null);
    case 'formal_parameters':
    case 'identifier':
      return namesIn(declaration);
    default:
      return /_declaration$/.test(String(declaration.kind())) ? namesIn(declaration.field('name')) : [];
  }
}

/** Returns the names that a destructuring pattern declares, without names in default values and types. */
function namesIn(pattern: SgNode | null): string[] {
  switch (String(pattern?.kind())) {
    case 'identifier':
    case 'type_identifier':
    case 'shorthand_property_identifier_pattern':
      return [pattern!.text()];
    case 'assignment_pattern':
    case 'object_assignment_pattern':
      return namesIn(pattern!.field('left'));
    case 'pair_pattern':
      return namesIn(pattern!.field('value'));
    case 'required_parameter':
    case 'optional_parameter':
      return namesIn(pattern!.field('pattern'));
    case 'formal_parameters':
    case 'object_pattern':
    case 'array_pattern':
    case 'rest_pattern':
      return namedChildren(pattern!).flatMap(namesIn);
    default:
      return [];
  }
}

function namesOfImport(statement: SgNode): string[] {
  return namedChildren(statement).flatMap((child): string[] => {
    switch (String(child.kind())) {
      case 'import_clause':
      case 'named_imports':
      case 'namespace_import':
      case 'import_require_clause':
        return namesOfImport(child);
      case 'import_specifier':
        return namesIn(child.field('alias') ?? child.field('name'));
      default:
        return namesIn(child);
    }
  });
}
