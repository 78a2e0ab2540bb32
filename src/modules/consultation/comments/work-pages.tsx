import { notFound } from '../../../kernel/refusal.ts';
import { seeOther } from '../../../platform/http/answer.ts';
import type { Call } from '../../../platform/http/call.ts';
import { action, type Route, page as readPage } from '../../../platform/http/route.ts';
import { formatNumber } from '../../../ui/format.ts';
import { page } from '../../../ui/page.tsx';
import { lookAtAccounts, readId } from '../../directory/index.ts';
import { type Failure, failureIn } from '../failure.ts';
import { commentHistory } from '../history.ts';
import { consultationWork } from '../paths.ts';
import { mayDo } from '../policy.ts';
import { findPart, partNames } from '../queries.ts';
import { officers, openWork, readers } from '../work-pages.tsx';
import { consultationWorkTexts } from '../work-texts.ts';
import { showComments } from './checking.ts';
import { asking, filtersIn, named } from './filters.ts';
import { readChosen } from './inputs.ts';
import { findComment, findComments, likeComments, listComments, nextComment } from './queries.ts';
import { deedOf, isUnsaved, type Posted, readPosted } from './work-deeds.ts';
import { CommentList } from './work-list-view.tsx';
import { commentWorkTexts } from './work-texts.ts';
import { CommentWork, type TypedWork } from './work-view.tsx';

const authorsOf = (comments: readonly { readonly author: { readonly id: number } }[]) => [
  ...new Set(comments.map(({ author }) => author.id)),
];

async function listPage(call: Call, failure: Failure | null): Promise<Response> {
  const { services, language: lang, actor, csrfToken } = call;
  const consultation = await openWork(call);
  const filters = filtersIn(call);
  const found = await listComments(services.db, actor, consultation.id, filters);
  await lookAtAccounts(services, actor, 'consultation', authorsOf(found.rows));
  const held = { editionId: consultation.edition?.id ?? null, audience: consultation.audience };
  return page(
    call,
    {
      ...{ title: consultationWorkTexts(lang).comments, active: 'desk', wide: true },
      ...{ status: failure?.status ?? 200, illustrative: consultation.illustrative },
    },
    <CommentList
      {...{ lang, csrfToken, consultation, filters, found, failure }}
      mayShow={consultation.state !== 'published' && mayDo(actor, 'work', held, true)}
      parts={await partNames(services.db, actor, consultation.id)}
    />,
  );
}

async function postList(call: Call): Promise<Response> {
  const form = await call.form();
  const { services, actor, language } = call;
  const id = readId(call, 'id');
  const t = commentWorkTexts(language);
  const chosen = form.all('chon').flatMap((one) => readChosen(one) ?? []);
  try {
    const { shown, left } = await showComments(services, actor, id, chosen);
    const number = (value: number) => formatNumber(language, value, 0);
    const told = [t.shown(number(shown)), ...(left > 0 ? [t.left(number(left))] : [])].join(' ');
    return seeOther(call, asking(consultationWork.comments(id), named(filtersIn(call))), told);
  } catch (error) {
    return listPage(call, failureIn(call, error));
  }
}

/** What a page shows again after something was posted. */
interface Shown {
  readonly failure?: Failure;
  /** What was done, while a reply is typed that is not saved. */
  readonly done?: string;
  readonly typed?: Partial<TypedWork>;
  /** Comments ticked, or found by their numbers. */
  readonly chosen?: readonly number[];
}

async function commentPage(call: Call, shown: Shown): Promise<Response> {
  const { services, language: lang, actor, csrfToken } = call;
  const { db } = services;
  const consultation = await openWork(call);
  const { id, audience, state } = consultation;
  const comment = await findComment(db, actor, id, readId(call, 'comment'));
  await lookAtAccounts(services, actor, 'consultation', authorsOf([comment]));
  const held = { editionId: consultation.edition?.id ?? null, audience };
  const mayAct =
    comment.state === 'sent' && consultation.announcedAt !== null && mayDo(actor, 'work', held, true);
  const filters = filtersIn(call);
  const alike = mayAct ? await likeComments(db, actor, id, comment) : [];
  const more = (shown.chosen ?? []).filter(
    (one) => one !== comment.id && !alike.some((other) => other.id === one),
  );
  return page(
    call,
    {
      ...{ title: consultationWorkTexts(lang).comment(comment.id), active: 'desk', wide: true },
      ...{
        status: shown.failure?.status ?? 200,
        illustrative: consultation.illustrative || comment.illustrative,
      },
    },
    <CommentWork
      {...{ lang, csrfToken, consultation, comment, mayAct, filters }}
      mayHide={mayAct && (state !== 'published' || mayDo(actor, 'publish', held, true))}
      part={comment.part > 0 ? await findPart(db, actor, id, comment.part) : null}
      next={await nextComment(db, actor, id, filters, comment)}
      alike={[...alike, ...(mayAct ? await findComments(db, actor, id, more) : [])]}
      history={await commentHistory(db, actor, id, comment.id)}
      refused={shown.failure ?? null}
      typed={shown.typed ?? {}}
      chosen={shown.chosen ?? []}
      done={shown.done ?? null}
    />,
  );
}

async function postComment(call: Call): Promise<Response> {
  const form = await call.form();
  const { services, actor, language } = call;
  const posted = readPosted(form, { id: readId(call, 'id'), comment: readId(call, 'comment') });
  const deed = deedOf(posted);
  if (!deed) throw notFound();
  const sent = new Set(form.names());
  const typed = Object.fromEntries(Object.entries(posted.typed).filter(([name]) => sent.has(name)));
  const chosen = posted.others.map((other) => other.id);
  try {
    const { told, saves, found } = await deed(services, actor, language);
    if (found) return commentPage(call, { typed: { ...typed, so: '' }, chosen: [...chosen, ...found] });
    if (!saves && (await leavesReply(call, posted)))
      return commentPage(call, { typed: { ...typed, note: '' }, done: told });
    const path = consultationWork.comment(posted.id, posted.comment);
    return seeOther(call, asking(path, named(filtersIn(call))), told);
  } catch (error) {
    return commentPage(call, { failure: failureIn(call, error), typed, chosen });
  }
}

/** Whether the form held a reply that what was pressed has not saved. */
async function leavesReply({ services, actor }: Call, posted: Posted): Promise<boolean> {
  if (posted.typed.outcome === '' && posted.typed.reply === '') return false;
  return isUnsaved(posted.typed, await findComment(services.db, actor, posted.id, posted.comment));
}

/** What officers do with comments. */
export const commentWorkRoutes: readonly Route[] = [
  readPage('consultation.comments', '/ban-lam-viec/lay-y-kien/:id/y-kien', readers, (call) =>
    listPage(call, null),
  ),
  action('consultation.show_comments', '/ban-lam-viec/lay-y-kien/:id/y-kien', officers, postList),
  readPage('consultation.comment', '/ban-lam-viec/lay-y-kien/:id/y-kien/:comment', readers, (call) =>
    commentPage(call, {}),
  ),
  action(
    'consultation.work_on_comment',
    '/ban-lam-viec/lay-y-kien/:id/y-kien/:comment',
    officers,
    postComment,
  ),
];
