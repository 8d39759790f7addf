import type { ServerResponse } from 'node:http';
import type { LiveRecord, Recorder } from '../records';

/** The interval between the comments that keep an event stream open. */
const heartbeatMillis = 15_000;

/**
 * The maximum number of bytes that are buffered for a slow page. If the buffer of a page is full, new events are not
 * sent to the page.
 */
const maximumWaiting = 4 * 1024 * 1024;

/** Sends live records to open pages, as server-sent events. */
export class Stream {
  private readonly pages = new Set<ServerResponse>();
  private readonly stopListening: () => void;
  private heartbeat: NodeJS.Timeout | undefined;

  constructor(private readonly recorder: Recorder) {
    this.stopListening = recorder.listen((record) => this.send('record', record));
  }

  /** Opens an event stream to a page and sends all earlier records. */
  open(response: ServerResponse): void {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write('retry: 1000\n\n');
    for (const record of this.recorder.records) response.write(message('record', record));
    this.pages.add(response);
    this.heartbeat ??= setInterval(() => this.write(': still here\n\n'), heartbeatMillis).unref();
    response.on('close', () => this.pages.delete(response));
  }

  /** Sends an event to all open pages. */
  send(name: 'record', value: LiveRecord): void;
  send(name: 'changed', value: { readonly message: string }): void;
  send(name: string, value: unknown): void {
    if (this.pages.size > 0) this.write(message(name, value));
  }

  close(): void {
    this.stopListening();
    clearInterval(this.heartbeat);
    for (const response of this.pages) response.end();
  }

  private write(text: string): void {
    for (const response of this.pages) if (response.writableLength < maximumWaiting) response.write(text);
  }
}

function message(name: string, value: unknown): string {
  return `event: ${name}\ndata: ${JSON.stringify(value)}\n\n`;
}
