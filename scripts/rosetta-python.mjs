// Corrects jsii-rosetta's translation to Python. test/bindings runs the corrected samples.
const RESERVED = ['with', 'from', 'import', 'in', 'is', 'not', 'and', 'or', 'pass', 'global', 'lambda'];

export const snakeCase = (name) =>
  name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1_$2')
    .toLowerCase();

/**
 * Corrects the translation of a sample, so that Python runs it.
 *
 * @param {string} python the translation by jsii-rosetta
 * @param {string} typescript the sample
 */
export function repairPython(python, typescript) {
  const keys = [...typescript.matchAll(/(?<![\w.])'?([a-z]\w*)'?:/g)].map(([, key]) => key);
  const keyOf = Object.fromEntries(keys.map((key) => [snakeCase(key), key]));
  let repaired = python
    // If the name of a method is a keyword of Python, its name in the package ends with an underscore.
    .replace(new RegExp(`\\.(${RESERVED.join('|')})\\(`, 'g'), '.$1_(')
    // The keys of maps and of JSON are data, so they keep their case.
    .replace(/"([a-z]\w*)": /g, (all, key) => (key in keyOf ? `"${keyOf[key]}": ` : all))
    // jsii-rosetta does not translate the expressions in template literals.
    .replace(/\bf"[^"\n]*"/g, (literal) =>
      literal.replace(/\{[\w.]+\}/g, (part) => snakeCase(part.replace('this.', 'self.'))),
    )
    .replace(/ == undefined\b/g, ' is None')
    .replace(/ != undefined\b/g, ' is not None')
    .replace(/^( *if .*):/gm, (line) => line.replaceAll('&&', 'and').replaceAll('||', 'or'));
  if (/^ *@jsii\./m.test(repaired)) repaired = `import jsii\n${repaired}`;
  return repaired;
}
