import type { Endpoints } from '../contracts';
import type { RequestMessage, ResponseMessage } from './messages';

/** Sends a request from a function to the gateway and returns the response. The promise never rejects. */
export async function responseTo(endpoints: Endpoints | undefined, message: RequestMessage): Promise<ResponseMessage> {
  const { id, method, url, headers, body } = message;
  const { hostname, pathname, search } = new URL(url);
  try {
    const response = await endpoints!.handle({
      method: method.toUpperCase(),
      host: hostname,
      path: pathname,
      query: search.slice(1),
      headers: headers.map(([name, value]) => [name.toLowerCase(), value] as const),
      body: Buffer.from(body, 'base64'),
      sourceIp: '127.0.0.1',
    });
    const text = Buffer.from(response.body).toString('base64');
    return { type: 'response', id, status: response.status, headers: response.headers, body: text };
  } catch (error) {
    // The function receives the same error message that a test would receive from the gateway.
    const text = Buffer.from(JSON.stringify({ message: (error as Error).message })).toString('base64');
    return { type: 'response', id, status: 500, headers: [['content-type', 'application/json']], body: text };
  }
}
