// docs/rules.md, of the table of rules.
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
require('../register-ts.cjs');
const { SECURE_RULES } = require('../../lib/rules/checks/secure.ts');
const { TOPICS } = require('../../lib/rules/table.ts');

const PROTOCOLS = { HTTP: 'HTTP', WEBSOCKET: 'WebSocket' };
const cell = (text) => text.replaceAll('|', '\\|');

const row = ({ code, severity, protocol, what, why, fix }) =>
  `| <a id="${code.toLowerCase()}"></a> \`${code}\` | ${severity} | ${PROTOCOLS[protocol] ?? ''} | ` +
  `${cell(what)} | ${cell(fix)} | [AWS](${why}) |`;

const table = (rules) => `| Code | | APIs | What is wrong | What to do | Why |
|---|---|---|---|---|---|
${rules.map(row).join('\n')}`;

const text = `# Rules

What API Gateway would refuse fails at synth, with the fix in the message, instead of at deployment, with a rollback. What it would
take but make little sense of is a warning. The rules look at the finished tree: at L2s, L1s and escape hatches alike, at what Aspects
changed, and at routes of an API in nested and other stacks of the app. What is not known before deployment (tokens, imported values,
conditions, dynamic references, OpenAPI documents, templates that a macro rewrites) is never judged, and nothing is said to be missing
where a nested template, a custom resource or a module was handed the API and may make it.

They are at work in every app that makes an API, a stage, a domain name or the like of this library; \`Rules.of(app).check()\` puts them
to work in an app of L1s or included templates alone. Constructors refuse at once what they know is wrong, so that the stack trace shows
the line; the rest comes when the app is synthesized, all findings at once, sorted by construct:

\`\`\`text
Validation failed with the following errors:
  [] [StageDuplicate] Shop/Second: StageName must differ from those of the other stages of the API, and 'Shop/First' has it, got 'prod'. …
  [] [RouteKeyInvalid] Shop/Route: RouteKey must be '$default' or a method (…), a space and a path, got 'get /books'. Did you mean 'GET /books'?
\`\`\`

## Warnings

A warning has the ID \`cdk-apigatewayv2:<code>\` and is acknowledged as others are:

\`\`\`ts
import { Acknowledgment, Annotations, Validations } from 'aws-cdk-lib';
import { HttpApi } from 'cdk-apigatewayv2';

const api = new HttpApi(this, 'Api');
const quota: Acknowledgment = { id: 'cdk-apigatewayv2:RouteQuotaExceeded', reason: 'The quota is 500 in our accounts.' };
Validations.of(api).acknowledge(quota);
// or
Annotations.of(api).acknowledgeWarning('cdk-apigatewayv2:RouteQuotaExceeded', 'The quota is 500 in our accounts.');
\`\`\`

aws-cdk-lib itself hears \`Annotations\` of stacks and what is in them, but not of the app.

## Switching a rule off

A rule that does not hold for you is switched off for a construct and all below it, for an app too. The reason is kept in the
metadata of the cloud assembly.

\`\`\`ts
import { HttpApi } from 'cdk-apigatewayv2';
import { Rules } from 'cdk-apigatewayv2/rules';

const api = new HttpApi(this, 'Api');
Rules.of(api).disable('RouteQuotaExceeded', 'The quota is 500 in our accounts.');
Rules.of(this.node.root).disable('StageNotDeployed', 'Our pipeline deploys all stages.');
\`\`\`

Without code it is the context key \`cdk-apigatewayv2:disabledRules\`, such as in \`cdk.json\`:

\`\`\`json
{ "context": { "cdk-apigatewayv2:disabledRules": { "StageNotDeployed": "Our pipeline deploys all stages." } } }
\`\`\`

What a constructor refuses at once is switched off by a scope above it, or by context: the construct itself does not exist yet.

## Secure by choice

What is wise rather than required is checked where you ask for it, in one line:

\`\`\`ts
import { App, Aspects } from 'aws-cdk-lib';
import { SecureApis } from 'cdk-apigatewayv2/rules';

const app = new App();
Aspects.of(app).add(new SecureApis());
\`\`\`

Its findings are warnings like the others and stand in the same reports; \`new SecureApis({ failSynthesis: true })\` makes them errors.

${table(SECURE_RULES)}

A route that is to be open says so by \`HttpNoneAuthorizer\` or \`WebSocketNoneAuthorizer\`, an L1 by \`authorizationType: 'NONE'\`.

${Object.entries(TOPICS)
  .map(([topic, parts]) => `## ${topic}\n\n${table(parts.flatMap(({ rules }) => rules()))}`)
  .join('\n\n')}

## What is not a rule

- An empty API mapping key beside others: it is the mapping of all paths that no other key takes, as
  [AWS shows](https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-mappings.html).
- A WebSocket stage without routes that is not deployed either: it is made, and serves nothing (\`StageNotDeployed\`). One that is
  deployed is \`StageWithoutRoutes\`.
- Settings for a route that the stage does not wait for are a warning, not an error: an existing route may be there already.
- A domain name with TLS 1.0 that REST APIs alone are mapped to: they speak it.
`;

export default () => ({ 'docs/rules.md': text });
