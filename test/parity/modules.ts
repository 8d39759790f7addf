import type { App } from 'aws-cdk-lib';
import * as referenceRoot from 'aws-cdk-lib/aws-apigatewayv2';
import * as referenceAuthorizers from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import * as referenceIntegrations from 'aws-cdk-lib/aws-apigatewayv2-integrations';

type Root = typeof import('aws-cdk-lib/aws-apigatewayv2');

/** The three modules a program is a function of. L1 classes are left out: both sides take aws-cdk-lib's own. */
export interface Modules {
  readonly apigwv2: { [K in keyof Root as K extends `Cfn${string}` ? never : K]: Root[K] };
  readonly integrations: typeof import('aws-cdk-lib/aws-apigatewayv2-integrations');
  readonly authorizers: typeof import('aws-cdk-lib/aws-apigatewayv2-authorizers');
}

/**
 * One program, written once and synthesized with both libraries.
 *
 * - Everything of API Gateway v2 comes from `m`; everything else (lambda, ec2, `CfnApi`, …) is imported from aws-cdk-lib.
 * - A program is deterministic: no clock, no random numbers, no state outside of `build`.
 * - Its name begins with `fails` if, and only if, aws-cdk-lib throws in it.
 */
export interface Program {
  readonly name: string;
  /** Context of the app, e.g. feature flags. */
  readonly context?: Record<string, unknown>;
  /** Id of the row of docs/differences.md that makes the two sides differ, always. Then they must differ. */
  readonly differs?: string;
  /** Why the service would refuse what aws-cdk-lib synthesizes. Then this library is the same, or refuses it by an error of its own. */
  readonly undeployable?: string;
  /**
   * Builds into `app`. What it returns (tokens, ARNs, URLs, metrics, constructs, plain lists and objects of them) is
   * resolved after synthesis and compared as well.
   */
  build(m: Modules, app: App): Record<string, unknown> | void;
}

export const reference: Modules = {
  apigwv2: referenceRoot,
  integrations: referenceIntegrations,
  authorizers: referenceAuthorizers,
};

// Loaded on first use, so that the programs can be checked against the reference alone.
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
