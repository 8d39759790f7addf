const OTHERS = /\.(?:cs|vb|fs|kt|kts|scala|groovy|clj)$/;
const NAMES =
  /Amazon\.CDK\.AWS\.Apigatewayv2\b|Amazon\.CDK\.AwsApigatewayv2|software\.amazon\.awscdk\.(?:services\.apigatewayv2\b|aws_apigatewayv2_)/;

/** Whether a file may use the three modules in a language that `migrate` does not rewrite. */
export function isOtherLanguage(path: string): boolean {
  return OTHERS.test(path);
}

/** The line of the first use of the three modules in such a file. */
export function lineOfUse(text: string): number | undefined {
  const index = text.search(NAMES);
  return index < 0 ? undefined : text.slice(0, index).split('\n').length;
}
