import type { LambdaFunction } from '../../model/types';
import { functionCredentials } from '../authorizers/test-credentials';
import type { GatewayContext } from '../contracts';

/**
 * The environment variables of this process that functions receive. Functions do not receive any other variables, such
 * as credentials.
 */
const passedOn = ['PATH', 'Path', 'SystemRoot', 'SYSTEMROOT', 'TEMP', 'TMP', 'TMPDIR', 'LANG', 'NODE_EXTRA_CA_CERTS'];

/** The data of a function that Lambda provides in environment variables. */
export interface FunctionFacts {
  readonly handler: string;
  readonly runtime: string;
  readonly folder: string;
  readonly memoryMiB: number;
  readonly logStreamName: string;
}

/**
 * The environment variables of a function: the variables that Lambda sets, with test credentials, and the variables
 * that the app sets.
 */
export function environmentOf(
  { values }: Pick<GatewayContext, 'values'>,
  fn: LambdaFunction,
  facts: FunctionFacts,
): Record<string, string> {
  const own = values.environmentOf(fn);
  const credentials = functionCredentials(fn);
  const region = values.region(fn.source.stack);
  const name = values.functionName(fn);
  const ofProcess = passedOn.flatMap((one) => (process.env[one] === undefined ? [] : [[one, process.env[one]]]));
  return {
    ...(Object.fromEntries(ofProcess) as Record<string, string>),
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    AWS_SESSION_TOKEN: credentials.sessionToken,
    // The SDK can also read credentials from files and from the EC2 instance metadata, so these two sources are
    // disabled.
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_EXECUTION_ENV: `AWS_Lambda_${facts.runtime}`,
    AWS_LAMBDA_FUNCTION_NAME: name,
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(facts.memoryMiB),
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${name}`,
    AWS_LAMBDA_LOG_STREAM_NAME: facts.logStreamName,
    LAMBDA_TASK_ROOT: facts.folder,
    TZ: ':UTC',
    _HANDLER: facts.handler,
    ...own,
  };
}
