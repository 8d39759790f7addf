// The hash of an asset in a template.
const ASSET = /^[0-9a-f]{64}(?=\.zip$)/;

/**
 * The differences between two JSON values, one line for each path. Asset hashes and the order of keys are not compared.
 *
 * @param {unknown} expected
 * @param {unknown} actual
 */
export function differences(expected, actual, path = '') {
  if (isObject(expected) && isObject(actual)) {
    const keys = [...new Set([...Object.keys(expected), ...Object.keys(actual)])];
    return keys.flatMap((key) => differences(expected[key], actual[key], `${path}/${key}`));
  }
  if (Array.isArray(expected) && Array.isArray(actual)) {
    const length = Math.max(expected.length, actual.length);
    return Array.from({ length }, (_, i) => differences(expected[i], actual[i], `${path}/${i}`)).flat();
  }
  const place = path.split('/').at(-1);
  if (print(expected, place) === print(actual, place)) return [];
  return [`${path}\n  - ${print(expected, place)}\n  + ${print(actual, place)}`];
}

function isObject(value) {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function print(value, place) {
  if (value === undefined) return 'nothing';
  return JSON.stringify(place === 'S3Key' && typeof value === 'string' ? value.replace(ASSET, 'asset') : value);
}
