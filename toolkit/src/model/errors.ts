/** An error whose message is meant for the user: one clear sentence or two, no stack needed. */
export class ToolkitError extends Error {
  /** A PascalCase code, such as `FileNotFound`. */
  readonly code: string;

  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'ToolkitError';
    this.code = code;
  }
}
