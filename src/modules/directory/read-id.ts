import type { Call } from '../../platform/http/call.ts';

/** An id from the path; 0, which nothing has, for anything that is no id. */
export function readId(call: Call, name: string): number {
  const text = call.param(name);
  return /^[1-9]\d{0,14}$/.test(text) ? Number(text) : 0;
}
