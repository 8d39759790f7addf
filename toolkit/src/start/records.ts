import { randomUUID } from 'node:crypto';
import type {
  GatewayResponse,
  HeaderField,
  Invocation,
  LogEntry,
  RoutedRequest,
  StagedRequest,
} from '../gateway/contracts';
import type { AccessLogEntry } from '../gateway/http/access-log';
import { pathOf } from '../gateway/names';
import type { GatewayObserver } from '../gateway/observer';
import { Redactor } from './redact';

/** The record of a request, or of a message on a WebSocket connection. Secrets are removed from the record. */
export interface LiveRecord {
  readonly id: string;
  readonly kind: 'request' | 'message';
  /** The time at which the request arrived, in milliseconds since 1970. */
  readonly time: number;
  /** The construct path of the API. */
  api?: string;
  method: string;
  path: string;
  /** The key of the matched route. */
  route?: string;
  status?: number;
  milliseconds?: number;
  readonly invocations: { readonly function: string; readonly event?: unknown }[];
  response?: { readonly headers: readonly HeaderField[]; readonly body: string };
  readonly logs: { readonly about: string; readonly level: LogEntry['level']; readonly message: string }[];
  accessLog?: string;
}

/** The data about a request that is known only after its response was sent. */
export interface Finished {
  readonly staged: StagedRequest | undefined;
  readonly routeKey: string | undefined;
  readonly method: string;
  readonly path: string;
  readonly response: GatewayResponse;
  readonly milliseconds: number;
}

/** The options and callbacks of a recorder. */
export interface RecorderOptions {
  /** Whether the recorder keeps events, responses and access logs, which requires additional time and memory. */
  readonly details: boolean;
  /** Receives the record of each finished request or message. */
  readonly onFinish: (record: LiveRecord) => void;
  /** Receives a log line that arrives after its request is finished, or that does not belong to a request. */
  readonly onLine: (line: LiveRecord['logs'][number]) => void;
}

/** The maximum number of finished records that the recorder keeps. */
const maximumRecords = 200;

/** The maximum number of log lines that a record keeps. */
const maximumLines = 500;

/** Collects the events of the gateway in one record for each request. */
export class Recorder implements GatewayObserver {
  /** The finished records. The oldest record is first. */
  readonly records: LiveRecord[] = [];
  private readonly byId = new Map<string, LiveRecord>();
  private readonly redactors = new WeakMap<LiveRecord, Redactor>();
  private readonly owners = new Map<string, string>();
  private readonly listeners = new Set<(record: LiveRecord) => void>();

  constructor(private readonly options: RecorderOptions) {}

  /**
   * Calls the listener for each finished record, and again when the record changes. Returns a function that removes
   * the listener.
   */
  listen(listener: (record: LiveRecord) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Starts the record of a request that arrived at an API. */
  begin({ requestId, time, api, request }: StagedRequest): void {
    const { method, path } = request;
    this.add({ id: requestId, kind: 'request', time, api: pathOf(api), method, path }, new Redactor(request));
  }

  /** Finishes the record of a request, which now has a response. */
  finish({ staged, routeKey, method, path, response, milliseconds }: Finished): LiveRecord {
    const record =
      this.byId.get(staged?.requestId ?? '') ??
      this.add({ id: randomUUID(), kind: 'request', time: Date.now() - milliseconds, method, path });
    record.status = response.status;
    record.path = path;
    record.milliseconds = milliseconds;
    if (routeKey !== undefined) record.route = routeKey;
    if (this.options.details) record.response = shown(response, this.redactorOf(record));
    this.close(record);
    return record;
  }

  /** Starts the record of a message or a `$connect` request of a WebSocket API. */
  arrived({ requestId, time, api, stageName, request, webSocket }: RoutedRequest): LiveRecord {
    const { eventType = 'MESSAGE', connectionId = '' } = webSocket ?? {};
    const path = `/${stageName} ${connectionId}`;
    const known = { id: requestId, kind: 'message', time, api: pathOf(api), method: eventType, path } as const;
    return this.add(known, new Redactor(request));
  }

  /** Finishes the record of a WebSocket message, or of a `$connect` or `$disconnect` request. */
  handled(request: RoutedRequest, status: number): void {
    const { requestId, time, routeKey } = request;
    const record = this.byId.get(requestId) ?? this.arrived(request);
    if (routeKey !== '') record.route = routeKey;
    record.status = status;
    record.milliseconds = Date.now() - time;
    this.close(record);
  }

  log(entry: LogEntry): void {
    const { requestId, about, level } = entry;
    const record = requestId === undefined ? undefined : this.byId.get(this.owners.get(requestId) ?? requestId);
    const message = this.redactorOf(record).text(entry.message);
    if (record?.milliseconds !== undefined || record === undefined) this.options.onLine({ about, level, message });
    if (record === undefined || record.logs.length >= maximumLines) return;
    record.logs.push({ about, level, message });
    this.changed(record);
  }

  access({ requestId, message }: AccessLogEntry): void {
    const record = this.byId.get(requestId);
    if (record === undefined || !this.options.details) return;
    record.accessLog = this.redactorOf(record).text(message);
    this.changed(record);
  }

  invoking({ function: fn, event, requestId }: Invocation): void {
    const { requestContext } = (event ?? {}) as { requestContext?: Record<string, unknown> };
    const owner = String(requestContext?.requestId);
    const record = this.byId.get(owner) ?? this.messageOf(owner, requestContext);
    if (record === undefined) return;
    this.owners.set(requestId, record.id);
    const name = pathOf(fn).split('/').at(-1)!;
    record.invocations.push({
      function: name,
      ...(this.options.details ? { event: this.redactorOf(record).value(event) } : {}),
    });
  }

  /**
   * Starts the record of a WebSocket message when the message invokes a function, if no earlier event started the
   * record.
   */
  private messageOf(id: string, context: Record<string, unknown> | undefined): LiveRecord | undefined {
    if (typeof context?.connectionId !== 'string') return undefined;
    const { routeKey, stage, connectionId } = context;
    const time = typeof context.requestTimeEpoch === 'number' ? context.requestTimeEpoch : Date.now();
    const record = this.add({
      id,
      kind: 'message',
      time,
      method: String(context.eventType ?? 'MESSAGE'),
      path: `/${String(stage)} ${connectionId}`,
    });
    record.route = String(routeKey);
    return record;
  }

  private redactorOf(record: LiveRecord | undefined): Redactor {
    return (record && this.redactors.get(record)) ?? plain;
  }

  private add(known: Omit<LiveRecord, 'invocations' | 'logs'>, redactor = plain): LiveRecord {
    const record = { ...known, path: redactor.text(known.path), invocations: [], logs: [] };
    this.redactors.set(record, redactor);
    this.byId.set(record.id, record);
    return record;
  }

  private close(record: LiveRecord): void {
    this.records.push(record);
    if (this.records.length > maximumRecords) {
      const { id } = this.records.shift()!;
      this.byId.delete(id);
      for (const [invocation, owner] of this.owners) if (owner === id) this.owners.delete(invocation);
    }
    this.options.onFinish(record);
    this.emit(record);
  }

  private changed(record: LiveRecord): void {
    if (record.milliseconds !== undefined) this.emit(record);
  }

  private emit(record: LiveRecord): void {
    for (const listener of this.listeners) listener(record);
  }
}

const plain = new Redactor();

function shown({ headers, body }: GatewayResponse, redactor: Redactor): LiveRecord['response'] {
  const fields = headers.map(([name, value]): HeaderField => {
    const { [name]: safe } = redactor.value({ [name]: value }) as Record<string, string>;
    return [name, safe];
  });
  const text = Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString('utf8', 0, 40_000);
  // The last character can be incomplete, because the body was shortened.
  const isText = !text.slice(0, -3).includes('\ufffd');
  return { headers: fields, body: isText ? redactor.text(text) : `(${body.length} bytes that are not text)` };
}
