import type { Violation as Problem } from '../declaration';
import { isText, checkLength } from '../values';

/** Judges the URL of an integration that calls out to the internet. */
export function judgeHttpUri(uri: unknown): Problem | undefined {
  // A stage variable may hold the scheme
  if (!isText(uri) || uri === '' || /^(https?:\/\/|\$\{)/i.test(uri)) {
    return undefined;
  }
  return {
    must: "begin with 'http://' or 'https://'",
    given: uri,
    instead: uri.startsWith('arn:')
      ? "What has an ARN is reached through a VPC link: write connectionType 'VPC_LINK' and its connectionId."
      : `Did you mean 'https://${uri.replace(/^(\w+:)?\/*/, '')}'?`,
  };
}

/** Judges how long a URI is. */
export function judgeUriLength(uri: unknown): Problem | undefined {
  return checkLength(uri, 1, 2048);
}

/** Judges the payload format of an integration of an HTTP API. */
export function judgePayloadFormat(version: unknown, isLambda: boolean): Problem | undefined {
  const allowed = isLambda ? ['1.0', '2.0'] : ['1.0'];
  if (!isText(version) || allowed.includes(version)) {
    return undefined;
  }
  return {
    must: isLambda ? "be '1.0' or '2.0' for a Lambda function" : "be '1.0' for anything but a Lambda function",
    given: version,
    instead: `Write '${allowed.at(-1)}'.`,
  };
}

/** Judges the type of an integration of an HTTP API. */
export function judgeHttpIntegrationType(type: unknown): Problem | undefined {
  if (!isText(type) || type === 'AWS_PROXY' || type === 'HTTP_PROXY') {
    return undefined;
  }
  const meant = type.toUpperCase().startsWith('AWS') ? 'AWS_PROXY' : 'HTTP_PROXY';
  return {
    must: 'be AWS_PROXY or HTTP_PROXY for an HTTP API',
    given: type,
    instead: `Did you mean '${meant}'? Other types are for WebSocket APIs.`,
  };
}
