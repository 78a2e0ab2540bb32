import type { Call } from '../../../platform/http/call.ts';
import { readPageNumber } from '../../../platform/http/page-number.ts';
import { page as pageRoute, type Route, signedIn } from '../../../platform/http/route.ts';
import { page } from '../../../ui/page.tsx';
import { directoryPaths } from '../paths.ts';
import { personOf } from '../sessions/person-of.ts';
import { pageOfSignIns } from './queries.ts';
import { signInTexts } from './texts.ts';
import { SignInHistory } from './views.tsx';

const pageSize = 30;

export const signInRoutes: readonly Route[] = [
  { ...pageRoute('sign_in.mine', directoryPaths.mySignIns, signedIn, showHistory), beforeFactor: true },
];

async function showHistory(call: Call): Promise<Response> {
  const { language: lang, services } = call;
  const number = readPageNumber(call.query('trang'));
  const found = await pageOfSignIns(services.db, personOf(call).id, { number, size: pageSize });
  return page(
    call,
    { title: signInTexts(lang).history, wide: true },
    <SignInHistory lang={lang} signIns={found.rows} total={found.total} page={number} pageSize={pageSize} />,
  );
}
