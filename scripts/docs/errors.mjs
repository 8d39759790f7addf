// docs/errors.md, of the table of error codes.
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
require('../register-ts.cjs');
const { ERROR_CODES } = require('../../lib/validation/errors.ts');

const text = `# Errors

Every error of this library has the \`name\` \`ApiGatewayV2Error\`, a \`code\` of the table below, and a message of one form:

\`\`\`text
[<code>] <path of the construct>: <what is wrong, with the value that was given>. <What to do.>
\`\`\`

such as

\`\`\`text
[AuthorizerOnNonConnectRoute] Chat/Api/send-Route: only the $connect route takes an authorizer, this is 'send'. Give it to $connect: …
\`\`\`

Tests that expect an error should expect its code: messages get better over time. In TypeScript and JavaScript that is
\`error.code\`; in Python, Java and Go, where errors arrive as text, the code in brackets at the beginning of the message.

Values that are known at deployment only (tokens) are never judged, so they never cause an error.

| Code | Meaning |
|---|---|
${Object.entries(ERROR_CODES)
  .map(([code, meaning]) => `| <a id="${code.toLowerCase()}"></a> \`${code}\` | ${meaning} |`)
  .join('\n')}
`;

export default () => ({ 'docs/errors.md': text });
