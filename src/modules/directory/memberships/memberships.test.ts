import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestApp, type Session, type TestApp } from '../../../../test/support/app.ts';
import { actorOf, keysTo } from '../../../../test/support/registering.ts';
import { memberRoleIn, system } from '../../../kernel/actor.ts';
import { saveOrganisation } from '../organisations/commands.ts';
import { directoryPaths } from '../paths.ts';
import { findActor } from '../sessions/authenticate.ts';
import { sessionRoutes } from '../sessions/pages.tsx';
import { appointMember, changeProfile, leaveOrganisation } from './commands.ts';
import { invitationRoutes } from './invitation-pages.tsx';
import { acceptInvitation } from './invitations.ts';
import { membershipRoutes } from './pages.tsx';

let app: TestApp;
const start = new Date('2026-05-04T02:00:00Z');
const password = 'hoa đào nở bên cầu Kỳ Cùng';

beforeAll(async () => {
  app = await openTestApp([...sessionRoutes, ...membershipRoutes, ...invitationRoutes]);
});
afterAll(() => app.close());

let made = 0;
interface Firm {
  readonly code: string;
  readonly id: number;
  readonly owner: Session;
  readonly editor: Session;
}

/** An organisation with an owner and an editor. */
async function firm(): Promise<Firm> {
  made += 1;
  app.setNow(start);
  const code = `CTY-${made}`;
  const { id } = await saveOrganisation(app.services, system, {
    ...{ code, kind: 'enterprise', name: `Công ty Mẫu ${made}` },
  });
  const [owner, editor] = [await app.signIn([]), await app.signIn([])];
  for (const [session, role] of [
    [owner, 'owner'],
    [editor, 'editor'],
  ] as const) {
    const { email } = await actorOf(app, session);
    await appointMember(app.services, system, { code, email, role, reason: 'Ban đầu' });
  }
  return { code, id, owner, editor };
}

const post = (path: string, as: Session | null, form: Record<string, string> = {}) =>
  app.fetch(path, { form, ...(as && { as }) });
const roleOf = async (session: Session, { id }: Firm) => memberRoleIn(await actorOf(app, session), id);
async function memberId(session: Session, { id }: Firm): Promise<number> {
  const row = await app.services.db
    .selectFrom('membership')
    .select('id')
    .where('account_id', '=', session.accountId)
    .where('organisation_id', '=', id)
    .where('ended_at', 'is', null)
    .executeTakeFirstOrThrow();
  return row.id;
}
async function invite(one: Firm, email: string, role = 'reader'): Promise<string> {
  expect((await post(directoryPaths.invite(one.code), one.owner, { email, role })).status).toBe(303);
  return (await keysTo(app, 'invitation.sent', email.toLowerCase())).at(-1) ?? '';
}
const closeAccount = ({ accountId }: Session) =>
  app.services.db.updateTable('account').set({ state: 'closed' }).where('id', '=', accountId).execute();
async function lettersTo(session: Session): Promise<string[]> {
  const rows = await app.services.db
    .selectFrom('mail')
    .innerJoin('letter', 'letter.id', 'mail.letter_id')
    .select('letter.kind')
    .where('mail.account_id', '=', session.accountId)
    .orderBy('mail.id')
    .execute();
  return rows.map(({ kind }) => kind);
}

test('whoever belongs to no organisation learns nothing of any; a member reads, an owner manages', async () => {
  const one = await firm();
  const home = directoryPaths.myOrganisation(one.code);
  expect((await app.fetch(home, { as: await app.signIn('agency_officer') })).status).toBe(404);
  const editor = await (await app.fetch(home, { as: one.editor })).text();
  expect(editor).toContain('Sửa hồ sơ');
  expect(editor).not.toContain('Gửi lời mời');
  const owner = await (await app.fetch(home, { as: one.owner })).text();
  expect(owner).toContain('Gửi lời mời');
  expect(
    (await post(directoryPaths.invite(one.code), one.editor, { email: 'a@b.vn', role: 'reader' })).status,
  ).toBe(403);
  expect(await (await app.fetch(directoryPaths.myOrganisations, { as: one.owner })).text()).toContain(
    `href="${home}"`,
  );
});

test('somebody without an account joins by the letter with a name and a password, once; owners are told', async () => {
  const one = await firm();
  const email = 'moi-vao@example.vn';
  const token = await invite(one, email, 'editor');
  const path = directoryPaths.invitation(token);
  expect(await (await app.fetch(path)).text()).toContain('Mở tài khoản và vào tổ chức');
  const typed = { name: 'Hoàng Thị Mới', title: '', password, again: password, consent: '1' };
  const wrong = await post(path, null, { ...typed, name: '', again: 'khác', consent: '' });
  expect(wrong.status).toBe(422);
  const said = await wrong.text();
  for (const message of ['Hãy ghi họ và tên', 'chưa giống nhau', 'Cần đồng ý'])
    expect(said).toContain(message);
  const answers = await Promise.all([post(path, null, typed), post(path, null, typed)]);
  expect(answers.map(({ status }) => status).sort()).toEqual([303, 404]);
  const actor = await findActor(app.services, email);
  expect(memberRoleIn(actor, one.id)).toBe('editor');
  expect(actor.grants).toEqual([{ role: 'applicant', scope: { kind: 'organisation', id: one.id } }]);
  expect(await lettersTo(one.owner)).toContain('member.joined');
  expect((await app.fetch(path)).status).toBe(404);
});

test('opened by another person, an invitation names its address masked, joins nobody, and stays', async () => {
  const one = await firm();
  const meant = await app.signIn([], { email: 'duocmoi@example.vn' });
  const token = await invite(one, 'DuocMoi@example.vn');
  const path = directoryPaths.invitation(token);
  const other = await app.signIn([]);
  const shown = await (await app.fetch(path, { as: other })).text();
  expect(shown).toContain('Lời mời này gửi tới người khác');
  expect(shown).toContain('d…i@example.vn');
  expect(shown).not.toContain('duocmoi@example.vn');
  expect((await post(path, other)).status).toBe(409);
  expect(await roleOf(other, one)).toBeNull();
  // a visitor is led to sign in, and comes back
  expect(await (await app.fetch(path)).text()).toContain(`ve=${encodeURIComponent(path)}`);
  expect((await post(path, meant)).status).toBe(303);
  expect(await roleOf(meant, one)).toBe('reader');
});

test('an invitation ends with the rights of whoever sent it', async () => {
  const one = await firm();
  const token = await invite(one, 'den-sau@example.vn');
  const { email } = await actorOf(app, one.editor);
  await appointMember(app.services, system, { code: one.code, email, reason: 'Thay chủ' });
  const own = directoryPaths.memberRole(one.code, await memberId(one.owner, one));
  expect((await post(own, one.editor, { role: 'editor' })).status).toBe(303);
  const answer = await post(
    directoryPaths.invitation(token),
    await app.signIn([], { email: 'den-sau@example.vn' }),
  );
  expect(answer.status).toBe(409);
  expect(await answer.text()).toContain('không còn là chủ tài khoản');
});

test('taken back, replaced, older than 14 days or forged, an invitation opens nothing', async () => {
  const one = await firm();
  const former = await invite(one, 'lai@example.vn');
  const token = await invite(one, 'lai@example.vn');
  expect((await app.fetch(directoryPaths.invitation(former))).status).toBe(404);
  const row = await app.services.db
    .selectFrom('invitation')
    .select('id')
    .where('organisation_id', '=', one.id)
    .where('ended_at', 'is', null)
    .executeTakeFirstOrThrow();
  const another = await firm();
  const path = directoryPaths.withdrawInvitation(another.code, row.id);
  expect((await post(path, another.owner)).status).toBe(404);
  expect((await app.fetch(directoryPaths.invitation(token))).status).toBe(200);
  expect((await post(directoryPaths.withdrawInvitation(one.code, row.id), one.owner)).status).toBe(303);
  expect((await app.fetch(directoryPaths.invitation(token))).status).toBe(404);
  const late = await invite(one, 'tre@example.vn');
  app.setNow(new Date('2028-05-04T02:00:00Z'));
  expect((await app.fetch(directoryPaths.invitation(late))).status).toBe(404);
  app.setNow(start);
  expect((await app.fetch(directoryPaths.invitation('x'.repeat(43)))).status).toBe(404);
});

test('an address that cannot be right, a member, and another role than the three are refused', async () => {
  const one = await firm();
  const path = directoryPaths.invite(one.code);
  for (const email of ['', 'a@b.vn\r\nBcc: c@d.vn', 'khong-phai', (await actorOf(app, one.editor)).email])
    expect((await post(path, one.owner, { email, role: 'reader' })).status, email).toBe(422);
  expect((await post(path, one.owner, { email: 'a@b.vn', role: 'boss' })).status).toBe(422);
});

test('the last owner cannot leave, step down or be removed; of two who leave at once one stays', async () => {
  const one = await firm();
  const own = await memberId(one.owner, one);
  expect((await post(directoryPaths.leaveOrganisation(one.code), one.owner)).status).toBe(409);
  expect((await post(directoryPaths.removeMember(one.code, own), one.owner)).status).toBe(409);
  const down = await post(directoryPaths.memberRole(one.code, own), one.owner, { role: 'reader' });
  expect(down.status).toBe(409);
  const second = await app.signIn([]);
  const { email } = await actorOf(app, second);
  await appointMember(app.services, system, { code: one.code, email, reason: 'Thêm' });
  const [a, b] = [await actorOf(app, one.owner), await actorOf(app, second)];
  const left = await Promise.allSettled([
    leaveOrganisation(app.services, a, one.code),
    leaveOrganisation(app.services, b, one.code),
  ]);
  expect(left.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
});

test('handing over takes the consent of who receives; who gave stays as an editor, and both are told', async () => {
  const one = await firm();
  const member = await memberId(one.editor, one);
  expect((await post(directoryPaths.answerOffer(one.code), one.editor, { do: 'nhan' })).status).toBe(409);
  expect((await post(directoryPaths.offerOwner(one.code, member), one.owner)).status).toBe(303);
  expect(await roleOf(one.editor, one)).toBe('editor');
  expect(
    await (await app.fetch(directoryPaths.myOrganisation(one.code), { as: one.editor })).text(),
  ).toContain('Bạn được đề nghị nhận bàn giao');
  expect((await post(directoryPaths.answerOffer(one.code), one.editor, { do: 'tu-choi' })).status).toBe(303);
  expect((await post(directoryPaths.answerOffer(one.code), one.editor, { do: 'nhan' })).status).toBe(409);
  await post(directoryPaths.offerOwner(one.code, member), one.owner);
  expect((await post(directoryPaths.answerOffer(one.code), one.editor, { do: 'nhan' })).status).toBe(303);
  expect([await roleOf(one.editor, one), await roleOf(one.owner, one)]).toEqual(['owner', 'editor']);
  expect(await lettersTo(one.owner)).toContain('owner.changed');
  expect(await lettersTo(one.editor)).toEqual(expect.arrayContaining(['owner.offered', 'owner.changed']));
});

test('the only owner reads before leaving that they hand over first, and to whom', async () => {
  const one = await firm();
  const heir = directoryPaths.member(one.code, await memberId(one.editor, one));
  const leave = directoryPaths.leaveOrganisation(one.code);
  for (const path of [directoryPaths.myOrganisation(one.code), leave]) {
    const text = await (await app.fetch(path, { as: one.owner })).text();
    expect(text, path).toContain('chủ tài khoản duy nhất');
    expect(text, path).toContain(`href="${heir}"`);
    expect(text, path).not.toContain(`action="${leave}"`);
  }
  expect(await (await app.fetch(leave, { as: one.editor })).text()).toContain(`action="${leave}"`);
  await closeAccount(one.editor);
  const alone = await (await app.fetch(leave, { as: one.owner })).text();
  expect(alone).toContain('chưa có thành viên nào khác');
  expect(alone).not.toContain(`href="${heir}"`);
});

test('who is removed, or leaves, is an applicant there no longer, at once for running sessions', async () => {
  const one = await firm();
  const member = await memberId(one.editor, one);
  const outsider = await firm();
  expect((await post(directoryPaths.removeMember(one.code, member), outsider.owner)).status).toBe(404);
  expect((await post(directoryPaths.removeMember(one.code, member), one.owner)).status).toBe(303);
  expect((await actorOf(app, one.editor)).grants).toEqual([]);
  expect((await app.fetch(directoryPaths.myOrganisation(one.code), { as: one.editor })).status).toBe(404);
  expect(await lettersTo(one.editor)).toContain('member.removed');
});

test('where the owner is gone, an officer appoints another with a reason, and all owners are told', async () => {
  const one = await firm();
  const officer = await app.signIn('programme_officer');
  const { email } = await actorOf(app, one.editor);
  const path = directoryPaths.appointOwner(one.code);
  expect((await post(path, one.owner, { email, reason: 'x' })).status).toBe(403);
  expect((await post(path, officer, { email, reason: '' })).status).toBe(422);
  expect((await post(path, officer, { email: 'khong-ai@example.vn', reason: 'x' })).status).toBe(422);
  const own = (await actorOf(app, officer)).email;
  const themself = await post(path, officer, { email: own, reason: 'Tiện' });
  expect(themself.status).toBe(422);
  expect(await themself.text()).toContain('Không tự chỉ định chính mình');
  expect((await post(path, officer, { email, reason: 'Giám đốc cũ đã nghỉ' })).status).toBe(303);
  expect(await roleOf(one.editor, one)).toBe('owner');
  const letters = await app.services.db
    .selectFrom('letter')
    .select('body_text')
    .where('kind', '=', 'owner.changed')
    .execute();
  expect(letters.at(-1)?.body_text).toContain('Giám đốc cũ đã nghỉ');
  expect(await lettersTo(one.owner)).toContain('owner.changed');
  const told = await app.services.db
    .selectFrom('event_personal')
    .innerJoin('event', 'event.seq', 'event_personal.event_seq')
    .select(['event_personal.field', 'event_personal.value'])
    .where('event.name', '=', 'membership.appointed')
    .orderBy('event.seq', 'desc')
    .executeTakeFirst();
  expect(told).toEqual({ field: 'reason', value: 'Giám đốc cũ đã nghỉ' });
});

test('owners and editors write the profile, a reader reads it; whoever was slower sees so and loses nothing', async () => {
  const one = await firm();
  const path = directoryPaths.editProfile(one.code);
  const typed = {
    version: '0',
    commune: '',
    address: 'Số 5, đường Lê Lợi',
    phone: '',
    website: '',
    activity: '',
    activityEn: '',
  };
  expect((await post(path, one.editor, { ...typed, website: 'javascript:alert(1)' })).status).toBe(422);
  expect((await post(path, one.editor, typed)).status).toBe(303);
  const late = await post(path, one.owner, { ...typed, address: 'Số 6' });
  expect(late.status).toBe(409);
  expect(await late.text()).toContain('value="Số 6"');
  const reader = await app.signIn([], { email: 'chi-doc@example.vn' });
  await acceptInvitation(app.services, await actorOf(app, reader), await invite(one, 'chi-doc@example.vn'));
  expect((await app.fetch(path, { as: reader })).status).toBe(403);
  expect((await post(path, reader, { ...typed, version: '1' })).status).toBe(403);
  expect(await (await app.fetch(directoryPaths.myOrganisation(one.code), { as: reader })).text()).toContain(
    'Số 5, đường Lê Lợi',
  );
});

test('joining and leaving an organisation changes nothing in what an officer answers for', async () => {
  const one = await firm();
  const another = await firm();
  const belongsTo = async (session: Session) => (await actorOf(app, session)).organisationId;
  const everywhere = await app.signIn('agency_officer', { email: 'moi-co-quan@example.vn' });
  await post(directoryPaths.invitation(await invite(one, 'moi-co-quan@example.vn')), everywhere);
  expect(await roleOf(everywhere, one)).toBe('reader');
  expect(await belongsTo(everywhere)).toBeNull();
  const ofOne = await app.signIn('agency_officer', {
    ...{ email: 'mot-co-quan@example.vn', organisationId: one.id },
  });
  for (const { code, owner } of [one, another])
    await post(
      directoryPaths.invitation(await invite({ ...one, code, owner }, 'mot-co-quan@example.vn')),
      ofOne,
    );
  for (const { code } of [one, another])
    expect((await post(directoryPaths.leaveOrganisation(code), ofOne)).status).toBe(303);
  expect(await roleOf(ofOne, one)).toBeNull();
  expect(await belongsTo(ofOne)).toBe(one.id);
});

test('of an applicant the account says where they belong, as long as they do', async () => {
  const one = await firm();
  const applicant = await app.signIn('applicant', { email: 'nguoi-nop@example.vn' });
  await post(directoryPaths.invitation(await invite(one, 'nguoi-nop@example.vn')), applicant);
  expect((await actorOf(app, applicant)).organisationId).toBe(one.id);
  await post(directoryPaths.leaveOrganisation(one.code), applicant);
  expect((await actorOf(app, applicant)).organisationId).toBeNull();
});

test('an organisation that has ended gives its members no right, and nobody joins it', async () => {
  const one = await firm();
  const key = await invite(one, 'den-muon@example.vn');
  await app.services.db
    .updateTable('organisation')
    .set({ valid_to: '2026-05-04' })
    .where('id', '=', one.id)
    .execute();
  // on its last day it is still there
  expect(await roleOf(one.owner, one)).toBe('owner');
  app.setNow(new Date('2026-05-05T02:00:00Z'));
  const owner = await app.signIn([]);
  await app.services.db
    .updateTable('session')
    .set({ account_id: one.owner.accountId })
    .where('account_id', '=', owner.accountId)
    .execute();
  expect(await roleOf(one.owner, one)).toBeNull();
  const actor = await actorOf(app, one.owner);
  expect(actor.grants).toEqual([]);
  expect((await app.fetch(directoryPaths.myOrganisation(one.code), { as: owner })).status).toBe(404);
  await expect(leaveOrganisation(app.services, actor, one.code)).rejects.toMatchObject({
    kind: 'wrong_state',
  });
  expect((await app.fetch(directoryPaths.invitation(key))).status).toBe(404);
});

test('whoever was made a reader a moment ago no longer changes the profile', async () => {
  const one = await firm();
  const stale = await actorOf(app, one.editor);
  await app.services.db
    .updateTable('membership')
    .set({ role: 'reader' })
    .where('id', '=', await memberId(one.editor, one))
    .execute();
  const typed = {
    ...{ commune: '', address: 'Số 1', country: '', registrationNumber: '', phone: '', website: '' },
    ...{ activity: '', activityEn: '' },
  };
  await expect(
    changeProfile(app.services, stale, { code: one.code, version: 0, typed }),
  ).rejects.toMatchObject({ kind: 'forbidden' });
});
