import type { App } from 'aws-cdk-lib';
import * as referenceRoot from 'aws-cdk-lib/aws-apigatewayv2';
import * as referenceAuthorizers from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import * as referenceIntegrations from 'aws-cdk-lib/aws-apigatewayv2-integrations';

type Root = typeof import('aws-cdk-lib/aws-apigatewayv2');

/** The three modules that a program uses. They do not include L1 classes, which both sides import from aws-cdk-lib. */
export interface Modules {
  readonly apigwv2: { [K in keyof Root as K extends `Cfn${string}` ? never : K]: Root[K] };
  readonly integrations: typeof import('aws-cdk-lib/aws-apigatewayv2-integrations');
  readonly authorizers: typeof import('aws-cdk-lib/aws-apigatewayv2-authorizers');
}

/**
 * One program, written once and synthesized with both libraries.
 *
 * - Classes of API Gateway v2 come from `m`. All others (lambda, ec2, `CfnApi`, …) are imported from aws-cdk-lib.
 * - A program is deterministic: without a clock, random numbers or state outside `build`.
 * - Its name begins with `fails` if, and only if, aws-cdk-lib throws an error for the program.
 */
export interface Program {
  readonly name: string;
  /** The context of the app, such as feature flags. */
  readonly context?: Record<string, unknown>;
  /** The ID of the row in docs/differences.md that describes the difference. The two templates must then differ. */
  readonly differs?: string;
  /** The reason why API Gateway rejects the template of aws-cdk-lib. This library then has the same template, or throws its own error. */
  readonly undeployable?: string;
  /**
   * Adds constructs to `app`. The result (tokens, ARNs, URLs, metrics, constructs, lists and objects of them) is
   * resolved after synthesis and also compared.
   */
  build(m: Modules, app: App): Record<string, unknown> | void;
}

export const reference: Modules = {
  apigwv2: referenceRoot,
  integrations: referenceIntegrations,
  authorizers: referenceAuthorizers,
};

// This library is loaded on first use, so that the programs can run with aws-cdk-lib alone.
/* eslint-disable @typescript-eslint/no-require-imports */
export const ours: Modules = {
  get apigwv2() {
    return require('../../lib/index') as unknown as Modules['apigwv2'];
  },
  get integrations() {
    return require('../../lib/integrations/index') as unknown as Modules['integrations'];
  },
  get authorizers() {
    return require('../../lib/authorizers/index') as unknown as Modules['authorizers'];
  },
};
