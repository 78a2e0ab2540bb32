import { z } from 'zod';
import { apiChange } from './changes.ts';
import { type Operation, problemShape } from './operation.ts';

/**
 * The OpenAPI 3.1 document, generated from the schemas that check the parameters and shape the answers: it cannot say
 * anything else than the API does.
 */
export function openApiDocument(operations: readonly Operation[], origin: string): Record<string, unknown> {
  const schemas: Record<string, unknown> = {};
  const paths = Object.fromEntries(
    operations.map((operation) => [operation.path, { get: describe(operation, schemas) }]),
  );
  return {
    openapi: '3.1.0',
    info: {
      title: 'Nhịp Cầu',
      version: '1',
      description:
        'Bài toán lớn, nhu cầu công nghệ, văn bản và cơ quan đã công bố. Published problems, needs, documents and organisations. Read only; no key needed, with one the rate is higher; whole lists as CSV, Excel and JSON: /du-lieu-mo; lists answer {items, total, totalIsExact, next}; errors are RFC 9457 problem details.',
    },
    externalDocs: {
      url: `${origin}/en/du-lieu-mo`,
      description: 'Open data: everything published as CSV, XLSX, JSON and JSON Lines, whole and by filter',
    },
    servers: [{ url: origin }],
    paths,
    webhooks: { change: { post: describeWebhook(schemas) } },
    // an empty requirement: no key is as good as one
    security: [{}, { key: [] }],
    components: {
      schemas,
      securitySchemes: {
        key: {
          type: 'http',
          scheme: 'bearer',
          description: 'Khóa API, tạo ở trang tài khoản. An API key (nc_…), made on the account page.',
        },
      },
    },
  };
}

function describe(operation: Operation, schemas: Record<string, unknown>): Record<string, unknown> {
  return {
    operationId: operation.name.replace(/\./g, '_'),
    summary: operation.summary.en,
    description: operation.summary.vi,
    parameters: [
      ...Object.entries(operation.parts).map(([name, example]) => ({
        name,
        in: 'path',
        required: true,
        example,
        schema: { type: 'string' },
      })),
      ...parametersOf(operation.query),
    ],
    responses: {
      200: answerOf('OK', 'application/json', operation.answer, schemas),
      ...(Object.keys(operation.query.shape).length > 0
        ? { 400: answerOf('A parameter is wrong', 'application/problem+json', problemShape, schemas) }
        : {}),
      ...(Object.keys(operation.parts).length > 0
        ? { 404: answerOf('No such thing is public', 'application/problem+json', problemShape, schemas) }
        : {}),
      ...(operation.succeeded && {
        301: {
          description: 'The entry was merged into another one; not with “date”',
          headers: { Location: { description: 'Address of that one', schema: { type: 'string' } } },
        },
        410: answerOf(
          'The entry was split and is no longer published: its parts are named; not with “date”',
          'application/problem+json',
          problemShape,
          schemas,
        ),
      }),
      401: answerOf('The key is wrong or was revoked', 'application/problem+json', problemShape, schemas),
      429: {
        ...answerOf('Asked too often', 'application/problem+json', problemShape, schemas),
        headers: {
          'Retry-After': {
            description: 'Seconds until asking again makes sense',
            schema: { type: 'integer' },
          },
        },
      },
    },
  };
}

/** What receivers are told, by which headers (standardwebhooks.com). */
function describeWebhook(schemas: Record<string, unknown>): Record<string, unknown> {
  const header = (name: string, description: string) => ({
    ...{ name, in: 'header', required: true, description },
    schema: { type: 'string' },
  });
  return {
    summary: 'Something was published, changed, replaced or withdrawn',
    description:
      'Gửi tới webhook đã đăng ký và xác minh. Sent to webhooks that were registered and verified.',
    parameters: [
      header('webhook-id', 'The same at each try of one message'),
      header('webhook-timestamp', 'Seconds since 1970'),
      header('webhook-signature', 'One or two of v1,BASE64, HMAC-SHA256 of id.timestamp.body'),
    ],
    requestBody: answerOf(
      'The change, as /api/v1/changes tells it',
      'application/json',
      z.object({ type: z.string(), timestamp: z.string(), data: apiChange }),
      schemas,
    ),
    responses: { '2XX': { description: 'Taken; anything else is tried again' } },
  };
}

interface Parameter {
  readonly name: string;
  readonly in: 'query';
  readonly required: boolean;
  readonly description?: string;
  readonly schema: Record<string, unknown>;
}

export function parametersOf(query: z.ZodObject): Parameter[] {
  const described = z.toJSONSchema(query, { io: 'input', unrepresentable: 'any' });
  return Object.entries(described.properties ?? {}).map(([name, property]) => {
    const { description, ...schema } = property as { description?: string } & Record<string, unknown>;
    // what is coerced from text accepts any input as far as the schema knows
    const output = z.toJSONSchema(query, { io: 'output', unrepresentable: 'any' }).properties?.[name];
    const { description: _same, ...typed } = (output ?? {}) as Record<string, unknown>;
    return {
      name,
      in: 'query',
      required: false,
      ...(description ? { description } : {}),
      schema: Object.keys(schema).length > 1 || schema.type || schema.anyOf ? schema : typed,
    };
  });
}

function answerOf(
  description: string,
  mediaType: string,
  answer: z.ZodType,
  schemas: Record<string, unknown>,
): Record<string, unknown> {
  return { description, content: { [mediaType]: { schema: schemaOf(answer, schemas) } } };
}

/** Named schemas move to the components; the rest stays where it is used. */
function schemaOf(schema: z.ZodType, schemas: Record<string, unknown>): Record<string, unknown> {
  const {
    $schema: _draft,
    $defs,
    ...described
  } = z.toJSONSchema(schema, {
    io: 'output',
    unrepresentable: 'any',
    reused: 'inline',
  });
  for (const [name, definition] of Object.entries($defs ?? {}))
    schemas[componentName(name)] = relinked(definition);
  const { id } = described;
  if (typeof id === 'string') {
    schemas[componentName(id)] = relinked(described);
    return { $ref: `#/components/schemas/${componentName(id)}` };
  }
  return relinked(described) as Record<string, unknown>;
}

function componentName(id: string): string {
  return id.replace(/[^A-Za-z0-9]+/g, '');
}

function relinked(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(relinked);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => key !== 'id' || typeof (value as { id?: unknown }).id !== 'string')
      .map(([key, inner]) => [
        key,
        key === '$ref' && typeof inner === 'string'
          ? `#/components/schemas/${componentName(inner.split('/').at(-1) ?? '')}`
          : relinked(inner),
      ]),
  );
}
