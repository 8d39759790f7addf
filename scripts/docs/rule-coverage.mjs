// Generates docs/rule-coverage.md from the catalog and aws-cdk-lib's L1 classes. The page lists the rules for each property.
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { ALL_SPEC_FEATURES, loadAssemblyFromPath } from '@jsii/spec';

const require = createRequire(import.meta.url);
require('../register-ts.cjs');
const { allRules } = require('../../lib/validation/catalog.ts');
const { TYPES, WITHOUT_API } = require('../../lib/validation/engine/kinds.ts');

const { types } = loadAssemblyFromPath(dirname(require.resolve('aws-cdk-lib/package.json')), false, ALL_SPEC_FEATURES);
const rules = allRules();
const isV2 = (kind) => TYPES[kind].startsWith('AWS::ApiGatewayV2::');

/** Returns the CloudFormation names of the properties of an L1 class. */
function propertiesOf(kind) {
  const [, module, name] = TYPES[kind].split('::');
  const props = types[`aws-cdk-lib.aws_${module.toLowerCase()}.Cfn${name}Props`];
  return (props?.properties ?? []).map(({ name: own }) => own.charAt(0).toUpperCase() + own.slice(1));
}

const topLevel = (property) => property.split(/[.[]/)[0];
const link = (code) => `[\`${code}\`](rules.md#${code.toLowerCase()})`;

function cell(kind, property, protocol) {
  const codes = rules
    .filter((rule) => rule.on === kind && topLevel(rule.property) === property)
    .filter((rule) => protocol === undefined || rule.protocol === undefined || rule.protocol === protocol)
    .map(({ code }) => link(code));
  return [...new Set(codes)].join(', ') || 'nothing to check';
}

function table(kind) {
  const checked = rules.filter(({ on }) => on === kind).map(({ property }) => topLevel(property));
  const known = isV2(kind) ? propertiesOf(kind) : [];
  const properties = [...new Set([...known, ...checked])];
  if (WITHOUT_API.has(kind)) {
    const rows = properties.map((property) => `| ${code(property)} | ${cell(kind, property)} |`);
    return `| Property | Rules |\n|---|---|\n${rows.join('\n')}`;
  }
  const rows = properties.map(
    (property) => `| ${code(property)} | ${cell(kind, property, 'HTTP')} | ${cell(kind, property, 'WEBSOCKET')} |`,
  );
  return `| Property | HTTP APIs | WebSocket APIs |\n|---|---|---|\n${rows.join('\n')}`;
}

const code = (property) => (/^\w+$/.test(property) ? `\`${property}\`` : property);

const kinds = Object.keys(TYPES)
  .filter((kind) => isV2(kind) || rules.some(({ on }) => on === kind))
  .sort((a, b) => Number(isV2(b)) - Number(isV2(a)) || TYPES[a].localeCompare(TYPES[b]));

const text = `# Rule coverage

This page lists the rules that check each property of the API Gateway v2 resources, and of related resources. "Nothing to check" means that
API Gateway is not known to reject or ignore any value that the type of the property allows. The page [Rules](rules.md) explains each code.

${kinds.map((kind) => `## ${TYPES[kind]}\n\n${table(kind)}`).join('\n\n')}
`;

export default () => ({ 'docs/rule-coverage.md': text });
