import { type AccountActor, system } from '../../src/kernel/actor.ts';
import { findActor, saveOrganisation } from '../../src/modules/directory/index.ts';
import { appointMember } from '../../src/modules/directory/memberships/commands.ts';
import { inviteMember } from '../../src/modules/directory/memberships/invitations.ts';
import { askRegistration, registerOrganisation } from '../../src/modules/directory/registrations/commands.ts';
import { writeRegistrationLetters } from '../../src/modules/directory/registrations/confirm.ts';
import {
  emptyRegistration,
  type RegistrationTyped,
} from '../../src/modules/directory/registrations/inputs.ts';
import { newToken, tokenHash } from '../../src/modules/directory/sessions/authenticate.ts';
import { askForAccount } from '../../src/site/personal-data/commands.ts';
import { askByMail } from '../../src/site/personal-data/visitor.ts';
import type { Session, TestApp } from './app.ts';

type App = Pick<TestApp, 'services' | 'signIn'>;

const weights = [31, 29, 23, 19, 17, 13, 7, 5, 3];

/** The n-th tax code whose last digit is right. */
export function taxCodeOf(n: number): string {
  for (let head = 100_000_000 + n * 20; ; head += 1) {
    const digits = String(head).padStart(9, '0');
    const check = 10 - (weights.reduce((sum, weight, at) => sum + weight * Number(digits[at]), 0) % 11);
    if (check < 10) return `${digits}${check}`;
  }
}

/** What an enterprise types to register. */
export function typedOf(n: number, change: Partial<RegistrationTyped> = {}): RegistrationTyped {
  return {
    ...emptyRegistration,
    ...{
      organisationName: `Công ty TNHH Mẫu số ${n}`,
      taxCode: taxCodeOf(n),
      address: `Số ${n}, đường Hùng Vương`,
    },
    ...{ name: 'Lý Thị Mẫu', email: `dang-ky-${n}@congty-${n}.example.vn`, consent: '1' },
    ...change,
  };
}

/** The person of a session, as the product knows them. */
export async function actorOf({ services }: App, { accountId }: Session): Promise<AccountActor> {
  const account = services.db.selectFrom('account').select('email').where('id', '=', accountId);
  return findActor(services, (await account.executeTakeFirstOrThrow()).email);
}

/** The keys of the letters of a kind to an address, in their order. */
export async function keysTo({ services }: App, kind: string, address: string): Promise<string[]> {
  const rows = await services.db
    .selectFrom('mail')
    .innerJoin('letter', 'letter.id', 'mail.letter_id')
    .select('mail.secret')
    .where('mail.address', '=', address)
    .where('letter.kind', '=', kind)
    .orderBy('mail.id')
    .execute();
  return rows.map(({ secret }) => secret ?? '');
}

/** Ways to make what people register and whom they invite, each by its commands. */
export function registering(app: App, next: () => number) {
  const { services } = app;
  const made = {
    async registrationRequest(): Promise<string> {
      const n = next();
      const typed = typedOf(n);
      await askRegistration(services, { kind: 'enterprise', typed, language: 'vi', address: '' });
      await writeRegistrationLetters(services);
      const [key = ''] = await keysTo(app, 'registration.confirm', typed.email);
      return key;
    },
    async unconfirmedRegistration(): Promise<number> {
      await made.registrationRequest();
      const row = services.db.selectFrom('registration_request').select('id').orderBy('id', 'desc');
      return (await row.executeTakeFirstOrThrow()).id;
    },
    async registration(): Promise<number> {
      const n = next();
      const typed = typedOf(n);
      const [one, other] = [await app.signIn([]), await app.signIn([])];
      const likely = {
        kind: 'enterprise',
        typed: { ...typed, organisationName: `CTCP Mẫu số ${n}` },
      } as const;
      await registerOrganisation(services, await actorOf(app, other), likely);
      return registerOrganisation(services, await actorOf(app, one), { kind: 'enterprise', typed });
    },
    async ownOrganisation(as: Session | null): Promise<{ code: string; member: string; invitation: string }> {
      const n = next();
      const code = `TC-THU-${n}`;
      const { id } = await saveOrganisation(services, system, {
        ...{ code, kind: 'enterprise', name: `Công ty cổ phần Thử số ${n}` },
      });
      const owner = await actorOf(app, as ?? (await app.signIn([])));
      const member = await actorOf(app, await app.signIn([]));
      const reason = 'Thử nghiệm';
      await appointMember(services, system, { code, email: owner.email, reason });
      await appointMember(services, system, { code, email: member.email, reason, role: 'editor' });
      const email = `duoc-moi-${n}@example.vn`;
      await inviteMember(services, owner, { code, email, role: 'reader', language: 'vi' });
      const open = services.db.selectFrom('invitation').select('id').where('organisation_id', '=', id);
      const joined = services.db
        .selectFrom('membership')
        .select('id')
        .where('organisation_id', '=', id)
        .where('account_id', '=', member.id);
      return {
        code,
        member: String((await joined.executeTakeFirstOrThrow()).id),
        invitation: String((await open.executeTakeFirstOrThrow()).id),
      };
    },
    async invitation(): Promise<string> {
      const owner = await app.signIn([]);
      const { code } = await made.ownOrganisation(owner);
      const email = `khach-${next()}@example.vn`;
      const by = await actorOf(app, owner);
      await inviteMember(services, by, { code, email, role: 'editor', language: 'vi' });
      const [key = ''] = await keysTo(app, 'invitation.sent', email);
      return key;
    },
    async dataRequest(as: Session | null): Promise<number> {
      const person = await actorOf(app, as ?? (await app.signIn([])));
      return askForAccount(services, person, { kind: 'correction', words: 'Sai tên đệm.', agreed: false });
    },
    async dataLetter(): Promise<string> {
      const email = `hoi-du-lieu-${next()}@example.vn`;
      await askByMail(services, { email, language: 'vi', address: '' });
      const [key = ''] = await keysTo(app, 'data_request.way', email);
      return key;
    },
    async emailChange(): Promise<string> {
      const { accountId } = await app.signIn('agency_officer');
      const token = newToken();
      const at = services.clock();
      await services.db
        .insertInto('email_change')
        .values({
          ...{
            account_id: accountId,
            account_version: 1,
            email: `moi-${accountId}@example.vn`,
            language: 'vi',
          },
          ...{ new_token_hash: tokenHash(newToken()), old_token_hash: tokenHash(token), asked_at: at },
          expires_at: new Date(at.getTime() + 3_600_000),
        })
        .execute();
      return token;
    },
  };
  return made;
}
