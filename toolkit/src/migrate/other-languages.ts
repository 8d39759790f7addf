const OTHERS = /\.(?:cs|vb|fs|kt|kts|scala|groovy|clj)$/;
const NAMES =
  /Amazon\.CDK\.AWS\.Apigatewayv2\b|Amazon\.CDK\.AwsApigatewayv2|software\.amazon\.awscdk\.(?:services\.apigatewayv2\b|aws_apigatewayv2_)/;

/** Whether a file can use aws-cdk-lib in a language that `migrate` does not rewrite. */
export function isOtherLanguage(path: string): boolean {
  return OTHERS.test(path);
}

/** Returns the number of the first line that uses one of the three aws-cdk-lib modules. */
export function lineOfUse(text: string): number | undefined {
  const index = text.search(NAMES);
  return index < 0 ? undefined : text.slice(0, index).split('\n').length;
}
