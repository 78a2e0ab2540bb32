import type { AccountActor, Role } from '../../src/kernel/actor.ts';
import { findBulkField } from '../../src/modules/catalogue/bulk/change.ts';
import { changeTogether } from '../../src/modules/catalogue/bulk/commands.ts';
import { type PlaceName, places } from '../../src/site/guide/places.ts';
import { sampleFiles } from '../../src/site/sample/shapes.ts';
import type { Session, TestApp } from './app.ts';
import { hiddenField } from './catalogue.ts';
import { guideAnnex } from './guide-annex.ts';
import { setUpPlans } from './guide-plans.ts';
import { openWorld } from './world.ts';

/** The product as the user guide shows it: the sample, and work of its people at every step of the way. */
export interface GuideScene {
  readonly app: TestApp;
  /** The address of a place with its query, in Vietnamese. */
  pathOf(place: PlaceName): string;
  /** The session of the person who looks at a place; null for a visitor. */
  sessionOf(place: PlaceName): Session | null;
  /** The page of a place, as its person is sent it. Throws where it does not open. */
  read(place: PlaceName, language: 'vi' | 'en'): Promise<string>;
  close(): Promise<void>;
}

type Params = Readonly<Record<string, string | number>>;
const docx = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

export async function openGuideScene(): Promise<GuideScene> {
  const { app, close } = await openWorld();
  const people = await sampleFiles.people('langson');
  const sessions = new Map<Role, Session>();
  const emailOf = (role: Role) => {
    const email = people.find((person) => person.role === role)?.email;
    if (email === undefined) throw new Error(`the sample has no ${role}`);
    return email;
  };
  for (const role of [
    'applicant',
    'agency_officer',
    'programme_officer',
    'programme_head',
    'leader',
  ] as const)
    sessions.set(role, await app.signIn(role, { email: emailOf(role) }));
  const sessionOf = (place: PlaceName) => {
    const role = places[place].as;
    return role === null ? null : (sessions.get(role) ?? null);
  };
  const as = (role: Role) => {
    const session = sessions.get(role);
    if (!session) throw new Error(`nobody is ${role}`);
    return session;
  };
  const email = people.filter(({ role }) => role === 'programme_officer')[1]?.email ?? '';
  const params = {
    ...(await setUp(workOf(app, as, await app.signIn('programme_officer', { email })))),
    ...(await setUpPlans(app.services, emailOf)),
  };
  const pathOf = (place: PlaceName) => {
    const { route, query = '' }: { route: string; query?: string } = places[place];
    const path = route.replace(/:(\w+)/g, (_, name: string) => {
      const value = params[place]?.[name];
      if (value === undefined) throw new Error(`say in guide-scene.ts what stands behind ${place}: ${name}`);
      return String(value);
    });
    return `${path}${query}`;
  };
  return {
    app,
    pathOf,
    sessionOf,
    async read(place, language) {
      const path = pathOf(place);
      const address = language === 'vi' ? path : `/en${path === '/' ? '' : path}`;
      const as = sessionOf(place);
      const answer = await app.fetch(address, as ? { as } : {});
      if (answer.status !== 200) throw new Error(`${place} (${address}) answers ${answer.status}`);
      return answer.text();
    },
    close,
  };
}

/** Does the work of the people of the guide, by the forms they use. */
async function setUp(desk: ReturnType<typeof workOf>): Promise<Partial<Record<PlaceName, Params>>> {
  const consultation = await desk.openConsultation();
  const draft = await desk.imported({ kind: 'problems', span: '2027' });
  const review = await desk.sent({ kind: 'problems', span: '2031' });
  const withHead = await desk.imported({ kind: 'problems', span: '2028' });
  const withLeader = await desk.imported({ kind: 'problems', span: '2029' });
  const returned = await desk.imported({ kind: 'problems', span: '2030' });
  const scheduled = await desk.imported({ kind: 'problems', span: '2026-2030' });
  for (const { id } of [withHead, withLeader, returned, scheduled])
    await desk.step('programme_officer', id, 'trinh-phu-trach', { remark: 'Đã rà soát từng mục.' });
  for (const { id } of [withLeader, scheduled])
    await desk.step('programme_head', id, 'trinh-lanh-dao', { remark: 'Đồng ý, kính trình phê duyệt.' });
  await desk.step('programme_head', returned.id, 'tra-lai', {
    remark: 'Mục 2 chưa nêu căn cứ; đề nghị bổ sung.',
  });
  await desk.step('leader', scheduled.id, 'cong-bo', { day: '05/01/2027', time: '08:00' });
  const change = await desk.changedTogether(draft);
  const published = await desk.publishedEdition('BTL-2026');
  const amendment = await desk.begunAmendment(await desk.publishedEdition('BTL-2025'));
  const { code, documentId } = await desk.citedEntry();
  const ofDraft = { id: draft.id, entryId: draft.entryId };
  const checked = { id: await desk.registered('2026') };
  const filed = await desk.registered('2025');
  await desk.published(filed);
  await desk.typedBySecond(returned);
  return {
    problem: { code },
    dataset: { dataset: 'bai-toan' },
    asking: { code },
    question: { id: await desk.waitingQuestion() },
    consultation: { id: consultation.id },
    commenting: { id: consultation.id },
    ownComments: { id: consultation.id },
    consultationComments: { id: consultation.id },
    consultationComment: consultation,
    consultationSummary: { id: consultation.id },
    document: { id: documentId },
    filed: { id: filed },
    review: { id: review },
    confirm: { id: review },
    draft: ofDraft,
    entry: ofDraft,
    shared: { id: returned.id, entryId: returned.entryId },
    advice: ofDraft,
    bulk: ofDraft,
    bulkField: ofDraft,
    bulkDone: { id: draft.id, change },
    submit: ofDraft,
    waiting: { id: withHead.id },
    returned: { id: returned.id },
    outgoing: ofDraft,
    write: { id: draft.id, document: 'to-trinh' },
    amendments: { id: published },
    amendment: { id: amendment },
    amendedEntries: { id: amendment },
    published: { id: published },
    signedCopy: { id: published },
    checkDocument: checked,
    headCheck: { id: withHead.id },
    headWaits: { id: withLeader.id },
    headDocument: checked,
    leaderCheck: { id: withLeader.id },
    leaderScheduled: { id: scheduled.id },
    leaderPublished: { id: published },
    leaderWithdraws: { id: published },
  };
}

interface Imported {
  readonly id: number;
  readonly entryId: number;
}

/** What the people of the scene do; each throws where the product refuses. */
function workOf(app: TestApp, as: (role: Role) => Session, second: Session) {
  const { db } = app.services;
  const officer: AccountActor = {
    kind: 'account',
    id: as('programme_officer').accountId,
    name: '',
    email: '',
    organisationId: null,
    grants: [{ role: 'programme_officer', scope: null }],
    memberships: [],
    sessionId: null,
  };
  const post = async (role: Role, path: string, sending: object) => {
    const answer = await app.fetch(path, { as: as(role), method: 'POST', ...sending });
    if (answer.status !== 303) throw new Error(`${path} answers ${answer.status}`);
    return Number(/\d+$/.exec(answer.headers.get('location') ?? '')?.[0]);
  };
  const annex = async (span: string) =>
    new File([new Uint8Array(await guideAnnex(span))], `Thông báo ${span}.docx`, { type: docx });
  /** Sends an annex; answers with the number of the import under review. */
  const sent = async (fields: { kind: string; span: string }) =>
    post('programme_officer', '/ban-lam-viec/nhap', {
      upload: { fields, files: { file: await annex(fields.span) } },
    });
  return {
    sent,
    /** A draft edition made from an annex, with its first entry. */
    async imported(fields: { kind: string; span: string }): Promise<Imported> {
      const review = await sent(fields);
      const id = await post('programme_officer', `/ban-lam-viec/nhap/${review}/xac-nhan`, { form: {} });
      const entries = db.selectFrom('entry').select('id').where('edition_id', '=', id).orderBy('ordinal');
      return { id, entryId: (await entries.executeTakeFirstOrThrow()).id };
    },
    /** Takes a step of the approval, as the form of its page carries it. */
    async step(role: Role, id: number, path: string, form: Readonly<Record<string, string>>) {
      const edition = `/ban-lam-viec/danh-muc/${id}`;
      const page = await (await app.fetch(`${edition}/trinh-duyet`, { as: as(role) })).text();
      const shown = { checked: hiddenField(page, 'checked'), 'da-thay': hiddenField(page, 'da-thay') };
      await post(role, `${edition}/${path}`, { form: { ...shown, ...form } });
    },
    /** One field of the first entry, changed as many are; answers with the number of the change. */
    async changedTogether({ id, entryId }: Imported): Promise<number> {
      const field = findBulkField('problems', 'keywords');
      if (!field) throw new Error('keywords are changed together');
      const { version } = await db
        .selectFrom('entry')
        .select('version')
        .where('id', '=', entryId)
        .executeTakeFirstOrThrow();
      const change = await changeTogether(app.services, officer, id, {
        change: { field, mode: 'add', typed: ['mưa lũ'] },
        entries: [{ id: entryId, version }],
        key: 'guide',
      });
      return Number(change?.id);
    },
    /** An edition the sample has published. */
    async publishedEdition(code: string): Promise<number> {
      const found = db.selectFrom('edition').select('id').where('code', '=', code);
      return (await found.where('state', '=', 'published').executeTakeFirstOrThrow()).id;
    },
    begunAmendment: (id: number) =>
      post('programme_officer', `/ban-lam-viec/danh-muc/${id}/dieu-chinh`, {
        form: { reason: 'Bổ sung một bài toán của xã Đồng Đăng.' },
      }),
    /** The public consultation of the sample, and a comment on it that nobody has answered. */
    async openConsultation() {
      const found = db
        .selectFrom('consultation_comment as comment')
        .innerJoin('consultation', 'consultation.id', 'comment.consultation_id')
        .select(['consultation.id', 'comment.id as comment'])
        .where('audience', '=', 'public')
        .where('comment.kind', '=', 'suggest')
        .orderBy('comment.id');
      return found.executeTakeFirstOrThrow();
    },
    /** A question of the sample that nobody has answered. */
    async waitingQuestion(): Promise<number> {
      const waiting = db.selectFrom('question').select('id').where('state', '=', 'waiting');
      return (await waiting.orderBy('id').executeTakeFirstOrThrow()).id;
    },
    /** A published problem whose legal basis the register has. */
    async citedEntry(): Promise<{ code: string; documentId: number }> {
      return db
        .selectFrom('entry')
        .innerJoin('entry_basis as basis', 'basis.entry_id', 'entry.id')
        .innerJoin('document', 'document.citation_key', 'basis.citation_key')
        .select(['entry.code', 'document.id as documentId'])
        .where('entry.kind', '=', 'problems')
        .where('entry.published_at', 'is not', null)
        .where('document.state', '=', 'published')
        .orderBy('entry.code')
        .orderBy('document.id')
        .executeTakeFirstOrThrow();
    },
    /** A document with a file, read and waiting to be checked. */
    registered: async (year: string): Promise<number> =>
      post('programme_officer', '/ban-lam-viec/van-ban/them', {
        upload: { files: { file: await annex(year) } },
      }),
    published: (id: number) => post('programme_head', `/ban-lam-viec/van-ban/${id}/cong-bo`, { form: {} }),
    /** Another officer is in the midst of the entry. */
    async typedBySecond({ id, entryId }: Imported): Promise<void> {
      const path = `/ban-lam-viec/danh-muc/${id}/muc/${entryId}`;
      const page = await (await app.fetch(path, { as: second })).text();
      const form = {
        version: hiddenField(page, 'version'),
        summary: 'Người học ở điểm lẻ được học như ở trường chính.',
      };
      const answer = await app.fetch(path, { as: second, form, headers: { 'x-autosave': '1' } });
      if (!answer.ok)
        throw new Error(`nothing is kept: ${answer.status} ${(await answer.text()).slice(0, 300)}`);
    },
  };
}
