import { CfnStage } from 'aws-cdk-lib/aws-apigatewayv2';
import type { IAlias, IFunction } from 'aws-cdk-lib/aws-lambda';
import { Names, Stack, Token } from 'aws-cdk-lib/core';

import { childrenOfApi } from '../common/deployment';
import { HttpApiHelper } from '../http/api-helper';
import { httpApiRefOf } from '../http/api-interface';
import type { HttpRouteIntegrationBindOptions, HttpRouteIntegrationConfig } from '../http/integration';
import { executeApiArn, lambdaInvocationUri } from '../common/arns';
import type { IHttpRoute } from '../http/route';
import { fail } from '../validation/errors';
import { enforce } from '../validation/constraint';
import { STAGE_VARIABLES } from '../validation/constraints/stage';
import { permitInvoke, permitInvokeByApi } from '../private/invoke-permission';
import { requireProp } from '../validation/required-prop';
import { warn } from '../validation/warnings';
import type { HttpLambdaIntegrationProps } from './http-lambda';
import { HttpLambdaIntegration } from './http-lambda';

/**
 * Properties of an integration that invokes the Lambda alias selected by a stage variable.
 */
export interface HttpLambdaAliasIntegrationProps extends HttpLambdaIntegrationProps {
  /**
   * The name of the stage variable whose value is the name of the alias.
   *
   * Every stage of the API must set the variable to the name of one of the aliases.
   *
   * @default 'alias'
   */
  readonly stageVariable?: string;
}

/**
 * An HTTP API integration that invokes the Lambda alias selected by a stage variable. A route can therefore invoke a different version of
 * the function in each stage.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-stages.stage-variables.html
 * @example
 * import * as lambda from 'aws-cdk-lib/aws-lambda';
 * import { HttpApi, HttpStage } from 'cdk-apigatewayv2';
 * import { HttpLambdaAliasIntegration } from 'cdk-apigatewayv2/integrations';
 *
 * declare const books: lambda.Function;
 *
 * const version = books.currentVersion;
 * const live = new lambda.Alias(this, 'LiveBooks', { aliasName: 'live', version });
 * const beta = new lambda.Alias(this, 'BetaBooks', { aliasName: 'beta', version });
 * const api = new HttpApi(this, 'Shop', {
 *   defaultStageOptions: { autoDeploy: true, stageVariables: { alias: live.aliasName } },
 * });
 * api.addRoutes({ path: '/books', integration: new HttpLambdaAliasIntegration('Books', [live, beta]) });
 * new HttpStage(this, 'Beta', {
 *   httpApi: api,
 *   stageName: 'beta',
 *   autoDeploy: true,
 *   stageVariables: { alias: beta.aliasName },
 * });
 */
export class HttpLambdaAliasIntegration extends HttpLambdaIntegration {
  private readonly permissions: string;
  private readonly variable: string;

  /**
   * Throws `LambdaAliasesMissing` if the list of aliases is empty, and `LambdaAliasesOfSeveralFunctions` if the aliases belong to different
   * functions.
   *
   * @param id The ID of the integration construct
   * @param aliases The aliases that stages can select. The API gets permission to invoke each alias.
   * @param aliasProps The properties of the integration
   */
  public constructor(
    id: string,
    private readonly aliases: IAlias[],
    private readonly aliasProps: HttpLambdaAliasIntegrationProps = {},
  ) {
    super(id, functionOf(id, aliases), aliasProps);
    this.permissions = `${id}-Permission`;
    this.variable = aliasProps.stageVariable ?? 'alias';
  }

  /**
   * Returns the configuration of an integration that invokes the alias selected by the stage.
   *
   * A stage of this app that does not set the stage variable causes the warning `StageVariableMissing`.
   *
   * Throws `StageVariableInvalid` if `stageVariable` is not a valid name of a stage variable.
   *
   * @param options The route, and the scope for constructs
   */
  public override bind(options: HttpRouteIntegrationBindOptions): HttpRouteIntegrationConfig {
    const { route } = options;
    enforce(route, STAGE_VARIABLES, 'stageVariable', [[this.variable, undefined]]);
    this.checkStages(route);
    const config = super.bind(options);
    return { ...config, uri: lambdaInvocationUri(route, `${config.uri}:\${stageVariables.${this.variable}}`) };
  }

  /** @param options The route, and the scope for constructs */
  protected override completeBind(options: HttpRouteIntegrationBindOptions): void {
    if (this.aliasProps.credentials) {
      return;
    }
    const { route, scope } = options;
    const api = httpApiRefOf(route);
    for (const alias of this.aliases) {
      if (this.aliasProps.scopePermissionToRoute ?? true) {
        const name = Token.isUnresolved(alias.aliasName) ? Names.nodeUniqueId(alias.node) : alias.aliasName;
        const source = executeApiArn(route, api.apiRef.apiId, `*/*${route.path ?? ''}`);
        permitInvoke(scope, `${this.permissions}-${name}`, alias, source);
      } else {
        permitInvokeByApi(scope, alias, api, () => HttpApiHelper.fromHttpApi(api).arnForExecuteApi());
      }
    }
  }

  /** Validates the stages at synthesis, when all stages exist. */
  private checkStages(route: IHttpRoute): void {
    const { apiId } = httpApiRefOf(route).apiRef;
    const validate = (): string[] => {
      for (const stage of childrenOfApi(route, apiId).filter((child) => child instanceof CfnStage)) {
        const variables: unknown = Stack.of(stage).resolve(stage.stageVariables) ?? {};
        if (!(this.variable in (variables as object))) {
          const made = stage.node.id === 'Resource' ? stage.node.scope! : stage;
          warn(
            made,
            'StageVariableMissing',
            `The stage does not set the variable '${this.variable}', from which '${route.node.path}' reads the Lambda alias, so the ` +
              `route responds with status 500 in this stage. Set 'stageVariables: { ${this.variable}: alias.aliasName }'.`,
          );
        }
      }
      return [];
    };
    route.node.addValidation({ validate });
  }
}

/** Returns the function that all aliases belong to. Throws if the aliases belong to different functions. */
function functionOf(id: string, aliases: IAlias[]): IFunction {
  const handlers = requireProp(undefined, 'aliases', aliases).map((alias) => alias.version.lambda);
  const [first] = handlers;
  if (!first) {
    return fail(
      undefined,
      'LambdaAliasesMissing',
      `the integration '${id}' has no alias to invoke. Pass at least one alias.`,
    );
  }
  const other = handlers.find((handler) => areSurelyTwo(first, handler));
  if (other) {
    fail(
      undefined,
      'LambdaAliasesOfSeveralFunctions',
      `the integration '${id}' has aliases of '${first.node.path}' and of '${other.node.path}'. All aliases must belong to one ` +
        'function. Create an integration for each function.',
    );
  }
  return first;
}

/** Whether two functions are definitely different. Two functions that are imported with tokens could be the same function. */
function areSurelyTwo(one: IFunction, other: IFunction): boolean {
  const [l1, otherL1] = [one.node.defaultChild, other.node.defaultChild];
  if (l1 && otherL1) {
    return l1 !== otherL1;
  }
  const arns = [one.functionArn, other.functionArn];
  return arns[0] !== arns[1] && !arns.some((arn) => Token.isUnresolved(arn));
}
