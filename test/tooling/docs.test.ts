import * as fs from 'node:fs';
import * as path from 'node:path';

const root = path.resolve(__dirname, '../..');

/** A type or member of the jsii assembly. */
interface Documented {
  readonly name: string;
  readonly docs?: { readonly summary?: string };
  readonly overrides?: string;
}

interface Type extends Documented {
  readonly fqn: string;
  readonly properties?: Documented[];
  readonly methods?: Documented[];
  readonly members?: Documented[];
}

test('every public type and member has a summary, unless it overrides a member with a summary', () => {
  const assembly = path.join(root, '.jsii');
  if (!fs.existsSync(assembly)) throw new Error('not built: npm run build');
  const types: Type[] = Object.values(JSON.parse(fs.readFileSync(assembly, 'utf8')).types);
  const silent = types.flatMap((type) =>
    [type, ...(type.properties ?? []), ...(type.methods ?? []), ...(type.members ?? [])]
      .filter((one) => !one.docs?.summary && !one.overrides)
      .map((one) => (one === type ? type.fqn : `${type.fqn}.${one.name}`)),
  );
  expect(types.length).toBeGreaterThan(100);
  expect(silent).toEqual([]);
});
