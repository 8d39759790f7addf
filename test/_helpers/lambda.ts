import type { Construct } from 'constructs';
import { Code, Function, Runtime } from 'aws-cdk-lib/aws-lambda';
import type { FunctionProps } from 'aws-cdk-lib/aws-lambda';

/** Creates a Lambda function with inline code. */
export function inlineFunction(scope: Construct, id = 'Function', props: Partial<FunctionProps> = {}): Function {
  return new Function(scope, id, {
    runtime: Runtime.NODEJS_22_X,
    handler: 'index.handler',
    code: Code.fromInline('exports.handler = async () => ({});'),
    ...props,
  });
}
