import { Apis } from './apis';
import type { Assembly, AssemblyStack } from './assembly';
import { elementOf, fieldsOfResource, isLeftOut, type Context } from './context';
import { domainNamesOf } from './domain-names';
import { compact, textFrom } from './fields';
import { functionsOf, permissionsOf } from './functions';
import { parameterValue } from './parameters';
import { Resolver } from './resolve';
import { Resources } from './resources';
import { addSamResources } from './sam';
import { isObject, outputsOf } from './template';
import { MODEL_VERSION, type ApiModel, type Json, type Known, type Output, type Stack, type VpcLink } from './types';
import { apiKeysOf, usagePlansOf } from './usage-plans';

/** Creates the model of the API Gateway v2 resources in an assembly. */
export function modelOf(assembly: Assembly): ApiModel {
  const resources = new Resources(assembly);
  const context: Context = { resources, resolver: new Resolver(resources), notices: [...assembly.notices] };
  addSamResources(context);
  const apis = new Apis(context);
  const domainNames = domainNamesOf(context, apis);
  const model = compact<ApiModel>({
    version: MODEL_VERSION,
    directory: assembly.directory,
    stacks: assembly.stacks.map((stack) => stackOf(context, stack)),
    apis: apis.all,
    domainNames,
    vpcLinks: vpcLinksOf(context),
    functions: functionsOf(context),
    permissions: permissionsOf(context, apis),
    usagePlans: usagePlansOf(context, apis),
    apiKeys: apiKeysOf(context),
    notices: context.notices,
  });
  addNotices(context);
  return model;
}

function stackOf({ resolver }: Context, stack: AssemblyStack): Stack {
  const { id, path, name, file, parent, account, region, template } = stack;
  const resolve = (value: Json) => resolver.resolve(stack, value) ?? null;
  const condition = parent?.stack.template.Resources![parent.logicalId].Condition;
  return compact<Stack>({
    id,
    path,
    name: parent ? undefined : name,
    template: file,
    parent: parent?.stack.id,
    account,
    region,
    parameters: Object.entries(template.Parameters ?? {})
      .filter(([parameter]) => parameter !== 'BootstrapVersion' && !parameter.startsWith('Fn::'))
      .map(([parameter, { Type, Default }]) => {
        const passed = parameterValue(stack, parameter);
        return compact({
          name: parameter,
          type: String(Type),
          default: Default === undefined ? undefined : String(Default),
          value: passed && (resolver.resolve(passed.stack, passed.value) as Known<Json>),
        });
      }),
    conditions: Object.entries(template.Conditions ?? {})
      .filter(([condition]) => condition !== 'CDKMetadataAvailable')
      .map(([condition, expression]) => ({ name: condition, expression: resolve(expression) })),
    outputs: outputsOf(template).map(([output, { Value, Description, Export, Condition }]) =>
      compact<Output>({
        name: output,
        value: resolve(Value) as Known<Json>,
        description: Description,
        exportName: isObject(Export) ? textFrom(resolve(Export.Name)) : undefined,
        condition: Condition,
      }),
    ),
    condition,
  });
}

function vpcLinksOf(context: Context): VpcLink[] {
  return context.resources.ofType('AWS::ApiGatewayV2::VpcLink').flatMap((resource) => {
    if (isLeftOut(context, resource)) return [];
    const fields = fieldsOfResource(context, resource);
    return elementOf<VpcLink>(context, resource, {
      name: fields.text('Name') ?? '',
      subnetIds: fields.texts('SubnetIds') ?? [],
      securityGroupIds: fields.texts('SecurityGroupIds') ?? [],
    });
  });
}

/** The types of API Gateway v2 resources that the model supports. */
const knownTypes = new Set(
  'Api ApiGatewayManagedOverrides ApiMapping Authorizer Deployment DomainName Integration IntegrationResponse Model Route RouteResponse RoutingRule Stage VpcLink'
    .split(' ')
    .map((name) => `AWS::ApiGatewayV2::${name}`),
);

/**
 * Adds notices about missing parts of the model: changes by macros, resources that functions such as `Fn::ForEach`
 * create at deployment, and resources of unsupported types.
 */
function addNotices({ resources, notices }: Context): void {
  for (const { id, template } of resources.assembly.stacks) {
    const { Transform = [] } = template;
    const transforms = (Array.isArray(Transform) ? Transform : [Transform]).map((one) =>
      isObject(one) ? one.Name : one,
    );
    const macros = transforms.filter(
      (name) => name !== 'AWS::Serverless-2016-10-31' && name !== 'AWS::LanguageExtensions',
    );
    if (macros.length > 0) {
      notices.push({
        code: 'MacroNotRun',
        message: `When the stack ${id} is deployed, CloudFormation runs the macro ${macros.map(String).join(', ')}, which can add, change or remove APIs.`,
      });
    }
    for (const name of Object.keys(template.Resources ?? {}).filter((key) => key.startsWith('Fn::'))) {
      notices.push({
        code: 'ResourcesNotRead',
        message: name.startsWith('Fn::ForEach')
          ? `The stack ${id} contains resources that ${name} creates from a list that is known only at deployment. These resources are missing from the output.`
          : `The stack ${id} contains resources that ${name} creates. These resources are missing from the output.`,
      });
    }
  }
  for (const stack of resources.assembly.stacks) {
    for (const { type, logicalId } of resources.of(stack)) {
      const isOurs = type.startsWith('AWS::ApiGatewayV2::') || type === 'AWS::Serverless::WebSocketApi';
      if (!isOurs || knownTypes.has(type)) continue;
      notices.push({
        code: 'TypeNotRead',
        message: `The resource ${logicalId} is omitted from the output, because its type ${type} is not supported.`,
        source: { stack: stack.id, logicalId },
      });
    }
  }
}
