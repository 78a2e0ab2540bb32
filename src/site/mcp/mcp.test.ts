import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { openFilledPortal, type Portal } from '../../../test/support/portal.ts';
import { citationOf } from './citation.ts';
import { mcpRoutes } from './index.ts';

let portal: Portal;
beforeAll(async () => {
  portal = await openFilledPortal(mcpRoutes);
});
afterAll(() => portal.app.close());

const url = 'http://localhost:8080/mcp';

function send(body: string, headers: Readonly<Record<string, string>> = {}): Promise<Response> {
  const usual = { 'content-type': 'application/json', accept: 'application/json, text/event-stream' };
  return portal.app.web.fetch(new Request(url, { method: 'POST', headers: { ...usual, ...headers }, body }));
}

const rpc = (method: string, params: unknown = {}, id: unknown = 1) =>
  JSON.stringify({ jsonrpc: '2.0', id, method, params });

const answerShape = z.object({
  jsonrpc: z.literal('2.0'),
  id: z.union([z.string(), z.number(), z.null()]),
  result: z.record(z.string(), z.unknown()).optional(),
  error: z.object({ code: z.number(), message: z.string() }).optional(),
});

async function ask(method: string, params: unknown = {}): Promise<Record<string, unknown>> {
  const answer = await send(rpc(method, params));
  expect(answer.status).toBe(200);
  const { result } = answerShape.parse(await answer.json());
  if (!result) throw new Error(`no result of ${method}`);
  return result;
}

const citation = z.object({
  title: z.string().nullable(),
  code: z.string().nullable(),
  url: z.string(),
  document: z.object({ number: z.string().nullable(), date: z.string().nullable() }).nullable(),
  asOf: z.string(),
  publisher: z.string(),
  licence: z.string(),
  illustrative: z.boolean(),
  text: z.string(),
  textEn: z.string(),
});
const toolAnswer = z.object({
  content: z.array(z.object({ type: z.literal('text'), text: z.string() })),
  structuredContent: z.record(z.string(), z.unknown()).optional(),
  isError: z.boolean().optional(),
});
const tool = async (name: string, given: unknown = {}) =>
  toolAnswer.parse(await ask('tools/call', { name, arguments: given }));
const listOf = z.object({
  items: z.array(z.looseObject({ code: z.string().optional(), citation })),
  total: z.number(),
  next: z.string().nullable(),
  instructions: z.string(),
});

describe('an assistant', () => {
  test('begins in a version both speak, or in the newest here', async () => {
    const begin = (protocolVersion: unknown) => ask('initialize', { protocolVersion, capabilities: {} });
    expect(await begin('2025-06-18')).toMatchObject({ protocolVersion: '2025-06-18' });
    expect(await begin('2024-11-05')).toMatchObject({ protocolVersion: '2025-11-25' });
    expect(await begin(7)).toMatchObject({
      serverInfo: { name: 'nhipcau' },
      capabilities: { tools: {}, resources: {} },
      instructions: expect.stringContaining('Cite'),
    });
    const ready = await send(JSON.stringify({ jsonrpc: '2.0', method: 'notifications/initialized' }));
    expect(ready.status).toBe(202);
    expect(await ready.text()).toBe('');
    expect(await ask('ping')).toEqual({});
  });

  test('learns of tools that only read, with the parameters the API checks', async () => {
    const { tools } = z
      .object({
        tools: z.array(
          z.object({
            name: z.string(),
            description: z.string(),
            inputSchema: z.object({
              type: z.literal('object'),
              properties: z.record(z.string(), z.looseObject({})),
              required: z.array(z.string()),
            }),
            annotations: z.object({ readOnlyHint: z.literal(true) }).loose(),
          }),
        ),
      })
      .parse(await ask('tools/list'));
    expect(tools.map(({ name }) => name)).toEqual([
      ...[
        'search',
        'get_problem',
        'get_need',
        'list_editions',
        'get_edition',
        'get_document',
        'list_plans',
        'get_plan',
        'list_tasks',
        'get_task',
        'list_targets',
        'get_target',
        'get_working_days',
        'list_changes',
      ],
    ]);
    const [search, problem] = tools;
    expect(Object.keys(search?.inputSchema.properties ?? {})).toEqual(
      expect.arrayContaining(['kind', 'q', 'year', 'sector', 'status', 'date', 'limit', 'cursor']),
    );
    expect(search?.inputSchema.properties.limit).toMatchObject({ type: 'integer', maximum: 100 });
    expect(problem?.inputSchema.required).toEqual(['code']);
  });

  test('gets the working days of a year with what to cite', async () => {
    const { structuredContent } = await tool('get_working_days', { year: '2026' });
    expect(structuredContent).toMatchObject({
      year: 2026,
      citation: { title: 'Lịch làm việc năm 2026', url: expect.stringContaining('/lich-lam-viec?nam=2026') },
    });
    expect(await tool('get_task', { code: 'NV-0-2025-001' })).toMatchObject({ isError: true });
  });

  test('finds what the API finds, each item with what to cite', async () => {
    const answer = await tool('search', { kind: 'problems', q: 'sat lo', limit: 5 });
    const found = listOf.parse(answer.structuredContent);
    const api = (await portal.json('/api/v1/problems?q=sat+lo&limit=5')) as {
      items: object[];
      total: number;
    };
    expect(found.items.map(({ citation: _citation, ...item }) => item)).toEqual(api.items);
    expect(found.total).toBe(api.total);
    const [first] = found.items;
    expect(first?.citation).toMatchObject({
      code: 'BTL-2026-01',
      url: 'http://localhost:8080/bai-toan/BTL-2026-01',
      asOf: '2026-05-04',
      publisher: 'Sở Khoa học và Công nghệ tỉnh Lạng Sơn',
    });
    expect(first?.citation.text).toContain('theo dữ liệu ngày 04/05/2026');
    expect(found.instructions).toContain('cite');
    expect(answer.content[0]?.text).toContain(first?.citation.text);
    expect(JSON.parse(answer.content[1]?.text ?? '')).toMatchObject({ total: api.total });
  });

  test('reads one problem, need, edition, document, and what changed', async () => {
    const one = async (name: string, given: unknown) =>
      z.looseObject({ citation }).parse((await tool(name, given)).structuredContent);
    const { citation: cited, ...problem } = await one('get_problem', { code: 'btl-2026-1' });
    expect(problem).toMatchObject({ code: 'BTL-2026-01', bases: expect.any(Array) });
    expect(cited.code).toBe('BTL-2026-01');
    expect(await one('get_edition', { code: 'BTL-2026' })).toMatchObject({ code: 'BTL-2026' });
    const document = await one('get_document', { id: portal.resolutionId });
    expect(document.citation).toMatchObject({
      url: `http://localhost:8080/van-ban/${portal.resolutionId}`,
      document: { number: '71/NQ-CP' },
    });
    const changes = listOf.parse((await tool('list_changes', { limit: 3 })).structuredContent);
    expect(changes.items).toHaveLength(3);
    const more = listOf.parse((await tool('list_changes', { since: changes.next })).structuredContent);
    expect(more.items[0]).not.toEqual(changes.items[0]);
    const needs = listOf.parse((await tool('search', { kind: 'needs' })).structuredContent);
    const code = needs.items[0]?.code;
    expect(await one('get_need', { code })).toMatchObject({ code });
    expect((await tool('list_editions')).isError).toBeUndefined();
  });

  test('cites a document whose running number is blank by its symbol', () => {
    const item = { url: '/van-ban/9', title: 'Thông báo', number: null, symbol: 'TB-UBND', date: '2025-04' };
    const cited = citationOf(portal.app, item, '2026-05-04', new Map());
    expect(cited.document).toEqual({ number: '…/TB-UBND', date: '2025-04' });
    expect(cited.text).toContain('“Thông báo”; …/TB-UBND tháng 04/2025; Sở Khoa học');
  });

  test('is told of a day, and what stood on it', async () => {
    const answer = await tool('search', { kind: 'problems', date: '2026-05-03' });
    expect(listOf.parse(answer.structuredContent).items).toEqual([]);
    const wrong = await tool('search', { kind: 'problems', date: '2026-02-30' });
    expect(wrong.isError).toBe(true);
    expect(wrong.content[0]?.text).toContain('2026-05-01');
  });

  test('is told when something is illustrative', async () => {
    await portal.app.services.db.updateTable('document').set({ illustrative: true }).execute();
    const answer = await tool('get_document', { id: portal.resolutionId });
    expect(answer.content[0]?.text).toContain('dữ liệu minh họa');
    expect(z.looseObject({ citation }).parse(answer.structuredContent).citation).toMatchObject({
      illustrative: true,
      text: expect.stringMatching(/^\[dữ liệu minh họa/),
    });
    await portal.app.services.db.updateTable('document').set({ illustrative: false }).execute();
  });

  test.each([
    ['search', {}, 'kind'],
    ['search', { kind: 'people' }, 'kind'],
    ['search', { kind: 'documents', sector: 'du-lich' }, 'sector'],
    ['search', { kind: 'problems', limit: 1e9 }, 'limit'],
    ['search', { kind: 'problems', q: { x: 1 } }, 'q'],
    ['search', { kind: 'problems', cursor: 'x' }, 'cursor'],
    ['search', { kind: 'problems', __proto__: 1, lệnh: 'drop table' }, 'lệnh'],
    ['get_problem', {}, ''],
    ['get_problem', { code: '\u0000' }, ''],
    ['get_problem', { code: ['BTL-2026-01', 'x'] }, ''],
    ['get_document', { id: "1' or '1'='1" }, ''],
    ['get_document', { id: 1e300 }, ''],
    ['list_changes', { since: 'x' }, 'since'],
  ])('is told what was asked wrongly: %s %j', async (name, given, parameter) => {
    const answer = await tool(name, given);
    expect(answer.isError).toBe(true);
    expect(answer.content[0]?.text).toContain(parameter);
  });

  test('reads addresses of the API as resources, and no others', async () => {
    const { resources } = z
      .object({ resources: z.array(z.object({ uri: z.string() }).loose()) })
      .parse(await ask('resources/list'));
    expect(resources.map(({ uri }) => uri)).toContain('http://localhost:8080/api/v1/editions');
    const { resourceTemplates } = z
      .object({ resourceTemplates: z.array(z.object({ uriTemplate: z.string() }).loose()) })
      .parse(await ask('resources/templates/list'));
    expect(resourceTemplates.map(({ uriTemplate }) => uriTemplate)).toContain(
      'http://localhost:8080/api/v1/problems/{code}',
    );
    const read = z.object({ contents: z.array(z.object({ uri: z.string(), text: z.string() }).loose()) });
    const uri = 'http://localhost:8080/api/v1/problems?limit=2';
    const { contents } = read.parse(await ask('resources/read', { uri }));
    expect(JSON.parse(contents[0]?.text ?? '')).toEqual(await portal.json('/api/v1/problems?limit=2'));
    for (const none of [
      'http://localhost:8080/api/v1/problems/none',
      'http://localhost:8080/api/v1/problems/%E0%A4',
      'http://localhost:8080/api/v1/problems/..%2F..',
      'http://localhost:8080/quan-tri',
      'https://example.vn/api/v1/problems',
      'file:///etc/passwd',
      'x',
      7,
    ]) {
      const answer = await send(rpc('resources/read', { uri: none }));
      expect(answerShape.parse(await answer.json()).error?.code, String(none)).toBeLessThan(-32_000);
    }
  });
});

describe('what is no message', () => {
  test.each([
    ['no JSON', '{', 400, -32_700],
    ['nothing', '', 400, -32_700],
    ['several at once', `[${rpc('ping')},${rpc('ping')}]`, 400, -32_600],
    ['a number', '7', 400, -32_600],
    ['null', 'null', 400, -32_600],
    ['another protocol', JSON.stringify({ id: 1, method: 'ping' }), 400, -32_600],
    ['an id that is none', rpc('ping', {}, { x: 1 }), 400, -32_600],
    ['parameters that are a list', rpc('ping', ['x']), 400, -32_600],
    ['a method that is a number', JSON.stringify({ jsonrpc: '2.0', id: 1, method: 7 }), 400, -32_600],
    ['a method there is not', rpc('tools/destroy'), 200, -32_601],
    ['a method of every object', rpc('constructor'), 200, -32_601],
    ['a tool there is not', rpc('tools/call', { name: 'toString' }), 200, -32_602],
    ['a tool without its name', rpc('tools/call', { arguments: [] }), 200, -32_602],
    ['nesting without end', `${'['.repeat(30_000)}${']'.repeat(30_000)}`, 400, -32_600],
  ])('is refused: %s', async (_what, body, status, code) => {
    const answer = await send(body);
    expect(answer.status).toBe(status);
    expect(answerShape.parse(await answer.json()).error?.code).toBe(code);
  });

  test('is refused when it is huge, of another type, of an unknown version, or from a page elsewhere', async () => {
    expect((await send(rpc('ping', { x: 'x'.repeat(70_000) }))).status).toBe(413);
    expect((await send(rpc('ping'), { 'content-type': 'text/plain' })).status).toBe(415);
    expect((await send(rpc('ping'), { 'mcp-protocol-version': '1999-01-01' })).status).toBe(400);
    expect((await send(rpc('ping'), { 'mcp-protocol-version': '2025-06-18' })).status).toBe(200);
    expect((await send(rpc('ping'), { origin: 'https://evil.example' })).status).toBe(403);
    expect((await send(rpc('ping'), { origin: 'null' })).status).toBe(403);
    expect((await send(rpc('ping'), { origin: 'http://localhost:8080' })).status).toBe(200);
  });
});

test('assistants are counted as programs of the API are', async () => {
  const answer = await send(rpc('ping'), { authorization: `Bearer nc_${'x'.repeat(43)}` });
  expect(answer.status).toBe(401);
  expect(answer.headers.get('content-type')).toContain('application/problem+json');
  const other = await send(rpc('ping'), { authorization: 'Bearer x', accept: '*/*' });
  expect(other.headers.get('content-type')).toContain('application/problem+json');
});

test('who listens is told that there is nothing to listen to, and people are led to the explanation', async () => {
  const listening = await portal.app.fetch('/mcp', { headers: { accept: 'text/event-stream' } });
  expect(listening.status).toBe(405);
  expect(listening.headers.get('allow')).toBe('POST');
  const person = await portal.app.fetch('/mcp', { headers: { accept: 'text/html' } });
  expect([person.status, person.headers.get('location')]).toEqual([303, '/api/mcp']);
  expect(await portal.html('/api/mcp')).toContain('http://localhost:8080/mcp');
  expect(await portal.html('/en/api/mcp')).toContain('Connect an AI assistant');
});
