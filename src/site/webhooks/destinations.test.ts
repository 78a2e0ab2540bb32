import { type AddressInfo, createServer, type Socket } from 'node:net';
import { describe, expect, test } from 'vitest';
import { isPublicAddress, publicInternet } from './destinations.ts';
import { post, refuseHost } from './post.ts';

const message = { headers: {}, body: '{}' };

describe('an address of a network of one’s own', () => {
  test.each([
    ...['127.0.0.1', '10.1.2.3', '172.16.0.1', '172.31.255.255', '192.168.1.1', '169.254.169.254', '0.0.0.0'],
    ...['100.64.0.1', '198.18.0.1', '192.0.2.1', '224.0.0.1', '255.255.255.255', '240.0.0.1', '192.0.0.192'],
    ...['::1', '::', '::ffff:127.0.0.1', '::ffff:8.8.8.8', '::127.0.0.1', 'fe80::1', 'fc00::1', 'fd12::1'],
    ...['ff02::1', '64:ff9b::7f00:1', '2002:7f00:1::', '2001:0:1::1', '2001:db8::1', '100::1', 'fec0::1'],
    ...['fd00:ec2::254', 'không phải địa chỉ', ''],
  ])('is refused: %s', (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });

  test.each(['8.8.8.8', '203.162.4.190', '172.32.0.1', '100.128.0.1', '2400:cb00::1', '2606:4700::1111'])(
    'is not one that everybody may ask: %s',
    (address) => {
      expect(isPublicAddress(address)).toBe(true);
    },
  );

  test.each([
    ...['https://127.0.0.1/', 'https://2130706433/', 'https://0x7f000001/', 'https://0177.0.0.1/'],
    ...[
      'https://127.1/',
      'https://0x7f.1/',
      'https://017700000001/',
      'https://[::1]/',
      'https://[::ffff:7f00:1]/',
    ],
    ...[
      'https://[::ffff:10.0.0.1]/',
      'https://169.254.169.254/latest/meta-data/',
      'https://[fd00:ec2::254]/',
    ],
    ...['https://１２７.０.０.１/', 'https://127.0.0.1./', 'https://0/'],
  ])('is refused in every spelling: %s', async (address) => {
    const url = new URL(address);
    expect(publicInternet.refuse(url)?.vi).toContain('mạng nội bộ');
    expect(await post(publicInternet, { url, ...message })).toMatchObject({
      status: null,
      failure: 'private',
    });
  });

  test('is refused when a name leads there, at registration and at each call', async () => {
    const url = new URL('https://localhost/');
    expect(await refuseHost(publicInternet, url)).toBe('private');
    expect(await post(publicInternet, { url, ...message })).toMatchObject({ failure: 'private' });
  });
});

test.each([
  ['http://example.vn/', 'https://'],
  ['ftp://example.vn/', 'https://'],
  ['https://ten:khoa@example.vn/', 'mật khẩu'],
  ['https://example.vn:22/', 'cổng'],
  ['https://example.vn:80/', 'cổng'],
])('an address is refused for how it is written: %s', (address, why) => {
  expect(publicInternet.refuse(new URL(address))?.vi).toContain(why);
});

test('usual addresses are called', () => {
  for (const address of ['https://example.vn/nhan?x=1', 'https://example.vn:8443/', 'https://8.8.8.8/'])
    expect(publicInternet.refuse(new URL(address))).toBeNull();
});

test.each([
  [
    'asks for another protocol',
    'HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\n',
  ],
  ['breaks off within its answer', 'HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nnửa'],
  ['speaks no HTTP', 'xin chào\r\n\r\n'],
  ['closes at once', ''],
])('a receiver that %s keeps nobody waiting', { timeout: 5_000 }, async (how, said) => {
  const sockets: Socket[] = [];
  const server = createServer((socket) => {
    sockets.push(socket);
    socket.on('error', () => socket.destroy());
    socket.once('data', () => {
      socket.write(said);
      if (!how.startsWith('asks')) socket.end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  const anywhere = { refuse: () => null, allows: () => true };
  const reply = await post(anywhere, { url, ...message });
  expect(reply).toMatchObject({ status: null, failure: 'connection' });
  for (const socket of sockets) socket.destroy();
  await new Promise((resolve) => server.close(resolve));
});
