import { expect } from 'vitest';
import type { Role } from '../../src/kernel/actor.ts';
import { catalogueRoutes } from '../../src/modules/catalogue/index.ts';
import { consultationRoutes } from '../../src/modules/consultation/index.ts';
import type { SummaryHead } from '../../src/modules/consultation/summary/head.ts';
import { deskRoutes } from '../../src/site/desk/index.ts';
import type { Session } from './app.ts';
import { draftEdition, draftEntry } from './catalogue.ts';
import { openPortal } from './portal.ts';

/** Where officers work on consultations. */
export const work = '/ban-lam-viec/lay-y-kien';

/** A consultation as typed; the clock of tests stands at 04/05/2026. */
export const typed = {
  ...{ titleEn: '', introduction: 'Cần góp ý nhất về thời hạn.', contact: '', people: '' },
  ...{ agency: 'Sở Khoa học và Công nghệ', audience: 'public', from: '01/05/2026', to: '30/05/2026' },
};

/** The head of a summary as it was signed. */
export const signedHead: SummaryHead = {
  ...{
    superior: '',
    issuer: 'Sở Khoa học và Công nghệ',
    number: '12',
    symbol: 'BTH-SKHCN',
    place: 'Lạng Sơn',
  },
  ...{ date: '09/05/2026', bases: '', roles: 'GIÁM ĐỐC', signer: 'Nguyễn Văn Mẫu', recipients: '' },
};

/** A comment as typed. */
export const comment = { part: '1', kind: 'suggest', body: 'Nên nêu rõ số liệu.', proposed: '', as: '' };

/** Who works on consultations and comments here, by names of their own. */
const people = {
  officer: ['programme_officer', 'soan@example.vn', null],
  head: ['programme_head', 'truong@example.vn', null],
  person: ['applicant', 'nguoi-gop-y@example.vn', null],
  agency: ['agency_officer', 'dau-moi@example.vn', 'SCT'],
  stranger: ['agency_officer', 'dau-moi-khac@example.vn', 'SKHCN'],
  inspector: ['inspector', 'thanh-tra@example.vn', null],
} as const satisfies Record<string, readonly [Role, string, string | null]>;
type Person = keyof typeof people;

/** The portal with consultations, and the people who prepare them and comment on them. */
export async function openConsulting() {
  const portal = await openPortal([...catalogueRoutes, ...consultationRoutes, ...deskRoutes]);
  const { app } = portal;
  const { db } = app.services;
  const organisationOf = async (code: string) => {
    const row = db.selectFrom('organisation').select('id').where('code', '=', code);
    return (await row.executeTakeFirstOrThrow()).id;
  };
  const enter = async (who: Person) => {
    const [role, email, organisation] = people[who];
    const at = organisation === null ? {} : { organisationId: await organisationOf(organisation) };
    return app.signIn(role, { email, ...at });
  };
  const enterAll = async (): Promise<Record<Person, Session>> => ({
    officer: await enter('officer'),
    head: await enter('head'),
    person: await enter('person'),
    agency: await enter('agency'),
    stranger: await enter('stranger'),
    inspector: await enter('inspector'),
  });
  const by = await enterAll();

  const get = async (path: string, as?: Session) => {
    const answer = await app.fetch(path, as ? { as } : {});
    return { status: answer.status, to: answer.headers.get('location') ?? '', text: await answer.text() };
  };
  const post = async (path: string, as: Session, form: Record<string, string>, headers = {}) => {
    const answer = await app.fetch(path, { as, form, headers });
    return { status: answer.status, to: answer.headers.get('location') ?? '', text: await answer.text() };
  };
  const versionOf = async (id: number) => {
    const row = db.selectFrom('consultation').select('version').where('id', '=', id);
    return String((await row.executeTakeFirstOrThrow()).version);
  };

  let made = 0;
  /** A draft edition of two entries, one of them confidential, and a consultation on it. */
  const prepared = async (more: Record<string, string> = {}) => {
    made += 1;
    const edition = await draftEdition(app.services, 2040 + made);
    await draftEntry(app.services, edition.id, `Bài toán mở ${made}`, { context: 'Hiện trạng chưa tốt.' });
    const hidden = await draftEntry(app.services, edition.id, `Bài toán mật ${made}`);
    await db.updateTable('entry').set({ confidential: true }).where('id', '=', hidden.id).execute();
    const { to } = await post(`${work}/moi`, by.officer, {
      ...{
        ...typed,
        title: `Dự thảo danh mục ${made}`,
        edition: String(edition.id),
        khoa: `k${made}`,
        ...more,
      },
    });
    return { id: Number(to.split('/').at(-1)), edition: edition.id };
  };
  const announced = async (more: Record<string, string> = {}) => {
    const { id } = await prepared(more);
    const version = await versionOf(id);
    const { status } = await post(`${work}/${id}/thong-bao`, by.head, { do: 'thong-bao', version });
    expect(status).toBe(303);
    return id;
  };
  /** Sends a comment; returns its id. */
  const commented = async (id: number, as: Session, words: string, more: Record<string, string> = {}) => {
    const key = `${id} ${as.accountId} ${words.slice(0, 30)}`;
    const fields = { ...comment, body: words, khoa: key, ...more };
    expect((await post(`/lay-y-kien/${id}/gop-y`, as, fields)).status).toBe(303);
    const row = db.selectFrom('consultation_comment').select('id').where('form_key', '=', key);
    return (await row.executeTakeFirstOrThrow()).id;
  };
  /** Saves the head of the summary as it was signed. */
  const signed = async (id: number) => {
    const head = { ...signedHead, version: await versionOf(id) };
    expect((await post(`${work}/${id}/tong-hop`, by.officer, head)).status).toBe(303);
  };
  /** Sets the clock, and lets everybody sign in anew: a session does not outlive a week. */
  const on = async (instant: string) => {
    app.setNow(new Date(instant));
    Object.assign(by, await enterAll());
  };
  return { app, by, get, post, organisationOf, versionOf, prepared, announced, commented, signed, on };
}
