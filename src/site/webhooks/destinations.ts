import { BlockList, isIP } from 'node:net';
import type { Text } from '../../kernel/text.ts';

/** Where letters of the product to programs may go. Tests have one of their own; nothing can be set. */
export interface Destinations {
  /** Why an address may not be called, as it is written; null where it may. */
  refuse(url: URL): Text | null;
  /** Whether the network may be asked for this IP address. */
  allows(address: string): boolean;
}

/** IPv4 that is nobody’s on the public Internet (IANA special-purpose registry, multicast, reserved). */
const special4: readonly (readonly [string, number])[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.31.196.0', 24],
  ['192.52.193.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['192.175.48.0', 24],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
];

/** Of the global unicast of IPv6: what leads elsewhere (Teredo, 6to4) or nowhere (documentation). */
const special6: readonly (readonly [string, number])[] = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['2620:4f:8000::', 48],
  ['3fff::', 20],
];

const refused = new BlockList();
for (const [network, bits] of special4) refused.addSubnet(network, bits, 'ipv4');
for (const [network, bits] of special6) refused.addSubnet(network, bits, 'ipv6');
/** All else of IPv6 is no address of the public Internet: loopback, mapped IPv4, NAT64, local, multicast. */
const global6 = new BlockList();
global6.addSubnet('2000::', 3, 'ipv6');

/** True for an address that anybody on the Internet could be asked for. */
export function isPublicAddress(address: string): boolean {
  switch (isIP(address)) {
    case 4:
      return !refused.check(address, 'ipv4');
    case 6:
      return global6.check(address, 'ipv6') && !refused.check(address, 'ipv6');
    default:
      return false;
  }
}

const ports: readonly string[] = ['', '443', '8443'];

/** The name or IP address of a host, without the brackets of IPv6. */
export function hostOf({ hostname }: URL): string {
  return hostname.replace(/^\[|\]$/g, '');
}

/** What the product itself calls: HTTPS on the public Internet, and nothing of the network it stands in. */
export const publicInternet: Destinations = {
  refuse(url) {
    if (url.protocol !== 'https:')
      return { vi: 'Địa chỉ phải bắt đầu bằng https://.', en: 'The address must begin with https://.' };
    if (url.username !== '' || url.password !== '')
      return {
        vi: 'Địa chỉ không được chứa tên người dùng hay mật khẩu.',
        en: 'The address may hold no user name or password.',
      };
    if (!ports.includes(url.port))
      return { vi: 'Chỉ dùng được cổng 443 hoặc 8443.', en: 'Only the ports 443 and 8443 can be used.' };
    const host = hostOf(url);
    if (isIP(host) !== 0 && !isPublicAddress(host)) return privateAddress;
    return null;
  },
  allows: isPublicAddress,
};

export const privateAddress: Text = {
  vi: 'Địa chỉ này thuộc mạng nội bộ hoặc mạng dành riêng, hệ thống không gửi tới. Hãy dùng máy chủ có địa chỉ công cộng.',
  en: 'This address belongs to a private or reserved network, where nothing is sent. Use a server with a public address.',
};
