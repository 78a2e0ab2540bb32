import { localDateOf } from '../../kernel/dates.ts';
import { notFound } from '../../kernel/refusal.ts';
import { deskOf, recordDraftLooks } from '../../modules/catalogue/index.ts';
import { actsFor } from '../../modules/directory/index.ts';
import type { Call } from '../../platform/http/call.ts';
import { type Route, page as readPage, signedIn } from '../../platform/http/route.ts';
import { page } from '../../ui/page.tsx';
import { PATHS } from '../../ui/site-links.ts';
import { deskTexts } from './texts.ts';
import { DeskPage } from './view.tsx';

async function showDesk(call: Call): Promise<Response> {
  const { actor, language, services } = call;
  if (actor.kind !== 'account') throw notFound();
  const today = localDateOf(services.clock());
  const desk = await deskOf(services.db, actor, today);
  const deputyFor = await actsFor(services.db, actor, today);
  const shown = [...desk.waiting, ...desk.drafts, ...desk.onTheirWay].map(({ edition }) => edition);
  await recordDraftLooks(services, actor, shown, 'desk');
  return page(
    call,
    { title: deskTexts(language).plainTitle, active: 'desk', wide: true },
    <DeskPage {...{ language, actor, desk, deputyFor, today }} operator={services.installation.operator} />,
  );
}

export const deskRoutes: readonly Route[] = [readPage('desk.show', PATHS.desk, signedIn, showDesk)];
