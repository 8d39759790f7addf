import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { modelOf, readAssembly, type Api, type ApiModel, type Route } from '../../src';

/** The root of the repository. */
export const root = join(__dirname, '../../..');

// The validation against the schemas of CloudFormation takes most of the synthesis time.
process.env.CDK_VALIDATION = 'false';

const folders: string[] = [];

afterAll(() => folders.splice(0).forEach((folder) => rmSync(folder, { recursive: true, force: true })));

/** A temporary folder, removed after the tests of the file. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'apigwv2-test-'));
  folders.push(folder);
  return folder;
}

/** Synthesizes an app as the CDK CLI does, with path metadata, and returns the folder of the assembly. */
export function synthesize(build: (app: App) => void, context: Record<string, unknown> = {}): string {
  const outdir = join(temporaryFolder(), 'cdk.out');
  const metadata = { 'aws:cdk:enable-path-metadata': true, 'aws:cdk:enable-asset-metadata': true };
  const app = new App({ outdir, postCliContext: { ...metadata, ...context }, analyticsReporting: false });
  build(app);
  app.synth();
  return outdir;
}

/** The model of an app. */
export function modelOfApp(build: (app: App) => void): ApiModel {
  return modelOf(readAssembly(synthesize(build)));
}

/** Returns the API with the specified name. */
export function apiNamed(model: ApiModel, name: string): Api {
  const found = model.apis.find((api) => api.name === name);
  if (!found) throw new Error(`No API ${name} among ${model.apis.map((api) => JSON.stringify(api.name)).join(', ')}`);
  return found;
}

/** Returns the route with the specified key. */
export function routeWith(api: Api, key: string): Route {
  const found = api.routes.find((route) => route.key === key);
  if (!found)
    throw new Error(`No route ${key} among ${api.routes.map((route) => JSON.stringify(route.key)).join(', ')}`);
  return found;
}

/** The folders of all committed snapshots of `integ/`. */
export const snapshots = readdirSync(join(root, 'integ'))
  .filter((name) => name.endsWith('.snapshot'))
  .map((name) => [name.replace(/^integ\.|\.ts\.snapshot$/g, ''), join(root, 'integ', name)] as const);
