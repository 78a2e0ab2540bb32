import { randomInt } from 'node:crypto';

/** Letters and figures that nobody confuses on paper or on the telephone: no 0 o 1 l i. */
const signs = 'abcdefghjkmnpqrstuvwxyz23456789';

/** A password to hand over once: four groups of five signs, 99 bits. */
export function makePassword(): string {
  const group = () => Array.from({ length: 5 }, () => signs[randomInt(signs.length)]).join('');
  return [group(), group(), group(), group()].join('-');
}
