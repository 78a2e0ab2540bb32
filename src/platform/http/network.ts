/** The network an address belongs to: IPv6 by its /64, which one household or office has; null where it is not known. */
export function networkOf(address: string): string | null {
  if (address === '') return null;
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped || !address.includes(':')) return mapped ?? address;
  const [head = '', tail] = address.toLowerCase().split('::');
  const groups = head.split(':').filter(Boolean);
  const rest = (tail ?? '').split(':').filter(Boolean);
  const middle = tail === undefined ? [] : Array(Math.max(0, 8 - groups.length - rest.length)).fill('0');
  return `${[...groups, ...middle, ...rest].slice(0, 4).join(':')}::/64`;
}
