// What of one jsii assembly's API is missing or different in another's: see `parity-api.mjs`.

/** `Array<string>`, `Map<X>`, `A | B`, … of a jsii type reference; `rename` maps the names of types. */
function typeName(type, rename) {
  if (!type) return 'void';
  if (type.primitive) return type.primitive;
  if (type.fqn) return rename(type.fqn);
  const members = (list) => list.map((one) => typeName(one, rename)).sort();
  if (type.collection) {
    const { kind, elementtype } = type.collection;
    return `${kind === 'array' ? 'Array' : 'Map'}<${typeName(elementtype, rename)}>`;
  }
  if (type.union) return members(type.union.types).join(' | ');
  return members(type.intersection.types).join(' & ');
}

/** All that a type descends from, its bases and interfaces and theirs. */
function ancestors(fqn, types, found = new Set()) {
  const type = types[fqn];
  for (const parent of [type?.base, ...(type?.interfaces ?? [])]) {
    if (!parent || found.has(parent)) continue;
    found.add(parent);
    ancestors(parent, types, found);
  }
  return found;
}

/** Own and inherited members by name, the nearest declaration first; of the types that `within` accepts. */
function members(fqn, types, within) {
  const all = new Map();
  for (const one of [fqn, ...ancestors(fqn, types)]) {
    if (one !== fqn && !within(one)) continue;
    const { properties = [], methods = [] } = types[one] ?? {};
    for (const property of properties)
      if (!all.has(property.name)) all.set(property.name, { ...property, is: 'property' });
    for (const method of methods) if (!all.has(method.name)) all.set(method.name, { ...method, is: 'method' });
  }
  return all;
}

/** Differences of two parameter lists; more parameters at the end are fine where they are optional. */
function parameterDifferences(wanted = [], given = [], rename) {
  const differences = [];
  wanted.forEach((parameter, index) => {
    const at = `parameter ${index + 1} (${parameter.name})`;
    const other = given[index];
    if (!other) return differences.push(`${at} is missing`);
    if (other.name !== parameter.name) differences.push(`${at} is named ${other.name}`);
    for (const flag of ['optional', 'variadic']) {
      if (!!other[flag] !== !!parameter[flag]) differences.push(`${at}: ${flag} is ${!!other[flag]}`);
    }
    const [was, is] = [typeName(parameter.type, rename), typeName(other.type, (name) => name)];
    if (was !== is) differences.push(`${at}: type is ${is}, not ${was}`);
  });
  for (const extra of given.slice(wanted.length)) {
    if (!extra.optional && !extra.variadic) differences.push(`parameter ${extra.name} is new and required`);
  }
  return differences;
}

function memberDifferences(wanted, given, rename) {
  if (wanted.is !== given.is) return [`is a ${given.is}, not a ${wanted.is}`];
  const differences = ['static', 'abstract', 'protected', 'optional', 'immutable', 'const', 'variadic', 'async']
    .filter((flag) => !!wanted[flag] !== !!given[flag])
    .map((flag) => `${flag} is ${!!given[flag]}`);
  const same = (name) => name;
  const returns = (member) => (member.is === 'method' ? member.returns : member);
  const [was, is] = [typeName(returns(wanted)?.type, rename), typeName(returns(given)?.type, same)];
  if (was !== is) differences.push(`type is ${is}, not ${was}`);
  if (wanted.is === 'method') {
    if (!!wanted.returns?.optional !== !!given.returns?.optional) differences.push('optional return differs');
    differences.push(...parameterDifferences(wanted.parameters, given.parameters, rename));
  }
  return differences;
}

function typeDifferences(wanted, given, wantedMembers, { rename, referenceTypes, ourTypes }) {
  const differences = [];
  const add = (where, list) => differences.push(...list.map((what) => ({ where, what })));
  if (wanted.kind !== given.kind) return [{ where: '', what: `is a ${given.kind}, not a ${wanted.kind}` }];
  for (const flag of ['abstract', 'datatype']) {
    if (!!wanted[flag] !== !!given[flag]) add('', [`${flag} is ${!!given[flag]}`]);
  }
  const allTypes = { ...referenceTypes, ...ourTypes };
  const ours = ancestors(given.fqn, allTypes);
  for (const ancestor of ancestors(wanted.fqn, referenceTypes)) {
    if (!ours.has(rename(ancestor))) add('', [`does not descend from ${rename(ancestor)}`]);
  }

  const [was, is] = [wanted.initializer, given.initializer];
  if (!was !== !is) add('constructor', [is ? 'is public' : 'is missing']);
  else if (was) {
    if (!!was.protected !== !!is.protected) add('constructor', [`protected is ${!!is.protected}`]);
    add('constructor', parameterDifferences(was.parameters, is.parameters, rename));
  }
  const givenMembers = members(given.fqn, allTypes, () => true);
  for (const [name, member] of wantedMembers) {
    const other = givenMembers.get(name);
    add(name, other ? memberDifferences(member, other, rename) : ['is missing']);
  }
  for (const { name } of wanted.members ?? []) {
    if (!given.members.some((member) => member.name === name)) add(name, ['is missing']);
  }
  return differences;
}

/**
 * Compares each type of `reference` for which `rename` gives another name with that of `ours`.
 * Returns the numbers of types and members seen and the differences, each with an `id` (`Type.member`) and `what`.
 */
export function apiDifferences(reference, ours, rename) {
  const within = (fqn) => rename(fqn) !== fqn;
  const result = { types: 0, members: 0, differences: [] };
  for (const wanted of Object.values(reference.types).filter(({ fqn }) => within(fqn))) {
    result.types++;
    const fqn = rename(wanted.fqn);
    const id = fqn.slice(ours.name.length + 1);
    const given = ours.types[fqn];
    const wantedMembers = members(wanted.fqn, reference.types, within);
    result.members += wantedMembers.size + (wanted.members?.length ?? 0) + (wanted.initializer ? 1 : 0);
    if (!given) {
      result.differences.push({ id, what: 'is missing' });
      continue;
    }
    const context = { rename, referenceTypes: reference.types, ourTypes: ours.types };
    const differences = typeDifferences(wanted, given, wantedMembers, context);
    result.differences.push(...differences.map(({ where, what }) => ({ id: where ? `${id}.${where}` : id, what })));
  }
  return result;
}

/** Splits differences by an allow list of `{ "<id>: <what>": reason }`; what allows nothing is stale. */
export function judge(differences, allowed) {
  const key = ({ id, what }) => `${id}: ${what}`;
  const keys = new Set(differences.map(key));
  return {
    unexplained: differences.filter((difference) => !(key(difference) in allowed)).map(key),
    explained: differences.filter((difference) => key(difference) in allowed).map(key),
    stale: Object.keys(allowed).filter((entry) => !keys.has(entry)),
    unreasoned: Object.keys(allowed).filter((entry) => !String(allowed[entry]).trim()),
  };
}
