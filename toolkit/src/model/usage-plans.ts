import type { Apis } from './apis';
import { elementOf, fieldsOfResource, isLeftOut, linkTo, resourceIn, type Context } from './context';
import { compact, fieldsOf, type Fields } from './fields';
import type { Resource } from './resources';
import type { ApiKey, Json, Known, Throttle, UsagePlan, UsagePlanStage } from './types';
import { isUnresolved } from './values';

/** Returns the usage plans that cover a stage of an API in the model, or whose stages are known only at deployment. */
export function usagePlansOf(context: Context, apis: Apis): UsagePlan[] {
  const plans = context.resources.ofType('AWS::ApiGateway::UsagePlan').flatMap((resource) => {
    if (isLeftOut(context, resource)) return [];
    const plan = usagePlanOf(context, apis, resource);
    const covers = isUnresolved(plan.stages) || plan.stages.some(({ api }) => 'id' in api);
    return covers ? [plan] : [];
  });
  for (const resource of context.resources.ofType('AWS::ApiGateway::UsagePlanKey')) {
    if (isLeftOut(context, resource)) continue;
    const fields = fieldsOfResource(context, resource);
    const plan = resourceIn(fields.text('UsagePlanId'), 'AWS::ApiGateway::UsagePlan')?.id;
    plans.find(({ id }) => id === plan)?.keys.push(linkTo(fields.text('KeyId') ?? '', 'AWS::ApiGateway::ApiKey'));
  }
  return plans;
}

/** Returns the API keys of the app. */
export function apiKeysOf(context: Context): ApiKey[] {
  const resources = context.resources.ofType('AWS::ApiGateway::ApiKey');
  return resources.flatMap((resource) => {
    if (isLeftOut(context, resource)) return [];
    const fields = fieldsOfResource(context, resource);
    return elementOf<ApiKey>(context, resource, {
      name: fields.text('Name'),
      value: fields.text('Value'),
      enabled: fields.boolean('Enabled'),
      description: fields.text('Description'),
    });
  });
}

function usagePlanOf(context: Context, apis: Apis, resource: Resource): UsagePlan {
  const fields = fieldsOfResource(context, resource);
  return elementOf<UsagePlan>(context, resource, {
    name: fields.text('UsagePlanName'),
    stages: fields.list('ApiStages', (value) => stageOf(apis, fieldsOf(value))) ?? [],
    throttle: fields.object('Throttle', throttleOf),
    quota: fields.object('Quota', (quota) =>
      compact({ limit: quota.number('Limit'), period: quota.text('Period'), offset: quota.number('Offset') }),
    ),
    keys: [],
  });
}

function stageOf(apis: Apis, fields: Fields): UsagePlanStage {
  return compact<UsagePlanStage>({
    api: apis.linkTo(fields.text('ApiId') ?? ''),
    stage: fields.text('Stage') ?? '',
    throttle: fields.recordOf('Throttle', (value: Json): Known<Throttle> => {
      return isUnresolved(value) ? value : throttleOf(fieldsOf(value));
    }),
  });
}

function throttleOf(fields: Fields): Throttle {
  return compact<Throttle>({ burstLimit: fields.number('BurstLimit'), rateLimit: fields.number('RateLimit') });
}
