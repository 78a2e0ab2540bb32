import { notFound } from '../../../kernel/refusal.ts';
import { seeOther } from '../../../platform/http/answer.ts';
import type { Call } from '../../../platform/http/call.ts';
import { readPageNumber } from '../../../platform/http/page-number.ts';
import { action, type Route, page as readPage } from '../../../platform/http/route.ts';
import { formatNumber } from '../../../ui/format.ts';
import { page } from '../../../ui/page.tsx';
import { lookAtAccounts, readId } from '../../directory/index.ts';
import { type Failure, failureIn } from '../failure.ts';
import { consultationWork } from '../paths.ts';
import { mayDo } from '../policy.ts';
import { versionIn } from '../posted.ts';
import { partNames } from '../queries.ts';
import { officers, openWork, readers } from '../work-pages.tsx';
import { consultationWorkTexts } from '../work-texts.ts';
import { commentKinds } from './comment.ts';
import { readChosen } from './inputs.ts';
import { type CommentFilters, findComment, likeComments, listComments, listedComments } from './queries.ts';
import { moderateComment, putTogether, replyToComment, takeApart } from './replies.ts';
import { CommentList } from './work-list-view.tsx';
import { CommentWork, type TypedWork } from './work-view.tsx';

const authorsOf = (comments: readonly { readonly author: { readonly id: number } }[]) => [
  ...new Set(comments.map(({ author }) => author.id)),
];

async function showList(call: Call): Promise<Response> {
  const { services, language: lang, actor } = call;
  const consultation = await openWork(call);
  const part = call.query('phan');
  const filters: CommentFilters = {
    text: call.query('q').slice(0, 200),
    state: listedComments.find((one) => one === call.query('trang-thai')) ?? 'open',
    part: /^\d{1,6}$/.test(part) ? Number(part) : null,
    kinds: commentKinds.filter((kind) => call.queries('loai').includes(kind)),
    page: readPageNumber(call.query('trang')),
  };
  const found = await listComments(services.db, actor, consultation.id, filters);
  await lookAtAccounts(services, actor, 'consultation', authorsOf(found.rows));
  return page(
    call,
    {
      ...{ title: consultationWorkTexts(lang).comments, active: 'desk', wide: true },
      illustrative: consultation.illustrative,
    },
    <CommentList
      {...{ lang, consultation, filters, found }}
      parts={await partNames(services.db, actor, consultation.id)}
    />,
  );
}

async function commentPage(
  call: Call,
  refused: (Failure & { readonly values: Partial<TypedWork> }) | null,
): Promise<Response> {
  const { services, language: lang, actor, csrfToken } = call;
  const consultation = await openWork(call);
  const comment = await findComment(services.db, actor, consultation.id, readId(call, 'comment'));
  await lookAtAccounts(services, actor, 'consultation', authorsOf([comment]));
  const held = { editionId: consultation.edition?.id ?? null, audience: consultation.audience };
  const mayAct =
    comment.state === 'sent' && consultation.announcedAt !== null && mayDo(actor, 'work', held, true);
  return page(
    call,
    {
      ...{ title: consultationWorkTexts(lang).comment(comment.id), active: 'desk', wide: true },
      ...{ status: refused?.status ?? 200, illustrative: consultation.illustrative || comment.illustrative },
    },
    <CommentWork
      {...{ lang, csrfToken, consultation, comment, mayAct, refused }}
      alike={mayAct ? await likeComments(services.db, actor, consultation.id, comment) : []}
    />,
  );
}

async function postComment(call: Call): Promise<Response> {
  const form = await call.form();
  const { services, actor, language } = call;
  const id = readId(call, 'id');
  const comment = readId(call, 'comment');
  const t = consultationWorkTexts(language);
  const chung = form.all('chung').slice(0, 200);
  const typed = { outcome: form.get('outcome'), reply: form.get('reply'), note: form.get('note'), chung };
  const version = versionIn(form);
  const others = chung.flatMap((one) => readChosen(one) ?? []);
  const moderate = (show: boolean) =>
    moderateComment(services, actor, id, comment, { show, note: typed.note, version });
  const deeds: Readonly<Record<string, () => Promise<string>>> = {
    hien: () => moderate(true).then(() => t.shown),
    an: () => moderate(false).then(() => t.hidden),
    'tra-loi': () =>
      replyToComment(services, actor, id, comment, {
        ...{ ...typed, version, comment: versionIn(form, 'comment') },
      }).then(() => t.replied),
    gop: () =>
      putTogether(services, actor, id, comment, others).then((added) =>
        added > 0 ? t.gathered(formatNumber(language, added, 0)) : t.gatheredNone,
      ),
    tach: () => takeApart(services, actor, id, comment).then(() => t.apartDone),
  };
  const deed = deeds[form.get('do')];
  if (!deed) throw notFound();
  try {
    return seeOther(call, consultationWork.comment(id, comment), await deed());
  } catch (error) {
    const sent = new Set(form.names());
    const values = Object.fromEntries(Object.entries(typed).filter(([name]) => sent.has(name)));
    return commentPage(call, { ...failureIn(call, error), values });
  }
}

/** What officers do with comments. */
export const commentWorkRoutes: readonly Route[] = [
  readPage('consultation.comments', '/ban-lam-viec/lay-y-kien/:id/y-kien', readers, showList),
  readPage('consultation.comment', '/ban-lam-viec/lay-y-kien/:id/y-kien/:comment', readers, (call) =>
    commentPage(call, null),
  ),
  action(
    'consultation.work_on_comment',
    '/ban-lam-viec/lay-y-kien/:id/y-kien/:comment',
    officers,
    postComment,
  ),
];
