import type { Violation as Problem } from '../declaration';
import { described } from '../message';
import { isNumber, isText } from '../values';

const MAX_FORMAT_BYTES = 3 * 1024;
const MAX_VARIABLES = 100;
const VARIABLE_NAME = /^[A-Za-z0-9_]{1,64}$/;
const VARIABLE_VALUE = /^[A-Za-z0-9\-._~:/?#&=,]{1,512}$/;

/** Judges the name of a stage. `$default` is the stage at the root of an HTTP API. */
export function judgeStageName(name: unknown, protocol: 'HTTP' | 'WEBSOCKET' | undefined): Problem | undefined {
  if (!isText(name) || /^[A-Za-z0-9_-]{1,128}$/.test(name) || (name === '$default' && protocol !== 'WEBSOCKET')) {
    return undefined;
  }
  const webSocket = protocol === 'WEBSOCKET';
  const meant =
    name
      .replace(/[^A-Za-z0-9_-]+/g, '-')
      .replace(/^-+|-+$/g, '')
      .slice(0, 128) || 'prod';
  return {
    must: `be 1 to 128 letters, digits, hyphens and underscores${webSocket ? '' : ", or '$default'"}`,
    given: name,
    instead:
      name === '$default' ? "A WebSocket API has no stage at its root: write 'prod'." : `Did you mean '${meant}'?`,
  };
}

/** Judges the variables of a stage, of which so many are there for certain. */
export function judgeStageVariables(
  entries: readonly (readonly [string, unknown])[],
  count = entries.length,
): Problem | undefined {
  if (count > MAX_VARIABLES) {
    return {
      must: `be at most ${MAX_VARIABLES}`,
      given: described(`${count} variables`),
      instead: 'Keep what belongs to the function in its environment.',
    };
  }
  for (const [name, value] of entries) {
    if (isText(name) && !VARIABLE_NAME.test(name)) {
      const meant = name.replace(/[^A-Za-z0-9_]+/g, '_').slice(0, 64) || 'name';
      return {
        must: 'have names of 1 to 64 letters, digits and underscores',
        given: name,
        instead: `Did you mean '${meant}'?`,
      };
    }
    if (isText(value) && !VARIABLE_VALUE.test(value)) {
      return {
        must: "have values of 1 to 512 letters, digits and any of '-._~:/?#&=,'",
        given: value,
        instead: `Encode the value of '${name}', or have the function read it elsewhere.`,
      };
    }
  }
  return undefined;
}

/** Judges a limit of a throttle. */
export function judgeThrottle(value: unknown, whole: boolean): Problem | undefined {
  if (!isNumber(value) || (value >= 0 && (!whole || Number.isInteger(value)))) {
    return undefined;
  }
  return {
    must: whole ? 'be a whole number from 0' : 'be a number from 0',
    given: value,
    instead: `Write ${Math.max(0, Math.round(value))}; 0 refuses every request.`,
  };
}

/** Judges how large an access log format is. */
export function judgeFormatSize(format: unknown): Problem | undefined {
  const size = isText(format) ? Buffer.byteLength(format) : 0;
  return size > MAX_FORMAT_BYTES
    ? {
        must: `be at most ${MAX_FORMAT_BYTES} bytes`,
        given: described(`${size} bytes`),
        instead: 'Log fewer variables.',
      }
    : undefined;
}

/** Judges whether an access log format is one line. */
export function judgeFormatLines(format: unknown): Problem | undefined {
  return isText(format) && /[\r\n]/.test(format.trimEnd())
    ? {
        must: 'be one line',
        given: format,
        instead: 'Write JSON without line breaks: JSON.stringify(…) without a third argument.',
      }
    : undefined;
}

/** Judges whether an access log entry can be told from others. */
export function judgeRequestId(format: unknown): Problem | undefined {
  return isText(format) && !/\$context\.(requestId|extendedRequestId)\b/.test(format)
    ? {
        must: 'hold $context.requestId or $context.extendedRequestId',
        given: format,
        instead: "Add '$context.requestId' to it.",
      }
    : undefined;
}
