import type { Actor, MemberRole } from '../../../kernel/actor.ts';
import { notFound, Refusal } from '../../../kernel/refusal.ts';
import type { Language, Text } from '../../../kernel/text.ts';
import type { Transaction } from '../../../platform/database/open.ts';
import { appendEvent } from '../../../platform/events/append.ts';
import { type Letter, queueLetter } from '../../../platform/mail/letter.ts';
import type { Services } from '../../../platform/services.ts';
import type { Sender } from '../account-letter.ts';
import { joinedLetter } from '../memberships/letters.ts';
import { lockForMembers, membersOf, openMembership, ownersAmong } from '../memberships/store.ts';
import { addOrganisation, lockLinks } from '../organisations/commands.ts';
import type { NamedOrganisation } from '../organisations/organisation.ts';
import { checkWords } from './inputs.ts';
import { acceptedLetter, askedLetter, refusedLetter } from './letters.ts';
import { isUndecided, mayCheckRegistrations } from './registration.ts';
import { type LockedRegistration, lockRegistration, type RegistrationSeen } from './store.ts';

/**
 * Locks it for a decision. Throws `not_found`, `forbidden`, `wrong_state` once it was decided, and `conflict` where it
 * was corrected since the version seen.
 */
async function lockForDecision(
  tx: Transaction,
  actor: Actor,
  { id, version }: RegistrationSeen,
): Promise<LockedRegistration> {
  const registration = await lockRegistration(tx, id);
  if (actor.kind !== 'system' && !mayCheckRegistrations(actor)) throw new Refusal('forbidden', forOfficers);
  if (actor.kind === 'account' && actor.id === registration.account_id)
    throw new Refusal('forbidden', notOneself);
  if (!isUndecided(registration.state)) throw new Refusal('wrong_state', decidedAlready);
  if (registration.version !== version) throw new Refusal('conflict', changedMeanwhile);
  return registration;
}

/**
 * Takes the organisation into the directory, with whoever registered it as its owner. Throws Refusal `wrong_state`
 * where the directory has one of this tax code: of two that registered it, the second belongs to the first.
 */
export async function acceptAsNew(services: Services, actor: Actor, seen: RegistrationSeen): Promise<string> {
  return services.db.transaction().execute(async (tx) => {
    await lockLinks(tx);
    const registration = await lockForDecision(tx, actor, seen);
    const { tax_code, illustrative } = registration;
    const code = tax_code ?? `DK-${registration.id}`;
    const known = await tx
      .selectFrom('organisation')
      .select(['code', 'name'])
      .where((e) => e.or([e('code', '=', code), ...(tax_code ? [e('tax_code', '=', tax_code)] : [])]))
      .executeTakeFirst();
    if (known) throw new Refusal('wrong_state', thereAlready(known));
    const organisation = await addOrganisation(tx, services, actor, {
      ...{ code, kind: registration.kind, name: registration.name ?? '', nameEn: registration.name_en },
      ...{ taxCode: tax_code, confirmed: true, illustrative, source: 'Tự đăng ký, cán bộ đã kiểm tra' },
    });
    await tx
      .insertInto('organisation_profile')
      .values({
        ...{ organisation_id: organisation.id, commune_id: registration.commune_id },
        ...{ address: registration.address, country: registration.country, phone: registration.phone },
        ...{ registration_number: registration.registration_number, activity: registration.activity },
        updated_at: services.clock(),
      })
      .execute();
    await accept(tx, services, actor, registration, {
      ...{ organisation: { id: organisation.id, code, name: registration.name ?? code }, role: 'owner' },
      into: 'new',
    });
    return code;
  });
}

/**
 * Lets whoever registered belong to an organisation that the directory has: as its owner where it has none who can
 * act, else as an editor, and its owners are told. Throws Refusal `not_found`, `wrong_state`.
 */
export async function acceptInto(
  services: Services,
  actor: Actor,
  seen: RegistrationSeen & { readonly code: string },
): Promise<void> {
  await services.db.transaction().execute(async (tx) => {
    // the organisation first, as whoever changes its members does
    const organisation = await lockForMembers(tx, seen.code, services);
    const registration = await lockForDecision(tx, actor, seen);
    const owners = ownersAmong(await membersOf(tx, organisation.id));
    const role = owners.length === 0 ? 'owner' : 'editor';
    const person = await accept(tx, services, actor, registration, { organisation, role, into: 'existing' });
    const at = services.clock();
    for (const owner of owners) {
      const letter = joinedLetter(services, owner.language, { name: person, organisation, role });
      await queueLetter(tx, letter, [{ accountId: owner.accountId, address: owner.email }], {
        topic: null,
        at,
      });
    }
  });
}

async function accept(
  tx: Transaction,
  services: Services,
  actor: Actor,
  { id, account_id }: LockedRegistration,
  how: { organisation: NamedOrganisation; role: MemberRole; into: 'new' | 'existing' },
): Promise<string> {
  const { organisation, role, into } = how;
  const at = services.clock();
  const membership = await openMembership(tx, {
    ...{ accountId: account_id, organisationId: organisation.id, role, at },
  });
  if (membership === null) throw new Refusal('wrong_state', memberAlready);
  await decide(tx, actor, id, { state: 'accepted', organisation_id: organisation.id }, at);
  const name = await tell(tx, services, account_id, (language, person) =>
    acceptedLetter(services, language, { name: person, organisation, role }),
  );
  await appendEvent(tx, {
    ...{ name: 'registration.accepted', actor, subject: { kind: 'registration', id }, at },
    facts: { organisation: organisation.id, into, member: account_id, memberRole: role },
  });
  return name;
}

/**
 * Returns it to whoever registered, to be corrected or completed; they are told by mail, correct or answer on their page
 * and send it again. Throws InvalidInput `text`.
 */
export async function askForMore(
  services: Services,
  actor: Actor,
  input: RegistrationSeen & { readonly text: string },
): Promise<void> {
  const question = checkWords(input.text);
  await services.db.transaction().execute(async (tx) => {
    const { id, account_id } = await lockForDecision(tx, actor, input);
    const at = services.clock();
    await tx
      .updateTable('registration')
      .set((row) => ({
        ...{ state: 'asked', question, answer: null, updated_at: at },
        version: row('version', '+', 1),
      }))
      .where('id', '=', id)
      .execute();
    await tell(tx, services, account_id, (language, name) =>
      askedLetter(services, language, { name, question }),
    );
    await appendEvent(tx, {
      ...{ name: 'registration.asked', actor, subject: { kind: 'registration', id }, at },
    });
  });
}

/** Refuses with a reason, which goes to whoever registered; they may register again. Throws InvalidInput `text`. */
export async function refuseRegistration(
  services: Services,
  actor: Actor,
  input: RegistrationSeen & { readonly text: string },
): Promise<void> {
  const reason = checkWords(input.text);
  await services.db.transaction().execute(async (tx) => {
    const { id, account_id } = await lockForDecision(tx, actor, input);
    const at = services.clock();
    await decide(tx, actor, id, { state: 'refused', reason }, at);
    await tell(tx, services, account_id, (language, name) =>
      refusedLetter(services, language, { name, reason }),
    );
    await appendEvent(tx, {
      ...{ name: 'registration.refused', actor, subject: { kind: 'registration', id }, at },
    });
  });
}

async function decide(
  tx: Transaction,
  actor: Actor,
  id: number,
  outcome: { state: 'accepted'; organisation_id: number } | { state: 'refused'; reason: string },
  at: Date,
): Promise<void> {
  await tx
    .updateTable('registration')
    .set((row) => ({
      ...outcome,
      ...{ decided_by: actor.kind === 'account' ? actor.id : null, decided_at: at, updated_at: at },
      version: row('version', '+', 1),
    }))
    .where('id', '=', id)
    .execute();
}

/** Writes to whoever registered; returns their name. Nothing goes to an account that was closed meanwhile. */
async function tell(
  tx: Transaction,
  { clock }: Sender & Pick<Services, 'clock'>,
  accountId: number,
  write: (language: Language, name: string) => Letter,
): Promise<string> {
  const account = await tx
    .selectFrom('account')
    .select(['id', 'name', 'email', 'language', 'state'])
    .where('id', '=', accountId)
    .executeTakeFirst();
  if (!account) throw notFound();
  const letter = write(account.language === 'en' ? 'en' : 'vi', account.name);
  const to = account.state === 'active' ? [{ accountId: account.id, address: account.email }] : [];
  await queueLetter(tx, letter, to, { topic: null, at: clock() });
  return account.name;
}

function thereAlready({ code, name }: { readonly code: string; readonly name: string }): Text {
  return {
    vi: `Danh bạ đã có ${name} (${code}) với mã số thuế này. Hãy chấp nhận vào tổ chức đó, hoặc từ chối.`,
    en: `The directory has ${name} (${code}) with this tax code already. Accept into that organisation, or refuse.`,
  };
}

const forOfficers: Text = {
  vi: 'Chỉ chuyên viên và phụ trách chương trình được kiểm tra đăng ký.',
  en: 'Only officers and the head of the programme check registrations.',
};
const notOneself: Text = {
  vi: 'Đăng ký của chính mình do người khác kiểm tra.',
  en: 'One’s own registration is checked by somebody else.',
};
const decidedAlready: Text = {
  vi: 'Đăng ký này đã có kết quả.',
  en: 'This registration was decided already.',
};
const changedMeanwhile: Text = {
  vi: 'Đăng ký này vừa được sửa hoặc vừa có người khác ghi vào. Chưa lưu gì; hãy đọc lại thông tin bên dưới rồi quyết định.',
  en: 'This registration was just corrected, or somebody else wrote to it. Nothing was saved; read it below, then decide.',
};
const memberAlready: Text = {
  vi: 'Người này đã là thành viên của tổ chức đó.',
  en: 'This person belongs to that organisation already.',
};
