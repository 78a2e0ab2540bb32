// Long, and one file: one object with a thing of each kind for whatever address needs it; how each is made is told once.
import { type AccountActor, system } from '../../src/kernel/actor.ts';
import { addDays, type LocalDate, localDateOf } from '../../src/kernel/dates.ts';
import { beginAmendment } from '../../src/modules/catalogue/amendment/commands.ts';
import { startBatch } from '../../src/modules/catalogue/batch/commands.ts';
import { workOnBatches } from '../../src/modules/catalogue/batch/work.ts';
import { findBulkField } from '../../src/modules/catalogue/bulk/change.ts';
import { changeTogether } from '../../src/modules/catalogue/bulk/commands.ts';
import { settleOutcomes } from '../../src/modules/catalogue/carry-over/commands.ts';
import { writeSpan } from '../../src/modules/catalogue/edition.ts';
import { readPaste, startImport } from '../../src/modules/catalogue/import-commands.ts';
import {
  addEntry,
  attachFile,
  createEdition,
  publishIssuedElsewhere,
  recordSignedCopy,
} from '../../src/modules/catalogue/index.ts';
import { writeNote } from '../../src/modules/catalogue/notes/commands.ts';
import { answerQuestion } from '../../src/modules/catalogue/questions/answering.ts';
import { askQuestion } from '../../src/modules/catalogue/questions/ask.ts';
import { announceConsultation, createConsultation } from '../../src/modules/consultation/commands.ts';
import { sendComment } from '../../src/modules/consultation/comments/commands.ts';
import { moderateComment, replyToComment } from '../../src/modules/consultation/comments/replies.ts';
import { saveContent } from '../../src/modules/consultation/content.ts';
import { publishSummary } from '../../src/modules/consultation/summary/commands.ts';
import { findActor, saveOrganisation } from '../../src/modules/directory/index.ts';
import { newToken, tokenHash } from '../../src/modules/directory/sessions/authenticate.ts';
import { keepStoredFile, publishDocument, registerDocument } from '../../src/modules/documents/index.ts';
import { appendEvent } from '../../src/platform/events/append.ts';
import { type Letter, queueLetter } from '../../src/platform/mail/letter.ts';
import { stopToken } from '../../src/platform/mail/stop-address.ts';
import { changesAfter } from '../../src/site/api/changes.ts';
import { createKey } from '../../src/site/api-keys/commands.ts';
import { createWebhook } from '../../src/site/webhooks/commands.ts';
import type { Session, TestApp } from './app.ts';
import { signedHead } from './consulting.ts';
import { citing, keepFile, readingOf } from './documents.ts';
import { keptFollower, keptRequest } from './followers.ts';
import { type ProgrammeMaker, programmeMaker } from './maker-programme.ts';
import { registering } from './registering.ts';
import { keptScan } from './scans.ts';
import { keepPdf, picturePdf } from './signed.ts';

/** Makes real things for the addresses of `world.ts`, each by its commands. */
export interface Maker extends ProgrammeMaker {
  /** A published edition. */
  editionCode(): Promise<string>;
  /** A draft without a file. */
  bareDocument(): Promise<number>;
  publicCode(kind: 'problems' | 'needs'): Promise<string>;
  /** A document with a file: published, or a draft. */
  document(published: boolean): Promise<number>;
  /** An entry of a published edition with a file. */
  publicFile(kind: 'problems' | 'needs'): Promise<{ code: string; file: string }>;
  /** A draft edition with two entries, the first with a file. */
  edition(): Promise<{ id: number; entryId: number; other: number; file: number }>;
  /** A draft that amends a published edition, and a public entry of that one. */
  amendment(): Promise<{ id: number; publicEntry: number }>;
  /** The last one made. */
  latestAmendment(): { readonly publicEntry: number } | null;
  /** A published edition, and an entry of it that was carried over into a draft. */
  settled(): Promise<{ id: string; entryId: string }>;
  /** A change made to both entries of a draft edition. */
  bulkChange(edition: {
    readonly id: number;
    readonly entryId: number;
    readonly other: number;
  }): Promise<{ id: string; change: string }>;
  /** An internal note on an entry of a draft edition. */
  note(edition: { readonly id: number; readonly entryId: number }): Promise<{ id: string; note: string }>;
  /** A question about a published entry, by the person; by somebody else when it is nobody. */
  question(as: Session | null, kind?: 'problems' | 'needs'): Promise<{ id: number; code: string }>;
  /** One that was answered. */
  answeredQuestion(kind: 'problems' | 'needs'): Promise<{ code: string; question: string }>;
  /** A consultation on a document, internal: being prepared, or announced. */
  consultation(state: 'draft' | 'announced'): Promise<number>;
  /** A public one open for comments, with the file of its draft, and a comment by the person; by somebody else when it is nobody. */
  openConsultation(as: Session | null): Promise<{ id: string; comment: string }>;
  /** A public one with its summary published. */
  summedConsultation(): Promise<{ id: string; file: string }>;
  /** A published edition with its signed copy. */
  signedCopy(): Promise<{ id: string; copy: string }>;
  /** Code of an organisation. */
  organisation(): Promise<string>;
  /** An agency with an officer, who is not its head. */
  agency(): Promise<{ id: string }>;
  /** An account with a role and an open session. */
  account(): Promise<{ id: number; grantId: number; sessionId: number }>;
  /** A role lent for a day to the person; to somebody else when it is nobody. */
  delegation(as: Session | null): Promise<{ id: number; principal: number }>;
  /** Days away of this account, or of an officer of its own. */
  absence(as: Session | null): Promise<{ id: number; accountId: number }>;
  /** The open session of the person; of somebody else when it is nobody. */
  sessionOf(as: Session | null): Promise<number>;
  /** A passkey of the person. */
  passkeyOf(as: Session | null): Promise<number>;
  /** A letter to the person, kept; to somebody else when it is nobody. */
  letter(as: Session | null): Promise<number>;
  /** The token of an address by which somebody stops letters. */
  stop(): Promise<string>;
  /** The token of a letter in which somebody may choose another password. */
  reset(): Promise<string>;
  /** The token of a letter that asks whether somebody wants to follow. */
  followRequest(): Promise<string>;
  /** The token of an address that follows something. */
  follower(): Promise<string>;
  /** An address nobody has given before. */
  nextAddress(): string;
  /** The code of a public entry that closes on a day. */
  dated(kind: 'problems' | 'needs'): Promise<string>;
  /** The token of a letter in which somebody confirms that they register. */
  registrationRequest(): Promise<string>;
  /** The number of what somebody typed to register and has not confirmed. */
  unconfirmedRegistration(): Promise<number>;
  /** A registration of an enterprise that waits to be checked, and another that resembles it. */
  registration(): Promise<number>;
  /** An organisation of the person, who is its owner, with another member and an invitation; of somebody when it is nobody. */
  ownOrganisation(as: Session | null): Promise<{ code: string; member: string; invitation: string }>;
  /** The token of a letter that invites somebody without an account. */
  invitation(): Promise<string>;
  /** The token of a letter in which somebody answers that their address changes. */
  emailChange(): Promise<string>;
  /** A request of the person about their data; of somebody else when it is nobody. */
  dataRequest(as: Session | null): Promise<number>;
  /** The token of a letter that shows what is kept of an address. */
  dataLetter(): Promise<string>;
  /** A day that was decided to be off, of many years to come. */
  calendarDay(): Promise<string>;
  /** An address a mail server refused. */
  refusedAddress(): Promise<string>;
  /** Number of an event nobody could be told of, set aside. */
  untoldEvent(): Promise<number>;
  /** A link of an account with a provider of single sign-on, of `as` where given. */
  identity(as: Pick<Session, 'accountId'> | null): Promise<number>;
  /** An API key of the person; of somebody else when it is nobody. */
  apiKey(as: Session | null): Promise<number>;
  /** A webhook of the person, and a change it was told of; of somebody else when it is nobody. */
  webhook(as: Session | null): Promise<{ id: string; delivery: string }>;
  /** Number of an event about a draft edition. */
  event(): Promise<number>;
  /** An import under review. */
  review(): Promise<number>;
  /** An import under review, or a draft of the register, that was read from a scan. */
  scan(of: 'import' | 'document'): Promise<number>;
  /** Files sent together, one of which was refused. */
  batch(): Promise<{ batch: string; file: string }>;
}

function actorWith(id: number): AccountActor {
  const person = { id, name: 'Người hỏi', email: 'nguoi-hoi@example.vn', organisationId: null };
  return { kind: 'account', ...person, grants: [], memberships: [], sessionId: null };
}

/** The person of a session, as commands know them. */
async function actorOf(services: TestApp['services'], { accountId }: Session): Promise<AccountActor> {
  const { email } = await services.db
    .selectFrom('account')
    .select('email')
    .where('id', '=', accountId)
    .executeTakeFirstOrThrow();
  return findActor(services, email);
}

/** A period of its own for each of the first 1,600, none of them one that a test names. */
function periodOf(count: number): { readonly from: number; readonly to: number } {
  return { from: 2000 + (count % 20), to: 2020 + Math.floor(count / 20) };
}

export function makerOf(app: Pick<TestApp, 'services' | 'signIn'>): Maker {
  const { services } = app;
  let made = 0;
  let latest: { readonly id: number; readonly publicEntry: number } | null = null;
  let toldFirst: ReturnType<typeof changesAfter> | undefined;
  // years are few: these are counted for themselves
  let settledMade = 0;
  const next = () => {
    made += 1;
    return made;
  };
  const consultationOn = async (who: { readonly audience: string; readonly people: string }) => {
    const count = next();
    const today = localDateOf(services.clock());
    const id = await createConsultation(services, system, {
      ...{ ...who, title: `Dự thảo quy chế ${count}`, titleEn: '', introduction: '', contact: '' },
      ...{ agency: 'Sở Khoa học và Công nghệ', namesShown: '', agencies: [], editionId: null },
      ...{ from: today, to: addDays(today, 20), key: `world consultation ${count}` },
    });
    await saveContent(services, system, id, {
      parts: '# Điều 1. Phạm vi điều chỉnh của quy chế. \nQuy chế này quy định việc phối hợp.',
      version: 1,
    });
    return id;
  };
  return {
    ...programmeMaker(app, next),
    async publicCode(kind) {
      const row = await services.db
        .selectFrom('entry')
        .select('code')
        .where('kind', '=', kind)
        .where('published_at', 'is not', null)
        .orderBy('code')
        .executeTakeFirstOrThrow();
      return row.code;
    },
    async dated(kind) {
      const dated = services.db
        .updateTable('entry')
        .set({ open_to: '2027-03-31' })
        .where('code', '=', (one) =>
          one
            .selectFrom('entry as public')
            .select((row) => row.fn.min('public.code').as('code'))
            .where('public.kind', '=', kind)
            .where('public.published_at', 'is not', null)
            .where('public.removed_at', 'is', null),
        )
        .returning('code');
      return (await dated.executeTakeFirstOrThrow()).code;
    },
    async editionCode() {
      const published = services.db.selectFrom('edition').select('code').where('state', '=', 'published');
      return (await published.orderBy('code').executeTakeFirstOrThrow()).code;
    },
    async bareDocument() {
      const reading = readingOf({ title: `Văn bản chưa có tệp ${next()}`, symbol: 'KH-UBND' });
      return (await registerDocument(services, system, { reading, file: null })).id;
    },
    async document(published) {
      const count = next();
      const { id } = await registerDocument(services, system, {
        reading: readingOf({
          title: `Văn bản thử ${count}`,
          symbol: 'KH-UBND',
          // one the sample has, and one nobody has
          citations: [
            citing({ number: '71/NQ-CP', date: '2025-04-01', raw: 'Nghị quyết số 71/NQ-CP ngày 01/4/2025' }),
            citing({ number: `${count}/NQ-HĐND`, date: '2019-04-01' }),
          ],
        }),
        file: await keepFile(services, `Nội dung ${count}`),
      });
      if (published) await publishDocument(services, system, id);
      return id;
    },
    async publicFile(kind) {
      const count = next();
      const { id } = await createEdition(services, system, {
        kind,
        span: `${2050 + Math.floor(count / 30)}-${2069 + (count % 30)}`,
        title: `Danh mục có tệp ${count}`,
      });
      const entry = await addEntry(services, system, id, {
        title: 'Đo độ ẩm rừng hồi',
        ...(kind === 'problems' ? { lead: ['SKHCN'] } : { organisation: 'SKHCN' }),
      });
      const file = await keepFile(services, `Nam;Do am\n2025;${count}`, 'do-am.csv');
      const attached = await attachFile(services, system, entry.id, { file, title: 'Số liệu độ ẩm' });
      await publishIssuedElsewhere(services, id);
      return { code: entry.code, file: String(attached.id) };
    },
    async edition() {
      const count = next();
      const edition = await createEdition(services, system, {
        kind: 'problems',
        span: writeSpan(periodOf(count)),
        title: `Danh mục thử ${count}`,
      });
      const entry = await addEntry(services, system, edition.id, {
        title: 'Đo mặn nước ngầm',
        lead: ['SKHCN'],
      });
      const other = await addEntry(services, system, edition.id, {
        title: 'Cảnh báo sương muối',
        lead: ['SKHCN'],
      });
      const { id: file } = await attachFile(services, system, entry.id, {
        file: await keepFile(services, `Nam;Do man\n2025;${count}`, 'so-lieu.csv'),
      });
      return { id: edition.id, entryId: entry.id, other: other.id, file };
    },
    async amendment() {
      const count = next();
      const { id } = await createEdition(services, system, {
        kind: 'problems',
        span: writeSpan(periodOf(count)),
        title: `Danh mục sẽ điều chỉnh ${count}`,
      });
      const entry = await addEntry(services, system, id, { title: 'Đo mặn nước ngầm', lead: ['SKHCN'] });
      await publishIssuedElsewhere(services, id);
      const { id: amendment } = await beginAmendment(services, system, id, { reason: `Lần thử ${count}` });
      latest = { id: amendment, publicEntry: entry.id };
      return latest;
    },
    latestAmendment: () => latest,
    async settled() {
      settledMade += 1;
      const count = settledMade;
      const from = 2030 + 2 * Math.floor(count / 50);
      const [id = 0, into = 0] = await Promise.all(
        [from, from + 1].map(async (first) => {
          const span = `${first}-${2050 + (count % 50)}`;
          const title = `Danh mục có kết quả ${count}`;
          return (await createEdition(services, system, { kind: 'needs', span, title })).id;
        }),
      );
      const entry = await addEntry(services, system, id, { title: 'Sấy hồi', organisation: 'SKHCN' });
      await publishIssuedElsewhere(services, id);
      await settleOutcomes(services, system, id, {
        ...{ outcome: 'carried_over', note: '', noteEn: '', reference: '', reason: '', into },
        entries: [{ id: entry.id, seen: 0 }],
      });
      return { id: String(id), entryId: String(entry.id) };
    },
    async bulkChange({ id, entryId, other }) {
      const field = findBulkField('problems', 'keywords');
      if (!field) throw new Error('keywords are changed together');
      const change = await changeTogether(services, system, id, {
        change: { field, mode: 'add', typed: ['nước'] },
        entries: [
          { id: entryId, version: 2 },
          { id: other, version: 1 },
        ],
        key: `world ${next()}`,
      });
      return { id: String(id), change: String(change?.id) };
    },
    async note({ id, entryId }) {
      const text = `Hỏi lại Sở về độ mặn ${next()}`;
      const key = `world ${next()}`;
      const note = await writeNote(services, system, { editionId: id, entryId, text, field: 'results', key });
      return { id: String(id), note: String(note) };
    },
    async question(as, kind = 'problems') {
      const { accountId } = as ?? (await app.signIn('applicant'));
      const { code } = await services.db
        .selectFrom('entry')
        .innerJoin('edition', 'edition.id', 'edition_id')
        .select('entry.code')
        .where('entry.kind', '=', kind)
        .where('entry.published_at', 'is not', null)
        .where('edition.state', '=', 'published')
        .orderBy('entry.code')
        .executeTakeFirstOrThrow();
      const count = next();
      const id = await askQuestion(services, actorWith(accountId), {
        ...{ code, language: 'vi', named: false, key: `world ${count}` },
        ...{
          title: `Ai được tham gia lần ${count}?`,
          body: 'Doanh nghiệp ngoài tỉnh có được tham gia không?',
        },
      });
      return { id, code };
    },
    async answeredQuestion(kind) {
      const { id, code } = await this.question(null, kind);
      const said = { title: 'Ai được tham gia?', body: 'Có mở rộng không?', answer: 'Mọi doanh nghiệp.' };
      await answerQuestion(services, system, id, { ...said, language: 'vi', version: 1 });
      return { code, question: String(id) };
    },
    async consultation(state) {
      const email = `duoc-hoi-${next()}@example.vn`;
      await app.signIn('agency_officer', { email });
      const id = await consultationOn({ audience: 'internal', people: email });
      if (state === 'announced') await announceConsultation(services, system, id, 2);
      return id;
    },
    async openConsultation(as) {
      const id = await consultationOn({ audience: 'public', people: '' });
      const file = await keepPdf(services, picturePdf(next()));
      await services.db.transaction().execute((tx) => keepStoredFile(tx, file));
      await services.db
        .updateTable('consultation')
        .set({ file_sha256: file.sha256, file_name: 'du-thao.pdf' })
        .where('id', '=', id)
        .execute();
      await announceConsultation(services, system, id, 2);
      const author = await actorOf(services, as ?? (await app.signIn('applicant')));
      const comment = await sendComment(services, author, id, {
        ...{ part: '1', kind: 'suggest', body: 'Nên nêu rõ số liệu.', proposed: '', as: '' },
        key: `world comment ${next()}`,
      });
      return { id: String(id), comment: String(comment) };
    },
    async summedConsultation() {
      const { id, comment } = await this.openConsultation(null);
      const [own, commentId] = [Number(id), Number(comment)];
      await moderateComment(services, system, own, commentId, { show: true, note: '', version: 1 });
      await replyToComment(services, system, own, commentId, {
        ...{ outcome: 'accepted', reply: '', version: 0, comment: 2 },
      });
      const today = localDateOf(services.clock());
      await services.db
        .updateTable('consultation')
        .set({
          ...{ from_on: addDays(today, -9), to_on: addDays(today, -1) },
          summary: JSON.stringify(signedHead),
        })
        .where('id', '=', own)
        .execute();
      await publishSummary(services, system, own, 3);
      return { id, file: 'tong-hop.docx' };
    },
    async signedCopy() {
      const count = next();
      const { id } = await createEdition(services, system, {
        kind: 'problems',
        span: writeSpan(periodOf(count)),
        title: `Danh mục đã ký ${count}`,
      });
      await addEntry(services, system, id, { title: 'Đo mặn nước ngầm', lead: ['SKHCN'] });
      await publishIssuedElsewhere(services, id);
      const { copyId } = await recordSignedCopy(services, system, id, {
        number: `${1000 + count}/TB-UBND`,
        date: '2026-02-05',
        signer: 'Đoàn Thanh Sơn',
        file: await keepPdf(services, picturePdf(count)),
      });
      return { id: String(id), copy: String(copyId) };
    },
    async agency() {
      const code = `DV${next()}`;
      const { id } = await saveOrganisation(services, system, {
        code,
        kind: 'department',
        name: `Cơ quan ${code}`,
      });
      await app.signIn('agency_officer', { email: `dau-moi-${next()}@example.vn`, organisationId: id });
      return { id: String(id) };
    },
    async organisation() {
      const code = `THU${next()}`;
      await saveOrganisation(services, system, { code, kind: 'department', name: `Cơ quan ${code}` });
      return code;
    },
    async account() {
      const { accountId } = await app.signIn('agency_officer');
      const one = (table: 'role_grant' | 'session') =>
        services.db
          .selectFrom(table)
          .select('id')
          .where('account_id', '=', accountId)
          .executeTakeFirstOrThrow();
      return { id: accountId, grantId: (await one('role_grant')).id, sessionId: (await one('session')).id };
    },
    async delegation(as) {
      const { accountId: deputy } = as ?? (await app.signIn('agency_officer'));
      const held = services.db.selectFrom('role_grant').select('id').where('account_id', '=', deputy);
      const leads = await held.where('role', '=', 'leader').executeTakeFirst();
      const role = leads ? 'programme_head' : 'leader';
      const { accountId: principal } = await app.signIn(role);
      const today = localDateOf(services.clock());
      // whoever has a part in one may end it, also those to whom none would be lent
      const { id } = await services.db
        .insertInto('delegation')
        .values({
          ...{ from_account: principal, to_account: deputy, role, valid_from: today, valid_to: today },
          created_at: services.clock(),
        })
        .returning('id')
        .executeTakeFirstOrThrow();
      return { id, principal };
    },
    async absence(as) {
      const { accountId } = as ?? (await app.signIn('agency_officer'));
      const today = localDateOf(services.clock());
      const days = { valid_from: today, valid_to: today, created_at: services.clock() };
      const { id } = await services.db
        .insertInto('absence')
        .values({ account_id: accountId, ...days })
        .returning('id')
        .executeTakeFirstOrThrow();
      return { id, accountId };
    },
    async sessionOf(as) {
      const { accountId } = as ?? (await app.signIn('agency_officer'));
      const open = services.db.selectFrom('session').select('id').where('account_id', '=', accountId);
      return (await open.executeTakeFirstOrThrow()).id;
    },
    async passkeyOf(as) {
      const { accountId } = as ?? (await app.signIn('agency_officer'));
      const { id } = await services.db
        .insertInto('passkey')
        .values({
          ...{ account_id: accountId, credential_id: `khoa-${next()}`, name: 'Khóa thử', counter: 0 },
          ...{ public_key: Buffer.alloc(32), transports: [], created_at: services.clock() },
        })
        .returning('id')
        .executeTakeFirstOrThrow();
      return id;
    },
    async letter(as) {
      const { accountId } = as ?? (await app.signIn('agency_officer'));
      const letter: Letter = {
        kind: 'news.at_once',
        language: 'vi',
        subject: `Thư thử ${next()}`,
        text: 'Nội dung thử.',
        html: '<p>Nội dung thử.</p>',
      };
      const at = services.clock();
      const to = [{ accountId, address: `nguoi-${accountId}@example.vn` }];
      await services.db.transaction().execute((tx) => queueLetter(tx, letter, to, { topic: null, at }));
      const mail = await services.db
        .updateTable('mail')
        .set({ state: 'kept', ended_at: at })
        .where('account_id', '=', accountId)
        .where('state', '=', 'queued')
        .returning('id')
        .execute();
      return mail.at(-1)?.id ?? 0;
    },
    async stop() {
      const { accountId } = await app.signIn('agency_officer');
      return stopToken(services.config, { accountId, topic: 'approval' });
    },
    async reset() {
      const { accountId } = await app.signIn('agency_officer');
      const token = newToken();
      const asked = services.clock();
      await services.db
        .insertInto('password_reset')
        .values({
          ...{ email: `nguoi-${accountId}@example.vn`, language: 'vi', asked_at: asked, looked_up_at: asked },
          ...{ account_id: accountId, token_hash: tokenHash(token) },
          expires_at: new Date(asked.getTime() + 3_600_000),
        })
        .execute();
      return token;
    },
    async identity(as) {
      const { accountId } = as ?? (await app.signIn('applicant'));
      const count = next();
      const made = await services.db
        .insertInto('identity')
        .values({
          ...{ issuer: `https://dich-vu-${count}.example.vn`, subject: `nguoi-${count}`, provider: 'cu' },
          ...{ account_id: accountId, linked_at: services.clock() },
        })
        .returning('id')
        .executeTakeFirstOrThrow();
      return made.id;
    },
    followRequest: () => keptRequest(services, next()),
    follower: () => keptFollower(services, next()),
    nextAddress: () => `doc-${next()}@example.vn`,
    ...registering(app, next),
    async calendarDay() {
      const day = addDays('2027-01-01' as LocalDate, next());
      await services.db
        .insertInto('calendar_day')
        .values({ day, kind: 'off', name: 'Ngày nghỉ thử', source: 'Thông báo 1/TB-VP ngày 4/1/2027' })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
      return day;
    },
    async refusedAddress() {
      const address = `khong-nhan-${next()}@example.vn`;
      const refusal = { address, failure: '550 no such user', since: services.clock() };
      await services.db.insertInto('mail_refusal').values(refusal).execute();
      return address;
    },
    async untoldEvent() {
      const at = services.clock();
      const subject = { kind: 'backup', id: next() };
      return services.db.transaction().execute(async (tx) => {
        const seq = await appendEvent(tx, { name: 'backup.made', actor: system, subject, at });
        await tx
          .insertInto('untold_event')
          .values({
            ...{ event_seq: seq, subject_kind: subject.kind, subject_id: String(subject.id) },
            ...{ failure: 'division by zero', tries: 5, since: at, tried_at: at, set_aside_at: at },
          })
          .execute();
        return seq;
      });
    },
    async apiKey(as) {
      const owner = as ?? (await app.signIn('applicant'));
      const actor = await actorOf(services, owner);
      const input = { name: `Khóa thử ${next()}`, purpose: 'Bản đồ bài toán của một trường' };
      const { id } = await createKey(services, actor, input);
      return id;
    },
    async webhook(as) {
      const owner = await actorOf(services, as ?? (await app.signIn('applicant')));
      // nobody’s address: nothing is asked of any network
      const url = `https://192.0.2.1/nhan/${next()}`;
      const anywhere = { refuse: () => null, allows: () => true };
      const wanted = { kinds: [], events: [], sectors: [] };
      const { id } = await createWebhook(services, owner, { name: 'Nơi nhận thử', url, ...wanted }, anywhere);
      // the first of all changes stays it
      toldFirst ??= changesAfter(services.db, 0, 1);
      const [told] = await toldFirst;
      const delivery = await services.db
        .insertInto('webhook_delivery')
        .values({
          ...{ webhook_id: id, kind: 'change', message_id: `msg_${id}`, seq: told?.seq ?? null },
          ...{ code: 'edition BTL-2026 published', at: services.clock(), status: 200, ms: 12 },
        })
        .returning('id')
        .executeTakeFirstOrThrow();
      return { id: String(id), delivery: String(delivery.id) };
    },
    async event() {
      const count = next();
      const edition = await createEdition(services, system, {
        kind: 'needs',
        span: writeSpan(periodOf(count)),
        title: `Danh mục trong nhật ký ${count}`,
      });
      const about = services.db.selectFrom('event').select('seq').where('subject_kind', '=', 'edition');
      return (await about.where('subject_id', '=', String(edition.id)).executeTakeFirstOrThrow()).seq;
    },
    async batch() {
      const count = next();
      const id = await startBatch(services, system, {
        target: { kind: 'documents' },
        files: [await keepFile(services, `MZ${count}`, `${count}.docx`)],
        tooLarge: [],
        empty: ['trống.txt'],
        key: `world ${count}`,
      });
      await workOnBatches(services);
      const files = services.db.selectFrom('batch_file').select('id').where('batch_id', '=', id);
      const { id: file } = await files.orderBy('position').executeTakeFirstOrThrow();
      return { batch: String(id), file: String(file) };
    },
    scan: (of) => keptScan(services, of, next()),
    async review() {
      const count = next();
      return startImport(services, system, {
        kind: 'needs',
        span: periodOf(count),
        reading: readPaste(
          `TT\tTên nhu cầu công nghệ\tCơ quan chủ trì\n1\tSấy hồi ${count}\tSở Y tế\n2\tBảo quản na\tSở Y tế`,
        ),
        file: null,
      });
    },
  };
}
