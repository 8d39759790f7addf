/** An error that the user can correct. The message is one or two sentences, and the command prints no stack trace. */
export class ToolkitError extends Error {
  /** The error code in PascalCase, such as `FileNotFound`. */
  readonly code: string;

  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'ToolkitError';
    this.code = code;
  }
}
