// Creates a page for each code that a message can contain: codes of rules, of errors in the program, and of warnings.
import { createRequire } from 'node:module';
import { cell, prose } from './text.mjs';

const require = createRequire(import.meta.url);
require('../../scripts/register-ts.cjs');
const { allDeclarations } = require('../../lib/validation/catalog.ts');
const { ERROR_CODES } = require('../../lib/validation/errors.ts');
const { TYPES } = require('../../lib/validation/engine/kinds.ts');

const PROTOCOLS = { HTTP: 'HTTP APIs', WEBSOCKET: 'WebSocket APIs' };
const SEVERITIES = {
  error: 'The severity is error: the synthesis fails, because API Gateway rejects the value.',
  warning: 'The severity is warning: the value can be deployed, but probably does not do what you intend.',
};
const EVIDENCE = { observed: 'Observed', documented: 'Documented', inferred: 'Inferred' };

/** Returns the declarations of each code. One code can apply to several properties, each with a separate text. */
function declarations() {
  const byCode = new Map();
  for (const declaration of allDeclarations()) {
    byCode.set(declaration.code, [...(byCode.get(declaration.code) ?? []), declaration]);
  }
  return byCode;
}

const unique = (values) => [...new Set(values.filter((value) => value !== undefined))];

function pageOfRule(code, all, disable) {
  const severities = unique(all.map(({ severity }) => severity ?? 'warning'));
  const protocols = unique(all.map(({ protocol }) => PROTOCOLS[protocol]));
  const properties = unique(
    all
      .filter(({ on, property }) => on && property)
      .map(
        ({ on, property }) =>
          `| \`${TYPES[on] ?? on}\` | ${/^[\w.[\]*]+$/.test(property) ? `\`${property}\`` : cell(property)} |`,
      ),
  );
  const pages = unique(all.map(({ page }) => page));
  return `---
outline: false
description: ${JSON.stringify(all[0].summary)}
---

# ${code}

${unique(all.map(({ summary }) => summary))
  .map(prose)
  .join('\n\n')}

## What to do

${unique(all.map(({ fix }) => fix))
  .map(prose)
  .join('\n\n')}

## Why it is reported

${severities.map((severity) => SEVERITIES[severity] ?? severity).join('\n\n')}
${protocols.length === 1 && all.every(({ protocol }) => protocol) ? `The rule applies to ${protocols[0]} only.\n` : ''}
${unique(
  all.filter(({ source }) => source).map(({ evidence, source }) => `${EVIDENCE[evidence] ?? 'Evidence'}: ${source}`),
)
  .map((text) => `- ${prose(text)}`)
  .join('\n')}
${pages.map((page) => `- [AWS documentation](${page})`).join('\n')}

${properties.length > 0 ? `## What is checked\n\n| Resource | Property |\n|---|---|\n${properties.join('\n')}\n` : ''}
## Keep the value

If the value is correct, disable the rule for a construct and all constructs in its scope. The cloud assembly contains the reason.

${disable.replaceAll('RouteQuotaExceeded', code)}

[Rules](../rules#disable-a-rule) shows how to disable a rule by context${severities.includes('warning') ? ', and [how to acknowledge a warning](../rules#acknowledge-a-warning)' : ''}. Synthesis must never fail for a template that deploys, so please [report a wrong rule](https://github.com/cdk-apigatewayv2/cdk-apigatewayv2/issues/new).
`;
}

const pageOfError = (code, meaning) => `---
outline: false
description: ${JSON.stringify(meaning)}
---

# ${code}

${prose(meaning)}

A constructor or a method throws this error because the program is invalid. The message contains the construct, the value and the fix. You cannot disable this error. [Errors](../errors) shows how to find the line of your program in each language.
`;

/** @param {string} disable the sample that disables `RouteQuotaExceeded`, in all languages */
export function codePages(disable) {
  const byCode = declarations();
  const pages = {};
  for (const [code, all] of byCode) pages[`codes/${code}.md`] = pageOfRule(code, all, disable);
  for (const [code, meaning] of Object.entries(ERROR_CODES)) pages[`codes/${code}.md`] ??= pageOfError(code, meaning);
  const codes = Object.keys(pages).map((path) => /(\w+)\.md/.exec(path)[1]);
  pages['codes/index.md'] = `# Codes

Each message of this library ends with the address of the page of its code. [Rules](../rules) lists the rules by topic, and
[errors](../errors) the errors of the program itself.

${codes
  .sort()
  .map((code) => `- [\`${code}\`](./${code})`)
  .join('\n')}
`;
  return pages;
}
