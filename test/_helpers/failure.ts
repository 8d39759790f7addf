/** The parts that an error of this library must contain. */
export interface Failure {
  readonly code: string;
  /** The path of the construct. Undefined if the construct does not exist yet. */
  readonly path?: string;
  /** The invalid value, or the reason why it is invalid. */
  readonly given?: string;
  /** The fix that the message proposes. */
  readonly fix: string;
}

/** The error that `act` throws. */
export function thrownBy(act: () => unknown): Error & { readonly code?: string; readonly constructPath?: string } {
  try {
    act();
  } catch (error) {
    return error as Error;
  }
  throw new Error('nothing was thrown');
}

/**
 * Expects that `act` throws an error with this code, construct path, value and fix. The message must end with the URL of
 * the page for the code.
 */
export function expectFailure(act: () => unknown, { code, path, given = '', fix }: Failure): void {
  const error = thrownBy(act);
  // The message is compared first, because it is the most useful output if `act` throws a different error
  const start = `[${code}] ${path === undefined ? '' : `${path}: `}`;
  expect(error.message.slice(0, start.length)).toBe(start);
  expect(error.message).toContain(given);
  expect(error.message).toContain(fix);
  expect(error.message).toMatch(
    new RegExp(`See https://cdk-apigatewayv2\\.github\\.io/cdk-apigatewayv2/codes/${code}$`),
  );
  expect(error).toMatchObject({ name: 'ApiGatewayV2Error', code });
  expect(error.constructPath).toBe(path);
}
