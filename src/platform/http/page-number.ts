/** A page asked for in the address: 1 unless it is a number; no later than `last`, beyond which nobody turns. */
export function readPageNumber(text: string, last = 10_000): number {
  return /^[1-9]\d{0,14}$/.test(text) ? Math.min(Number(text), last) : 1;
}
