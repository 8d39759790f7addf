import * as fs from 'node:fs';
import * as path from 'node:path';
import * as rest from 'aws-cdk-lib/aws-apigateway';

import * as lib from '../../lib';
import * as authorizers from '../../lib/authorizers';
import * as cloudfront from '../../lib/cloudfront';
import * as integrations from '../../lib/integrations';

const root = path.resolve(__dirname, '../..');

const sources = fs
  .readdirSync(path.join(root, 'lib'), { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts') && !file.endsWith('.d.ts'))
  .map((file) => fs.readFileSync(path.join(root, 'lib', file), 'utf8'))
  .join('\n');

const ours = { ...lib, ...authorizers, ...cloudfront, ...integrations };

const rows = fs
  .readFileSync(path.join(root, 'docs/service-coverage.md'), 'utf8')
  .split('\n')
  .filter((line) => /^\| (?!\*\*|Feature|-)/.test(line))
  .map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );

/** Returns the names of classes, methods and properties in a table cell. Commands, which contain spaces, are left out. */
const namesIn = (cell: string) => [...cell.matchAll(/`([A-Za-z]+)(?:\.\w+)?`/g)].map(([, name]) => name!);

test('every feature is supported or missing for each kind of API, with an alternative if it is missing', () => {
  expect(rows.length).toBeGreaterThan(45);
  expect(rows.filter((cells) => cells.length !== 4 || cells.some((cell) => cell === ''))).toEqual([]);
});

test('this library provides every construct and option that the table names', () => {
  const names = rows.flatMap(([, http, webSocket]) => namesIn(`${http} ${webSocket}`));
  expect(names.length).toBeGreaterThan(60);
  const missing = names.filter((name) =>
    /^[A-Z]/.test(name)
      ? !(name in ours)
      : !new RegExp(`(readonly|public|get) ${name}[?(:]|^  ${name}\\(`, 'm').test(sources),
  );
  expect(missing).toEqual([]);
});

test('every class that the table names for REST APIs is in aws-apigateway or this library', () => {
  const wafv2 = ['CfnWebACLAssociation'];
  const names = rows.flatMap(([, , , restApis]) => namesIn(restApis!)).filter((name) => /^[A-Z]/.test(name));
  expect(names.length).toBeGreaterThan(15);
  expect(names.filter((name) => !(name in rest) && !(name in ours) && !wafv2.includes(name))).toEqual([]);
});
