import { TYPES } from '../engine/kinds';
import { shapeOf, targetsIn } from '../engine/resolve';
import type { ResourceIndex } from '../engine/resource-index';
import type { ResourceView } from '../engine/resource-view';
import type { Finding } from '../engine/rule';
import { rules } from '../engine/rule';
import { described } from '../message';

/**
 * A pattern for the ARN of a stage of an HTTP or WebSocket API. The ARN of a stage of a REST API contains `/restapis/`
 * instead.
 */
const STAGE_ARN = /^(arn:[^:]*:apigateway:[^:]*:[^:]*:|\*)\/apis\//;

function onStage(association: ResourceView, index: ResourceIndex): Finding | undefined {
  const arn = association.value('ResourceArn');
  const shape = shapeOf(arn);
  const protocols = targetsIn(arn).flatMap((target) => {
    const { cfnResourceType: type } = target as { readonly cfnResourceType?: string };
    const isOurs = type === TYPES.api || type === TYPES.stage;
    return isOurs ? [index.protocolOf(index.viewOf(target as never))] : [];
  });
  // Whether AWS WAF supports stages of WebSocket APIs is not known
  const isHttp =
    protocols.length > 0 ? protocols.every((protocol) => protocol === 'HTTP') : STAGE_ARN.test(shape ?? '');
  return isHttp
    ? {
        must: 'be the ARN of a resource that AWS WAF supports, not of a stage of an HTTP API',
        given: typeof arn === 'string' ? arn : described(`the ARN '${shape ?? '*'}' of an HTTP API`),
      }
    : undefined;
}

export const WEB_ACL_RULES = rules([
  {
    code: 'WebAclOnHttpApi',
    severity: 'error',
    evidence: 'observed',
    source: 'AWS: "Error reason: The ARN isn\'t valid.", for the ARN of a stage of an HTTP API',
    on: 'webAclAssociation',
    needs: 'ResourceArn',
    property: 'ResourceArn',
    summary: 'A web ACL is associated with a stage of an HTTP API, which AWS WAF does not support.',
    fix: 'Associate the web ACL with a CloudFront distribution in front of the API, or use a REST API.',
    page: 'https://docs.aws.amazon.com/waf/latest/developerguide/how-aws-waf-works-resources.html',
    check: onStage,
  },
]);
