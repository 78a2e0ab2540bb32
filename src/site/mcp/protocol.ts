import { z } from 'zod';
import { Refusal } from '../../kernel/refusal.ts';
import type { Call } from '../../platform/http/call.ts';
import { LivesOn, WrongParameter } from '../api/index.ts';
import { listResources, listTemplates, readResource } from './resources.ts';
import { callTool, tools } from './tools.ts';

/** Versions of the Model Context Protocol that are spoken, the newest first; older ones send several messages at once. */
export const versions = ['2025-11-25', '2025-06-18'] as const;

/** Codes of JSON-RPC 2.0, and of the protocol for a resource there is not. */
export const codes = {
  unreadable: -32700,
  wrongRequest: -32600,
  noMethod: -32601,
  wrongParameters: -32602,
  fault: -32603,
  noResource: -32002,
} as const;

export class RpcError extends Error {
  readonly code: number;
  constructor(code: number, message: string) {
    super(message);
    this.name = 'RpcError';
    this.code = code;
  }
}

const id = z.union([z.string().max(200), z.number()]);
const message = z.object({
  jsonrpc: z.literal('2.0'),
  id: id.optional(),
  method: z.string().max(200).optional(),
  params: z.record(z.string(), z.unknown()).optional(),
});

export interface Message {
  /** undefined: nobody waits for an answer. */
  readonly id: string | number | undefined;
  /** undefined: an answer to us, who asked nothing. */
  readonly method: string | undefined;
  readonly params: Readonly<Record<string, unknown>>;
}

/** Throws RpcError for what is no message of JSON-RPC 2.0, several at once among them. */
export function readMessage(text: string): Message {
  let given: unknown;
  try {
    given = JSON.parse(text);
  } catch {
    throw new RpcError(codes.unreadable, 'This is no JSON.');
  }
  if (Array.isArray(given)) throw new RpcError(codes.wrongRequest, 'Send one message at a time.');
  const read = message.safeParse(given);
  if (!read.success) throw new RpcError(codes.wrongRequest, 'This is no message of JSON-RPC 2.0.');
  const { id: asked, method, params = {} } = read.data;
  return { id: asked, method, params };
}

const instructions =
  'The catalogue of major problems (bài toán lớn) and technology needs (nhu cầu công nghệ) of a Vietnamese province, with the official documents behind it. Everything here is public and read only. Cite each item you use by its citation and link to its url; say so when an item is illustrative. Hãy dẫn nguồn từng mục kèm đường dẫn.';

function begin(call: Call, params: Message['params']): unknown {
  const asked = versions.find((version) => version === params.protocolVersion);
  const { place } = call.services.installation;
  return {
    protocolVersion: asked ?? versions[0],
    capabilities: { tools: {}, resources: {} },
    serverInfo: { name: 'nhipcau', title: `Nhịp Cầu ${place}`.trim(), version: '1' },
    instructions,
  };
}

const toolCall = z.object({
  name: z.string(),
  arguments: z.record(z.string(), z.unknown()).nullish(),
});

async function callOne(call: Call, params: Message['params']): Promise<unknown> {
  const asked = toolCall.safeParse(params);
  if (!asked.success)
    throw new RpcError(codes.wrongParameters, 'Name a tool, and give its arguments by name.');
  const answer = await callTool(call, asked.data.name, asked.data.arguments ?? {});
  if (answer === null)
    throw new RpcError(codes.wrongParameters, `There is no tool ${asked.data.name.slice(0, 100)}.`);
  return answer;
}

async function readOne(call: Call, params: Message['params']): Promise<unknown> {
  const { uri } = params;
  if (typeof uri !== 'string') throw new RpcError(codes.wrongParameters, 'Name the uri of a resource.');
  try {
    const text = await readResource(call, uri);
    if (text !== null) return { contents: [{ uri, mimeType: 'application/json', text }] };
  } catch (error) {
    if (error instanceof WrongParameter) throw new RpcError(codes.wrongParameters, error.text.en);
    if (!(error instanceof LivesOn) && !(error instanceof Refusal && error.kind === 'not_found')) throw error;
  }
  throw new RpcError(codes.noResource, `There is no resource ${uri.slice(0, 200)}.`);
}

/** The result of a request. Throws RpcError. */
export async function answerTo(call: Call, { method, params }: Message): Promise<unknown> {
  const { origin } = call.services.config.baseUrl;
  switch (method) {
    case 'initialize':
      return begin(call, params);
    case 'ping':
      return {};
    case 'tools/list':
      return { tools };
    case 'tools/call':
      return callOne(call, params);
    case 'resources/list':
      return { resources: listResources(origin) };
    case 'resources/templates/list':
      return { resourceTemplates: listTemplates(origin) };
    case 'resources/read':
      return readOne(call, params);
    default:
      throw new RpcError(codes.noMethod, `There is no method ${(method ?? '').slice(0, 100)}.`);
  }
}
