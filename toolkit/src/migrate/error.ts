/** An error that `migrate` reports in one line: nothing went wrong inside of the command itself. */
export class MigrateError extends Error {
  public readonly name = 'MigrateError';
}
