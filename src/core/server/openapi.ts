import { z } from 'zod';
import type { AnyRefusal, AnySchema } from '../contract.ts';
import { bug, everywhere, forbidden, invalid, notFound, signInNeeded, tooMany, unavailable } from '../refusals.ts';
import type { Route } from './serve.ts';

type Json = Record<string, unknown>;
const components: Json = {};

/** A schema as JSON Schema; those with an id are kept once, under components. */
function schemaOf(schema: AnySchema, io: 'input' | 'output'): Json {
  const made = z.toJSONSchema(schema as unknown as z.core.$ZodType, {
    io, target: 'draft-2020-12', unrepresentable: 'any', cycles: 'ref',
    override: ({ jsonSchema }) => {
      delete jsonSchema.additionalProperties;
      if (jsonSchema.format === 'date-time' || jsonSchema.format === 'uuid') delete jsonSchema.pattern;
      if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
      if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
    },
  }) as Json;
  delete made.$schema;
  const defs = (made.$defs ?? {}) as Json;
  delete made.$defs;
  for (const [name, def] of Object.entries(defs)) components[`${name}${io === 'input' ? 'Input' : ''}`] = relink(def, io);
  return relink(made, io) as Json;
}

const relink = (value: unknown, io: 'input' | 'output'): unknown =>
  JSON.parse(JSON.stringify(value).replace(/"#\/\$defs\/([^"]+)"/g, (_all, name: string) => `"#/components/schemas/${name}${io === 'input' ? 'Input' : ''}"`));

function answerOf(refusals: readonly AnyRefusal[]): Json {
  const shapes = refusals.map((r) => ({
    type: 'object', required: ['code', 'message', 'data'],
    properties: { code: { const: r.code }, message: { const: r.say }, data: r.data ? schemaOf(r.data, 'output') : { type: 'null' } },
  }));
  return { description: refusals.map((r) => `\`${r.code}\`: ${r.say}`).join('\n\n'), content: { 'application/json': { schema: shapes.length === 1 ? shapes[0] : { oneOf: shapes } } } };
}

function parametersOf(schema: AnySchema | undefined, where: 'path' | 'query'): Json[] {
  if (!schema) return [];
  const { properties = {}, required = [] } = schemaOf(schema, 'input') as { properties?: Record<string, Json>; required?: string[] };
  return Object.entries(properties).map(([name, shape]) => ({ name, in: where, required: where === 'path' || required.includes(name), schema: shape, ...(shape.description ? { description: shape.description } : {}) }));
}

function groupByStatus(refusals: readonly AnyRefusal[]): Map<number, AnyRefusal[]> {
  const groups = new Map<number, AnyRefusal[]>();
  for (const r of refusals) groups.set(r.status, [...(groups.get(r.status) ?? []), r]);
  return groups;
}

function operation({ room, name, endpoint }: Route): Json {
  const { spec, key } = endpoint;
  const common: AnyRefusal[] = [invalid, tooMany, unavailable, bug, ...(spec.door === 'public' ? [] : [signInNeeded, forbidden]), ...(spec.params ? [notFound] : [])];
  const byStatus = groupByStatus([...(spec.refusals ?? []), ...common]);
  const body = spec.upload
    ? { required: true, content: { 'multipart/form-data': { schema: { type: 'object', required: ['file'], properties: { file: { type: 'string', format: 'binary' } } } } } }
    : spec.body && { required: true, content: { 'application/json': { schema: schemaOf(spec.body, 'input'), ...(spec.example?.body ? { example: spec.example.body } : {}) } } };
  const answer = spec.output ? { content: { 'application/json': { schema: schemaOf(spec.output, 'output'), ...(spec.example?.answer ? { example: spec.example.answer } : {}) } } } : {};
  return {
    operationId: `${room}.${name}`, summary: spec.summary, tags: [room],
    description: `Least role: ${spec.door}.${spec.door === 'public' || spec.keys === false ? '' : ` Key scope: \`${room}:${key.startsWith('GET ') ? 'read' : 'write'}\`.`}`,
    ...(spec.door === 'public' ? { security: [] } : {}),
    parameters: [...parametersOf(spec.params, 'path'), ...parametersOf(spec.query, 'query')],
    ...(body ? { requestBody: body } : {}),
    responses: { 200: { description: 'OK', ...answer }, ...Object.fromEntries([...byStatus].map(([status, list]) => [status, answerOf(list)])) },
  };
}

/** The whole API as OpenAPI 3.1, made from the contracts that also run it. */
export function openApi(routes: readonly Route[], version: string): Json {
  const paths: Record<string, Json> = {};
  for (const route of routes) {
    const [method, path] = route.endpoint.key.split(' ') as [string, string];
    const url = `/api${path.replace(/:(\w+)/g, '{$1}')}`;
    paths[url] = { ...paths[url], [method.toLowerCase()]: operation(route) };
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Baton', version, description: `The endpoints that Baton's own screens use.\n\nLists are paged by \`cursor\`: pass the \`next\` of one answer to get the following page. Creates carry an \`id\` (UUIDv7) that you make; sending the same create again is safe. Refusals answer \`{code, message, data}\`.` },
    servers: [{ url: '/' }],
    security: [{ key: [] }, { session: [] }],
    paths,
    components: { schemas: components, securitySchemes: { key: { type: 'http', scheme: 'bearer', description: 'A personal or service key' }, session: { type: 'apiKey', in: 'cookie', name: 'baton' } } },
    tags: [...new Set(routes.map((r) => r.room))].map((name) => ({ name })),
    'x-refusals-everywhere': everywhere.map((r) => r.code),
  };
}
