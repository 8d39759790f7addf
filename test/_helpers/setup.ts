// aws-cdk-lib checks every synthesized template against the CloudFormation schemas, which takes longer than the
// synthesis itself. Unit tests assert on templates, so they disable this check. `npm run integ` runs the check.
process.env.CDK_VALIDATION ??= 'false';

// Some tests use deprecated members from aws-cdk-lib on purpose, and each warning prints a stack trace.
process.env.JSII_DEPRECATED ??= 'quiet';
