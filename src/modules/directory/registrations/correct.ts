import type { AccountActor } from '../../../kernel/actor.ts';
import { InvalidInput, notFound } from '../../../kernel/refusal.ts';
import type { Querying, Transaction } from '../../../platform/database/open.ts';
import { appendEvent } from '../../../platform/events/append.ts';
import type { Services } from '../../../platform/services.ts';
import { type CorrectionTyped, checkCorrection, type Given } from './inputs.ts';
import type { RegistrationKind } from './registration.ts';
import {
  checkUndecidedOwn,
  communeId,
  type LockedRegistration,
  lockOwnRegistration,
  type RegistrationSeen,
} from './store.ts';

/**
 * Sends one's registration again with other particulars, and, where the officer asked, with words to them; it waits to
 * be checked. The same again changes nothing. Throws InvalidInput by field, Refusal `not_found`, `wrong_state` once it
 * was decided, `conflict` where the officer was faster.
 */
export async function correctRegistration(
  services: Services,
  actor: AccountActor,
  input: RegistrationSeen & { readonly typed: CorrectionTyped },
): Promise<void> {
  const { given, words } = checkCorrection(await kindOfOwn(services.db, actor, input.id), input.typed);
  const commune = await communeId(services.db, given.commune);
  await services.db.transaction().execute(async (tx) => {
    const before = await lockOwnRegistration(tx, actor, input.id);
    const answer = before.state === 'asked' ? words : null;
    const fields = changedFields(before, given, commune);
    if (fields.length === 0 && before.state === 'waiting') return;
    checkUndecidedOwn(before, input.version);
    if (fields.length === 0 && answer === null) throw new InvalidInput({ text: nothingNew });
    await write(tx, services, before.id, { given, commune, answer });
    await appendEvent(tx, {
      name: fields.length === 0 ? 'registration.answered' : 'registration.corrected',
      ...{ actor, subject: { kind: 'registration', id: before.id }, at: services.clock() },
      facts: fields.length === 0 ? {} : { fields, from: before.state },
    });
  });
}

async function kindOfOwn(db: Querying, actor: AccountActor, id: number): Promise<RegistrationKind> {
  const row = await db
    .selectFrom('registration')
    .select('kind')
    .where('id', '=', id)
    .where('account_id', '=', actor.id)
    .where('kind', '<>', 'individual')
    .executeTakeFirst();
  if (!row) throw notFound();
  return row.kind as RegistrationKind;
}

/** Which particulars differ, by their names in the form. */
function changedFields(before: LockedRegistration, given: Given, commune: number | null): string[] {
  const pairs: readonly (readonly [string, unknown, unknown])[] = [
    ['kind', before.kind, given.kind],
    ['organisationName', before.name, given.organisationName],
    ['nameEn', before.name_en, given.nameEn],
    ['taxCode', before.tax_code, given.taxCode],
    ['country', before.country, given.country],
    ['registrationNumber', before.registration_number, given.registrationNumber],
    ['commune', before.commune_id, commune],
    ['address', before.address, given.address],
    ['phone', before.phone, given.phone],
    ['activity', before.activity, given.activity],
  ];
  return pairs.filter(([, was, is]) => was !== is).map(([field]) => field);
}

async function write(
  tx: Transaction,
  { clock }: Services,
  id: number,
  sent: { readonly given: Given; readonly commune: number | null; readonly answer: string | null },
): Promise<void> {
  const { given, commune, answer } = sent;
  await tx
    .updateTable('registration')
    .set((row) => ({
      ...{ kind: given.kind, name: given.organisationName, name_en: given.nameEn, tax_code: given.taxCode },
      ...{ country: given.country, registration_number: given.registrationNumber, commune_id: commune },
      ...{ address: given.address, phone: given.phone, activity: given.activity, state: 'waiting' },
      ...(answer !== null && { answer }),
      ...{ updated_at: clock(), version: row('version', '+', 1) },
    }))
    .where('id', '=', id)
    .execute();
}

const nothingNew = {
  vi: 'Chưa có gì thay đổi. Hãy sửa thông tin bên dưới, hoặc trả lời cán bộ.',
  en: 'Nothing has changed. Correct the particulars below, or answer the officer.',
};
