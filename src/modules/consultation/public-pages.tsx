import { notFound } from '../../kernel/refusal.ts';
import type { Call } from '../../platform/http/call.ts';
import { readPageNumber } from '../../platform/http/page-number.ts';
import { anyone, download, publicPage, type Route } from '../../platform/http/route.ts';
import { page } from '../../ui/page.tsx';
import { readId } from '../directory/index.ts';
import { fileAnswer } from '../documents/index.ts';
import { shownComments, shownCounts, shownPerPage } from './comments/queries.ts';
import type { Consultation } from './consultation.ts';
import { draftPage } from './draft-text.ts';
import { PartPage } from './part-view.tsx';
import { followTarget, isFollowed, titleIn } from './parts.tsx';
import { consultationPaths, wholeDraft } from './paths.ts';
import { readersOfParts } from './policy.ts';
import { ConsultationsPage } from './public-list-view.tsx';
import { ConsultationPage } from './public-view.tsx';
import {
  consultationsPerPage,
  findOpenConsultation,
  findPart,
  firstEndOf,
  openConsultations,
  partsOf,
  shownPhases,
} from './queries.ts';
import { consultationTexts } from './texts.ts';

async function showList(call: Call): Promise<Response> {
  const { services, language: lang, today, actor } = call;
  const asked = readPageNumber(call.query('trang'));
  const filters = {
    text: call.query('q').slice(0, 200),
    phase: shownPhases.find((one) => one === call.query('trang-thai')) ?? null,
    ...{ limit: consultationsPerPage, offset: (asked - 1) * consultationsPerPage },
  };
  const found = await openConsultations(services.db, actor, filters, today);
  if (filters.text) call.searched(filters.text, found.total > 0);
  const t = consultationTexts(lang);
  return page(
    call,
    {
      ...{ title: t.title, description: t.lead },
      illustrative: found.rows.some(({ illustrative }) => illustrative),
    },
    <ConsultationsPage {...{ lang, today, filters, found }} page={asked} />,
  );
}

/** The consultation the path names, where it is announced and for everybody or the person. */
export async function openOne(call: Call): Promise<Consultation> {
  return findOpenConsultation(call.services.db, call.actor, readId(call, 'id'));
}

function frameOf(call: Call, consultation: Consultation, before = '') {
  const title = titleIn(call.language, consultation);
  return {
    ...{ title: `${before}${title.text}`, illustrative: consultation.illustrative },
    ...(title.lang && { titleLang: title.lang }),
    ...(consultation.audience === 'internal' && { unlisted: true }),
    ...(isFollowed(consultation) && { feed: followTarget(consultation) }),
  };
}

async function showOne(call: Call): Promise<Response> {
  const { services, language: lang, today, actor } = call;
  const consultation = await openOne(call);
  const asked = readPageNumber(call.query('trang'));
  return page(
    call,
    frameOf(call, consultation),
    <ConsultationPage
      {...{ lang, today, consultation, page: asked }}
      signedIn={actor.kind === 'account'}
      parts={await partsOf(services.db, readersOfParts, consultation.id, asked)}
      firstEnd={await firstEndOf(services.db, consultation.id)}
      counts={await shownCounts(services.db, consultation.id)}
    />,
  );
}

async function showPart(call: Call): Promise<Response> {
  const { services, language: lang, today } = call;
  const consultation = await openOne(call);
  const whole = call.param('part') === wholeDraft;
  const position = whole ? 0 : readId(call, 'part');
  const part = whole ? null : await findPart(services.db, readersOfParts, consultation.id, position);
  const draft = whole
    ? await draftPage(services.db, readersOfParts, consultation.id, readPageNumber(call.query('doan')))
    : null;
  const asked = readPageNumber(call.query('trang'));
  const found = await shownComments(services.db, consultation.id, position, asked);
  const t = consultationTexts(lang);
  return page(
    call,
    frameOf(call, consultation, `${part ? (part.label ?? t.partAt(position)) : t.whole}: `),
    <PartPage {...{ lang, today, consultation, part, draft, found, page: asked, pageSize: shownPerPage }} />,
  );
}

async function showFile(call: Call): Promise<Response> {
  const { file, audience } = await openOne(call);
  if (!file) throw notFound();
  return fileAnswer(call, file, audience === 'public');
}

/**
 * Read anew for every visitor: an entry of a draft becomes confidential without anything public changing, and no kept page
 * may go on showing it.
 */
function neverKept({ cached: _cached, ...route }: Route): Route {
  return route;
}

/** What those who are asked read; of a public consultation everybody. */
export const openRoutes: readonly Route[] = [
  publicPage('consultation.open_list', consultationPaths.list, showList),
  neverKept(publicPage('consultation.open', '/lay-y-kien/:id', showOne)),
  neverKept(publicPage('consultation.part', '/lay-y-kien/:id/phan/:part', showPart)),
  download('consultation.file', '/lay-y-kien/:id/tep', anyone, showFile),
];
