import type { AccountActor } from '../../../kernel/actor.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import type { Language } from '../../../kernel/text.ts';
import { appendEvent } from '../../../platform/events/append.ts';
import { askForJob } from '../../../platform/jobs/ask.ts';
import type { Services } from '../../../platform/services.ts';
import { lockAccount } from '../accounts/store.ts';
import { countAsked } from '../sessions/attempts.ts';
import { registrationJob } from './confirm.ts';
import { checkSignedIn, checkVisitor, checkWords, type RegistrationTyped } from './inputs.ts';
import { consentVersion, type RegistrationKind } from './registration.ts';
import {
  checkUndecidedOwn,
  communeId,
  insertRegistration,
  lockOwnRegistration,
  type RegistrationSeen,
} from './store.ts';

/**
 * Asks to register. What was typed waits for the letter to that address to be answered; whether an account has the
 * address is looked up later, by a worker: the answer is the same, and as quick, for every address. Throws
 * InvalidInput by field, Refusal `too_many`.
 */
export async function askRegistration(
  services: Services,
  input: {
    readonly kind: RegistrationKind;
    readonly typed: RegistrationTyped;
    readonly language: Language;
    readonly address: string;
    /** The page of this site they were on the way to, so that the letter leads on there. */
    readonly back?: string | null;
  },
): Promise<void> {
  const { given, email, name, title } = checkVisitor(input.kind, input.typed);
  await communeId(services.db, given.commune);
  const at = services.clock();
  await countAsked(services.db, 'register', input.address, at);
  await services.db.transaction().execute(async (tx) => {
    await tx
      .insertInto('registration_request')
      .values({
        ...{ email, language: input.language, consent: consentVersion, asked_at: at },
        given: JSON.stringify({ given, person: { name, title }, back: input.back ?? null }),
      })
      .execute();
    await askForJob(tx, registrationJob);
  });
}

/**
 * Registers an organisation in the name of somebody who has an account. Throws InvalidInput by field, Refusal
 * `wrong_state` for a person, and where another registration of theirs waits.
 */
export async function registerOrganisation(
  services: Services,
  actor: AccountActor,
  input: {
    readonly kind: RegistrationKind;
    readonly typed: RegistrationTyped;
    readonly illustrative?: boolean;
  },
): Promise<number> {
  if (input.kind === 'individual') throw new Refusal('wrong_state', haveOne);
  const given = checkSignedIn(input.kind, input.typed);
  const commune = await communeId(services.db, given.commune);
  const at = services.clock();
  return services.db.transaction().execute(async (tx) => {
    // their registrations come one after the other
    await lockAccount(tx, actor.id);
    const open = await tx
      .selectFrom('registration')
      .select('id')
      .where('account_id', '=', actor.id)
      .where('state', 'in', ['waiting', 'asked'])
      .executeTakeFirst();
    if (open) throw new Refusal('wrong_state', oneAtATime);
    const id = await insertRegistration(tx, {
      ...{ accountId: actor.id, given, communeId: commune, consent: consentVersion, consentedAt: at },
      ...{ vouchedBy: null, vouchedHow: null },
      ...{ state: 'waiting', illustrative: input.illustrative ?? false, at },
    });
    await appendEvent(tx, {
      ...{ name: 'registration.received', actor, subject: { kind: 'registration', id }, at },
      facts: { kind: input.kind },
    });
    return id;
  });
}

/** Answers what the officer asked; the registration waits again. Throws InvalidInput `text`, Refusal `wrong_state`. */
export async function answerQuestion(
  services: Services,
  actor: AccountActor,
  input: RegistrationSeen & { readonly text: string },
): Promise<void> {
  const answer = checkWords(input.text);
  const at = services.clock();
  await services.db.transaction().execute(async (tx) => {
    const registration = await lockOwnRegistration(tx, actor, input.id);
    checkUndecidedOwn(registration, input.version);
    if (registration.state !== 'asked') throw new Refusal('wrong_state', nothingAsked);
    await tx
      .updateTable('registration')
      .set((row) => ({ state: 'waiting', answer, version: row('version', '+', 1), updated_at: at }))
      .where('id', '=', registration.id)
      .execute();
    await appendEvent(tx, {
      ...{ name: 'registration.answered', actor, at },
      subject: { kind: 'registration', id: registration.id },
    });
  });
}

const haveOne = {
  vi: 'Bạn đã có tài khoản cá nhân và đang dùng tài khoản đó.',
  en: 'You have an account of your own and are using it.',
};
const oneAtATime = {
  vi: 'Bạn đang có một đăng ký chờ kiểm tra. Hãy chờ kết quả rồi đăng ký tổ chức khác.',
  en: 'One of your registrations is being checked. Wait for its outcome before you register another organisation.',
};
const nothingAsked = {
  vi: 'Đăng ký này không chờ bạn bổ sung nữa.',
  en: 'Nothing is asked about this registration any longer.',
};
