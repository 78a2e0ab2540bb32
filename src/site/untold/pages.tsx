import { holds } from '../../kernel/actor.ts';
import { readId } from '../../modules/directory/index.ts';
import { listUntold, passOver, tellAgain } from '../../modules/notifications/index.ts';
import { seeOther } from '../../platform/http/answer.ts';
import type { Call } from '../../platform/http/call.ts';
import { readPageNumber } from '../../platform/http/page-number.ts';
import { action, gravely, onlyFor, page as pageRoute, type Route } from '../../platform/http/route.ts';
import { page } from '../../ui/page.tsx';
import { sentenceOf } from '../audit/index.ts';
import { mailPaths } from '../mail/index.ts';
import { untoldTexts } from './texts.ts';
import { UntoldPage } from './view.tsx';

const administrators = onlyFor('administrator');

export const untoldRoutes: readonly Route[] = [
  pageRoute('untold.list', mailPaths.untold, administrators, showUntold),
  action('untold.tell_again', '/quan-tri/su-kien-chua-bao/:seq/thu-lai', administrators, again),
  // nobody can be told afterwards
  gravely(action('untold.pass_over', '/quan-tri/su-kien-chua-bao/:seq/bo-qua', administrators, pass)),
];

async function showUntold(call: Call): Promise<Response> {
  const { language: lang, services, csrfToken, actor } = call;
  const number = readPageNumber(call.query('trang'));
  const { rows, total } = await listUntold(services.db, number);
  const nothing = { fileName: null, scopeName: null, deputyName: null };
  const told = rows.map((row) => ({ ...row, sentence: sentenceOf(row.name, row.facts, nothing) }));
  const inspects = holds(actor, 'inspector');
  return page(
    call,
    { title: untoldTexts(lang).title, wide: true },
    <UntoldPage {...{ lang, csrfToken, inspects, total }} rows={told} page={number} />,
  );
}

async function again(call: Call): Promise<Response> {
  await call.form();
  const outcome = await tellAgain(call.services, call.actor, readId(call, 'seq'));
  return seeOther(call, mailPaths.untold, untoldTexts(call.language)[outcome]);
}

async function pass(call: Call): Promise<Response> {
  await call.form();
  await passOver(call.services, call.actor, readId(call, 'seq'));
  return seeOther(call, mailPaths.untold, untoldTexts(call.language).passed);
}
