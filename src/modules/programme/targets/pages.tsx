import { notFound } from '../../../kernel/refusal.ts';
import type { Call } from '../../../platform/http/call.ts';
import { readPageNumber } from '../../../platform/http/page-number.ts';
import { download, onlyFor, type Route, page as readPage } from '../../../platform/http/route.ts';
import { page } from '../../../ui/page.tsx';
import { readId } from '../../directory/index.ts';
import { fileAnswer } from '../../documents/index.ts';
import { difficultiesOf } from '../difficulties/queries.ts';
import { decidesDirectives } from '../directives/policy.ts';
import { lineageOf } from '../links/lineage.ts';
import { inspected } from '../looks.ts';
import { programmeWork } from '../paths.ts';
import { actsForAgency, agenciesOf, mayDo, programmeReaders } from '../policy.ts';
import { chartsOf } from './chart.ts';
import { targetFormRoutes } from './form-pages.tsx';
import {
  countFacets,
  listTargets,
  type TargetFacet,
  type TargetFilters,
  targetFacets,
} from './list-queries.ts';
import { TargetList } from './list-view.tsx';
import { loadTargets } from './load.ts';
import { actualsOf, answersFor, findTarget, planHeld, targetHistory } from './queries.ts';
import { readTargetRules } from './rules.ts';
import { targetRuleRoutes } from './rules-pages.tsx';
import { ownerFor } from './store.ts';
import { TargetPage } from './target-view.tsx';
import { targetTexts } from './texts.ts';

const readers = onlyFor(...programmeReaders);

function filtersOf(call: Call): TargetFilters {
  const chosen = Object.fromEntries(
    targetFacets.map((facet) => [facet, call.queries(facet).map((value) => value.slice(0, 100))]),
  ) as Record<TargetFacet, string[]>;
  return {
    ...{ chosen, owed: call.query('no') === '1', text: call.query('q').slice(0, 200) },
    page: readPageNumber(call.query('trang')),
  };
}

async function showList(call: Call): Promise<Response> {
  const { services, actor, language: lang, today } = call;
  const filters = filtersOf(call);
  const { db } = services;
  return page(
    call,
    { title: targetTexts(lang).title, active: 'desk' },
    <TargetList
      {...{ lang, today, filters }}
      found={await listTargets(db, actor, lang, filters, today)}
      counts={await countFacets(db, actor, lang, filters, today)}
      mine={!mayDo(actor, 'read', null)}
      mayRule={mayDo(actor, 'decide', null)}
    />,
  );
}

async function showTarget(call: Call): Promise<Response> {
  const { services, actor, language: lang, today } = call;
  const { db } = services;
  const target = await findTarget(db, actor, readId(call, 'id'), lang);
  const [loaded] = await loadTargets(db, [target.id], today);
  const plan = planHeld(target);
  const follows = mayDo(actor, 'edit', plan);
  return page(
    call,
    {
      ...{ title: target.name, titleLang: 'vi', active: 'desk', wide: true, charts: true },
      illustrative: target.plan.illustrative,
    },
    <TargetPage
      {...{ lang, today, target }}
      charts={loaded ? chartsOf(lang, loaded, await readTargetRules(db)) : []}
      actuals={await actualsOf(db, target.id, lang)}
      history={await targetHistory(db, target.id)}
      difficulties={await difficultiesOf(db, actor, { targetId: target.id })}
      lineage={await lineageOf(db, { kind: 'target', id: target.id }, mayDo(actor, 'read', null))}
      mayRaise={agenciesOf(actor).length > 0}
      mayDirect={decidesDirectives(actor) && target.plan.state === 'in_force'}
      may={{ enter: follows || answersFor(actor, target), set: follows, end: mayDo(actor, 'decide', plan) }}
      mayCorrect={(organisationId) =>
        follows ||
        actsForAgency(actor, organisationId) ||
        ownerFor(actor, target.owners, organisationId) !== null
      }
    />,
  );
}

async function sendFile(call: Call): Promise<Response> {
  const { services, actor } = call;
  const target = await findTarget(services.db, actor, readId(call, 'id'), call.language);
  const [figure] = await actualsOf(services.db, target.id, call.language, readId(call, 'figure'));
  if (!figure?.file) throw notFound();
  return fileAnswer(call, figure.file, false);
}

export const targetRoutes: readonly Route[] = [
  readPage('target.list', programmeWork.targets, readers, showList),
  ...targetRuleRoutes,
  inspected('target', readPage('target.show', '/ban-lam-viec/chi-tieu/:id', readers, showTarget)),
  inspected(
    'target',
    download('target.file', '/ban-lam-viec/chi-tieu/:id/so-lieu/:figure/tep', readers, sendFile),
  ),
  ...targetFormRoutes,
];
