import type { Call } from '../../platform/http/call.ts';

/** A page number from the address; anything else is the first page. */
export function readPageNumber(call: Call): number {
  const number = Number(call.query('trang'));
  return Number.isInteger(number) && number >= 1 && number <= 100_000 ? number : 1;
}

/** An id from the path; 0, which nothing has, for anything that is no id. */
export function readId(call: Call, name: string): number {
  const text = call.param(name);
  return /^[1-9]\d{0,14}$/.test(text) ? Number(text) : 0;
}
