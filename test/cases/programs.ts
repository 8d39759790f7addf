import { api, corsPrograms } from './api';
import { lambdaAuthorizers } from './authorizer';
import { identitySources, jwtAuthorizers } from './authorizer-sources';
import { deployments, models } from './deployment-model';
import { integrationTypes } from './integration';
import { connections, payloads, templates } from './integration-properties';
import { functionsElsewhere, subtypes } from './integration-service';
import { requestMappings, responseMappings, webSocketMappings } from './mapping';
import { mappings } from './api-mapping';
import { documents } from './documents';
import { domainNames } from './domain';
import { endpoints } from './domain-endpoints';
import { keysAndPlans } from './keys-plans';
import { managedAndAccount } from './managed-account';
import { mistakenTargets } from './mistaken-targets';
import { permissions } from './permissions';
import { referringResources } from './referring-resources';
import { routingRules, vpcLinks } from './vpclink-routing';
import type { Program } from './program';
import { integrationResponses, routeResponses } from './responses';
import { authorization, routeKeys, targets } from './route';
import { routeProperties } from './route-properties';
import { stages } from './stage';
import { accessLogs } from './stage-logs';
import { routeSettings } from './stage-settings';
import { templateNames } from './template-names';

import { unseen } from './unseen';

/** All programs, grouped by the resource that they test. */
export const programs: Program[] = [
  ...[api, corsPrograms, documents],
  ...[routeKeys, targets, authorization, routeProperties],
  ...[integrationTypes, subtypes, functionsElsewhere, payloads, connections, templates],
  ...[requestMappings, responseMappings, webSocketMappings],
  ...[integrationResponses, routeResponses],
  ...[lambdaAuthorizers, identitySources, jwtAuthorizers],
  ...[stages, accessLogs, routeSettings],
  ...[deployments, models],
  ...[domainNames, endpoints],
  ...[mappings, vpcLinks, routingRules],
  ...[managedAndAccount, keysAndPlans, permissions, referringResources],
  ...[unseen, templateNames, mistakenTargets],
].flat();
