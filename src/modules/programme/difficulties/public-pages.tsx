import { notFound } from '../../../kernel/refusal.ts';
import type { Call } from '../../../platform/http/call.ts';
import { readPageNumber } from '../../../platform/http/page-number.ts';
import { publicPage, type Route } from '../../../platform/http/route.ts';
import { contentTitle } from '../../../ui/inline.tsx';
import { page } from '../../../ui/page.tsx';
import { programmePaths } from '../paths.ts';
import { publicDifficulties, publicDifficulty } from './public.ts';
import { PublicDifficultiesPage, PublicDifficultyPage } from './public-view.tsx';
import { difficultyTexts } from './texts.ts';

async function showAll(call: Call): Promise<Response> {
  const { services, language: lang } = call;
  const text = call.query('q').slice(0, 200);
  const at = readPageNumber(call.query('trang'));
  const found = await publicDifficulties(services.db, { text, page: at });
  if (text) call.searched(text, found.total > 0);
  const t = difficultyTexts(lang);
  return page(
    call,
    {
      ...{ title: t.publicTitle, description: t.publicLead },
      illustrative: found.items.some((one) => one.illustrative),
    },
    <PublicDifficultiesPage {...{ lang, found, text, page: at }} />,
  );
}

async function showOne(call: Call): Promise<Response> {
  const difficulty = await publicDifficulty(call.services.db, call.param('code'));
  if (!difficulty) throw notFound();
  return page(
    call,
    { ...contentTitle(difficulty.title), illustrative: difficulty.illustrative },
    <PublicDifficultyPage lang={call.language} difficulty={difficulty} />,
  );
}

/** Before the pages of plans, whose codes stand in the same place. */
export const publicDifficultyRoutes: readonly Route[] = [
  publicPage('difficulties.list', programmePaths.difficulties, showAll),
  publicPage('difficulties.one', '/ke-hoach/kho-khan/:code', showOne),
];
