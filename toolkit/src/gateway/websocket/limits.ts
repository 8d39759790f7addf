/** The quotas of WebSocket APIs. */

/** The time without messages, in milliseconds, after which API Gateway closes a connection. */
export const idleMillis = 10 * 60 * 1000;

/** The maximum duration of a connection, in milliseconds. */
export const lifeMillis = 2 * 60 * 60 * 1000;

/** The maximum size of a frame, in bytes. */
export const maximumFrame = 32 * 1024;

/** The maximum size of a message, in bytes. */
export const maximumMessage = 128 * 1024;

/** The maximum length of a URL, in characters. */
export const maximumUrl = 4096;

/** The default timeout of integrations, in milliseconds. */
export const integrationMillis = 29_000;
