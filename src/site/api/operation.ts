import { z } from 'zod';
import { notFound, Refusal } from '../../kernel/refusal.ts';
import type { Text } from '../../kernel/text.ts';
import type { Call } from '../../platform/http/call.ts';
import { failureOf } from '../../platform/http/refusals.ts';
import { api, type Route } from '../../platform/http/route.ts';

/** One address of the public API: its schemas check what comes in and describe what goes out. */
export interface Operation {
  /** Stable name, noun.verb. */
  readonly name: string;
  /** `/api/v1/problems/{code}` */
  readonly path: string;
  readonly summary: Text;
  /** Parts of the path with an example each. */
  readonly parts: Readonly<Record<string, string>>;
  readonly query: z.ZodObject;
  readonly answer: z.ZodType;
  /** An address to try, without the origin. */
  readonly example: string;
  /** What it tells of may live on in something else, to which the answer leads. */
  readonly succeeded: boolean;
  readonly route: Route;
  /**
   * The same answer for a program that does not ask by an address: `parameters` holds those of path and query. Throws
   * WrongParameter, LivesOn, Refusal `not_found`.
   */
  readonly ask: (call: Call, parameters: Readonly<Record<string, unknown>>) => Promise<unknown>;
}

export interface NewOperation<Query extends z.ZodObject, Answer extends z.ZodType> {
  readonly name: string;
  readonly path: string;
  readonly summary: Text;
  readonly parts?: Readonly<Record<string, string>>;
  readonly query: Query;
  readonly answer: Answer;
  readonly example: string;
  readonly succeeded?: true;
  readonly read: (call: Call, query: z.output<Query>) => Promise<z.input<Answer>>;
}

/** Anybody's page may read the API; it has no cookies and answers everyone alike. */
const open = { 'access-control-allow-origin': '*', 'access-control-expose-headers': 'ETag' } as const;

export function operation<Query extends z.ZodObject, Answer extends z.ZodType>(
  given: NewOperation<Query, Answer>,
): Operation {
  const { name, path, read, ...described } = given;
  return {
    ...described,
    name,
    path,
    parts: given.parts ?? {},
    succeeded: given.succeeded ?? false,
    route: api(name, path.replace(/\{(\w+)\}/g, ':$1'), (call) => answer(call, given.query, read)),
    ask: (call, parameters) => ask(call, given, parameters),
  };
}

async function ask<Query extends z.ZodObject, Answer extends z.ZodType>(
  call: Call,
  { parts = {}, query, read }: NewOperation<Query, Answer>,
  parameters: Readonly<Record<string, unknown>>,
): Promise<unknown> {
  const given = Object.entries(parameters).map(([name, value]) => [name, cleaned(value)] as const);
  const unknown = given.find(([name]) => !(name in parts) && !(name in query.shape));
  if (unknown) {
    const [name] = unknown;
    throw new WrongParameter(name, {
      vi: `Không có tham số ${name} ở đây.`,
      en: `There is no parameter ${name} here.`,
    });
  }
  const asked = query.safeParse(Object.fromEntries(given.filter(([name]) => name in query.shape)));
  if (!asked.success) throw wrongParameterOf(asked.error);
  const named = new Map(given);
  return read({ ...call, param: (name) => String(named.get(name) ?? '') }, asked.data);
}

/** As `Call.query` reads what stands in an address. */
function cleaned(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(cleaned);
  return typeof value === 'string' ? value.replaceAll('\u0000', '').normalize('NFC').trim() : value;
}

async function answer<Query extends z.ZodObject>(
  call: Call,
  query: Query,
  read: (call: Call, query: z.output<Query>) => Promise<unknown>,
): Promise<Response> {
  const asked = query.safeParse(parametersOf(call, query));
  try {
    if (!asked.success) throw wrongParameterOf(asked.error);
    // no code holds one, and PostgreSQL takes none
    if (call.url.pathname.includes('%00')) throw notFound();
    return Response.json(await read(call, asked.data), {
      headers: { ...open, 'content-type': 'application/json; charset=utf-8' },
    });
  } catch (error) {
    if (error instanceof LivesOn) return livesOn(call, error);
    if (error instanceof WrongParameter)
      return problem(call, 400, 'invalid', error.text, { parameter: error.parameter });
    if (!(error instanceof Refusal)) throw error;
    const { status, kind, text } = failureOf(error);
    return problem(call, status, kind, text);
  }
}

/** Parameters as typed; one whose schema is a list may be repeated. */
function parametersOf(call: Call, query: z.ZodObject): Record<string, unknown> {
  return Object.fromEntries(
    Object.keys(query.shape)
      .map((name) => [name, call.queries(name)] as const)
      .filter(([, values]) => values.length > 0)
      .map(([name, values]) => [name, values.length === 1 ? values[0] : values]),
  );
}

/** A parameter that only the reading of it shows to be wrong, such as a cursor. */
export class WrongParameter extends Error {
  readonly parameter: string;
  readonly text: Text;
  constructor(parameter: string, text: Text) {
    super(text.vi);
    this.name = 'WrongParameter';
    this.parameter = parameter;
    this.text = text;
  }
}

/** What was asked for is public no longer and lives on: in one thing alone, to which one is led, or in several. */
export class LivesOn extends Error {
  readonly code: string;
  readonly into: string | null;
  readonly successors: readonly { readonly code: string; readonly url: string }[];
  /** `into`, and every `url`: an address of the API. */
  constructor(code: string, into: string | null, successors: LivesOn['successors']) {
    super(code);
    this.name = 'LivesOn';
    this.code = code;
    this.into = into;
    this.successors = successors;
  }
}

function livesOn(call: Call, { code, into, successors }: LivesOn): Response {
  if (into !== null) return new Response(null, { status: 301, headers: { ...open, location: into } });
  const codes = successors.map((successor) => successor.code).join(', ');
  const text = {
    vi: `${code} không còn công bố; nội dung nay ở ${codes}.`,
    en: `${code} is no longer published; it lives on in ${codes}.`,
  };
  return problem(call, 410, 'not_found', text, { successors });
}

const expectations: Readonly<Record<string, Text>> = {
  limit: { vi: 'một số nguyên từ 1 đến 100', en: 'a whole number from 1 to 100' },
  date: { vi: 'một ngày, ví dụ 2026-05-01', en: 'a day, such as 2026-05-01' },
  year: { vi: 'một năm có bốn chữ số, ví dụ 2026', en: 'a year of four digits, such as 2026' },
  cursor: { vi: 'giá trị “next” của câu trả lời trước', en: 'the “next” of an earlier answer' },
  since: { vi: 'giá trị “cursor” của một thay đổi', en: 'the “cursor” of a change' },
  status: { vi: 'một trạng thái trong tài liệu API', en: 'one of the statuses in the API document' },
};

function wrongParameterOf(error: z.ZodError): WrongParameter {
  const parameter = String(error.issues[0]?.path[0] ?? '');
  const wanted = expectations[parameter] ?? { vi: 'một giá trị hợp lệ', en: 'a valid value' };
  return new WrongParameter(parameter, {
    vi: `Tham số ${parameter} chưa đúng: cần ${wanted.vi}.`,
    en: `Parameter ${parameter} is wrong: it takes ${wanted.en}.`,
  });
}

/** RFC 9457; `more`: the parameter that was wrong in the address, or what lives on. */
function problem(
  call: Call,
  status: number,
  kind: string,
  text: Text,
  more: { readonly parameter?: string; readonly successors?: LivesOn['successors'] } = {},
): Response {
  const body = {
    type: `${call.services.config.baseUrl.origin}/loi/${kind}`,
    title: text.en,
    status,
    detail: text.en,
    message: text.vi,
    requestId: call.requestId,
    ...more,
  };
  return Response.json(body, {
    status,
    headers: { ...open, 'content-type': 'application/problem+json; charset=utf-8' },
  });
}

export const problemShape = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.number().int(),
    detail: z.string().optional(),
    message: z.string().describe('The same in Vietnamese'),
    requestId: z.string(),
    parameter: z.string().optional().describe('The parameter that is wrong'),
    successors: z
      .array(z.object({ code: z.string(), url: z.string() }))
      .optional()
      .describe('Of an entry that was split: where it lives on'),
  })
  .meta({ id: 'Problem details (RFC 9457)' });
