import { notFound } from '../../../kernel/refusal.ts';
import type { Call } from '../../../platform/http/call.ts';
import { readPageNumber } from '../../../platform/http/page-number.ts';
import { publicPage, type Route } from '../../../platform/http/route.ts';
import { page } from '../../../ui/page.tsx';
import { isCode } from '../public-entry.ts';
import { listTold } from './public-list.ts';
import { ToldListPage } from './public-view.tsx';
import { outcomeFilters } from './queries.ts';
import { toldTexts } from './texts.ts';

/** What became of the entries of an edition. */
async function showTold(call: Call): Promise<Response> {
  const { language: lang } = call;
  const code = call.param('code');
  const filters = {
    text: call.query('q').replaceAll('\u0000', '').slice(0, 200),
    outcome: outcomeFilters.find((filter) => filter === call.query('ket-qua')) ?? null,
    page: readPageNumber(call.query('trang')),
  };
  const list = isCode(code)
    ? await call.reads.remember(`told ${code} ${JSON.stringify(filters)}`, () =>
        listTold(call.services.db, code, filters),
      )
    : null;
  if (!list) throw notFound();
  const t = toldTexts(lang);
  return page(
    call,
    {
      title: t.title(code),
      description: t.lead,
      active: list.edition.kind,
      illustrative: list.edition.illustrative || list.items.some(({ illustrative }) => illustrative),
    },
    <ToldListPage {...{ lang, list, filters }} />,
  );
}

export const publicOutcomeRoutes: readonly Route[] = [
  publicPage('edition.outcomes', '/danh-muc/:code', showTold),
];
