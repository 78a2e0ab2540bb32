import { afterAll, describe, expect, test } from 'vitest';
import type { Session } from '../../../test/support/app.ts';
import { comment, openConsulting, typed, work } from '../../../test/support/consulting.ts';
import type { MemberRole } from '../../kernel/actor.ts';
import { closeMembership, openMembership } from '../directory/memberships/store.ts';

const { app, by, get, post, organisationOf, versionOf, announced, commented, signed, on } =
  await openConsulting();
const { db, config, clock } = app.services;
afterAll(() => app.close());

const agency = await organisationOf('SCT');
const internal = (more: Record<string, string> = {}) =>
  announced({ audience: 'internal', agencies: String(agency), ...more });

async function member(role: MemberRole, email: string): Promise<Session> {
  const session = await app.signIn([], { email });
  const opened = { accountId: session.accountId, organisationId: agency, role, at: clock() };
  await db.transaction().execute((tx) => openMembership(tx, opened));
  return session;
}

async function leave({ accountId }: Session): Promise<void> {
  const row = db.selectFrom('membership').select('id').where('account_id', '=', accountId);
  const { id } = await row.executeTakeFirstOrThrow();
  await db.transaction().execute((tx) => closeMembership(tx, { id, accountId }, agency, clock()));
}

const send = (id: number, as: Session, key: string) =>
  post(`/lay-y-kien/${id}/gop-y`, as, { ...comment, as: String(agency), khoa: `${key} ${id}` });

/** An internal consultation of a document with a file and a published summary. */
async function concluded(): Promise<number> {
  const made = await post(`${work}/moi`, by.officer, {
    ...{ ...typed, title: 'Quy chế nội bộ', edition: 'van-ban', audience: 'internal', to: '08/05/2026' },
    ...{ agencies: String(agency), khoa: 'quy chế nội bộ' },
  });
  const id = Number(/lay-y-kien\/(\d+)\//.exec(made.to)?.[1]);
  const parts = '# Điều 1. Phạm vi\nQuy chế này quy định.';
  await post(`${work}/${id}/noi-dung`, by.officer, { parts, version: await versionOf(id) });
  const sha256 = 'a'.repeat(64);
  await db.insertInto('stored_file').values({ sha256, size: 3, media_type: 'application/pdf' }).execute();
  await db
    .updateTable('consultation')
    .set({ file_sha256: sha256, file_name: 'quy-che.pdf' })
    .where('id', '=', id)
    .execute();
  await post(`${work}/${id}/thong-bao`, by.head, { do: 'thong-bao', version: await versionOf(id) });
  await on('2026-05-09T03:00:00Z');
  await signed(id);
  const published = await post(`${work}/${id}/tong-hop/cong-bo`, by.head, { version: await versionOf(id) });
  expect(published.status).toBe(303);
  return id;
}

describe('an internal consultation', () => {
  test('is for officers of the agency asked, for as long as they are', async () => {
    const id = await internal();
    const former = await app.signIn('agency_officer', { email: 'cu@example.vn', organisationId: agency });
    expect((await get(`/lay-y-kien/${id}`, former)).status).toBe(200);
    await db
      .updateTable('role_grant')
      .set({ revoked_at: clock() })
      .where('account_id', '=', former.accountId)
      .execute();
    for (const path of ['', '/phan/1', '/gop-y', '/y-kien-cua-toi'])
      expect((await get(`/lay-y-kien/${id}${path}`, former)).status, path).toBe(404);
    expect((await send(id, former, 'cũ')).status).toBe(404);
    // and somebody of the agency in another role never was
    const driver = await app.signIn('applicant', { email: 'lai-xe@example.vn', organisationId: agency });
    expect((await get(`/lay-y-kien/${id}`, driver)).status).toBe(404);
  });

  test('is for nobody who still owes a second factor, whether asked in person or for an agency', async () => {
    const id = await internal({ people: 'nguoi-gop-y@example.vn' });
    const weak = [
      await app.signIn('agency_officer', { email: 'yeu@example.vn', organisationId: agency }),
      await app.signIn('agency_officer', { email: 'nguoi-gop-y@example.vn' }),
    ];
    await db
      .insertInto('role_grant')
      .values({ account_id: by.person.accountId, role: 'agency_officer' })
      .execute();
    for (const session of weak) {
      expect((await get(`/lay-y-kien/${id}`, session)).status).toBe(200);
      await db
        .updateTable('session')
        .set({ strong: false })
        .where('account_id', '=', session.accountId)
        .execute();
    }
    Object.assign(config, { secondFactor: 'required' });
    for (const session of weak) {
      for (const path of ['', '/phan/1', '/tep', '/tong-hop/tong-hop.pdf'])
        expect((await get(`/lay-y-kien/${id}${path}`, session)).status, path).toBe(404);
      expect((await get('/lay-y-kien', session)).text).not.toContain(`/lay-y-kien/${id}"`);
    }
    Object.assign(config, { secondFactor: 'offered' });
  });

  test('keeps its file and its summary from everybody not asked', async () => {
    const id = await concluded();
    for (const path of ['/tep', '/tong-hop/tong-hop.docx', '/tong-hop/tong-hop.pdf'])
      for (const as of [undefined, by.person, by.stranger])
        expect((await get(`/lay-y-kien/${id}${path}`, as)).status, path).toBe(404);
    expect((await get(`/lay-y-kien/${id}/tong-hop/tong-hop.pdf`, by.agency)).status).toBe(200);
    await on('2026-05-04T03:00:00Z');
  });
});

describe('for an organisation', () => {
  test('comment its owners and editors, not those who only read there, who read what it is asked', async () => {
    const id = await internal();
    const roles = { owner: 303, editor: 303, reader: 422 } as const;
    for (const [role, status] of Object.entries(roles)) {
      const one = await member(role as MemberRole, `${role}@example.vn`);
      expect((await get(`/lay-y-kien/${id}`, one)).status, role).toBe(200);
      expect((await send(id, one, role)).status, role).toBe(status);
    }
  });

  test('is proposed to comment the one that is asked, not the first one belongs to', async () => {
    const id = await internal();
    const first = await organisationOf('SKHCN');
    const both = await member('owner', 'hai-noi@example.vn');
    await db
      .insertInto('role_grant')
      .values({
        account_id: both.accountId,
        role: 'agency_officer',
        scope_kind: 'organisation',
        scope_id: first,
      })
      .execute();
    const form = (await get(`/lay-y-kien/${id}/gop-y`, both)).text;
    expect(form).toMatch(new RegExp(`<option value="${agency}" selected`));
    expect(form).toContain(`<option value="${first}"`);
  });

  test('change and withdraw all who comment for it, and nobody who does no longer', async () => {
    const id = await announced();
    const gone = await member('owner', 'roi@example.vn');
    const own = await commented(id, gone, 'Sở nhất trí', { as: String(agency) });
    await leave(gone);
    const path = `/lay-y-kien/${id}/y-kien-cua-toi/${own}`;
    const change = { ...comment, do: 'luu', body: 'Sở phản đối', version: '1' };
    expect((await post(path, gone, change)).status).toBe(403);
    expect((await post(path, gone, { do: 'rut' })).status).toBe(403);
    expect((await get(`/lay-y-kien/${id}/y-kien-cua-toi`, gone)).text).not.toContain(path);
    expect((await get(path, by.stranger)).status).toBe(404);
    expect((await post(path, by.stranger, change)).status).toBe(404);
    expect((await get(`/lay-y-kien/${id}/y-kien-cua-toi`, by.agency)).text).toContain(path);
    expect((await post(path, by.agency, change)).status).toBe(303);
    const row = await db
      .selectFrom('consultation_comment')
      .select(['body', 'author_id', 'author_name', 'organisation_id'])
      .where('id', '=', own)
      .executeTakeFirstOrThrow();
    // whose words they are now
    expect(row).toEqual({
      ...{ body: 'Sở phản đối', author_id: by.agency.accountId, author_name: 'Người thử agency_officer' },
      organisation_id: agency,
    });
    expect((await post(path, by.agency, { do: 'rut' })).status).toBe(303);
  });
});
