// /openapi.json, generated from the very schemas that validate and from the routes that are served. Pure.

import type { HTTPMethods, RouteOptions } from 'fastify';
import * as wire from '../model/wire/schemas.js';
import type { Access } from './access.js';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** What `schema.response` cannot say: successes that are not JSON under a schema. */
    answers?: readonly Answer[];
  }
}

export interface Answer {
  readonly status: 200 | 201 | 204 | 304;
  readonly description: string;
  /** Without one there is no body. */
  readonly type?: 'application/json' | 'application/jwk-set+json' | 'application/octet-stream';
}

export interface DescribedRoute {
  readonly method: string;
  readonly url: string;
  readonly access: Access;
  readonly summary: string;
  readonly answers: readonly Answer[];
  readonly schema: {
    readonly body?: unknown;
    readonly params?: unknown;
    readonly headers?: unknown;
    readonly response?: unknown;
  };
}

export function describeRoute(route: RouteOptions): readonly DescribedRoute[] {
  const methods: readonly HTTPMethods[] = [route.method].flat();
  return methods.map((method) => ({
    method: method.toLowerCase(),
    url: route.url.replace(/::|:(\w+)/g, (_, name?: string) => (name === undefined ? ':' : `{${name}}`)),
    access: route.config?.access ?? 'public',
    summary: route.config?.summary ?? '',
    answers: route.config?.answers ?? [],
    schema: route.schema ?? {},
  }));
}

type Json = Readonly<Record<string, unknown>>;

export function describeService(routes: readonly DescribedRoute[], version: string): Json {
  const paths: Record<string, Record<string, Json>> = {};
  for (const route of routes) {
    paths[route.url] = { ...paths[route.url], [route.method]: describeOperation(route) };
  }
  return {
    openapi: '3.1.0',
    jsonSchemaDialect: 'https://json-schema.org/draft/2020-12/schema',
    info: { title: 'Holdfast management service', version },
    paths,
    components: {
      schemas: wire,
      securitySchemes: {
        device: { type: 'http', scheme: 'DPoP', description: 'RFC 9449, with the digest of the body' },
      },
    },
  };
}

function describeOperation({ access, summary, schema, answers }: DescribedRoute): Json {
  const parameters = [...parametersOf('path', schema.params), ...parametersOf('header', schema.headers)];
  return {
    summary,
    ...(access === 'device' ? { security: [{ device: [] }] } : {}),
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(schema.body === undefined ? {} : { requestBody: { required: true, content: jsonOf(schema.body) } }),
    responses: {
      ...answersOf(schema.response, answers),
      default: access === 'oauth' ? OAUTH_ERROR : PROBLEM,
    },
  };
}

const PROBLEM = {
  description: 'Problem (RFC 9457)',
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
} as const;

const OAUTH_ERROR = {
  description: 'Error of OAuth (RFC 6749, RFC 7591)',
  content: {
    'application/json': {
      schema: {
        type: 'object',
        required: ['error'],
        properties: { error: { type: 'string' }, error_description: { type: 'string' } },
      },
    },
  },
} as const;

function answersOf(response: unknown, answers: readonly Answer[]): Json {
  const schema = isJson(response) ? response['200'] : undefined;
  return {
    ...(schema === undefined ? {} : { 200: { description: 'Done', content: jsonOf(schema) } }),
    ...Object.fromEntries(
      answers.map(({ status, description, type }) => [
        status,
        { description, ...(type === undefined ? {} : { content: { [type]: {} } }) },
      ]),
    ),
  };
}

const jsonOf = (schema: unknown): Json => ({ 'application/json': { schema: named(schema) } });

/** A schema of the wire is referred to by its name. */
function named(schema: unknown): unknown {
  const found = Object.entries(wire).find(([, each]) => each === schema);
  return found === undefined ? schema : { $ref: `#/components/schemas/${found[0]}` };
}

function parametersOf(place: 'path' | 'header', schema: unknown): readonly Json[] {
  const properties = isJson(schema) && isJson(schema['properties']) ? schema['properties'] : {};
  return Object.entries(properties).map(([name, each]) => ({
    name,
    in: place,
    required: true,
    schema: each,
  }));
}

function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null;
}
