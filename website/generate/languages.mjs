// The names and types of a jsii assembly in each language, as HTML.
import { snakeCase } from '../../scripts/rosetta-python.mjs';

export const LANGUAGES = ['typescript', 'python', 'java', 'go'];

const capital = (name) => name[0].toUpperCase() + name.slice(1);
const RESERVED = ['with', 'from', 'import', 'in', 'is', 'not', 'and', 'or', 'pass', 'global', 'lambda', 'None'];
const pythonName = (name) => (RESERVED.includes(snakeCase(name)) ? `${snakeCase(name)}_` : snakeCase(name));

const PRIMITIVES = {
  typescript: { string: 'string', number: 'number', boolean: 'boolean', any: 'any', date: 'Date', json: 'object' },
  python: { string: 'str', number: 'float', boolean: 'bool', any: 'Any', date: 'datetime', json: 'Mapping' },
  java: { string: 'String', number: 'Number', boolean: 'Boolean', any: 'Object', date: 'Instant', json: 'ObjectNode' },
  go: {
    string: '*string',
    number: '*float64',
    boolean: '*bool',
    any: 'interface{}',
    date: '*time.Time',
    json: '*map[string]interface{}',
  },
};
const LISTS = {
  typescript: (type) => `${type}[]`,
  python: (type) => `List[${type}]`,
  java: (type) => `List&lt;${type}&gt;`,
  go: (type) => `*[]${type}`,
};
const MAPS = {
  typescript: (type) => `{ [key: string]: ${type} }`,
  python: (type) => `Mapping[str, ${type}]`,
  java: (type) => `Map&lt;String, ${type}&gt;`,
  go: (type) => `*map[string]${type}`,
};
const NOTHING = { typescript: 'void', python: 'None', java: 'void', go: '' };

/** Returns the type of a value in a language, with links to the types of this library. */
export function typeName(language, type, { assembly, link }) {
  if (!type) return NOTHING[language];
  if (type.primitive) return PRIMITIVES[language][type.primitive];
  if (type.collection) {
    const inner = typeName(language, type.collection.elementtype, { assembly, link });
    return (type.collection.kind === 'array' ? LISTS : MAPS)[language](inner);
  }
  if (type.union) return type.union.types.map((one) => typeName(language, one, { assembly, link })).join(' | ');
  const name = type.fqn.split('.').at(-1);
  const target = link(type.fqn);
  const shown = target ? `<a href="${target}">${name}</a>` : name;
  const isStruct = assembly.types[type.fqn]?.datatype ?? /(Props|Options|Attributes)$/.test(name);
  return language === 'go' && isStruct ? `*${shown}` : shown;
}

/** Returns the parameters of a method or constructor. In Python, the members of the last parameter are keyword arguments. */
function parametersOf(language, parameters, context) {
  return parameters.map(({ name, type, optional, variadic }) => {
    const of = typeName(language, type, context);
    const isStruct = context.assembly.types[type.fqn]?.datatype;
    switch (language) {
      case 'typescript':
        return `${variadic ? '...' : ''}${name}${optional ? '?' : ''}: ${of}${variadic ? '[]' : ''}`;
      case 'python':
        if (isStruct) return `**${of}`;
        return `${variadic ? '*' : ''}${pythonName(name)}: ${of}${optional ? ' = None' : ''}`;
      case 'java':
        return `${of}${variadic ? '...' : ''} ${name}`;
      default:
        return `${name} ${variadic ? '...' : ''}${of}`;
    }
  });
}

const joined = (list) => list.join(', ');

/** Returns the declaration of a member. */
export function signature(language, type, member, context) {
  const { name } = member;
  const isMethod = member.kind === 'method';
  const of = typeName(language, isMethod ? member.returns?.type : member.type, context);
  const parameters = joined(parametersOf(language, member.parameters ?? [], context));
  const owner = member.static || member.kind === 'value' ? type.name : undefined;
  if (member.kind === 'value') return language === 'go' ? `${owner}_${name}` : `${owner}.${name}`;
  if (language === 'typescript') {
    const optional = member.optional && !isMethod ? '?' : '';
    return `${owner ? `${owner}.` : ''}${name}${isMethod ? `(${parameters})` : optional}: ${of}`;
  }
  if (language === 'python') {
    const shown = /^[A-Z_\d]+$/.test(name) ? name : pythonName(name);
    if (isMethod) return `${owner ? `${owner}.` : ''}${shown}(${parameters}) -&gt; ${of}`;
    return `${owner ? `${owner}.` : ''}${shown}: ${of}`;
  }
  if (language === 'java') {
    const constant = /^[A-Z_\d]+$/.test(name);
    if (isMethod) return `${of} ${owner ? `${owner}.` : ''}${name}(${parameters})`;
    if (type.datatype) return `.${name}(${of})`;
    return constant ? `${of} ${owner}.${name}` : `${of} ${owner ? `${owner}.` : ''}get${capital(name)}()`;
  }
  const prefix = owner ? `${owner}_` : '';
  if (isMethod) return `${prefix}${capital(name)}(${parameters}) ${of}`.trim();
  return type.datatype ? `${capital(name)} ${of}` : `${prefix}${capital(name)}() ${of}`;
}

/** Returns the code that creates an instance of a class. */
export function exampleOf(language, type, parameters, context) {
  const all = joined(parametersOf(language, parameters, context));
  switch (language) {
    case 'typescript':
      return `new ${type.name}(${all})`;
    case 'python':
      return `${type.name}(${all})`;
    case 'java': {
      const last = parameters.at(-1);
      if (!context.assembly.types[last?.type.fqn]?.datatype) return `new ${type.name}(${all})`;
      const before = joined(parametersOf(language, parameters.slice(0, -1), context));
      return `${type.name}.Builder.create(${before}) … .build()`;
    }
    default:
      return `New${type.name}(${all})`;
  }
}

/** Returns the code that imports a type. */
export function importOf(language, type, { name, targets }) {
  const { namespace } = type;
  switch (language) {
    case 'typescript':
      return `import { ${type.name} } from '${namespace ? `${name}/${namespace}` : name}';`;
    case 'python':
      return `from ${targets.python.module}${namespace ? `.${namespace}` : ''} import ${type.name}`;
    case 'java':
      return `import ${targets.java.package}.${namespace ? `${namespace}.` : ''}${type.name};`;
    default: {
      const { moduleName, packageName } = targets.go;
      return `import "${moduleName}/${packageName}${namespace ? `/${namespace}` : ''}"`;
    }
  }
}
