import { afterAll, beforeAll, expect, test } from 'vitest';
import { editionWith, openPortal, type Portal } from '../../../test/support/portal.ts';
import type { AccountActor } from '../../kernel/actor.ts';
import {
  answerQuestion,
  handOver,
  refuseQuestion,
  reopenQuestion,
} from '../catalogue/questions/answering.ts';
import { askQuestion, withdrawQuestion } from '../catalogue/questions/ask.ts';
import { remindOfTerms } from '../catalogue/questions/remind.ts';
import { findActor } from '../directory/index.ts';
import { writeDigests } from './digest.ts';
import { followEvents } from './follow.ts';
import { chooseLetters } from './wishes.ts';

let portal: Portal;
let asker: AccountActor;
let agency: AccountActor;
let officer: AccountActor;
const monday = new Date('2026-05-04T02:00:00Z');

beforeAll(async () => {
  portal = await openPortal();
  const { app } = portal;
  await editionWith(app.services, { year: 2031, entries: [{ title: 'Cửa khẩu số', lead: 'SCT' }] });
  const sct = await app.services.db
    .selectFrom('organisation')
    .select('id')
    .where('code', '=', 'SCT')
    .executeTakeFirstOrThrow();
  await app.signIn('applicant', { email: 'nguoi-hoi@example.vn' });
  await app.signIn('agency_officer', { email: 'dau-moi@example.vn', organisationId: sct.id });
  await app.signIn('programme_officer', { email: 'chuyen-vien@example.vn' });
  asker = await findActor(app.services, 'nguoi-hoi@example.vn');
  agency = await findActor(app.services, 'dau-moi@example.vn');
  officer = await findActor(app.services, 'chuyen-vien@example.vn');
  await followEvents(app.services);
});
afterAll(() => portal.app.close());

let keys = 0;
async function ask(title: string): Promise<number> {
  keys += 1;
  return askQuestion(portal.app.services, asker, {
    ...{ code: 'BTL-2031-01', language: 'vi', title, body: 'Xin hỏi rõ.', named: false, key: `n${keys}` },
  });
}

/** Subjects of the letters since the last time, by address. */
let seen = 0;
async function letters(): Promise<string[]> {
  await followEvents(portal.app.services);
  const rows = await portal.app.services.db
    .selectFrom('mail')
    .innerJoin('letter', 'letter.id', 'mail.letter_id')
    .select(['mail.id', 'mail.address', 'letter.subject', 'letter.body_text as text'])
    .where('mail.id', '>', seen)
    .orderBy('mail.id')
    .execute();
  seen = rows.at(-1)?.id ?? seen;
  return rows.map(({ address, subject, text }) => {
    expect(text).not.toContain(address === asker.email ? '/ban-lam-viec/hoi-dap' : '/tai-khoan/cau-hoi');
    return `${address.split('@')[0]}: ${subject}`;
  });
}

const said = { title: 'Ai tham gia?', body: 'Xin hỏi rõ.', answer: 'Mọi doanh nghiệp.', language: 'vi' };

test('the asker is told that it was received, and the agency that it waits; then what came of it', async () => {
  const { services } = portal.app;
  const id = await ask('Ai tham gia?');
  expect(await letters()).toEqual([
    'nguoi-hoi: Đã nhận câu hỏi của bạn: “Ai tham gia?”',
    'dau-moi: Câu hỏi mới về BTL-2031-01: “Ai tham gia?”',
  ]);
  await handOver(services, agency, id, { to: 'dau-moi', handover: 'Không thuộc Sở', version: 1 });
  expect(await letters()).toEqual([
    'nguoi-hoi: Câu hỏi “Ai tham gia?” được chuyển sang Sở Khoa học và Công nghệ tỉnh Lạng Sơn',
    'chuyen-vien: Câu hỏi được chuyển đến, về BTL-2031-01: “Ai tham gia?”',
  ]);
  await answerQuestion(services, officer, id, { ...said, version: 2 });
  expect(await letters()).toEqual([
    'nguoi-hoi: Sở Khoa học và Công nghệ tỉnh Lạng Sơn đã trả lời “Ai tham gia?”',
  ]);
});

test('a refusal is told with its reason, and so is that it is considered again', async () => {
  const { services } = portal.app;
  const id = await ask('Mua hàng?');
  await letters();
  const refusal = { reason: 'spam', note: 'Không phải câu hỏi', sameAs: '', version: 1 };
  await refuseQuestion(services, agency, id, refusal);
  expect(await letters()).toEqual(['nguoi-hoi: Câu hỏi “Mua hàng?” không được công khai']);
  const last = services.db.selectFrom('letter').select('body_text as text').orderBy('id', 'desc').limit(1);
  expect((await last.executeTakeFirstOrThrow()).text).toContain('Không phải câu hỏi');
  await reopenQuestion(services, officer, id, 2);
  expect(await letters()).toEqual([
    'nguoi-hoi: Câu hỏi “Mua hàng?” được xem xét lại',
    'dau-moi: Câu hỏi được xem xét lại, về BTL-2031-01: “Mua hàng?”',
  ]);
  await withdrawQuestion(services, asker, id);
  expect(await letters()).toEqual([]);
});

test('of several steps only the last is told', async () => {
  const { services } = portal.app;
  const id = await ask('Nhanh thế?');
  await answerQuestion(services, agency, id, { ...said, title: 'Nhanh thế?', version: 1 });
  expect(await letters()).toEqual(['nguoi-hoi: Sở Công Thương đã trả lời “Nhanh thế?”']);
});

test('of an overdue question the focal point is told too; what goes into the letter of the day is what one may read', async () => {
  const { services } = portal.app;
  await ask('Bao giờ?');
  await letters();
  const wishes = {
    approval: 'daily',
    question: 'daily',
    following: 'daily',
    consultation: 'daily',
    registration: 'daily',
  } as const;
  await chooseLetters(services, agency, { language: 'vi', wishes });
  await chooseLetters(services, asker, { language: 'vi', wishes: { ...wishes, question: 'never' } });
  portal.app.setNow(new Date('2026-05-19T02:00:00Z'));
  await remindOfTerms(services);
  expect(await letters()).toEqual(['chuyen-vien: Quá hạn: câu hỏi về BTL-2031-01: “Bao giờ?”']);
  await writeDigests(services);
  expect(await letters()).toEqual(['dau-moi: 1 việc mới, ngày 19/05/2026']);
  portal.app.setNow(monday);
});
