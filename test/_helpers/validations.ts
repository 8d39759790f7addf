const { version } = jest.requireActual<{ version: string }>('aws-cdk-lib/package.json');

/**
 * Whether aws-cdk-lib's `Validations` can acknowledge the findings of a construct. Version 2.276.0 of aws-cdk-lib
 * supports this, but version 2.260.0 does not.
 */
export function validationsAcknowledge(): boolean {
  const knows = Number(version.split('.')[1]) >= 276;
  if (!knows) {
    console.warn(`skipped: Validations from aws-cdk-lib ${version} do not acknowledge what constructs find`);
  }
  return knows;
}
