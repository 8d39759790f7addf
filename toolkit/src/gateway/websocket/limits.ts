/** The quotas of WebSocket APIs. */

/** A connection without messages is closed after this time in milliseconds. */
export const idleMillis = 10 * 60 * 1000;

/** A connection is closed after this time in milliseconds. */
export const lifeMillis = 2 * 60 * 60 * 1000;

/** The largest frame, in bytes. */
export const maximumFrame = 32 * 1024;

/** The largest message, in bytes. */
export const maximumMessage = 128 * 1024;

/** The longest URL, in characters. */
export const maximumUrl = 4096;

/** The default time limit of integrations, in milliseconds. */
export const integrationMillis = 29_000;
