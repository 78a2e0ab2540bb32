import { localDateOf, parseLocalDate } from '../../../kernel/dates.ts';
import { notFound } from '../../../kernel/refusal.ts';
import type { Call } from '../../../platform/http/call.ts';
import { readPageNumber } from '../../../platform/http/page-number.ts';
import { publicPage, type Route } from '../../../platform/http/route.ts';
import { formatDate } from '../../../ui/format.ts';
import { Content, contentTitle } from '../../../ui/inline.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { page } from '../../../ui/page.tsx';
import { Breadcrumbs, PageHead } from '../../../ui/page-parts.tsx';
import { localPath } from '../../../ui/site-links.ts';
import { assignmentTexts } from '../assignment/texts.ts';
import { programmePaths } from '../paths.ts';
import { heldOf } from '../plans/store.ts';
import { isPublic } from '../policy.ts';
import { readReading } from '../reading.ts';
import { planOnDay } from './as-of.ts';
import { planDifferences } from './differences.ts';
import { PlanChanges } from './plan-view.tsx';
import { PlanAsOf, PlanDifferences } from './public-view.tsx';
import { planChanges } from './queries.ts';
import { planVersionTexts } from './texts.ts';

async function publicPlan(call: Call) {
  const row = await call.services.db
    .selectFrom('plan')
    .selectAll()
    .where('code', '=', call.param('code').slice(0, 60))
    .executeTakeFirst();
  if (!row || !isPublic(heldOf(row).state)) throw notFound();
  return row;
}

/** What changed between two days, or with `?ngay=` the plan as it stood on one. */
async function showChanges(call: Call): Promise<Response> {
  const { services, language } = call;
  const { db } = services;
  const plan = await publicPlan(call);
  const t = planVersionTexts(language);
  const pageNumber = readPageNumber(call.query('trang'));
  const address = localPath(language, programmePaths.changes(plan.code));
  const asked = call.query('ngay');
  const day = parseLocalDate(asked);
  const today = localDateOf(services.clock());
  const issued = parseLocalDate(plan.in_force_on ?? '') ?? today;
  const [from, to] = [parseLocalDate(call.query('tu')), parseLocalDate(call.query('den'))];
  const wrong = (call.query('tu') !== '' || call.query('den') !== '') && !(from && to && from < to);
  const days = !wrong && from && to ? ([from, to] as const) : ([issued, today] as const);
  const title = day ? t.asOf(formatDate(language, day)) : t.differences;
  const lead = day
    ? plan.title
    : t.differencesLead(formatDate(language, days[0]), formatDate(language, days[1]));
  return page(
    call,
    { ...contentTitle(`${title} – ${plan.title}`), illustrative: plan.illustrative },
    <>
      <Breadcrumbs
        lang={language}
        items={[
          { label: assignmentTexts(language).plans, href: localPath(language, programmePaths.list) },
          { label: plan.code, href: localPath(language, programmePaths.plan(plan.code)) },
        ]}
        here={title}
      />
      <PageHead title={title} lead={<Content lang={language} text={lead} />} />
      {(wrong || (asked !== '' && day === null)) && (
        <Notice lang={language} kind="warning">
          <p>{wrong ? t.wrongDays : t.wrongDay}</p>
        </Notice>
      )}
      {day ? (
        <PlanAsOf
          {...{ language, day, pageNumber, address }}
          found={
            await planOnDay(db, plan.id, day, {
              ...{ page: pageNumber, all: false, reading: await readReading(services.db, services) },
            })
          }
        />
      ) : (
        <PlanDifferences
          {...{ language, days, pageNumber, address }}
          found={await planDifferences(db, plan.id, days, { page: pageNumber, all: false })}
        />
      )}
      <PlanChanges
        {...{ language, code: plan.code }}
        here={day === null}
        changes={await planChanges(db, plan.id, false)}
      />
    </>,
  );
}

export const versionRoutes: readonly Route[] = [
  publicPage('plan.changes', '/ke-hoach/:code/thay-doi', showChanges),
];
