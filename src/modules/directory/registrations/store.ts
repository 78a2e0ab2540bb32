import type { AccountActor } from '../../../kernel/actor.ts';
import { InvalidInput, notFound, Refusal } from '../../../kernel/refusal.ts';
import type { Querying, Transaction } from '../../../platform/database/open.ts';
import { communes } from '../organisations/queries.ts';
import type { Given } from './inputs.ts';
import { isUndecided, type RegistrationKind, type RegistrationState } from './registration.ts';

/** The id of the commune with this code. Throws InvalidInput `commune` where there is none today. */
export async function communeId(db: Querying, code: string | null): Promise<number | null> {
  if (code === null) return null;
  const commune = (await communes(db)).find((one) => one.code === code);
  if (commune) return commune.id;
  throw new InvalidInput({
    commune: { vi: 'Hãy chọn xã, phường trong danh sách.', en: 'Choose a commune or ward from the list.' },
  });
}

export interface NewRegistration {
  readonly accountId: number;
  readonly given: Given;
  readonly communeId: number | null;
  readonly consent: string;
  readonly consentedAt: Date;
  readonly state: RegistrationState;
  /** Who found out, and how, that the address is the person's; null where they answered a letter. */
  readonly vouchedBy: number | null;
  readonly vouchedHow: string | null;
  readonly illustrative: boolean;
  readonly at: Date;
}

export async function insertRegistration(tx: Transaction, one: NewRegistration): Promise<number> {
  const { given, at } = one;
  const { id } = await tx
    .insertInto('registration')
    .values({
      ...{ account_id: one.accountId, kind: given.kind, name: given.organisationName, name_en: given.nameEn },
      ...{ tax_code: given.taxCode, country: given.country, registration_number: given.registrationNumber },
      ...{ commune_id: one.communeId, address: given.address, phone: given.phone, activity: given.activity },
      ...{ consent: one.consent, consented_at: one.consentedAt, state: one.state },
      ...{ vouched_by: one.vouchedBy, vouched_how: one.vouchedHow },
      ...{ illustrative: one.illustrative, created_at: at, updated_at: at },
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

/** A registration as its row holds it, locked for a decision. */
export interface LockedRegistration {
  readonly id: number;
  readonly account_id: number;
  readonly kind: RegistrationKind;
  readonly name: string | null;
  readonly name_en: string | null;
  readonly tax_code: string | null;
  readonly country: string | null;
  readonly registration_number: string | null;
  readonly commune_id: number | null;
  readonly address: string | null;
  readonly phone: string | null;
  readonly activity: string | null;
  readonly state: RegistrationState;
  readonly illustrative: boolean;
  readonly version: number;
}

/** Which registration, as whoever acts on it saw it. */
export interface RegistrationSeen {
  readonly id: number;
  readonly version: number;
}

/** Throws `not_found`. */
export async function lockRegistration(tx: Transaction, id: number): Promise<LockedRegistration> {
  const row = await tx
    .selectFrom('registration')
    .select(['id', 'account_id', 'kind', 'name', 'name_en', 'tax_code', 'country', 'registration_number'])
    .select(['commune_id', 'address', 'phone', 'activity', 'state', 'illustrative', 'version'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  if (!row) throw notFound();
  return { ...row, kind: row.kind as RegistrationKind, state: row.state as RegistrationState };
}

/** As `lockRegistration`, of whoever registered; of others' nobody learns anything. */
export async function lockOwnRegistration(
  tx: Transaction,
  actor: AccountActor,
  id: number,
): Promise<LockedRegistration> {
  const registration = await lockRegistration(tx, id);
  if (registration.account_id !== actor.id) throw notFound();
  return registration;
}

/** Throws `wrong_state` once an officer decided, and `conflict` where they wrote since the version seen. */
export function checkUndecidedOwn(registration: LockedRegistration, version: number): void {
  if (!isUndecided(registration.state)) throw new Refusal('wrong_state', decidedMeanwhile);
  if (registration.version !== version) throw new Refusal('conflict', writtenMeanwhile);
}

const decidedMeanwhile = {
  vi: 'Đăng ký này đã có kết quả nên không sửa được nữa; thông tin bạn vừa gửi chưa được lưu.',
  en: 'This registration was decided and can be corrected no longer; what you have just sent was not saved.',
};
const writtenMeanwhile = {
  vi: 'Đăng ký vừa thay đổi: cán bộ đã ghi vào đó, hoặc bạn đã gửi ở một thẻ khác. Chưa lưu gì; hãy đọc lại rồi gửi lần nữa.',
  en: 'The registration has just changed: the officer wrote to it, or you sent it in another tab. Nothing was saved; read it and send again.',
};
