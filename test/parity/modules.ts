import type { App } from 'aws-cdk-lib';
import * as referenceRoot from 'aws-cdk-lib/aws-apigatewayv2';
import * as referenceAuthorizers from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import * as referenceIntegrations from 'aws-cdk-lib/aws-apigatewayv2-integrations';

type Root = typeof import('aws-cdk-lib/aws-apigatewayv2');

/** The three modules that a program uses. L1 classes are excluded, because programs import them from aws-cdk-lib. */
export interface Modules {
  readonly apigwv2: { [K in keyof Root as K extends `Cfn${string}` ? never : K]: Root[K] };
  readonly integrations: typeof import('aws-cdk-lib/aws-apigatewayv2-integrations');
  readonly authorizers: typeof import('aws-cdk-lib/aws-apigatewayv2-authorizers');
}

/**
 * One program, written once and synthesized with both libraries.
 *
 * - Classes of API Gateway v2 come from `m`. All other classes (lambda, ec2, `CfnApi`, …) are imported from aws-cdk-lib.
 * - A program is deterministic: it uses no clock, no random numbers and no state outside `build`.
 * - If aws-cdk-lib throws an error for a program, the name of the program begins with `fails`. No other name begins with
 *   `fails`. Programs with `differs` can have any name.
 */
export interface Program {
  readonly name: string;
  /** The context of the app, such as feature flags. */
  readonly context?: Record<string, unknown>;
  /** The ID of the row in docs/differences.md that describes the difference. If set, the templates of the two libraries must differ. */
  readonly differs?: string;
  /**
   * The reason why API Gateway rejects the template of aws-cdk-lib. If set, this library must either create the same template as
   * aws-cdk-lib, or throw an error with a code of this library.
   */
  readonly undeployable?: string;
  /**
   * Adds constructs to `app`, and can return values for the comparison, such as tokens, ARNs, metrics, constructs, or lists and
   * objects of such values. The suite resolves these values after synthesis.
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
