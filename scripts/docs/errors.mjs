// Generates docs/errors.md from the table of error codes.
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
require('../register-ts.cjs');
const { ERROR_CODES } = require('../../lib/validation/errors.ts');

const text = `# Errors

This page explains the errors that constructors and methods throw because of a mistake in the program itself, such as a missing stage.
Errors about a value that API Gateway rejects have the codes of the [rules](rules.md). Their messages have the same format.

## Read an error

The message of an error that a constructor or method throws begins with its code in brackets:

\`\`\`text
[<code>] <path of the construct>: <what is wrong with which value>. <what to do> See <address>
\`\`\`

The address leads to a page that explains the error.

For example:

\`\`\`text
[StageMissing] Shop/Mapping: An API mapping needs a stage, and the API has no default stage in this app. Pass \`stage\`. See https://cdk-apigatewayv2.github.io/cdk-apigatewayv2/codes/StageMissing
\`\`\`

If the synthesis fails, CDK lists all findings, one per line. Each finding begins with the path and the code:

\`\`\`text
Validation failed with the following errors:
  [Shop/Second] [StageDuplicate] stageName must differ from the names of the other stages of the API …
\`\`\`

| Language | What you see | Where your own line is |
|---|---|---|
| TypeScript, JavaScript | an \`Error\` with the \`name\` \`ApiGatewayV2Error\` and the \`code\` | at the top of the stack trace |
| Python | a \`RuntimeError\`: \`str(e)\` is the message if a constructor throws, and \`ApiGatewayV2Error: \` with the message if a method throws | in the traceback, above the frames of \`jsii\` and \`cdk_apigatewayv2\` |
| Java | a \`RuntimeException\` whose text contains the message | in the Java stack trace, in the first frame below the frames of \`software.amazon.jsii\` and \`io.github.cdkapigatewayv2\` |
| Go | a panic whose text contains the message | in the goroutine trace, in the first frame below the frames of \`jsii-runtime-go\` and \`cdkapigatewayv2\` |

If the synthesis fails, your own line in the trace is the call of \`app.synth()\` in every language, because CDK collects the findings
after your program has created all constructs. The path at the beginning of each finding names the construct: \`Shop/Second\` is the
construct with the ID \`Second\` in the stack \`Shop\`. In Java, the output consists of the findings and
about a dozen stack frames:

\`\`\`text
Exception in thread "main" java.lang.RuntimeException: ValidationFailedWithErrors: Validation failed with the following errors:
  [Shop/Route] [RouteKeyInvalid] RouteKey must be '$default', or consist of a method (GET, …), a space and a path, got 'get /books'. Did you mean 'GET /books'? …
…
	at software.amazon.awscdk.App.synth(App.java:119)
	at com.example.shop.ShopApp.main(ShopApp.java:12)
\`\`\`

In Java, your own line is easy to find if \`cdk.json\` runs your app in a separate process, as in the
[starter app](https://github.com/cdk-apigatewayv2/cdk-apigatewayv2/tree/main/examples/starter/java). With \`mvn -e … exec:java\`, Maven adds
more than a hundred lines to the output.

Values that are known only at deployment (tokens) are never validated, so they never cause an error. If a string contains tokens, only the
text around the tokens is validated, such as the missing \`https://\` of a JWT issuer.

## Test for an error

A test that expects an error should expect its code, because the text of messages can change between versions. The
[starter app](https://github.com/cdk-apigatewayv2/cdk-apigatewayv2/tree/main/examples/starter) contains a test for an error in each language.

In TypeScript and JavaScript, compare \`code\`:

\`\`\`js
expect(() => new StarterStack(new App(), 'Starter', { website: 'www.example.com' })).toThrow(
  expect.objectContaining({ code: 'CorsOriginWithoutScheme' }),
);
\`\`\`

In Python, test whether the text of the \`RuntimeError\` contains the code in brackets:

\`\`\`python
with self.assertRaisesRegex(RuntimeError, r"\\[CorsOriginWithoutScheme\\]"):
    StarterStack(App(), "Starter", website="www.example.com")
\`\`\`

In Java, test whether the message of the \`RuntimeException\` contains the code in brackets:

\`\`\`java
var error = assertThrows(RuntimeException.class, () -> new StarterStack(new App(), "Starter", "www.example.com"));
assertTrue(error.getMessage().contains("[CorsOriginWithoutScheme]"));
\`\`\`

In Go, recover from the panic:

\`\`\`go
defer func() {
	if message := fmt.Sprint(recover()); !strings.Contains(message, "[CorsOriginWithoutScheme]") {
		t.Errorf("unexpected error: %s", message)
	}
}()
NewStarterStack(awscdk.NewApp(nil), "Starter", "www.example.com")
\`\`\`

## Codes

| Code | Meaning |
|---|---|
${Object.entries(ERROR_CODES)
  .map(([code, meaning]) => `| <a id="${code.toLowerCase()}"></a> \`${code}\` | ${meaning} |`)
  .join('\n')}
`;

export default () => ({ 'docs/errors.md': text });
