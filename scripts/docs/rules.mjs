// Generates docs/rules.md from the catalog.
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
require('../register-ts.cjs');
const { CONTEXT_WARNINGS } = require('../../lib/validation/context-keys.ts');
const { CONSTRUCTOR_WARNINGS } = require('../../lib/validation/warnings.ts');
const { SECURE_RULES, allRules, rulesByTopic } = require('../../lib/validation/catalog.ts');

const PROTOCOLS = { HTTP: 'HTTP', WEBSOCKET: 'WebSocket' };
const cell = (text) => text.replaceAll('|', '\\|').replaceAll('<', '&lt;');

/** Returns one row for each code. If one declaration applies to several properties, its rules share a row. */
function rowsOf(declarations) {
  const byCode = new Map();
  for (const declaration of declarations) {
    const known = byCode.get(declaration.code) ?? { ...declaration, protocols: new Set() };
    known.protocols.add(PROTOCOLS[declaration.protocol] ?? '');
    byCode.set(declaration.code, known);
  }
  return [...byCode.values()];
}

// Several topics can contain the same code, so only the first row of a code has an anchor
const anchored = new Set();
function anchor(code) {
  if (anchored.has(code)) return '';
  anchored.add(code);
  return `<a id="${code.toLowerCase()}"></a> `;
}

const row = ({ code, severity, protocols, summary, page, fix, evidence, source }) =>
  `| ${anchor(code)}\`${code}\` | ${severity} | ${protocols.size === 1 ? [...protocols] : ''} | ` +
  `${cell(summary)} | ${cell(fix)} | ${evidence}: ${cell(source)} | [AWS](${page}) |`;

const table = (declarations) => `| Code | | APIs | What is wrong | What to do | Evidence | Page |
|---|---|---|---|---|---|---|
${rowsOf(declarations).map(row).join('\n')}`;

const rules = allRules();
const ruled = new Set(rules.map(({ code }) => code));
const added = Object.values(CONSTRUCTOR_WARNINGS)
  .filter(({ code }) => !ruled.has(code))
  .map((warning) => ({ ...warning, severity: 'warning' }));

const text = `# Rules

If API Gateway rejects a value, a rule reports an error, which fails the synthesis. If the deployment of a value succeeds but the value has
an unintended effect, a rule reports a warning. The message contains the fix, so that you can correct the value before a deployment fails.

The rules check the finished construct tree, which includes L2 and L1 constructs, escape hatches, changes by Aspects, and the routes of an
API in nested stacks and in other stacks of the app. The rules do not check values that are known only at deployment, such as tokens, imported values,
conditions, dynamic references, documents in a bucket and templates that a macro rewrites. The rules do not report a resource as missing if
a nested template, a custom resource or a CloudFormation module refers to the API and may create the resource.

The rules on routes, integrations, authorizers and CORS also check the [OpenAPI documents](openapi.md#find-errors-in-a-document) of HTTP
APIs. If the import of a document omits the invalid part and succeeds, the rules report a warning instead of an error.

The rules run in every app that creates an API, a stage, a domain name or another construct of this library. In an app that consists
only of L1 constructs or included templates, \`Rules.of(app).check()\` enables the rules. Constructors throw an error for an invalid value,
so that the stack trace begins at your line. At synthesis, CDK reports all other findings together. Each finding contains the path of its
construct and the line that created the construct:

\`\`\`text
Validation failed with the following errors:
  [Shop/Second] [StageDuplicate] stageName must differ from the names of the other stages of the API ('Shop/First' has the same name), got 'prod'. …
  [Shop/Route] [RouteKeyInvalid] RouteKey must be '$default', or consist of a method (…), a space and a path, got 'get /books'. Did you mean 'GET /books'? …
\`\`\`

## Why a finding is an error or a warning

Each rule states its evidence:

| Evidence | Meaning | Severity |
|---|---|---|
| observed | The error message of AWS is known from a failed deployment or an acceptance test of the Terraform AWS provider. | error |
| documented | An AWS reference states a hard constraint, and AWS is not known to accept a value that violates the constraint. | error if AWS is known to validate the property, otherwise warning |
| inferred | The behavior follows from the documentation of AWS, or the failure occurs only at run time. | warning |

A rule must never reject a template whose deployment succeeds. If a rule is wrong,
[open an issue](https://github.com/cdk-apigatewayv2/cdk-apigatewayv2/issues/new) with the code, the value and the response of AWS to your
deployment. Until the rule is corrected, disable the rule as shown below.

## Acknowledge a warning

To acknowledge a warning, use its ID \`cdk-apigatewayv2:<code>\`, as for other CDK warnings:

\`\`\`ts
import { Acknowledgment, Annotations, Validations } from 'aws-cdk-lib';
import { HttpApi } from 'cdk-apigatewayv2';

const api = new HttpApi(this, 'Api');
const quota: Acknowledgment = { id: 'cdk-apigatewayv2:RouteQuotaExceeded', reason: 'The quota is 500 in our accounts.' };
Validations.of(api).acknowledge(quota);
// or
Annotations.of(api).acknowledgeWarning('cdk-apigatewayv2:RouteQuotaExceeded', 'The quota is 500 in our accounts.');
\`\`\`

Calling \`acknowledgeWarning\` on the \`App\` has no effect; call it on a stack or a construct.

## Disable a rule

You can disable a rule for a construct and all constructs below it, or for an app. The metadata of the cloud assembly contains the reason.

\`\`\`ts
import { HttpApi } from 'cdk-apigatewayv2';
import { Rules } from 'cdk-apigatewayv2/rules';

const api = new HttpApi(this, 'Api');
Rules.of(api).disable('RouteQuotaExceeded', 'The quota is 500 in our accounts.');
Rules.of(this.node.root).disable('StageNotDeployed', 'Our pipeline deploys all stages.');
\`\`\`

To disable a rule without changing the program, use the context key \`cdk-apigatewayv2:disabledRules\`, for example in \`cdk.json\`:

\`\`\`json
{ "context": { "cdk-apigatewayv2:disabledRules": { "StageNotDeployed": "Our pipeline deploys all stages." } } }
\`\`\`

If a constructor throws because of a rule, disable the rule for a scope above the construct, or by the context key.

## Check security practices

The Aspect \`SecureApis\` checks practices that AWS and cdk-nag recommend:

\`\`\`ts
import { App, Aspects } from 'aws-cdk-lib';
import { SecureApis } from 'cdk-apigatewayv2/rules';

const app = new App();
Aspects.of(app).add(new SecureApis());
\`\`\`

By default, the findings of \`SecureApis\` are warnings. With \`new SecureApis({ failSynthesis: true })\`, the findings are errors.

${table(SECURE_RULES)}

For a route that is intentionally public, pass \`HttpNoneAuthorizer\` or \`WebSocketNoneAuthorizer\`. For an L1 construct, set
\`authorizationType: 'NONE'\`.

${Object.entries(rulesByTopic())
  .map(([topic, list]) => `## ${topic}\n\n${table(list)}`)
  .join('\n\n')}

## Warnings that constructors add, and warnings about context keys

${table([...added, ...Object.values(CONTEXT_WARNINGS)])}
`;

export default () => ({ 'docs/rules.md': text });
