import { Refusal } from '../../kernel/refusal.ts';
import { json } from '../../platform/http/answer.ts';
import type { Call } from '../../platform/http/call.ts';
import { readBody } from '../../platform/http/form.ts';
import { failureOf } from '../../platform/http/refusals.ts';
import { mcpPaths } from './paths.ts';
import { answerTo, codes, type Message, RpcError, readMessage, versions } from './protocol.ts';

/** Bytes of one message: a search takes a few hundred. */
const longest = 65_536;

function failed(status: number, id: Message['id'] | null, code: number, text: string): Response {
  return json({ jsonrpc: '2.0', id: id ?? null, error: { code, message: text } }, status);
}

/**
 * One message of the Model Context Protocol over Streamable HTTP, answered as JSON. Nothing is remembered from one to
 * the next, so that any process may answer.
 */
export async function takeMessage(call: Call): Promise<Response> {
  const { request, services } = call;
  // a page elsewhere must not ask through its reader’s browser (DNS rebinding)
  const origin = request.headers.get('origin');
  if (origin !== null && origin !== services.config.baseUrl.origin)
    return failed(403, null, codes.wrongRequest, 'Pages of other sites are not answered.');
  if (!(request.headers.get('content-type') ?? '').toLowerCase().startsWith('application/json'))
    return failed(415, null, codes.wrongRequest, 'Send application/json.');
  const version = request.headers.get('mcp-protocol-version');
  if (version !== null && !versions.some((spoken) => spoken === version))
    return failed(400, null, codes.wrongRequest, `Versions spoken here: ${versions.join(', ')}.`);
  let message: Message;
  try {
    message = readMessage(new TextDecoder().decode(await readBody(request, longest)));
  } catch (error) {
    if (error instanceof RpcError) return failed(400, null, error.code, error.message);
    if (error instanceof Refusal && error.kind === 'too_large')
      return failed(413, null, codes.wrongRequest, `A message has at most ${longest} bytes.`);
    throw error;
  }
  // what nobody waits for, and answers to what was never asked
  if (message.id === undefined || message.method === undefined) return new Response(null, { status: 202 });
  return answer(call, message);
}

async function answer(call: Call, message: Message): Promise<Response> {
  try {
    return json({ jsonrpc: '2.0', id: message.id, result: await answerTo(call, message) });
  } catch (error) {
    if (error instanceof RpcError) return failed(200, message.id, error.code, error.message);
    const { status, text, fault } = failureOf(error);
    if (fault) throw error;
    return failed(status, message.id, codes.fault, text.en);
  }
}

/** Programs that want to listen are told that there is nothing to listen to; people are led to the explanation. */
export function refuseListening({ request }: Call): Response {
  if ((request.headers.get('accept') ?? '').includes('text/event-stream'))
    return new Response(null, { status: 405, headers: { allow: 'POST' } });
  return new Response(null, { status: 303, headers: { location: mcpPaths.page } });
}
