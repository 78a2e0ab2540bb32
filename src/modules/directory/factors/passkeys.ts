import { isIP } from 'node:net';
import { z } from 'zod';
import { InvalidInput } from '../../../kernel/refusal.ts';
import type { Config } from '../../../platform/config.ts';
import type { Transaction } from '../../../platform/database/open.ts';
import type { Services } from '../../../platform/services.ts';
import { type Asked, isChallenge, newChallenge, takeChallenge } from './challenge.ts';
import type { Passkey } from './store.ts';

/** Milliseconds a browser gives its person. */
const patience = 300_000;
/** COSE numbers of Ed25519, ECDSA P-256 and RSA: what every authenticator has one of. */
const algorithms = [-8, -7, -257] as const;

/** The site as browsers bind passkeys to it; null where they take none: a numeric address, or plain HTTP. */
export function passkeySite({ baseUrl }: Pick<Config, 'baseUrl'>): { id: string; origin: string } | null {
  const { hostname, protocol, origin } = baseUrl;
  const numeric = isIP(hostname.replace(/^\[|\]$/g, '')) !== 0;
  if (numeric || (protocol !== 'https:' && hostname !== 'localhost')) return null;
  return { id: hostname, origin };
}

/** What a page asks the browser for, as the platform reads it from JSON; null where there are no passkeys. */
export function creationOptions(
  services: Pick<Services, 'config' | 'clock' | 'installation'>,
  person: { readonly id: number; readonly email: string; readonly name: string },
  known: readonly Passkey[],
): object | null {
  const site = passkeySite(services.config);
  if (!site) return null;
  return {
    challenge: newChallenge(services, { purpose: 'add', accountId: person.id }),
    rp: { id: site.id, name: `Nhịp Cầu ${services.installation.place}` },
    user: {
      id: Buffer.from(`nhipcau:${person.id}`).toString('base64url'),
      name: person.email,
      displayName: person.name,
    },
    pubKeyCredParams: algorithms.map((alg) => ({ type: 'public-key', alg })),
    timeout: patience,
    attestation: 'none',
    excludeCredentials: known.map(described),
    authenticatorSelection: { residentKey: 'preferred', userVerification: 'preferred' },
  };
}

/** `known`: the passkeys of the person, where it is known who it is. */
export function requestOptions(
  services: Pick<Services, 'config' | 'clock'>,
  asked: Asked,
  known: readonly Passkey[],
): object | null {
  const site = passkeySite(services.config);
  if (!site) return null;
  return {
    challenge: newChallenge(services, asked),
    rpId: site.id,
    timeout: patience,
    allowCredentials: known.map(described),
    userVerification: asked.purpose === 'sign_in' ? 'required' : 'preferred',
  };
}

function described({ credentialId, transports }: Passkey) {
  return { type: 'public-key', id: credentialId, transports };
}

const base64url = z
  .string()
  .regex(/^[\w-]+$/)
  .max(8_000);
const answerShape = z.object({ id: base64url, rawId: base64url, type: z.literal('public-key') });
const signedShape = answerShape.extend({
  response: z.object({
    clientDataJSON: base64url,
    authenticatorData: base64url,
    signature: base64url,
  }),
});
const createdShape = answerShape.extend({
  response: z.object({
    clientDataJSON: base64url,
    attestationObject: z
      .string()
      .regex(/^[\w-]+$/)
      .max(100_000),
    transports: z.array(z.string().max(20)).max(10).default([]),
  }),
});

/** What a browser signed. Throws InvalidInput where it is no such thing. */
export function readSigned(text: string): z.output<typeof signedShape> {
  return readAnswer(text, signedShape);
}

function readAnswer<Shape extends z.ZodType>(text: string, shape: Shape): z.output<Shape> {
  let value: unknown;
  try {
    value = JSON.parse(text.slice(0, 200_000));
  } catch {
    throw passkeyRefused();
  }
  const read = shape.safeParse(value);
  if (!read.success) throw passkeyRefused();
  return read.data;
}

export function passkeyRefused(): InvalidInput {
  return new InvalidInput({
    passkey: {
      vi: 'Khóa truy cập này không dùng được ở đây. Hãy thử lại, hoặc dùng cách khác.',
      en: 'This passkey is of no use here. Try again, or use another way.',
    },
  });
}

/**
 * Whether the browser's answer is a signature of one of the account's passkeys, made for this site and this question,
 * and not taken before. Throws InvalidInput otherwise. `verified`: the device has to have checked who holds it.
 */
export async function checkPasskey(
  tx: Transaction,
  services: Services,
  checked: {
    readonly accountId: number;
    readonly asked: Asked;
    readonly answer: string;
    readonly verified: boolean;
  },
): Promise<void> {
  const { accountId, asked, verified } = checked;
  const site = passkeySite(services.config);
  const answer = readSigned(checked.answer);
  const known = await tx
    .selectFrom('passkey')
    .select(['id', 'credential_id', 'public_key', 'counter'])
    .where('credential_id', '=', answer.id)
    .where('account_id', '=', accountId)
    .forUpdate()
    .executeTakeFirst();
  if (!site || !known) throw passkeyRefused();
  let challenge = '';
  const { verifyAuthenticationResponse } = await import('@simplewebauthn/server');
  const outcome = await verifyAuthenticationResponse({
    response: { ...answer, clientExtensionResults: {} },
    expectedChallenge: (given) => {
      challenge = given;
      return isChallenge(services, asked, given);
    },
    expectedOrigin: site.origin,
    expectedRPID: site.id,
    credential: {
      id: known.credential_id,
      publicKey: new Uint8Array(known.public_key),
      counter: Number(known.counter),
    },
    requireUserVerification: verified,
  }).catch(refusedByLibrary);
  if (!outcome.verified || !(await takeChallenge(tx, services, challenge))) throw passkeyRefused();
  await tx
    .updateTable('passkey')
    .set({ counter: outcome.authenticationInfo.newCounter, last_used_at: services.clock() })
    .where('id', '=', known.id)
    .execute();
}

/** The library says by an exception which of its checks failed; to the person all are the same. */
function refusedByLibrary(): never {
  throw passkeyRefused();
}

/** A passkey as it is kept. */
export interface NewPasskey {
  readonly credential_id: string;
  readonly public_key: Buffer;
  readonly counter: number;
  readonly transports: string[];
}

/** The passkey a browser has just made for this site and account. Throws InvalidInput. */
export async function readNewPasskey(
  tx: Transaction,
  services: Services,
  accountId: number,
  text: string,
): Promise<NewPasskey> {
  const site = passkeySite(services.config);
  if (!site) throw passkeyRefused();
  const answer = readAnswer(text, createdShape);
  let challenge = '';
  const { verifyRegistrationResponse } = await import('@simplewebauthn/server');
  const outcome = await verifyRegistrationResponse({
    response: { ...answer, response: { ...answer.response, transports: [] }, clientExtensionResults: {} },
    expectedChallenge: (given) => {
      challenge = given;
      return isChallenge(services, { purpose: 'add', accountId }, given);
    },
    expectedOrigin: site.origin,
    expectedRPID: site.id,
    // a key without a PIN of its own is a second factor all the same
    requireUserVerification: false,
    supportedAlgorithmIDs: [...algorithms],
  }).catch(refusedByLibrary);
  if (!outcome.verified || !(await takeChallenge(tx, services, challenge))) throw passkeyRefused();
  const { credential } = outcome.registrationInfo;
  return {
    credential_id: credential.id,
    public_key: Buffer.from(credential.publicKey),
    counter: credential.counter,
    transports: answer.response.transports.filter((one) => /^[a-z-]+$/.test(one)),
  };
}
