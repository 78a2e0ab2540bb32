import { localDateOf } from '../../kernel/dates.ts';
import { notFound } from '../../kernel/refusal.ts';
import { seeOther } from '../../platform/http/answer.ts';
import type { Call } from '../../platform/http/call.ts';
import { readPageNumber } from '../../platform/http/page-number.ts';
import { action, gravely, onlyFor, type Route, page as readPage } from '../../platform/http/route.ts';
import { page } from '../../ui/page.tsx';
import { catalogueEditors, catalogueReaders, looksAsInspector, recordLook } from '../catalogue/index.ts';
import { readId } from '../directory/index.ts';
import {
  announceConsultation,
  moveConsultation,
  prolongConsultation,
  withdrawConsultation,
} from './commands.ts';
import { commentCounts, waitingComments } from './comments/queries.ts';
import type { Consultation } from './consultation.ts';
import { isOutdated, isSettled, retakeContent } from './content.ts';
import { type Failure, failureIn } from './failure.ts';
import { consultationHistory } from './history.ts';
import { consultationWork } from './paths.ts';
import { mayDo } from './policy.ts';
import { versionIn } from './posted.ts';
import {
  askedOf,
  consultationsPerPage,
  findConsultation,
  findPart,
  listConsultations,
  partNames,
  workStates,
} from './queries.ts';
import { findReturn, returnConsultation } from './returning.ts';
import { findSubmission } from './summary/submission.ts';
import { ConsultationList } from './work-list-view.tsx';
import { WorkPart } from './work-part-view.tsx';
import { consultationWorkTexts } from './work-texts.ts';
import { ConsultationWork, type TypedStep } from './work-view.tsx';

export const officers = onlyFor(...catalogueEditors);
export const readers = onlyFor(...catalogueReaders);

/** A consultation the person works with or looks at; an inspector's look at what is not public is recorded. */
export async function openWork(call: Call): Promise<Consultation> {
  const { services, actor } = call;
  const consultation = await findConsultation(services.db, actor, readId(call, 'id'));
  await recordConsultationLooks(call, [consultation]);
  return consultation;
}

export async function recordConsultationLooks(
  call: Call,
  consultations: readonly Consultation[],
): Promise<void> {
  const hidden = consultations
    .filter(({ audience, announcedAt }) => audience === 'internal' || announcedAt === null)
    .map(({ id }) => id);
  if (hidden.length > 0 && looksAsInspector(call.actor))
    await recordLook(call.services, call.actor, 'consultation', ...hidden);
}

async function showList(call: Call): Promise<Response> {
  const { services, language: lang, actor, today } = call;
  const filters = {
    text: call.query('q').slice(0, 200),
    state: workStates.find((state) => state === call.query('trang-thai')) ?? 'all',
    page: readPageNumber(call.query('trang')),
  };
  const found = await listConsultations(services.db, actor, filters);
  await recordConsultationLooks(call, found.rows);
  return page(
    call,
    { title: consultationWorkTexts(lang).title, active: 'desk' },
    <ConsultationList
      {...{ lang, today, filters, found }}
      pageSize={consultationsPerPage}
      waiting={
        await waitingComments(
          services.db,
          actor,
          found.rows.map(({ id }) => id),
        )
      }
      mayCreate={mayDo(actor, 'change', { editionId: null, audience: 'internal' }, false)}
    />,
  );
}

async function workPage(
  call: Call,
  refused: (Failure & { readonly values: TypedStep }) | null,
): Promise<Response> {
  const { services, language: lang, actor, csrfToken } = call;
  const { db } = services;
  const consultation = await openWork(call);
  const { edition, audience, announcedAt } = consultation;
  const held = { editionId: edition?.id ?? null, audience };
  const preparing = consultation.state === 'draft' || consultation.state === 'waiting';
  return page(
    call,
    {
      ...{ title: consultation.title, titleLang: 'vi', active: 'desk', wide: true },
      ...{ status: refused?.status ?? 200, illustrative: consultation.illustrative },
    },
    <ConsultationWork
      {...{ lang, csrfToken, consultation, refused }}
      today={localDateOf(services.clock())}
      leastDays={services.config.consultationDays}
      may={(verb) => mayDo(actor, verb, held, announcedAt !== null)}
      outdated={preparing && edition !== null && (await isOutdated(db, consultation.id, edition.id))}
      settled={consultation.state === 'announced' && edition !== null && (await isSettled(db, edition.id))}
      parts={await partNames(db, actor, consultation.id)}
      asked={await askedOf(db, consultation.id)}
      returned={consultation.state === 'draft' ? await findReturn(db, consultation.id) : null}
      submission={consultation.state === 'announced' ? await findSubmission(db, consultation.id) : null}
      counts={await commentCounts(db, actor, consultation.id)}
      history={await consultationHistory(db, actor, consultation.id)}
    />,
  );
}

/** A part as it will be read, before it is announced too. */
async function showPart(call: Call): Promise<Response> {
  const { services, language: lang, actor } = call;
  const consultation = await openWork(call);
  const part = await findPart(services.db, actor, consultation.id, readId(call, 'part'));
  return page(
    call,
    {
      ...{ title: part.title, titleLang: 'vi', active: 'desk' },
      illustrative: consultation.illustrative,
    },
    <WorkPart {...{ lang, consultation, part }} />,
  );
}

async function postStep(call: Call, deeds: readonly string[]): Promise<Response> {
  const form = await call.form();
  const { services, actor, language } = call;
  const id = readId(call, 'id');
  const typed = { to: form.get('to'), reason: form.get('reason'), remark: form.get('remark') };
  const version = versionIn(form);
  const t = consultationWorkTexts(language);
  const all: Readonly<Record<string, () => Promise<string>>> = {
    'lay-lai': () => retakeContent(services, actor, id, version).then(() => t.retaken),
    trinh: () => moveConsultation(services, actor, id, 'submit', version).then(() => t.submitted),
    'rut-ve': () => moveConsultation(services, actor, id, 'take_back', version).then(() => t.takenBack),
    'tra-lai': () => returnConsultation(services, actor, id, { ...typed, version }).then(() => t.givenBack),
    'thong-bao': () => announceConsultation(services, actor, id, version).then(() => t.announced),
    'gia-han': () => prolongConsultation(services, actor, id, { ...typed, version }).then(() => t.prolonged),
    dung: () => withdrawConsultation(services, actor, id, { ...typed, version }).then(() => t.withdrawn),
  };
  const name = form.get('do');
  const deed = deeds.includes(name) ? all[name] : undefined;
  if (!deed) throw notFound();
  try {
    return seeOther(call, consultationWork.one(id), await deed());
  } catch (error) {
    return workPage(call, { ...failureIn(call, error), values: typed });
  }
}

export const workRoutes: readonly Route[] = [
  readPage('consultation.list', consultationWork.list, readers, showList),
  readPage('consultation.show', '/ban-lam-viec/lay-y-kien/:id', readers, (call) => workPage(call, null)),
  readPage('consultation.show_part', '/ban-lam-viec/lay-y-kien/:id/phan/:part', readers, showPart),
  action('consultation.change_state', '/ban-lam-viec/lay-y-kien/:id', officers, (call) =>
    postStep(call, ['lay-lai', 'trinh', 'rut-ve', 'tra-lai']),
  ),
  // what everybody reads from then on, reads longer or reads no further
  gravely(
    action('consultation.announce', '/ban-lam-viec/lay-y-kien/:id/thong-bao', officers, (call) =>
      postStep(call, ['thong-bao', 'gia-han', 'dung']),
    ),
  ),
];
