// docs/rules.md, generated from the catalog.
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
require('../register-ts.cjs');
const { CONTEXT_WARNINGS } = require('../../lib/validation/context-keys.ts');
const { CONSTRUCTOR_WARNINGS } = require('../../lib/validation/warnings.ts');
const { SECURE_RULES, allRules, rulesByTopic } = require('../../lib/validation/catalog.ts');

const PROTOCOLS = { HTTP: 'HTTP', WEBSOCKET: 'WebSocket' };
const cell = (text) => text.replaceAll('|', '\\|').replaceAll('<', '&lt;');

/** One row per code: rules of one declaration that check several properties share it. */
function rowsOf(declarations) {
  const byCode = new Map();
  for (const declaration of declarations) {
    const known = byCode.get(declaration.code) ?? { ...declaration, protocols: new Set() };
    known.protocols.add(PROTOCOLS[declaration.protocol] ?? '');
    byCode.set(declaration.code, known);
  }
  return [...byCode.values()];
}

// Several topics can share a code: its address is that of the first row
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

A rule reports a value that API Gateway rejects (an error, which fails the synthesis) or that deploys and does not do what was meant (a
warning). Both come with the fix in the message, before a deployment fails and rolls back. The rules check the finished tree: L2 and L1
constructs, escape hatches, the changes of Aspects, and the routes of an API in nested and other stacks of the app. Values that are known
only at deployment (tokens, imported values, conditions, dynamic references, documents in a bucket, templates that a macro rewrites) are
never checked, and a resource is never reported as missing if a nested template, a custom resource or a module received the API and may
create it.

The rules on routes, integrations, authorizers and CORS also check the [OpenAPI documents](openapi.md#find-errors-in-a-document) of HTTP
APIs. There, an error of this page is a warning if the import leaves the part out and goes on.

The rules run in every app that creates an API, a stage, a domain name or another construct of this library. In an app of L1 constructs or
included templates, \`Rules.of(app).check()\` runs them. Constructors throw as soon as they know of an error, so that the stack trace begins
at your line. The other findings come together when the app is synthesized, each with the path of its construct and the line that created it:

\`\`\`text
Validation failed with the following errors:
  [Shop/Second] [StageDuplicate] stageName must differ from those of the other stages of the API, and 'Shop/First' has it, got 'prod'. …
  [Shop/Route] [RouteKeyInvalid] RouteKey must be '$default' or a method (…), a space and a path, got 'get /books'. Did you mean 'GET /books'? …
\`\`\`

## Why a finding is an error or a warning

Each rule states its evidence:

| Evidence | Meaning | Severity |
|---|---|---|
| observed | AWS's own error message is known, from a failed deployment or an acceptance test. | error |
| documented | AWS's reference states a hard constraint, and no counter-example is known. | error if AWS is known to validate the property, otherwise warning |
| inferred | It follows from the documentation, or it fails only at run time. | warning |

**A rule is wrong?** A template that deploys must never fail. Please
[open an issue](https://github.com/cdk-apigatewayv2/cdk-apigatewayv2/issues/new) with the code, the value and what AWS said when you deployed
it. Until it is corrected, disable the rule as shown below.

## Acknowledge a warning

A warning has the ID \`cdk-apigatewayv2:<code>\` and is acknowledged like other warnings of the CDK:

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

A rule is disabled for a construct and everything below it, or for an app. The reason is kept in the metadata of the cloud assembly.

\`\`\`ts
import { HttpApi } from 'cdk-apigatewayv2';
import { Rules } from 'cdk-apigatewayv2/rules';

const api = new HttpApi(this, 'Api');
Rules.of(api).disable('RouteQuotaExceeded', 'The quota is 500 in our accounts.');
Rules.of(this.node.root).disable('StageNotDeployed', 'Our pipeline deploys all stages.');
\`\`\`

Without code, use the context key \`cdk-apigatewayv2:disabledRules\`, for example in \`cdk.json\`:

\`\`\`json
{ "context": { "cdk-apigatewayv2:disabledRules": { "StageNotDeployed": "Our pipeline deploys all stages." } } }
\`\`\`

To disable what a constructor throws, disable the rule for a scope above the construct, or by context: the construct does not exist yet.

## Check security practices

\`SecureApis\` checks practices that AWS recommends, in one line:

\`\`\`ts
import { App, Aspects } from 'aws-cdk-lib';
import { SecureApis } from 'cdk-apigatewayv2/rules';

const app = new App();
Aspects.of(app).add(new SecureApis());
\`\`\`

Its findings are warnings, in the same reports as the others; \`new SecureApis({ failSynthesis: true })\` makes them errors.

${table(SECURE_RULES)}

To leave a route public on purpose, pass \`HttpNoneAuthorizer\` or \`WebSocketNoneAuthorizer\`; for an L1, set \`authorizationType: 'NONE'\`.

${Object.entries(rulesByTopic())
  .map(([topic, list]) => `## ${topic}\n\n${table(list)}`)
  .join('\n\n')}

## Warnings of constructors and of context

${table([...added, ...Object.values(CONTEXT_WARNINGS)])}
`;

export default () => ({ 'docs/rules.md': text });
