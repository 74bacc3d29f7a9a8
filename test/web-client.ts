import { Agent, request } from 'node:http';

// Answers are looked at by their readers, who say themselves what they expect in them.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export interface WebAnswer { readonly status: number; readonly body: any; readonly headers: Record<string, string | string[] | undefined> }
export interface WebAsked { readonly params?: Record<string, string>; readonly query?: Record<string, string | number>; readonly body?: unknown; readonly headers?: Record<string, string>; readonly timeoutMs?: number }
export interface WebClient {
  /** `call('POST /tickets/:id/close', {params, body})`; fails when the line breaks or no answer comes. */
  call(key: string, asked?: WebAsked): Promise<WebAnswer>;
  with(headers: Record<string, string>): WebClient;
  close(): void;
}

/** Requests to a desk over real connections, which are kept open between them as browsers do. */
export function webClient(origin: string, headers: Record<string, string> = {}, agent = new Agent({ keepAlive: true, maxSockets: 64 })): WebClient {
  return {
    call: (key, asked = {}) => send(agent, origin, key, { ...asked, headers: { ...headers, ...asked.headers } }),
    with: (more) => webClient(origin, { ...headers, ...more }, agent),
    close: () => agent.destroy(),
  };
}

function send(agent: Agent, origin: string, key: string, asked: WebAsked): Promise<WebAnswer> {
  const [method, path] = key.split(' ') as [string, string];
  const filled = path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(asked.params?.[name] ?? `:${name}`));
  const query = asked.query ? `?${new URLSearchParams(Object.entries(asked.query).map(([k, v]): [string, string] => [k, String(v)]))}` : '';
  const payload = asked.body === undefined ? undefined : JSON.stringify(asked.body);
  const own = method === 'GET' ? {} : { origin };
  const type = payload === undefined ? {} : { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(payload)) };
  return new Promise((resolve, reject) => {
    const asking = request(`${origin}/api${filled}${query}`, { method, agent, headers: { ...own, ...type, ...asked.headers }, timeout: asked.timeoutMs ?? 30_000 }, (answer) => {
      const parts: Buffer[] = [];
      answer.on('data', (part: Buffer) => parts.push(part));
      answer.on('error', reject);
      answer.on('end', () => {
        const text = Buffer.concat(parts).toString('utf8');
        const json = String(answer.headers['content-type'] ?? '').includes('json');
        resolve({ status: answer.statusCode ?? 0, body: json ? JSON.parse(text) : text, headers: answer.headers });
      });
    });
    asking.on('timeout', () => asking.destroy(new Error(`no answer to ${key}`)));
    asking.on('error', reject);
    asking.end(payload);
  });
}
