import { z } from 'zod';
import { visitor } from '../../../kernel/actor.ts';
import { InvalidInput, SpentLink } from '../../../kernel/refusal.ts';
import type { Language } from '../../../kernel/text.ts';
import type { Transaction } from '../../../platform/database/open.ts';
import { appendEvents } from '../../../platform/events/append.ts';
import { queueLetter } from '../../../platform/mail/letter.ts';
import type { Services } from '../../../platform/services.ts';
import { checkNewPassword } from '../accounts/inputs.ts';
import { directoryPaths } from '../paths.ts';
import { newToken, tokenHash } from '../sessions/authenticate.ts';
import { hashPassword } from '../sessions/password.ts';
import { givenShape, personShape } from './inputs.ts';
import { confirmLetter, knownLetter } from './letters.ts';
import { communeId, insertRegistration } from './store.ts';

/** Hours for which the letter opens the form of the password. */
export const confirmHours = 48;
/** Letters to one address within an hour; more are asked for in vain. */
const lettersEach = 3;
/** Requests looked at in one transaction. */
const requestsAtOnce = 50;

export const registrationJob = 'registration.letters';

/** What was typed, as a request keeps it. `back`: a page of this site; what was asked for earlier has none. */
export const keptShape = z.object({ given: givenShape, person: personShape, back: z.string().nullish() });

/** Writes to those who asked to register: the way on, or that they have an account. */
export async function writeRegistrationLetters(services: Services): Promise<void> {
  for (;;) {
    const looked = await services.db.transaction().execute((tx) => writeSome(tx, services));
    if (looked < requestsAtOnce) return;
  }
}

async function writeSome(tx: Transaction, services: Services): Promise<number> {
  const at = services.clock();
  const asked = await tx
    .selectFrom('registration_request')
    .select(['id', 'email', 'language', 'given'])
    .where('looked_up_at', 'is', null)
    .orderBy('id')
    .limit(requestsAtOnce)
    .forUpdate()
    .skipLocked()
    .execute();
  for (const { id, email, language: kept } of asked) {
    const language: Language = kept === 'en' ? 'en' : 'vi';
    const account = await tx
      .selectFrom('account')
      .select(['id', 'name', 'state'])
      .where((e) => e(e.fn<string>('lower', ['email']), '=', email))
      .executeTakeFirst();
    const writes = await mayWrite(tx, email, account ? 'looked_up_at' : 'expires_at', at);
    const token = !account && writes ? newToken() : null;
    await tx
      .updateTable('registration_request')
      .set({
        looked_up_at: at,
        ...(token && {
          token_hash: tokenHash(token),
          expires_at: new Date(at.getTime() + confirmHours * 3_600_000),
        }),
      })
      .where('id', '=', id)
      .execute();
    if (token) {
      const letter = confirmLetter(services, language);
      await queueLetter(tx, letter, [{ accountId: null, address: email }], {
        ...{ topic: null, at, secret: token },
      });
    } else if (account?.state === 'active' && writes) {
      const letter = knownLetter(services, language, { name: account.name });
      await queueLetter(tx, letter, [{ accountId: account.id, address: email }], { topic: null, at });
    }
  }
  return asked.length;
}

/**
 * Of an address without an account, the letters that let somebody register are counted: more requests for it keep
 * nobody from registering later. Two workers may together pass the limit by a letter, which harms nobody.
 */
async function mayWrite(
  tx: Transaction,
  email: string,
  counted: 'looked_up_at' | 'expires_at',
  at: Date,
): Promise<boolean> {
  const { sent } = await tx
    .selectFrom('registration_request')
    .select((row) => row.fn.countAll<number>().as('sent'))
    .where('email', '=', email)
    .where('asked_at', '>', new Date(at.getTime() - 3_600_000))
    .where(counted, 'is not', null)
    .executeTakeFirstOrThrow();
  return Number(sent) < lettersEach;
}

export interface OpenRequest {
  readonly email: string;
  readonly name: string;
  readonly organisationName: string | null;
}

/** Throws Refusal `not_found` for a token that opens nothing: made by nobody, used, or too old. */
export async function checkRequest(services: Services, token: string): Promise<OpenRequest> {
  const row = /^[\w-]{43}$/.test(token)
    ? await services.db
        .selectFrom('registration_request')
        .select(['email', 'given'])
        .where('token_hash', '=', tokenHash(token))
        .where('used_at', 'is', null)
        .where('expires_at', '>', services.clock())
        .executeTakeFirst()
    : undefined;
  if (!row) throw opensNothing();
  const { given, person } = keptShape.parse(row.given);
  return { email: row.email, name: person.name, organisationName: given.organisationName };
}

interface Confirmed {
  /** An officer looks at the organisation first. */
  readonly waits: boolean;
  /** Where they were on the way to when they asked. */
  readonly back: string | null;
}

/**
 * Opens the account of whoever reads that mail, with the password they chose. A person is ready at once; an
 * organisation waits for an officer. Throws InvalidInput by field, Refusal `not_found` as `checkRequest`, also where
 * the address got an account meanwhile.
 */
export async function confirmRegistration(
  services: Services,
  token: string,
  input: { readonly password: string; readonly again: string },
): Promise<Confirmed> {
  const { email } = await checkRequest(services, token);
  const password = checkNewPassword(input.password, email);
  if (input.again !== password) throw new InvalidInput({ again: notTheSame });
  const hash = await hashPassword(password);
  return services.db.transaction().execute((tx) => openAccount(tx, services, { email, token, hash }));
}

async function openAccount(
  tx: Transaction,
  services: Services,
  { email, token, hash }: { readonly email: string; readonly token: string; readonly hash: string },
): Promise<Confirmed> {
  const at = services.clock();
  // all of this address, in one order: two letters that are answered at once take turns
  const requests = await tx
    .selectFrom('registration_request')
    .select([
      'id',
      'email',
      'language',
      'given',
      'consent',
      'asked_at',
      'used_at',
      'expires_at',
      'token_hash',
      'vouched_by',
      'vouched_how',
    ])
    .where('email', '=', email)
    .orderBy('id')
    .forUpdate()
    .execute();
  const request = requests.find(({ token_hash }) => token_hash?.equals(tokenHash(token)));
  if (!request || request.used_at !== null || (request.expires_at ?? at) <= at) throw opensNothing();
  const { given, person, back } = keptShape.parse(request.given);
  const account = await tx
    .insertInto('account')
    .values({
      ...{ email: request.email, name: person.name, title: person.title, password_hash: hash },
      ...{ language: request.language, created_at: at, updated_at: at },
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  // the other letter of two was faster, or somebody was given this address
  if (!account) throw opensNothing();
  const alone = given.kind === 'individual';
  if (alone)
    await tx
      .insertInto('role_grant')
      .values({ account_id: account.id, role: 'applicant', granted_at: at })
      .execute();
  const id = await insertRegistration(tx, {
    ...{ accountId: account.id, given, communeId: await communeId(tx, given.commune) },
    ...{ consent: request.consent, consentedAt: request.asked_at, illustrative: false, at },
    ...{ vouchedBy: request.vouched_by, vouchedHow: request.vouched_how },
    state: alone ? 'accepted' : 'waiting',
  });
  // what was typed stands in the registration now; other letters to this address open nothing any longer
  await tx.deleteFrom('registration_request').where('email', '=', request.email).execute();
  const grants = alone ? [{ role: 'applicant', scope: null, scopeId: null }] : [];
  await appendEvents(tx, [
    {
      ...{ name: 'account.created', actor: visitor, subject: { kind: 'account', id: account.id }, at },
      facts: { organisation: null, grants },
    },
    {
      ...{ name: 'registration.received', actor: visitor, subject: { kind: 'registration', id }, at },
      facts: { kind: given.kind, ...(request.vouched_by !== null && { by: 'officer' }) },
    },
  ]);
  return { waits: !alone, back: back ?? null };
}

function opensNothing(): SpentLink {
  return new SpentLink(
    {
      vi: 'Đường dẫn xác nhận này đã dùng rồi, đã quá 48 giờ, hoặc bị cắt mất một phần. Đã đặt mật khẩu thì hãy đăng nhập; chưa thì hãy đăng ký lại.',
      en: 'It was used, is more than 48 hours old, or was cut off. If you chose a password, sign in; otherwise register again.',
    },
    [
      { path: directoryPaths.signIn, label: { vi: 'Đăng nhập', en: 'Sign in' } },
      { path: directoryPaths.register, label: { vi: 'Đăng ký lại', en: 'Register again' } },
    ],
  );
}

const notTheSame = {
  vi: 'Hai lần gõ mật khẩu mới chưa giống nhau.',
  en: 'The two new passwords are not the same.',
};
