import type { EventBusReference } from 'aws-cdk-lib/aws-events';
import { Arn, ArnFormat, Stack, Token } from 'aws-cdk-lib/core';

import { ParameterMapping } from '../common/parameter-mapping';
import { httpApiRefOf } from '../http/api-interface';
import type { HttpRouteIntegrationBindOptions } from '../http/integration';
import { HttpIntegrationSubtype } from '../http/integration';
import { isCorrected } from '../private/corrections';
import type { ServiceAction } from './http-service-base';
import { checkSubtype, HttpServiceIntegration } from './http-service-base';
import type { HttpServiceIntegrationOptions } from './http-service-options';

/**
 * Properties of an EventBridge integration of an HTTP API.
 */
export interface HttpEventBridgeIntegrationProps extends HttpServiceIntegrationOptions {
  /**
   * The parameters of the action. The integration adds `EventBusName` if this parameter is missing.
   *
   * By default, the integration changes this object, as in aws-cdk-lib, so do not use one object for two event buses. With the context key
   * `cdk-apigatewayv2:eventBridgeMappingCopy`, the integration changes a copy of the object.
   *
   * @default - `Detail`, `DetailType` and `Source` from the request body
   * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-aws-services-reference.html
   */
  readonly parameterMapping?: ParameterMapping;

  /**
   * The action: a subtype that begins with `EVENTBRIDGE_`.
   *
   * @default HttpIntegrationSubtype.EVENTBRIDGE_PUT_EVENTS
   */
  readonly subtype?: HttpIntegrationSubtype;

  /**
   * The event bus, such as `eventBus.eventBusRef`.
   */
  readonly eventBusRef: EventBusReference;
}

/**
 * An HTTP API integration that sends events to an Amazon EventBridge event bus.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-aws-services.html
 * @example
 * import * as events from 'aws-cdk-lib/aws-events';
 * import { HttpApi, HttpMethod } from 'cdk-apigatewayv2';
 * import { HttpEventBridgeIntegration } from 'cdk-apigatewayv2/integrations';
 *
 * declare const api: HttpApi;
 * declare const eventBus: events.EventBus;
 *
 * api.addRoutes({
 *   path: '/orders',
 *   methods: [HttpMethod.POST],
 *   integration: new HttpEventBridgeIntegration('Orders', { eventBusRef: eventBus.eventBusRef }),
 * });
 */
export class HttpEventBridgeIntegration extends HttpServiceIntegration {
  private readonly subtype: HttpIntegrationSubtype;

  /**
   * @param id The ID of the integration construct
   * @param props The properties of the integration
   */
  public constructor(
    id: string,
    private readonly props: HttpEventBridgeIntegrationProps,
  ) {
    super(id, props, 'eventBusRef');
    this.subtype = props.subtype ?? HttpIntegrationSubtype.EVENTBRIDGE_PUT_EVENTS;
    checkSubtype(id, this.subtype, 'EventBridge');
  }

  /** @internal */
  protected _action({ route }: HttpRouteIntegrationBindOptions): ServiceAction {
    const api = httpApiRefOf(route);
    const { eventBusArn, eventBusName } = this.props.eventBusRef;
    const bus = Token.isUnresolved(eventBusArn) ? undefined : Arn.split(eventBusArn, ArnFormat.SLASH_RESOURCE_NAME);
    const { account, region } = Stack.of(route);
    // API Gateway looks up a bus name in the account and region of the API
    const foreign = bus !== undefined && (bus.account !== account || bus.region !== region);
    const busName = foreign && isCorrected(api, 'eventBusByArn') ? eventBusArn : eventBusName;
    return {
      subtype: this.subtype,
      actions: ['events:PutEvents'],
      resources: [eventBusArn],
      sid: 'AllowEventBridgePutEvents',
      parameterMapping: this.mapping(busName, isCorrected(api, 'eventBridgeMappingCopy')),
      region: bus?.region,
    };
  }

  private mapping(busName: string, copy: boolean): ParameterMapping {
    let mapping = this.props.parameterMapping;
    if (!mapping) {
      mapping = new ParameterMapping()
        .custom('Detail', '$request.body.Detail')
        .custom('DetailType', '$request.body.DetailType')
        .custom('Source', '$request.body.Source');
    } else if (copy) {
      mapping = Object.entries(mapping.mappings).reduce(
        (all, [key, value]) => all.custom(key, value),
        new ParameterMapping(),
      );
    }
    return 'EventBusName' in mapping.mappings ? mapping : mapping.custom('EventBusName', busName);
  }
}
