import type { HttpIntegrationOptions } from '../http/integration-options';
import type { ServiceIntegrationOptions } from './service-options';

/**
 * Options of HTTP API integrations that call an AWS service.
 */
export interface HttpServiceIntegrationOptions extends HttpIntegrationOptions, ServiceIntegrationOptions {}
