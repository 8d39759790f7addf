import { constraint } from '../constraint';
import type { Violation } from '../declaration';
import { PAGES } from '../declaration';
import { isText } from '../values';

const PRIVATE_URI = /^arn:[^:]+:(elasticloadbalancing:.*:listener\/|servicediscovery:.*:service\/)/;
const FUNCTION_ARN = /^arn:[^:]+:lambda:[^:]*:[^:]*:function:/;
const INVOCATIONS_ARN = /^arn:[^:]+:apigateway:[^:]*:lambda:path\/+2015-03-31\/functions\/.+\/invocations$/;
const SERVICE_URI = /^arn:[^:]+:apigateway:[^:]*:[^:]+:(path|action)\/./;

/**
 * The target of a private integration: its URI if it is known at synthesis, and a reference to a resource of the app.
 */
interface PrivateUri {
  readonly uri?: unknown;
  /**
   * The resource that the URI refers to, such as `the load balancer 'Stack/Balancer'`, if it is not a listener or
   * service.
   */
  readonly refersTo?: unknown;
}

export const PRIVATE_TARGET = constraint<PrivateUri>({
  code: 'PrivateTargetInvalid',
  severity: 'error',
  evidence: 'observed',
  source:
    'AWS: "For VpcLink VPC_LINK, integration uri should be a valid ELB listener ARN or a valid Cloud Map service ARN."',
  summary: 'A private integration calls neither a listener of a load balancer nor a Cloud Map service.',
  fix: 'Use the ARN of a listener, `listener.listenerArn`, or of a Cloud Map service, `service.serviceArn`.',
  page: PAGES.guide('http-api-develop-integrations-private'),
  check: ({ uri, refersTo }): Violation | undefined => {
    const must = 'be the ARN of a listener or of a Cloud Map service';
    if (refersTo !== undefined) {
      return { must, given: refersTo };
    }
    if (!isText(uri) || PRIVATE_URI.test(uri) || uri.includes('${stageVariables.')) {
      return undefined;
    }
    const instead = /^arn:[^:]+:elasticloadbalancing:.*:(loadbalancer|targetgroup)\//.test(uri)
      ? 'Use the ARN of the listener instead, such as listener.listenerArn.'
      : FUNCTION_ARN.test(uri)
        ? 'API Gateway calls a Lambda function without a VPC link: remove connectionType and connectionId.'
        : undefined;
    return { must, given: uri, instead };
  },
});

export const FUNCTION_URI = constraint<{ readonly uri?: unknown; readonly refersTo?: unknown }>({
  code: 'FunctionUriInvalid',
  severity: 'error',
  evidence: 'documented',
  source:
    'The guide: the URI is the ARN of the function, or its invocation ARN. AWS validates the URI: "Invalid integration URI specified"',
  summary: 'An integration of type `AWS_PROXY` calls something that is not a Lambda function.',
  fix: 'Use the ARN of the function, `handler.functionArn`.',
  page: PAGES.guide('http-api-develop-integrations-lambda'),
  check: ({ uri, refersTo }): Violation | undefined => {
    const must = 'be the ARN of a Lambda function, or its invocation ARN, for AWS_PROXY';
    if (refersTo !== undefined) {
      return { must, given: refersTo };
    }
    // Nearly all of them contain the token of a function, which is faster to see than to look up
    if (typeof uri !== 'string' || uri === '' || uri.includes('${') || FUNCTION_ARN.test(uri)) {
      return undefined;
    }
    if (INVOCATIONS_ARN.test(uri) || !isText(uri)) {
      return undefined;
    }
    const instead = /^https?:/i.test(uri)
      ? "Use integration type 'HTTP_PROXY' to call a URL."
      : uri.startsWith('arn:') && !/:lambda[:]/.test(uri)
        ? 'Use integrationSubtype to call another AWS service of an HTTP API, or type AWS on a WebSocket API.'
        : undefined;
    return { must, given: uri, instead };
  },
});

/** The beginning of an invocation ARN, and what it has in the place of a function ARN. */
const INVOKED = /^arn:[^:]+:apigateway:[^:]*:lambda:path\/+2015-03-31\/functions\/(.+)\/invocations$/;

export const INVOKED_FUNCTION = constraint<{ readonly uri?: unknown; readonly refersTo?: unknown }>({
  code: 'FunctionNameInUri',
  severity: 'warning',
  evidence: 'documented',
  source:
    'The guide: the invocation URI contains the ARN of the function. Whether AWS rejects a name was not observed; requests fail',
  summary: 'An invocation URI contains the name of a function instead of its ARN.',
  fix: 'Use the ARN of the function, `handler.functionArn`, or `Fn::GetAtt` with the attribute `Arn`.',
  page: PAGES.guide('http-api-develop-integrations-lambda'),
  check: ({ uri, refersTo }): Violation | undefined => {
    const must = 'contain the ARN of the function between /functions/ and /invocations';
    if (refersTo !== undefined) {
      return { must, given: refersTo };
    }
    const [, invoked] = (typeof uri === 'string' && INVOKED.exec(uri)) || [];
    return invoked !== undefined && /^[\w-]+$/.test(invoked) ? { must, given: invoked } : undefined;
  },
});

export const AWS_SERVICE_URI = constraint<unknown>({
  code: 'AwsIntegrationUriInvalid',
  severity: 'error',
  evidence: 'documented',
  source:
    'The API reference: `arn:aws:apigateway:{region}:{subdomain.service|service}:path|action/{service_api}`. Of REST APIs, AWS says "AWS ARN for integration must contain path or action"',
  summary: 'The URI of an integration of type `AWS` does not name a service, or a path or action.',
  fix: 'Use `arn:aws:apigateway:<region>:<service>:action/<Action>` or `:path/<path>`; `AwsServiceUri` renders it.',
  page: PAGES.api('apis-apiid-integrations'),
  check: (uri): Violation | undefined => {
    // Whether a plain function ARN is accepted here, as it is for AWS_PROXY, is not known
    if (!isText(uri) || uri === '' || SERVICE_URI.test(uri) || FUNCTION_ARN.test(uri) || uri.includes('${')) {
      return undefined;
    }
    return {
      must: "be 'arn:aws:apigateway:<region>:<service>:action/<Action>' or '…:path/<path>'",
      given: uri,
      instead: /:actions?\/./.test(uri) ? `Did you mean '${uri.replace(/:actions\//, ':action/')}'?` : undefined,
    };
  },
});

const CREDENTIALS = /^arn:aws[\w-]*:iam::(\d*:(role|user|group)(\/.|$)|\*:user\/)/;

export const CREDENTIALS_ARN = constraint<{ readonly arn?: unknown; readonly refersTo?: unknown }>({
  code: 'CredentialsArnInvalid',
  severity: 'error',
  evidence: 'documented',
  source: 'The CloudFormation schema has a pattern for the ARN, and CloudFormation validates it',
  summary: 'The credentials of an integration are not the ARN of an IAM role.',
  fix: 'Use the ARN of a role, `role.roleArn`, or `arn:aws:iam::*:user/*` for the credentials of the caller.',
  page: PAGES.cloudFormation('aws-resource-apigatewayv2-integration'),
  check: ({ arn, refersTo }): Violation | undefined => {
    const must = 'be the ARN of an IAM role';
    if (refersTo !== undefined) {
      return { must, given: refersTo, instead: 'Use its ARN: role.roleArn, or Fn::GetAtt with the attribute Arn.' };
    }
    return !isText(arn) || CREDENTIALS.test(arn) ? undefined : { must, given: arn };
  },
});
