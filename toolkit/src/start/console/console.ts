import type { IncomingMessage, ServerResponse } from 'node:http';
import type { TestCredentials } from '../../gateway/contracts';
import { ToolkitError } from '../../model/errors';
import { isObject } from '../../model/template';
import type { Generation } from '../generation';
import type { Recorder } from '../records';
import { readBody, sendMessage } from '../requests';
import { credentialsOf, signedFields, signedUrl } from '../signing';
import { tokenFor } from '../tokens';
import { appOf } from './app';
import { rejectionOf } from './guard';
import { consolePage } from './page';
import { Stream } from './stream';

/** Serves the console page and its endpoints. */
export class Console {
  private readonly stream: Stream;

  constructor(
    private readonly host: string,
    private readonly current: () => Promise<Generation>,
    recorder: Recorder,
    private readonly credentials: TestCredentials,
  ) {
    this.stream = new Stream(recorder);
  }

  /** Responds to a request. `path` is the part of the URL path after `/_apigwv2`. */
  async respond(request: IncomingMessage, response: ServerResponse, path: string): Promise<void> {
    const rejection = rejectionOf(request, this.host);
    if (rejection !== undefined) return sendMessage(request, response, 403, rejection);
    response.setHeader('cache-control', 'no-store');
    response.setHeader('x-content-type-options', 'nosniff');
    response.setHeader('cross-origin-resource-policy', 'same-origin');
    switch (`${request.method} ${path.replace(/\/$/, '')}`) {
      case 'GET ': {
        const { page, policy } = consolePage(request.headers.host!);
        response.setHeader('content-security-policy', policy);
        response.setHeader('content-type', 'text/html; charset=utf-8');
        response.end(page);
        return;
      }
      case 'GET /app':
        return json(response, appOf(await this.current()));
      case 'GET /events':
        return this.stream.open(response);
      case 'POST /token':
        return this.token(request, response);
      case 'POST /sign':
        return this.sign(request, response);
      default:
        return sendMessage(request, response, 404, 'Not Found');
    }
  }

  /** Informs open pages that the routes changed. */
  changed(message: string): void {
    this.stream.send('changed', { message });
  }

  /** Ends the event streams of open pages. */
  close(): void {
    this.stream.close();
  }

  private async token(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const input = parse(await readBody(request));
    if (input === undefined) return sendMessage(request, response, 400, 'The body must be a JSON object.');
    const text = (name: string) => (typeof input[name] === 'string' ? input[name] : '');
    const scopes = text('scopes')
      .split(/[\s,]+/)
      .filter((scope) => scope !== '');
    try {
      const token = await (
        await this.current()
      ).use((gateway) =>
        tokenFor(gateway, { user: text('user') || 'test-user', scopes }, text('authorizer') || undefined),
      );
      return json(response, { token });
    } catch (error) {
      if (!(error instanceof ToolkitError)) throw error;
      return sendMessage(request, response, 400, error.message);
    }
  }

  /** Signs a request, or the URL of a WebSocket connection, with the test credentials. */
  private async sign(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const input = parse(await readBody(request));
    const { method = '', url, body = '' } = input ?? {};
    if (typeof url !== 'string' || typeof method !== 'string' || typeof body !== 'string') {
      return sendMessage(
        request,
        response,
        400,
        'The body must be a JSON object in which url, method and body are strings.',
      );
    }
    const credentials = credentialsOf(await this.current(), this.credentials);
    if (!credentials) return sendMessage(request, response, 400, 'The app has no routes with IAM authorization.');
    const target = { host: request.headers.host!, url };
    if (method === '') return json(response, { url: signedUrl(target, credentials) });
    return json(response, { headers: signedFields({ ...target, method, body }, credentials) });
  }
}

function json(response: ServerResponse, value: unknown): void {
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify(value));
}

function parse(body: Uint8Array): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(body).toString());
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
