import { ToolkitError } from '../../model/errors';
import type { Accepted, LocalClose, LocalSendOptions, LocalSocket, Rejected } from './contracts';

/** The error that `gateway.connect` throws if API Gateway rejects the connection. */
export class ConnectionRejected extends ToolkitError {
  /** The status code of the response, such as 401. */
  readonly status: number;
  /** The header fields of the response. */
  readonly headers: Headers;
  /** The body of the response. */
  readonly body: string;

  constructor(url: string, { status, headers, body }: Rejected, reason: string | undefined) {
    super(
      'ConnectionRejected',
      `The connection to ${url} was rejected with status ${status}.${reason === undefined ? '' : ` ${reason}`}`,
    );
    this.status = status;
    this.headers = new Headers(headers.map(([name, value]): [string, string] => [name, value]));
    this.body = Buffer.from(body).toString();
  }
}

interface Waiting {
  readonly resolve: (message: unknown) => void;
  readonly reject: (error: Error) => void;
}

/** A WebSocket client that runs in the same process as the test. */
export class SocketClient implements LocalSocket {
  readonly connectionId: string;
  readonly protocol?: string;
  readonly headers: Headers;
  readonly messages: unknown[] = [];
  readonly closed: Promise<LocalClose>;
  private readonly unread: unknown[] = [];
  private readonly waiting: Waiting[] = [];
  private ended: LocalClose | undefined;

  /** @param explain a function that returns the last error of the gateway, for error messages */
  constructor(
    private readonly connection: Accepted,
    private readonly explain: () => string | undefined,
  ) {
    this.connectionId = connection.connectionId;
    if (connection.protocol !== undefined) this.protocol = connection.protocol;
    this.headers = new Headers(connection.headers.map(([name, value]): [string, string] => [name, value]));
    connection.onMessage((data) => this.take(typeof data === 'string' ? data : Buffer.from(data).toString()));
    this.closed = new Promise((resolve) => {
      connection.onClose((code, reason) => {
        this.ended = { code, reason };
        for (const { reject } of this.waiting.splice(0)) reject(this.endError());
        resolve(this.ended);
      });
    });
  }

  send(data: string | Uint8Array, { frameSize }: LocalSendOptions = {}): void {
    if (this.ended) throw this.endError();
    if (typeof data !== 'string' && !ArrayBuffer.isView(data)) {
      const kind = data === null ? 'null' : typeof data;
      throw new ToolkitError(
        'WrongMessage',
        `The message is of type ${kind}. Pass a string such as JSON.stringify(…), or bytes.`,
      );
    }
    if (frameSize !== undefined && !(Number.isInteger(frameSize) && frameSize > 0)) {
      throw new ToolkitError(
        'WrongFrameSize',
        `\`frameSize\` is ${frameSize}. Pass a whole number of bytes greater than 0.`,
      );
    }
    const size = typeof data === 'string' ? Buffer.byteLength(data) : data.length;
    this.connection.send(data, Math.min(size, frameSize ?? size));
  }

  next(timeoutMillis = 5000): Promise<unknown> {
    if (this.unread.length > 0) return Promise.resolve(this.unread.shift());
    if (this.ended) return Promise.reject(this.endError());
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.waiting.splice(this.waiting.indexOf(waiting), 1);
        reject(new ToolkitError('NoMessage', `No message arrived within ${timeoutMillis} ms.${this.explanation()}`));
      }, timeoutMillis);
      const waiting: Waiting = {
        resolve: (message) => {
          clearTimeout(timer);
          resolve(message);
        },
        reject: (error) => {
          clearTimeout(timer);
          reject(error);
        },
      };
      this.waiting.push(waiting);
    });
  }

  close(code?: number, reason?: string): void {
    if (code !== undefined && code !== 1000 && !(code >= 3000 && code <= 4999)) {
      throw new ToolkitError('WrongCloseCode', `The close code is ${code}. Use 1000, or a number from 3000 to 4999.`);
    }
    this.connection.close(code, reason);
  }

  private take(text: string): void {
    let message: unknown = text;
    try {
      message = JSON.parse(text);
    } catch {
      // If the text is not valid JSON, the message is the unparsed text.
    }
    this.messages.push(message);
    const waiting = this.waiting.shift();
    if (waiting) waiting.resolve(message);
    else this.unread.push(message);
  }

  private endError(): ToolkitError {
    const { code, reason } = this.ended!;
    const text = reason === '' ? `${code}` : `${code} (${reason})`;
    return new ToolkitError(
      'ConnectionClosed',
      `The connection was closed with the code ${text}.${this.explanation()}`,
    );
  }

  private explanation(): string {
    const reason = this.explain();
    return reason === undefined ? '' : ` The last error of the gateway: ${reason}`;
  }
}

/**
 * Creates the client of an accepted connection. Like a browser, the client closes the connection if the integration of
 * `$connect` chose a subprotocol that the client did not offer.
 */
export function clientOf(
  connection: Accepted,
  protocols: readonly string[],
  explain: () => string | undefined,
): LocalSocket {
  const { protocol } = connection;
  const isAgreed = protocol === undefined ? protocols.length === 0 : protocols.includes(protocol);
  if (isAgreed) return new SocketClient(connection, explain);
  connection.close(1006);
  throw new ToolkitError(
    'WrongSubprotocol',
    protocol === undefined
      ? `The client offers the subprotocols ${protocols.join(', ')}, but the integration of $connect did not choose a subprotocol. Return the header Sec-WebSocket-Protocol from the integration.`
      : `The integration of $connect chose the subprotocol ${protocol}, which the client did not offer. Pass the subprotocol in the option \`protocols\`.`,
  );
}
