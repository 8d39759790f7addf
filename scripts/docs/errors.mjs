// docs/errors.md, generated from the table of error codes.
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
require('../register-ts.cjs');
const { ERROR_CODES } = require('../../lib/validation/errors.ts');

const text = `# Errors

This page explains the errors that constructors and methods throw because of the program itself, such as a missing stage. Errors about a
value that API Gateway rejects have the codes of [rules](rules.md), and the same form.

## Read an error

The message of an error that a constructor or method throws begins with its code in brackets:

\`\`\`text
[<code>] <path of the construct>: <what is wrong with which value>. <what to do>
\`\`\`

For example:

\`\`\`text
[StageMissing] Shop/Mapping: An API mapping needs a stage, and the API has no default stage in this app. Pass \`stage\`.
\`\`\`

A synthesis that fails lists all findings, one per line, and each begins with the path and the code:

\`\`\`text
Validation failed with the following errors:
  [Shop/Second] [StageDuplicate] stageName must differ from those of the other stages of the API, …
\`\`\`

| Language | What you see | Where your own line is |
|---|---|---|
| TypeScript, JavaScript | an \`Error\` with the \`name\` \`ApiGatewayV2Error\` and the \`code\` | at the top of the stack trace |
| Python | a \`RuntimeError\`: \`str(e)\` is the message if a constructor throws, and \`ApiGatewayV2Error: \` with the message if a method throws | in the traceback, above the frames of \`jsii\` and \`cdk_apigatewayv2\` |
| Java | a \`RuntimeException\` whose text contains the message, followed by a JavaScript stack trace | in the Java stack trace, the first frame below those of \`software.amazon.jsii\` and \`io.github.cdkapigatewayv2\` |
| Go | a panic whose text contains the message | in the goroutine trace, the first frame below those of \`jsii-runtime-go\` and \`cdkapigatewayv2\` |

In Java and Go, ignore the JavaScript frames in the text of the exception or panic. They belong to jsii, and your own line follows in the
trace of your language.

A test that expects an error should expect its code, because the text of messages changes between versions. In TypeScript and JavaScript
compare \`error.code\`. In Python, Java and Go test whether the text contains the code in brackets, not whether it begins with it.

Values that are known only at deployment (tokens) are never validated, so they never cause an error.

## Codes

| Code | Meaning |
|---|---|
${Object.entries(ERROR_CODES)
  .map(([code, meaning]) => `| <a id="${code.toLowerCase()}"></a> \`${code}\` | ${meaning} |`)
  .join('\n')}
`;

export default () => ({ 'docs/errors.md': text });
