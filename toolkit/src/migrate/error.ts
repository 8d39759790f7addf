import { ToolkitError } from '../model/errors';

/** An error that `migrate` reports in one line: nothing went wrong inside of the command itself. */
export class MigrateError extends ToolkitError {
  public constructor(message: string, options?: ErrorOptions) {
    super('MigrationFailed', message, options);
    this.name = 'MigrateError';
  }
}
