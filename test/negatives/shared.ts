import { CfnDeployment } from 'aws-cdk-lib/aws-apigatewayv2';
import type { Negatives } from './negative';
import { calls, http, integration, route, stage, webSocket } from './negative';

/** Programs for codes that many properties share. Each program tests one property. `test/validation/rules/` tests the other properties. */
export const negatives: Negatives = {
  WebSocketOnlyProperty: {
    violates: (s) => stage(http(s), 'prod', { clientCertificateId: 'abc' }),
    complies: (s) => {
      const chat = webSocket(s);
      route(chat, '$default');
      stage(chat, 'prod', { clientCertificateId: 'abc' });
    },
    messageContains: ['ClientCertificateId must be omitted for an HTTP API', 'only WebSocket APIs support'],
  },
  RequiredPropertyMissing: {
    violates: (s) => stage(http(s), 'prod').addPropertyDeletionOverride('StageName'),
    complies: (s) => stage(http(s), 'prod'),
    messageContains: ['StageName must be specified', 'got nothing'],
  },
  LengthOutOfRange: {
    violates: (s) => stage(http(s), 'prod', { description: 'x'.repeat(1025) }),
    complies: (s) => stage(http(s), 'prod', { description: 'x'.repeat(1024) }),
    messageContains: ['at most 1,024 characters', '(1025 characters)'],
  },
  ReferenceToOtherApi: {
    violates: (s) => {
      const [api, other] = [http(s), http(s)];
      const stageName = stage(other, 'prod', { autoDeploy: false, deploymentId: 'abc' }).ref;
      const to = route(api, 'GET /a', calls(integration(api)));
      new CfnDeployment(s, 'Deployment', { apiId: api.ref, stageName }).addDependency(to);
    },
    complies: (s) => {
      const api = http(s);
      const stageName = stage(api, 'prod', { autoDeploy: false, deploymentId: 'abc' }).ref;
      const to = route(api, 'GET /a', calls(integration(api)));
      new CfnDeployment(s, 'Deployment', { apiId: api.ref, stageName }).addDependency(to);
    },
    messageContains: ["StageName must refer to a resource of 'Stack/Api", "of 'Stack/Api"],
  },
};
