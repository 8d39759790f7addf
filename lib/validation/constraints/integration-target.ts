import { constraint } from '../constraint';
import type { Violation } from '../declaration';
import { PAGES } from '../declaration';
import { isText } from '../value-checks';

const PRIVATE_URI = /^arn:[^:]+:(elasticloadbalancing:.*:listener\/|servicediscovery:.*:service\/)/;
const FUNCTION_ARN = /^arn:[^:]+:lambda:[^:]*:[^:]*:function:/;
const INVOCATIONS_ARN = /^arn:[^:]+:apigateway:[^:]*:lambda:path\/+2015-03-31\/functions\/.+\/invocations$/;
const SERVICE_URI = /^arn:[^:]+:apigateway:[^:]*:[^:]+:(path|action)\/./;

/**
 * The target of a private integration: the URI, if it is known at synthesis, or the resource that the URI refers to.
 */
interface PrivateUri {
  readonly uri?: unknown;
  /**
   * The resource that the URI refers to, such as `the load balancer 'Stack/Balancer'`. Undefined for a listener or a
   * Cloud Map service.
   */
  readonly refersTo?: unknown;
}

export const PRIVATE_TARGET = constraint<PrivateUri>({
  code: 'PrivateTargetInvalid',
  severity: 'error',
  evidence: 'observed',
  source:
    'AWS: "For VpcLink VPC_LINK, integration uri should be a valid ELB listener ARN or a valid Cloud Map service ARN."',
  summary: 'The target of a private integration is neither a load balancer listener nor a Cloud Map service.',
  fix: 'Use the ARN of a listener (`listener.listenerArn`) or of a Cloud Map service (`service.serviceArn`).',
  page: PAGES.guide('http-api-develop-integrations-private'),
  check: ({ uri, refersTo }): Violation | undefined => {
    const must = 'be the ARN of a load balancer listener or of a Cloud Map service';
    if (refersTo !== undefined) {
      return { must, given: refersTo };
    }
    if (!isText(uri) || PRIVATE_URI.test(uri) || uri.includes('${stageVariables.')) {
      return undefined;
    }
    const instead = /^arn:[^:]+:elasticloadbalancing:.*:(loadbalancer|targetgroup)\//.test(uri)
      ? 'Use the ARN of the listener instead, such as listener.listenerArn.'
      : FUNCTION_ARN.test(uri)
        ? 'Remove connectionType and connectionId, because API Gateway calls Lambda functions without a VPC link.'
        : undefined;
    return { must, given: uri, instead };
  },
});

export const FUNCTION_URI = constraint<{ readonly uri?: unknown; readonly refersTo?: unknown }>({
  code: 'FunctionUriInvalid',
  severity: 'error',
  evidence: 'documented',
  source:
    'The API Gateway guide states that the URI is the ARN or the invocation ARN of a Lambda function. AWS validates the URI: "Invalid integration URI specified"',
  summary: 'The URI of an `AWS_PROXY` integration is neither the ARN nor the invocation ARN of a Lambda function.',
  fix: 'Use the ARN of the function, `handler.functionArn`, or its invocation ARN.',
  page: PAGES.guide('http-api-develop-integrations-lambda'),
  check: ({ uri, refersTo }): Violation | undefined => {
    const must = 'be the ARN or the invocation ARN of a Lambda function for AWS_PROXY';
    if (refersTo !== undefined) {
      return { must, given: refersTo };
    }
    // Nearly all URIs contain the token of a function, and a test for `${` is faster than resolving the token
    if (typeof uri !== 'string' || uri === '' || uri.includes('${') || FUNCTION_ARN.test(uri)) {
      return undefined;
    }
    if (INVOCATIONS_ARN.test(uri) || !isText(uri)) {
      return undefined;
    }
    const instead = /^https?:/i.test(uri)
      ? "Use integration type 'HTTP_PROXY' to call a URL."
      : uri.startsWith('arn:') && !/:lambda[:]/.test(uri)
        ? 'To call another AWS service, use integrationSubtype on an HTTP API, or integration type AWS on a WebSocket API.'
        : undefined;
    return { must, given: uri, instead };
  },
});

/** A pattern for an invocation ARN. The capture group matches the part that must be the ARN of the function. */
const INVOKED = /^arn:[^:]+:apigateway:[^:]*:lambda:path\/+2015-03-31\/functions\/(.+)\/invocations$/;

export const INVOKED_FUNCTION = constraint<{ readonly uri?: unknown; readonly refersTo?: unknown }>({
  code: 'FunctionNameInUri',
  severity: 'warning',
  evidence: 'documented',
  source:
    'The API Gateway guide states that the invocation URI contains the ARN of the function. It is not known whether API Gateway rejects a URI with the name of a function. If API Gateway accepts the URI, requests probably fail',
  summary: 'An invocation URI contains the name of a Lambda function instead of the ARN of the function.',
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
    'The API reference specifies the form `arn:aws:apigateway:{region}:{subdomain.service|service}:path|action/{service_api}`. For REST APIs, AWS returns the error "AWS ARN for integration must contain path or action"',
  summary: 'The URI of an `AWS` integration does not specify an AWS service and one of its actions or paths.',
  fix: 'Use `arn:aws:apigateway:<region>:<service>:action/<Action>` or `…:path/<path>`. `AwsServiceUri` renders such a URI.',
  page: PAGES.api('apis-apiid-integrations'),
  check: (uri): Violation | undefined => {
    // API Gateway accepts a plain function ARN for type AWS_PROXY, and may also accept such an ARN for type AWS
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
  source:
    'The CloudFormation schema defines a pattern for the ARN of the credentials, and CloudFormation validates the value',
  summary: 'The credentials of an integration are not the ARN of an IAM role.',
  fix: 'Use the ARN of a role (`role.roleArn`), or `arn:aws:iam::*:user/*` for the credentials of the caller.',
  page: PAGES.cloudFormation('aws-resource-apigatewayv2-integration'),
  check: ({ arn, refersTo }): Violation | undefined => {
    const must = 'be the ARN of an IAM role';
    if (refersTo !== undefined) {
      return {
        must,
        given: refersTo,
        instead: 'Use the ARN of a role: role.roleArn, or Fn::GetAtt with the attribute Arn.',
      };
    }
    return !isText(arn) || CREDENTIALS.test(arn) ? undefined : { must, given: arn };
  },
});
