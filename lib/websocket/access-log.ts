import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';

import { jsonAccessLogFormat } from '../common/access-log-format';

/**
 * The variables that access logs of WebSocket APIs can contain. In a template literal, use `${variable}` or `variable.reference`.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/websocket-api-logging.html
 */
export class WebSocketAccessLogVariable {
  /** The ID of the API. */
  public static readonly API_ID = new WebSocketAccessLogVariable('apiId');

  /** The full domain name of the request. */
  public static readonly DOMAIN_NAME = new WebSocketAccessLogVariable('domainName');

  /** The name of the stage. */
  public static readonly STAGE = new WebSocketAccessLogVariable('stage');

  /** The status code of the response. */
  public static readonly STATUS = new WebSocketAccessLogVariable('status');

  /** The route key. */
  public static readonly ROUTE_KEY = new WebSocketAccessLogVariable('routeKey');

  /** The time at which the client connected, as a Unix timestamp. */
  public static readonly CONNECTED_AT = new WebSocketAccessLogVariable('connectedAt');

  /** The ID of the connection. A backend uses this ID to send messages to the client. */
  public static readonly CONNECTION_ID = new WebSocketAccessLogVariable('connectionId');

  /** The type of the event: `CONNECT`, `MESSAGE` or `DISCONNECT`. */
  public static readonly EVENT_TYPE = new WebSocketAccessLogVariable('eventType');

  /** The ID of the message, for events of the type `MESSAGE`. */
  public static readonly MESSAGE_ID = new WebSocketAccessLogVariable('messageId');

  /** The ID of the request. */
  public static readonly REQUEST_ID = new WebSocketAccessLogVariable('requestId');

  /** The extended ID of the request. The value is the same as the value of `REQUEST_ID`. */
  public static readonly EXTENDED_REQUEST_ID = new WebSocketAccessLogVariable('extendedRequestId');

  /** The time of the request, in the format of the Common Log Format. */
  public static readonly REQUEST_TIME = new WebSocketAccessLogVariable('requestTime');

  /** The time of the request, as a Unix timestamp. */
  public static readonly REQUEST_TIME_EPOCH = new WebSocketAccessLogVariable('requestTimeEpoch');

  /** The error message that the authentication returned. */
  public static readonly AUTHENTICATE_ERROR = new WebSocketAccessLogVariable('authenticate.error');

  /** The latency of the authentication, in milliseconds. */
  public static readonly AUTHENTICATE_LATENCY = new WebSocketAccessLogVariable('authenticate.latency');

  /** The status code that the authentication returned. */
  public static readonly AUTHENTICATE_STATUS = new WebSocketAccessLogVariable('authenticate.status');

  /** The error message that the authorization returned. */
  public static readonly AUTHORIZE_ERROR = new WebSocketAccessLogVariable('authorize.error');

  /** The latency of the authorization, in milliseconds. */
  public static readonly AUTHORIZE_LATENCY = new WebSocketAccessLogVariable('authorize.latency');

  /** The status code that the authorization returned. */
  public static readonly AUTHORIZE_STATUS = new WebSocketAccessLogVariable('authorize.status');

  /** The error message that the authorizer returned. */
  public static readonly AUTHORIZER_ERROR = new WebSocketAccessLogVariable('authorizer.error');

  /** The principal ID that a Lambda authorizer returned. */
  public static readonly AUTHORIZER_PRINCIPAL_ID = new WebSocketAccessLogVariable('authorizer.principalId');

  /** The latency of the authorizer function, in milliseconds. */
  public static readonly AUTHORIZER_INTEGRATION_LATENCY = new WebSocketAccessLogVariable(
    'authorizer.integrationLatency',
  );

  /** The status code that the authorizer function returned. */
  public static readonly AUTHORIZER_INTEGRATION_STATUS = new WebSocketAccessLogVariable('authorizer.integrationStatus');

  /** The latency of the authorizer, in milliseconds. */
  public static readonly AUTHORIZER_LATENCY = new WebSocketAccessLogVariable('authorizer.latency');

  /** The request ID that Lambda assigned to the call of the authorizer function. */
  public static readonly AUTHORIZER_REQUEST_ID = new WebSocketAccessLogVariable('authorizer.requestId');

  /** The status code that the authorizer returned. */
  public static readonly AUTHORIZER_STATUS = new WebSocketAccessLogVariable('authorizer.status');

  /** The error message of API Gateway. */
  public static readonly ERROR_MESSAGE = new WebSocketAccessLogVariable('error.message');

  /** The error message of API Gateway, in quotes. */
  public static readonly ERROR_MESSAGE_STRING = new WebSocketAccessLogVariable('error.messageString');

  /** The type of the API Gateway error. */
  public static readonly ERROR_RESPONSE_TYPE = new WebSocketAccessLogVariable('error.responseType');

  /** The details of the validation error, if a message does not match the model of its route. */
  public static readonly ERROR_VALIDATION_ERROR_STRING = new WebSocketAccessLogVariable('error.validationErrorString');

  /** The account of the caller, for routes with IAM authorization. */
  public static readonly IDENTITY_ACCOUNT_ID = new WebSocketAccessLogVariable('identity.accountId');

  /** The principal that signed the request, for routes with IAM authorization. */
  public static readonly IDENTITY_CALLER = new WebSocketAccessLogVariable('identity.caller');

  /** The ID of the authorized user, for routes with IAM authorization. */
  public static readonly IDENTITY_USER = new WebSocketAccessLogVariable('identity.user');

  /** The ARN of the authorized user, for routes with IAM authorization. */
  public static readonly IDENTITY_USER_ARN = new WebSocketAccessLogVariable('identity.userArn');

  /** The ID of the AWS organization of the caller, for routes with IAM authorization. */
  public static readonly IDENTITY_PRINCIPAL_ORG_ID = new WebSocketAccessLogVariable('identity.principalOrgId');

  /** The IP address of the caller. */
  public static readonly IDENTITY_SOURCE_IP = new WebSocketAccessLogVariable('identity.sourceIp');

  /** The user agent of the caller. */
  public static readonly IDENTITY_USER_AGENT = new WebSocketAccessLogVariable('identity.userAgent');

  /** The API key of the client. */
  public static readonly IDENTITY_API_KEY = new WebSocketAccessLogVariable('identity.apiKey');

  /** The ID of the API key of the client. */
  public static readonly IDENTITY_API_KEY_ID = new WebSocketAccessLogVariable('identity.apiKeyId');

  /** The Cognito authentication providers of the caller, if the caller signed the request with Cognito credentials. */
  public static readonly IDENTITY_COGNITO_AUTHENTICATION_PROVIDER = new WebSocketAccessLogVariable(
    'identity.cognitoAuthenticationProvider',
  );

  /** The Cognito authentication type: `authenticated` or `unauthenticated`, if the caller signed the request with Cognito credentials. */
  public static readonly IDENTITY_COGNITO_AUTHENTICATION_TYPE = new WebSocketAccessLogVariable(
    'identity.cognitoAuthenticationType',
  );

  /** The Cognito identity ID of the caller, if the caller signed the request with Cognito credentials. */
  public static readonly IDENTITY_COGNITO_IDENTITY_ID = new WebSocketAccessLogVariable('identity.cognitoIdentityId');

  /** The Cognito identity pool ID of the caller, if the caller signed the request with Cognito credentials. */
  public static readonly IDENTITY_COGNITO_IDENTITY_POOL_ID = new WebSocketAccessLogVariable(
    'identity.cognitoIdentityPoolId',
  );

  /** The error message that the integration returned. */
  public static readonly INTEGRATION_ERROR = new WebSocketAccessLogVariable('integration.error');

  /** The status code that the Lambda service returned, which can differ from the status code that the function returned. */
  public static readonly INTEGRATION_INTEGRATION_STATUS = new WebSocketAccessLogVariable(
    'integration.integrationStatus',
  );

  /** The latency of the integration, in milliseconds. */
  public static readonly INTEGRATION_LATENCY = new WebSocketAccessLogVariable('integration.latency');

  /** The request ID of the AWS service that the integration calls. */
  public static readonly INTEGRATION_REQUEST_ID = new WebSocketAccessLogVariable('integration.requestId');

  /**
   * The status code that the backend returned.
   *
   * For a Lambda proxy integration, this variable contains the status code that the function returned.
   */
  public static readonly INTEGRATION_STATUS = new WebSocketAccessLogVariable('integration.status');

  /** The latency of the integration, from `$context.integrationLatency`. The value is the same as the value of `INTEGRATION_LATENCY`. */
  public static readonly FLAT_INTEGRATION_LATENCY = new WebSocketAccessLogVariable('integrationLatency');

  /** The error message that AWS WAF returned. */
  public static readonly WAF_ERROR = new WebSocketAccessLogVariable('waf.error');

  /** The latency of AWS WAF, in milliseconds. */
  public static readonly WAF_LATENCY = new WebSocketAccessLogVariable('waf.latency');

  /** The status code that AWS WAF returned. */
  public static readonly WAF_STATUS = new WebSocketAccessLogVariable('waf.status');

  /**
   * A property of the context that the Lambda authorizer returned. The value in the log is a string.
   *
   * @param property The name of the property
   */
  public static authorizerContext(property: string): WebSocketAccessLogVariable {
    return new WebSocketAccessLogVariable(`authorizer.${property}`);
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

const Variable = WebSocketAccessLogVariable;

/**
 * Formats for the access logs of WebSocket APIs. The formats contain only variables that WebSocket APIs support.
 *
 * Each method returns an `AccessLogFormat` of `aws-cdk-lib/aws-apigateway`, for `accessLogSettings.format` and `accessLog`.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/websocket-api-logging.html
 * @example
 * import { AccessLog, WebSocketAccessLogFormat, WebSocketAccessLogVariable, WebSocketApi, WebSocketStage } from 'cdk-apigatewayv2';
 *
 * declare const api: WebSocketApi;
 *
 * const format = WebSocketAccessLogFormat.json({
 *   requestId: WebSocketAccessLogVariable.REQUEST_ID,
 *   routeKey: WebSocketAccessLogVariable.ROUTE_KEY,
 *   connectionId: WebSocketAccessLogVariable.CONNECTION_ID,
 * });
 * new WebSocketStage(this, 'Stage', {
 *   webSocketApi: api,
 *   stageName: 'production',
 *   autoDeploy: true,
 *   accessLog: AccessLog.toNewLogGroup({ format }),
 *   cloudWatchRole: true,
 * });
 */
export class WebSocketAccessLogFormat {
  /**
   * Returns a format that logs one JSON object for each event. Every value is a string.
   *
   * The stage that uses the format throws `AccessLogFormatWithoutRequestId` if no field contains the request ID.
   *
   * @param fields The variables by field name. The format sorts the variables by field name. By default, the fields are `requestId`,
   *   `ip`, `caller`, `user`, `requestTime`, `eventType`, `routeKey`, `status` and `connectionId`.
   */
  public static json(fields?: { [name: string]: WebSocketAccessLogVariable }): AccessLogFormat {
    return jsonAccessLogFormat(fields, {
      requestId: Variable.REQUEST_ID,
      ip: Variable.IDENTITY_SOURCE_IP,
      caller: Variable.IDENTITY_CALLER,
      user: Variable.IDENTITY_USER,
      requestTime: Variable.REQUEST_TIME,
      eventType: Variable.EVENT_TYPE,
      routeKey: Variable.ROUTE_KEY,
      status: Variable.STATUS,
      connectionId: Variable.CONNECTION_ID,
    });
  }

  /** Returns the Common Log Format, with the event type, route key and connection ID instead of the HTTP request. */
  public static clf(): AccessLogFormat {
    return WebSocketAccessLogFormat.custom(
      '$context.identity.sourceIp $context.identity.caller $context.identity.user [$context.requestTime] ' +
        '"$context.eventType $context.routeKey $context.connectionId" $context.status $context.requestId',
    );
  }

  /**
   * Returns an access log format with the specified text.
   *
   * The stage that uses the format validates it with the rules `AccessLogFormatWithoutRequestId`, `AccessLogFormatNotOneLine`,
   * `AccessLogFormatTooLong` and `WebSocketAccessLogVariableUnknown`.
   *
   * @param format One line that contains `$context.requestId` or `$context.extendedRequestId`
   */
  public static custom(format: string): AccessLogFormat {
    return AccessLogFormat.custom(format);
  }

  private constructor() {}
}
