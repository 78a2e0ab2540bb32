import type { Call } from '../../../platform/http/call.ts';
import { readPageNumber } from '../../../platform/http/page-number.ts';
import { onlyFor, page as pageRoute, type Route, signedIn } from '../../../platform/http/route.ts';
import { page } from '../../../ui/page.tsx';
import { directoryPaths } from '../paths.ts';
import { personOf } from '../sessions/person-of.ts';
import { lookPages, looksAt, pageOfLooks } from './looks.ts';
import { lookTexts } from './texts.ts';
import { AllLooks, MyLooks, pageCode } from './views.tsx';

export const lookRoutes: readonly Route[] = [
  { ...pageRoute('look.mine', directoryPaths.myLooks, signedIn, showMine), beforeFactor: true },
  pageRoute('look.list', directoryPaths.looks, onlyFor('administrator', 'inspector'), showAll),
];

async function showMine(call: Call): Promise<Response> {
  const { language: lang, services } = call;
  const number = readPageNumber(call.query('trang'));
  const found = await looksAt(services.db, personOf(call).id, number);
  const { operator } = services.installation;
  return page(
    call,
    { title: lookTexts(lang).mine, wide: true },
    <MyLooks {...{ lang, ...found, page: number, operator }} />,
  );
}

async function showAll(call: Call): Promise<Response> {
  const { language: lang, services } = call;
  const asked = call.query('o');
  const query = {
    q: call.query('q').trim().slice(0, 200),
    page: lookPages.find((one) => pageCode(one) === asked) ?? null,
  };
  const number = readPageNumber(call.query('trang'));
  const found = await pageOfLooks(services.db, query, number);
  const { operator } = services.installation;
  return page(
    call,
    {
      ...{ title: lookTexts(lang).all, wide: true },
      illustrative: found.rows.some(({ illustrative }) => illustrative),
    },
    <AllLooks {...{ lang, query, ...found, number, operator }} />,
  );
}
