import { seeOther } from '../../../platform/http/answer.ts';
import type { Call } from '../../../platform/http/call.ts';
import { readPageNumber } from '../../../platform/http/page-number.ts';
import { action, download, onlyFor, type Route, page as readPage } from '../../../platform/http/route.ts';
import { page } from '../../../ui/page.tsx';
import { type FormFailure, lookAtAccounts, readId, statedFailure } from '../../directory/index.ts';
import { lookedOver } from '../looks.ts';
import { programmeWork } from '../paths.ts';
import { mayDo, programmeReaders } from '../policy.ts';
import { urgingLevels } from './engine.ts';
import { explainRoutes } from './explain-pages.tsx';
import { agenciesWithHeads, nameHeads, officersToChoose } from './heads.ts';
import { HeadsForm, HeadsList } from './heads-view.tsx';
import { UrgingList } from './list-view.tsx';
import { listUrging, type UrgingFilters, urgingViews } from './queries.ts';
import {
  readUrgingRules,
  rulesHistory,
  saveUrgingRules,
  type TypedUrgingRules,
  typedRules,
} from './rules.ts';
import { RulesPage } from './rules-view.tsx';
import { urgingSheet } from './sheet.ts';
import { urgingTexts } from './texts.ts';

function filtersIn(call: Call): UrgingFilters {
  const ids = call.queries('co-quan').filter((id) => /^[1-9]\d{0,14}$/.test(id));
  return {
    text: call.query('q').slice(0, 200),
    view: urgingViews.find((view) => view === call.query('xem')) ?? 'late',
    levels: urgingLevels.filter((level) => call.queries('cap').includes(level)),
    agencies: [...new Set(ids.slice(0, 50).map(Number))],
    plans: call
      .queries('ke-hoach')
      .filter((code) => /^KH-[A-Z0-9.-]{1,40}$/.test(code))
      .slice(0, 50),
    page: readPageNumber(call.query('trang')),
  };
}

async function showList(call: Call): Promise<Response> {
  const { services, language: lang, actor, today } = call;
  const filters = filtersIn(call);
  const found = await listUrging(services.db, actor, filters, today);
  return page(
    call,
    {
      ...{ title: urgingTexts(lang).title, active: 'desk', wide: true },
      illustrative: found.rows.some(({ illustrative }) => illustrative),
    },
    <UrgingList
      {...{ lang, today, filters, found }}
      all={mayDo(actor, 'read', null)}
      mayNameHeads={mayDo(actor, 'edit', null)}
      maySetRules={mayDo(actor, 'decide', null)}
    />,
  );
}

async function showHeads(call: Call): Promise<Response> {
  const { services, language: lang } = call;
  const filters = { text: call.query('q').slice(0, 200), page: readPageNumber(call.query('trang')) };
  return page(
    call,
    { title: urgingTexts(lang).headsTitle, active: 'desk' },
    <HeadsList {...{ lang, ...filters }} found={await agenciesWithHeads(services.db, filters)} />,
  );
}

async function headsPage(
  call: Call,
  refused: { readonly chosen: readonly string[]; readonly failure: FormFailure } | null,
): Promise<Response> {
  const { services, language: lang, csrfToken, actor } = call;
  const { agency, officers } = await officersToChoose(services.db, readId(call, 'id'));
  await lookAtAccounts(
    services,
    actor,
    'members',
    officers.map(({ id }) => id),
  );
  const named = officers.filter(({ head }) => head).map(({ id }) => String(id));
  return page(
    call,
    { title: urgingTexts(lang).headsTitle, active: 'desk', status: refused?.failure.status ?? 200 },
    <HeadsForm
      {...{ lang, csrfToken, agency, officers }}
      chosen={refused?.chosen ?? named}
      failure={refused?.failure ?? null}
    />,
  );
}

async function postHeads(call: Call): Promise<Response> {
  const form = await call.form();
  const chosen = form.all('heads').filter((id) => /^[1-9]\d{0,14}$/.test(id));
  try {
    await nameHeads(call.services, call.actor, readId(call, 'id'), chosen.slice(0, 100).map(Number));
  } catch (error) {
    return headsPage(call, { chosen, failure: statedFailure(error, call.language) });
  }
  return seeOther(call, programmeWork.unitHeads, urgingTexts(call.language).headsSaved);
}

async function rulesPage(
  call: Call,
  refused: {
    readonly typed: TypedUrgingRules;
    readonly version: number;
    readonly failure: FormFailure;
  } | null,
): Promise<Response> {
  const { services, language: lang, csrfToken } = call;
  const rules = await readUrgingRules(services.db);
  const history = await rulesHistory(services.db);
  return page(
    call,
    { title: urgingTexts(lang).rulesTitle, active: 'desk', status: refused?.failure.status ?? 200 },
    <RulesPage
      {...{ lang, csrfToken, rules, history }}
      typed={refused?.typed ?? typedRules(rules)}
      // who came second has seen the new rules by now
      version={refused && !refused.failure.conflict ? refused.version : rules.version}
      failure={refused?.failure ?? null}
    />,
  );
}

async function postRules(call: Call): Promise<Response> {
  const form = await call.form();
  const typed: TypedUrgingRules = {
    ...{ before: form.get('before'), onTheDay: form.get('onTheDay'), source: form.get('source') },
    ...{ afterFirst: form.get('afterFirst'), afterEvery: form.get('afterEvery') },
    ...{ officerAfter: form.get('officerAfter'), officerAnswer: form.get('officerAnswer') },
    ...{ unit_headAfter: form.get('unit_headAfter'), unit_headAnswer: form.get('unit_headAnswer') },
    ...{ departmentAfter: form.get('departmentAfter'), departmentAnswer: form.get('departmentAnswer') },
    ...{ leaderAfter: form.get('leaderAfter'), leaderAnswer: form.get('leaderAnswer') },
  };
  const seen = form.get('version');
  const version = /^\d{1,9}$/.test(seen) ? Number(seen) : 0;
  try {
    await saveUrgingRules(call.services, call.actor, typed, version);
  } catch (error) {
    return rulesPage(call, { typed, version, failure: statedFailure(error, call.language) });
  }
  return seeOther(call, programmeWork.urgingRules, urgingTexts(call.language).saved);
}

const readers = onlyFor(...programmeReaders);
const editors = onlyFor('programme_officer', 'programme_head');
const heads = onlyFor('programme_head');

export const urgingRoutes: readonly Route[] = [
  lookedOver('urging', readPage('urging.list', programmeWork.urging, readers, showList)),
  lookedOver(
    'urging',
    download('urging.sheet', programmeWork.urgingSheet, readers, (call) =>
      urgingSheet(call, filtersIn(call)),
    ),
  ),
  readPage('urging.rules', programmeWork.urgingRules, heads, (call) => rulesPage(call, null)),
  action('urging.change_rules', programmeWork.urgingRules, heads, postRules),
  readPage('urging.heads', programmeWork.unitHeads, editors, showHeads),
  readPage('urging.agency_heads', '/ban-lam-viec/don-doc/thu-truong/:id', editors, (call) =>
    headsPage(call, null),
  ),
  action('urging.name_heads', '/ban-lam-viec/don-doc/thu-truong/:id', editors, postHeads),
  ...explainRoutes,
];
