type Json = Record<string, unknown>;
interface Operation { operationId: string; summary: string; description: string; parameters: { name: string; in: string; required: boolean; description?: string; schema: Json }[]; requestBody?: { content: Record<string, { schema: Json; example?: unknown }> }; responses: Record<string, { description: string; content?: Record<string, { schema: Json; example?: unknown }> }>; tags: string[] }

const escape = (text: unknown): string => String(text).replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);
const code = (value: unknown): string => `<pre>${escape(JSON.stringify(value, null, 2))}</pre>`;
const inline = (text: string): string => escape(text).replace(/&#96;([^&]+)&#96;|`([^`]+)`/g, (_a, x: string, y: string) => `<code>${x ?? y}</code>`).replace(/\n+/g, '<br>');

function parameters(of: Operation): string {
  if (!of.parameters.length) return '';
  const rows = of.parameters.map((p) => `<tr><td><code>${escape(p.name)}</code></td><td>${escape(p.in)}${p.required ? ', required' : ''}</td><td>${escape(p.schema.type ?? (p.schema.enum ? 'one of' : ''))} ${p.schema.enum ? escape((p.schema.enum as string[]).join(' · ')) : ''} ${escape(p.description ?? '')}</td></tr>`);
  return `<h4>Parameters</h4><table>${rows.join('')}</table>`;
}

function content(title: string, media: Record<string, { schema: Json; example?: unknown }> | undefined): string {
  if (!media) return '';
  return Object.entries(media).map(([type, m]) => `<h4>${title} <small>${escape(type)}</small></h4>${m.example === undefined ? '' : code(m.example)}<details><summary>Schema</summary>${code(m.schema)}</details>`).join('');
}

function operation(method: string, path: string, of: Operation): string {
  const { 200: good, ...bad } = of.responses;
  const refusals = Object.entries(bad).map(([status, r]) => `<tr><td>${status}</td><td>${inline(r.description)}</td></tr>`).join('');
  return `<details class="op" id="${escape(of.operationId)}"><summary><b class="${method}">${method.toUpperCase()}</b> <code>${escape(path)}</code> <span>${escape(of.summary)}</span></summary>
<p>${inline(of.description)}</p>${parameters(of)}${content('Body', of.requestBody?.content)}${content('Answer', good?.content)}<h4>Refusals</h4><table>${refusals}</table></details>`;
}

/** The API reference as one plain page without scripts, from the OpenAPI description. */
export function docsPage(api: Json): string {
  const { title, version, description } = api.info as Record<string, string>;
  const paths = Object.entries(api.paths as Record<string, Record<string, Operation>>).flatMap(([path, methods]) => Object.entries(methods).map(([method, of]) => ({ path, method, of })));
  const groups = (api.tags as { name: string }[]).map(({ name }) => `<h2 id="${escape(name)}">${escape(name)}</h2>${paths.filter((p) => p.of.tags[0] === name).map((p) => operation(p.method, p.path, p.of)).join('')}`);
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escape(title)} API</title><link rel="stylesheet" href="/api/docs.css"></head>
<body><main><h1>${escape(title)} API <small>${escape(version)}</small></h1><p>${inline(description ?? '')}</p><p><a href="/api/openapi.json">openapi.json</a> (OpenAPI 3.1)</p>
<nav>${(api.tags as { name: string }[]).map((t) => `<a href="#${escape(t.name)}">${escape(t.name)}</a>`).join(' ')}</nav>${groups.join('')}</main></body></html>`;
}

export const docsStyle = `:root{color-scheme:light dark;--line:#8883;--soft:#8881}body{font:14px/22px system-ui,sans-serif;margin:0}main{max-width:880px;margin:0 auto;padding:32px 16px}
h1{font-size:22px}h1 small,h4 small{color:#888;font-weight:400}h2{margin:32px 0 8px;text-transform:capitalize}h4{margin:16px 0 4px}nav a{margin-right:12px}
.op{border-bottom:1px solid var(--line);padding:6px 0}summary{cursor:pointer}.op>summary b{display:inline-block;width:64px;font-size:12px}.op>summary span{color:#888;margin-left:8px}
.get{color:#0a7d6c}.post{color:#1f6feb}.put,.patch{color:#9a6700}.delete{color:#c0392b}code,pre{font:12px/18px ui-monospace,monospace}pre{background:var(--soft);padding:12px;border-radius:6px;overflow:auto}
table{border-collapse:collapse;width:100%}td{border-top:1px solid var(--line);padding:4px 8px;vertical-align:top}`;
