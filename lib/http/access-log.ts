import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';

import { jsonAccessLogFormat } from '../common/access-log-format';

/**
 * The variables that access logs of HTTP APIs can contain. To insert a variable into a template literal, write `${variable}` or
 * `${variable.reference}`.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-logging-variables.html
 */
export class HttpAccessLogVariable {
  /** The ID of the API. */
  public static readonly API_ID = new HttpAccessLogVariable('apiId');

  /** The ID of the account that owns the API. */
  public static readonly ACCOUNT_ID = new HttpAccessLogVariable('accountId');

  /** The amount of data processed, in bytes. */
  public static readonly DATA_PROCESSED = new HttpAccessLogVariable('dataProcessed');

  /** The full domain name of the request. */
  public static readonly DOMAIN_NAME = new HttpAccessLogVariable('domainName');

  /** The first label of the domain name of the request. */
  public static readonly DOMAIN_PREFIX = new HttpAccessLogVariable('domainPrefix');

  /** The method of the request. */
  public static readonly HTTP_METHOD = new HttpAccessLogVariable('httpMethod');

  /** The path of the request, including the stage. */
  public static readonly PATH = new HttpAccessLogVariable('path');

  /** The protocol of the request, such as `HTTP/1.1`. */
  public static readonly PROTOCOL = new HttpAccessLogVariable('protocol');

  /** The name of the stage. */
  public static readonly STAGE = new HttpAccessLogVariable('stage');

  /** The status code of the response. */
  public static readonly STATUS = new HttpAccessLogVariable('status');

  /** The route key. */
  public static readonly ROUTE_KEY = new HttpAccessLogVariable('routeKey');

  /** The ID of the request. */
  public static readonly REQUEST_ID = new HttpAccessLogVariable('requestId');

  /** The extended ID of the request. The value is the same as the value of `REQUEST_ID`. */
  public static readonly EXTENDED_REQUEST_ID = new HttpAccessLogVariable('extendedRequestId');

  /** The time of the request, in the format of the Common Log Format. */
  public static readonly REQUEST_TIME = new HttpAccessLogVariable('requestTime');

  /** The time of the request, as a Unix timestamp. */
  public static readonly REQUEST_TIME_EPOCH = new HttpAccessLogVariable('requestTimeEpoch');

  /** The time from when API Gateway receives the request until it returns the response, in milliseconds. */
  public static readonly RESPONSE_LATENCY = new HttpAccessLogVariable('responseLatency');

  /** The length of the response, in bytes. */
  public static readonly RESPONSE_LENGTH = new HttpAccessLogVariable('responseLength');

  /** The value of the `x-amzn-requestid` or `x-amz-request-id` header in the response of the backend. */
  public static readonly AWS_ENDPOINT_REQUEST_ID = new HttpAccessLogVariable('awsEndpointRequestId');

  /** The value of the `x-amz-id-2` header in the response of the backend. */
  public static readonly AWS_ENDPOINT_REQUEST_ID2 = new HttpAccessLogVariable('awsEndpointRequestId2');

  /** The path of the API mapping that the request matched. */
  public static readonly CUSTOM_DOMAIN_BASE_PATH_MATCHED = new HttpAccessLogVariable('customDomain.basePathMatched');

  /** The error message that the authorizer returned. */
  public static readonly AUTHORIZER_ERROR = new HttpAccessLogVariable('authorizer.error');

  /** The principal ID that a Lambda authorizer returned. */
  public static readonly AUTHORIZER_PRINCIPAL_ID = new HttpAccessLogVariable('authorizer.principalId');

  /** The error message of API Gateway. */
  public static readonly ERROR_MESSAGE = new HttpAccessLogVariable('error.message');

  /** The error message of API Gateway, in quotes. */
  public static readonly ERROR_MESSAGE_STRING = new HttpAccessLogVariable('error.messageString');

  /** The type of the API Gateway error. */
  public static readonly ERROR_RESPONSE_TYPE = new HttpAccessLogVariable('error.responseType');

  /** The account of the caller, for routes with IAM authorization. */
  public static readonly IDENTITY_ACCOUNT_ID = new HttpAccessLogVariable('identity.accountId');

  /** The principal ID of the caller that signed the request, for routes with IAM authorization. */
  public static readonly IDENTITY_CALLER = new HttpAccessLogVariable('identity.caller');

  /** The ID of the authorized user, for routes with IAM authorization. */
  public static readonly IDENTITY_USER = new HttpAccessLogVariable('identity.user');

  /** The ARN of the authorized user, for routes with IAM authorization. */
  public static readonly IDENTITY_USER_ARN = new HttpAccessLogVariable('identity.userArn');

  /** The ID of the AWS organization of the caller, for routes with IAM authorization. */
  public static readonly IDENTITY_PRINCIPAL_ORG_ID = new HttpAccessLogVariable('identity.principalOrgId');

  /** The IP address of the caller. */
  public static readonly IDENTITY_SOURCE_IP = new HttpAccessLogVariable('identity.sourceIp');

  /** The user agent of the caller. */
  public static readonly IDENTITY_USER_AGENT = new HttpAccessLogVariable('identity.userAgent');

  /** The Cognito authentication providers of the caller, if the caller signed the request with Cognito credentials. */
  public static readonly IDENTITY_COGNITO_AUTHENTICATION_PROVIDER = new HttpAccessLogVariable(
    'identity.cognitoAuthenticationProvider',
  );

  /** Whether the caller is `authenticated` or `unauthenticated`, if the caller signed the request with Cognito credentials. */
  public static readonly IDENTITY_COGNITO_AUTHENTICATION_TYPE = new HttpAccessLogVariable(
    'identity.cognitoAuthenticationType',
  );

  /** The Cognito identity ID of the caller, if the caller signed the request with Cognito credentials. */
  public static readonly IDENTITY_COGNITO_IDENTITY_ID = new HttpAccessLogVariable('identity.cognitoIdentityId');

  /** The Cognito identity pool ID of the caller, if the caller signed the request with Cognito credentials. */
  public static readonly IDENTITY_COGNITO_IDENTITY_POOL_ID = new HttpAccessLogVariable(
    'identity.cognitoIdentityPoolId',
  );

  /** The client certificate in PEM format, if mutual TLS is enabled. */
  public static readonly CLIENT_CERT_PEM = new HttpAccessLogVariable('identity.clientCert.clientCertPem');

  /** The subject of the client certificate, if mutual TLS is enabled. */
  public static readonly CLIENT_CERT_SUBJECT_DN = new HttpAccessLogVariable('identity.clientCert.subjectDN');

  /** The issuer of the client certificate, if mutual TLS is enabled. */
  public static readonly CLIENT_CERT_ISSUER_DN = new HttpAccessLogVariable('identity.clientCert.issuerDN');

  /** The serial number of the client certificate, if mutual TLS is enabled. */
  public static readonly CLIENT_CERT_SERIAL_NUMBER = new HttpAccessLogVariable('identity.clientCert.serialNumber');

  /** The time from which the client certificate is valid, if mutual TLS is enabled. */
  public static readonly CLIENT_CERT_VALIDITY_NOT_BEFORE = new HttpAccessLogVariable(
    'identity.clientCert.validity.notBefore',
  );

  /** The time until which the client certificate is valid, if mutual TLS is enabled. */
  public static readonly CLIENT_CERT_VALIDITY_NOT_AFTER = new HttpAccessLogVariable(
    'identity.clientCert.validity.notAfter',
  );

  /** The error message that the integration returned. */
  public static readonly INTEGRATION_ERROR = new HttpAccessLogVariable('integration.error');

  /** The status code that the Lambda service returned, which can differ from the status code that the function returned. */
  public static readonly INTEGRATION_INTEGRATION_STATUS = new HttpAccessLogVariable('integration.integrationStatus');

  /** The latency of the integration, in milliseconds. */
  public static readonly INTEGRATION_LATENCY = new HttpAccessLogVariable('integration.latency');

  /** The request ID of the AWS service that the integration calls. */
  public static readonly INTEGRATION_REQUEST_ID = new HttpAccessLogVariable('integration.requestId');

  /**
   * The status code that the backend returned.
   *
   * For a Lambda proxy integration, this variable contains the status code that the function returned.
   */
  public static readonly INTEGRATION_STATUS = new HttpAccessLogVariable('integration.status');

  /** The latency of the integration, from `$context.integrationLatency`. The value is the same as the value of `INTEGRATION_LATENCY`. */
  public static readonly FLAT_INTEGRATION_LATENCY = new HttpAccessLogVariable('integrationLatency');

  /**
   * The error message that the integration returned, from `$context.integrationErrorMessage`. The value is the same as the value of
   * `INTEGRATION_ERROR`.
   */
  public static readonly FLAT_INTEGRATION_ERROR_MESSAGE = new HttpAccessLogVariable('integrationErrorMessage');

  /**
   * The status code that the Lambda service returned, from `$context.integrationStatus`.
   *
   * The value is the same as the value of `INTEGRATION_INTEGRATION_STATUS`.
   */
  public static readonly FLAT_INTEGRATION_STATUS = new HttpAccessLogVariable('integrationStatus');

  /**
   * A claim of the JSON Web Token (JWT) that the JWT authorizer validated.
   *
   * @param claim The name of the claim, such as `sub`
   */
  public static authorizerClaim(claim: string): HttpAccessLogVariable {
    return new HttpAccessLogVariable(`authorizer.claims.${claim}`);
  }

  /**
   * A property of the context that the Lambda authorizer returned.
   *
   * @param property The name of the property
   */
  public static authorizerContext(property: string): HttpAccessLogVariable {
    return new HttpAccessLogVariable(`authorizer.${property}`);
  }

  /** The variable in the syntax of access log formats, such as `$context.requestId`. */
  public readonly reference: string;

  private constructor(name: string) {
    this.reference = `$context.${name}`;
  }

  /** Returns the variable in the syntax of access log formats. */
  public toString(): string {
    return this.reference;
  }
}

const Variable = HttpAccessLogVariable;

/**
 * Formats for the access logs of HTTP APIs. The formats contain only variables that HTTP APIs support.
 *
 * Each method returns an `AccessLogFormat` of `aws-cdk-lib/aws-apigateway`. Pass it as the `format` of `accessLogSettings` or of an
 * `AccessLog`.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-logging.html
 * @example
 * import { AccessLog, HttpAccessLogFormat, HttpAccessLogVariable, HttpApi, HttpStage } from 'cdk-apigatewayv2';
 *
 * declare const api: HttpApi;
 *
 * const format = HttpAccessLogFormat.json({
 *   requestId: HttpAccessLogVariable.REQUEST_ID,
 *   routeKey: HttpAccessLogVariable.ROUTE_KEY,
 *   user: HttpAccessLogVariable.authorizerClaim('sub'),
 * });
 * new HttpStage(this, 'Stage', {
 *   httpApi: api,
 *   stageName: 'production',
 *   autoDeploy: true,
 *   accessLog: AccessLog.toNewLogGroup({ format }),
 * });
 */
export class HttpAccessLogFormat {
  /**
   * Returns a format that logs one JSON object for each request. Every value is a string.
   *
   * The stage that uses the format throws `AccessLogFormatWithoutRequestId` if no field contains the request ID.
   *
   * @param fields The variables by field name. In the format, the fields are sorted by name. By default, the fields are `requestId`,
   *   `ip`, `requestTime`, `httpMethod`, `routeKey`, `status`, `protocol` and `responseLength`.
   */
  public static json(fields?: { [name: string]: HttpAccessLogVariable }): AccessLogFormat {
    return jsonAccessLogFormat(fields, {
      requestId: Variable.REQUEST_ID,
      ip: Variable.IDENTITY_SOURCE_IP,
      requestTime: Variable.REQUEST_TIME,
      httpMethod: Variable.HTTP_METHOD,
      routeKey: Variable.ROUTE_KEY,
      status: Variable.STATUS,
      protocol: Variable.PROTOCOL,
      responseLength: Variable.RESPONSE_LENGTH,
    });
  }

  /** Returns the Common Log Format, which logs one line for each request. */
  public static clf(): AccessLogFormat {
    return HttpAccessLogFormat.custom(
      '$context.identity.sourceIp - - [$context.requestTime] "$context.httpMethod $context.routeKey $context.protocol" ' +
        '$context.status $context.responseLength $context.requestId',
    );
  }

  /** Returns a format that logs one XML element for each request. */
  public static xml(): AccessLogFormat {
    return HttpAccessLogFormat.custom(
      '<request id="$context.requestId"> <ip>$context.identity.sourceIp</ip> <requestTime>$context.requestTime</requestTime> ' +
        '<httpMethod>$context.httpMethod</httpMethod> <routeKey>$context.routeKey</routeKey> ' +
        '<status>$context.status</status> <protocol>$context.protocol</protocol> ' +
        '<responseLength>$context.responseLength</responseLength> </request>',
    );
  }

  /**
   * Returns a format that logs one line of comma-separated values for each request: source IP address, time, method, route key, protocol,
   * status, response length and request ID.
   */
  public static csv(): AccessLogFormat {
    return HttpAccessLogFormat.custom(
      '$context.identity.sourceIp,$context.requestTime,$context.httpMethod,$context.routeKey,$context.protocol,' +
        '$context.status,$context.responseLength,$context.requestId',
    );
  }

  /**
   * Returns an access log format with the specified text.
   *
   * The stage that uses the format enforces the rules `AccessLogFormatWithoutRequestId`, `AccessLogFormatNotOneLine`,
   * `AccessLogFormatTooLong` and `AccessLogVariableUnknown`.
   *
   * @param format One line that contains `$context.requestId` or `$context.extendedRequestId`
   */
  public static custom(format: string): AccessLogFormat {
    return AccessLogFormat.custom(format);
  }

  private constructor() {}
}
