import { type AccountActor, holds } from '../../kernel/actor.ts';
import { type LocalDate, localDateOf } from '../../kernel/dates.ts';
import { notFound } from '../../kernel/refusal.ts';
import { deskOf, recordDraftLooks } from '../../modules/catalogue/index.ts';
import { consultationsToFinish, consultationsWaiting } from '../../modules/consultation/index.ts';
import {
  actsFor,
  latestRegistrationOf,
  mayCheckRegistrations,
  organisationsOf,
  waitingRegistrations,
} from '../../modules/directory/index.ts';
import { difficultiesWaiting, owedTargets, taskDesk } from '../../modules/programme/index.ts';
import type { Querying } from '../../platform/database/open.ts';
import type { Call } from '../../platform/http/call.ts';
import { type Route, page as readPage, signedIn } from '../../platform/http/route.ts';
import { page } from '../../ui/page.tsx';
import { PATHS } from '../../ui/site-links.ts';
import { openRequests } from '../personal-data/index.ts';
import type { Standing } from './applicant-view.tsx';
import { deskTexts } from './texts.ts';
import { DeskPage } from './view.tsx';

/** Registrations shown on the desk; the others wait in their list. */
const registrationsShown = 5;

/** Of applicants, and of those who have no role yet: who registered an organisation is one of them. */
async function standingOf(db: Querying, actor: AccountActor, today: LocalDate): Promise<Standing | null> {
  const applies = actor.grants.length === 0 || holds(actor, 'applicant');
  // the desk of those who check registrations is for that; their own stand under “Tổ chức của tôi”
  if (!applies || mayCheckRegistrations(actor)) return null;
  return {
    organisations: await organisationsOf(db, actor.id, today),
    registration: await latestRegistrationOf(db, actor.id),
  };
}

async function showDesk(call: Call): Promise<Response> {
  const { actor, language, services } = call;
  if (actor.kind !== 'account') throw notFound();
  const today = localDateOf(services.clock());
  const desk = await deskOf(services.db, actor, today);
  const deputyFor = actsFor(actor);
  // those who prepare consultations are seldom asked, and have a desk full of statements
  const consultations = mayCheckRegistrations(actor)
    ? []
    : await consultationsWaiting(services.db, actor, today);
  const unfinished = mayCheckRegistrations(actor)
    ? await consultationsToFinish(services.db, actor, today)
    : [];
  // whoever follows all of them has the list, where what is owed stands first
  const owed = mayCheckRegistrations(actor)
    ? { rows: [], total: 0 }
    : await owedTargets(services.db, actor, call.language, today, registrationsShown);
  // as with consultations; officers and heads hear of what is late by letter and find it in the list
  const difficulties =
    holds(actor, 'agency_officer', 'leader') && !mayCheckRegistrations(actor)
      ? await difficultiesWaiting(services.db, actor, today)
      : { rows: [], total: 0, late: 0 };
  const standing = await standingOf(services.db, actor, today);
  const registrations = mayCheckRegistrations(actor)
    ? await waitingRegistrations(services.db, registrationsShown)
    : { rows: [], total: 0 };
  const dataRequests = holds(actor, 'administrator')
    ? await openRequests(services.db, registrationsShown)
    : { rows: [], total: 0 };
  const tasks = await taskDesk(services.db, actor, today, call.language);
  const shown = [...desk.waiting, ...desk.drafts, ...desk.onTheirWay].map(({ edition }) => edition);
  await recordDraftLooks(services, actor, shown, 'desk');
  return page(
    call,
    { title: deskTexts(language).plainTitle, active: 'desk', wide: true },
    <DeskPage
      {...{
        language,
        actor,
        desk,
        deputyFor,
        today,
        standing,
        registrations,
        dataRequests,
        consultations,
        difficulties,
        unfinished,
        tasks,
        owed,
      }}
      operator={services.installation.operator}
    />,
  );
}

export const deskRoutes: readonly Route[] = [readPage('desk.show', PATHS.desk, signedIn, showDesk)];
