import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';

/** A security key in software: makes one passkey and signs with it, on whatever site and however wrongly a test wants. */
export interface Authenticator {
  readonly id: string;
  /** The answer to `navigator.credentials.create`, as the page posts it. */
  create(options: Asked, ways?: Ways): string;
  /** The answer to `navigator.credentials.get`. */
  get(options: Asked, ways?: Ways): string;
}

export interface Asked {
  readonly challenge: string;
}

interface Ways {
  readonly origin?: string;
  readonly site?: string;
  /** Whether it checked who holds it. */
  readonly verified?: boolean;
}

export function openAuthenticator(): Authenticator {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const id = randomBytes(16);
  let counter = 0;
  const answer = (response: object) =>
    JSON.stringify({
      ...{ id: id.toString('base64url'), rawId: id.toString('base64url'), type: 'public-key' },
      response,
    });
  return {
    id: id.toString('base64url'),
    create({ challenge }, ways = {}) {
      const key = coseKey(publicKey);
      const attested = Buffer.concat([Buffer.alloc(16), Buffer.from([0, id.length]), id, key]);
      const data = Buffer.concat([head(ways, 0x40, counter), attested]);
      return answer({
        clientDataJSON: clientData('webauthn.create', challenge, ways).toString('base64url'),
        attestationObject: unattested(data).toString('base64url'),
        transports: ['usb'],
      });
    },
    get({ challenge }, ways = {}) {
      counter += 1;
      const data = head(ways, 0, counter);
      const client = clientData('webauthn.get', challenge, ways);
      const signed = Buffer.concat([data, createHash('sha256').update(client).digest()]);
      return answer({
        clientDataJSON: client.toString('base64url'),
        authenticatorData: data.toString('base64url'),
        signature: sign('sha256', signed, privateKey).toString('base64url'),
      });
    },
  };
}

function clientData(type: string, challenge: string, { origin = 'http://localhost:8080' }: Ways): Buffer {
  return Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }));
}

/** Hash of the site, flags, counter. */
function head({ site = 'localhost', verified = true }: Ways, flags: number, counter: number): Buffer {
  const count = Buffer.alloc(4);
  count.writeUInt32BE(counter);
  const present = 0x01 | (verified ? 0x04 : 0);
  return Buffer.concat([createHash('sha256').update(site).digest(), Buffer.from([flags | present]), count]);
}

/** The key in CBOR: EC2, ES256, P-256, x, y. */
function coseKey(publicKey: KeyObject): Buffer {
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
  return Buffer.concat([
    Buffer.from('a5010203262001215820', 'hex'),
    Buffer.from(x, 'base64url'),
    Buffer.from('225820', 'hex'),
    Buffer.from(y, 'base64url'),
  ]);
}

/** An attestation object in CBOR: `{fmt: "none", attStmt: {}, authData}`. */
function unattested(data: Buffer): Buffer {
  const text = (word: string) => Buffer.concat([Buffer.from([0x60 + word.length]), Buffer.from(word)]);
  return Buffer.concat([
    ...[Buffer.from([0xa3]), text('fmt'), text('none'), text('attStmt'), Buffer.from([0xa0])],
    ...[text('authData'), Buffer.from([0x58, data.length]), data],
  ]);
}
