import { isSuffixText, isTextWithParameters } from './undocumented/bodies';

const textTypes = new Set(['application/json', 'application/xml', 'application/javascript']);

/**
 * Whether events contain a body with this content type as text. If false, events contain the body as a Base64 string.
 * The result is false for bodies without a content type.
 */
export function isText(contentType: string | undefined): boolean {
  const [, mediaType = '', parameters = ''] = (contentType ?? '').match(/^\s*([^;\s]*)\s*;?(.*)$/s) ?? [];
  const type = mediaType.toLowerCase();
  return isTextWithParameters(type.startsWith('text/') || textTypes.has(type) || isSuffixText(type), parameters);
}

/** The body fields of an event. `body` is undefined if the request has no body. */
export function eventBody(
  body: Uint8Array,
  contentType: string | undefined,
): { body?: string; isBase64Encoded: boolean } {
  if (body.length === 0) return { isBase64Encoded: false };
  const isBase64Encoded = !isText(contentType);
  return { body: Buffer.from(body).toString(isBase64Encoded ? 'base64' : 'utf8'), isBase64Encoded };
}
