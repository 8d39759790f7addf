import * as fs from 'node:fs';
import * as path from 'node:path';

const root = path.resolve(__dirname, '../..');

interface Type {
  readonly fqn: string;
  readonly name: string;
  readonly kind: string;
  readonly abstract?: boolean;
  readonly base?: string;
  readonly interfaces?: string[];
}

/** The base types of classes that need an app: constructs, integrations and authorizers. */
const PLUGS =
  /\.(Construct|Resource|HttpRouteIntegration|WebSocketRouteIntegration|IHttpRouteAuthorizer|IWebSocketRouteAuthorizer|IAccessLogDestination)$/;

test('every construct, integration and authorizer is used by at least one integ app', () => {
  const assembly = path.join(root, '.jsii');
  if (!fs.existsSync(assembly)) throw new Error('not built: npm run build');
  const types: Record<string, Type> = JSON.parse(fs.readFileSync(assembly, 'utf8')).types;
  const plugs = (fqn: string): boolean =>
    PLUGS.test(fqn) || [types[fqn]?.base, ...(types[fqn]?.interfaces ?? [])].some((each) => each && plugs(each));
  const wanted = Object.values(types).filter(({ fqn, kind, abstract }) => kind === 'class' && !abstract && plugs(fqn));

  const apps = fs.readdirSync(path.join(root, 'integ')).filter((file) => /^integ\..*\.ts$/.test(file));
  const text = apps.map((file) => fs.readFileSync(path.join(root, 'integ', file), 'utf8')).join('\n');
  const missing = wanted.filter(({ name }) => !new RegExp(`\\bnew ${name}\\b|\\b${name}\\.from`).test(text));

  expect(wanted.length).toBeGreaterThan(40);
  expect(missing.map(({ fqn }) => fqn)).toEqual([]);
});
