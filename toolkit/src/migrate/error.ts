import { ToolkitError } from '../model/errors';

/**
 * An expected error of `migrate`, such as an error in the input. The command prints only the error message, without a stack
 * trace.
 */
export class MigrateError extends ToolkitError {
  public constructor(message: string, options?: ErrorOptions) {
    super('MigrationFailed', message, options);
    this.name = 'MigrateError';
  }
}
