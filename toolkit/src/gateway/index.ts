export { ManualClock } from './clock';
export type {
  ClientCertificate,
  Clock,
  CredentialsOptions,
  LogEntry,
  TestCredentials,
  TokenOptions,
} from './contracts';
export { LocalGateway, type LocalApi } from './gateway';
export type { AccessLogEntry } from './http/access-log';
export type { TruststoresOption } from './http/truststores';
export type {
  ServiceAnswer,
  ServiceCall,
  ServiceRequest,
  ServiceStub,
  ServiceStubsOption,
} from './integrations/service-calls';
export type { LocalGatewayOptions } from './options';
export type { FunctionsOption, LocalHandler } from './replaced-functions';
export type { AppLike, StackLike } from './sources';
export type { LocalTarget, TargetsOption } from './targets';
export type { GatewayRequestInit } from './transport';
export type { EnvironmentOption } from './values';
export { ConnectionRejected } from './websocket/client';
export { ConnectionsError } from './websocket/connections';
export type {
  Accepted,
  ConnectionInfo,
  ConnectionOpener,
  ConnectOptions,
  LocalClose,
  LocalConnections,
  LocalSendOptions,
  LocalSocket,
  Rejected,
} from './websocket/contracts';
export type { AppOptions } from '../model/app';
