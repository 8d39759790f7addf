export * from './aws-cdk-lib';
