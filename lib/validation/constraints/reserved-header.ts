/**
 * The headers that API Gateway reserves. Parameter mappings cannot change these headers, and routing rules cannot match
 * them.
 */
export const RESERVED_HEADER =
  /^(access-control-.*|apigw-.*|authorization|connection|content-encoding|content-length|content-location|forwarded|keep-alive|origin|proxy-authenticate|proxy-authorization|te|trailers|transfer-encoding|upgrade|x-amz-.*|x-amzn-.*|x-forwarded-for|x-forwarded-host|x-forwarded-proto|via)$/i;
