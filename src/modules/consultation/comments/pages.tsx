import { randomUUID } from 'node:crypto';
import { notFound } from '../../../kernel/refusal.ts';
import { seeOther, takenCookie } from '../../../platform/http/answer.ts';
import type { Call } from '../../../platform/http/call.ts';
import type { FormFields } from '../../../platform/http/form.ts';
import { readPageNumber } from '../../../platform/http/page-number.ts';
import { action, type Route, page as readPage, signedIn } from '../../../platform/http/route.ts';
import { page } from '../../../ui/page.tsx';
import { localPath, PATHS } from '../../../ui/site-links.ts';
import { personOf, readId } from '../../directory/index.ts';
import type { Consultation } from '../consultation.ts';
import { phaseOn } from '../consultation.ts';
import { findPartBeside } from '../draft-text.ts';
import { autosaved, type Failure, failureIn } from '../failure.ts';
import { consultationPaths } from '../paths.ts';
import { readersOfParts, speaksFor } from '../policy.ts';
import { versionIn } from '../posted.ts';
import { openOne } from '../public-pages.tsx';
import { commentedOn, partNames } from '../queries.ts';
import { consultationTexts } from '../texts.ts';
import { changeComment, draftsOf, keepDraft, sendComment, withdrawComment } from './commands.ts';
import type { Comment } from './comment.ts';
import { CommentedOn, MyComments } from './comment-view.tsx';
import { CommentForm } from './form-view.tsx';
import type { TypedComment } from './inputs.ts';
import { findOwnComment, ownComments, speakingFor } from './queries.ts';
import { SentBefore } from './sent-before.ts';

interface Shown {
  /** `as` absent: nobody has chosen yet. */
  readonly values: Omit<TypedComment, 'as'> & { readonly as?: string };
  readonly failure?: Failure;
  readonly formKey?: string;
  /** The comment that is changed; absent: a new one. */
  readonly comment?: Comment;
  /** What was sent before, where nothing was sent now. */
  readonly before?: { readonly comment: Comment; readonly mayReplace: boolean };
  /** Positions of other parts for which words wait that were not sent. */
  readonly drafts?: readonly string[];
}

function askedPart(call: Call): string | null {
  const asked = call.query('phan');
  return /^\d{1,6}$/.test(asked) ? String(Number(asked)) : null;
}

async function formPage(call: Call, consultation: Consultation, shown: Shown): Promise<Response> {
  const { services, language: lang, csrfToken, today } = call;
  const actor = personOf(call);
  const t = consultationTexts(lang).form;
  const speaking = shown.comment ? [] : await speakingFor(services.db, actor, consultation.id);
  // an agency is asked for its own opinion, not for its officer's; who writes for one organisation seldom means themselves
  const likely = speaking.find((one) => one.asked) ?? (speaking.length === 1 ? speaking[0] : undefined);
  const parts = await partNames(services.db, readersOfParts, consultation.id);
  const part = askedPart(call);
  const given = part === '0' || parts.some(({ position }) => String(position) === part);
  const position = /^[1-9]\d{0,5}$/.test(shown.values.part) ? Number(shown.values.part) : null;
  return page(
    call,
    {
      ...{ title: shown.comment ? t.change : t.title, illustrative: consultation.illustrative },
      status: shown.failure?.status ?? 200,
    },
    <CommentForm
      {...{ lang, csrfToken, actor, consultation, today }}
      phase={phaseOn(consultation, today)}
      comment={shown.comment ?? null}
      mayChange={!shown.comment?.organisationId || speaksFor(actor, shown.comment.organisationId)}
      values={{ as: likely ? String(likely.id) : '', ...shown.values }}
      failure={shown.failure ?? null}
      formKey={shown.formKey ?? randomUUID()}
      before={shown.before ?? null}
      drafts={shown.drafts ?? []}
      partGiven={given && !shown.comment && shown.values.part === part}
      beside={
        position === null
          ? null
          : await findPartBeside(services.db, readersOfParts, consultation.id, position)
      }
      parts={parts}
      speaking={speaking}
    />,
  );
}

async function showForm(call: Call): Promise<Response> {
  const consultation = await openOne(call);
  const kept = await draftsOf(call.services, personOf(call), consultation.id);
  const asked = askedPart(call);
  const own = asked === null ? kept[0] : kept.find(({ part }) => part === asked);
  const values = own ?? { part: asked ?? '0', kind: '', body: '', proposed: '' };
  const drafts = kept.filter((one) => one !== own).map(({ part }) => part);
  return formPage(call, consultation, { values, drafts });
}

function typedIn(form: FormFields): TypedComment {
  return {
    ...{ part: form.get('part'), kind: form.get('kind'), body: form.get('body') },
    ...{ proposed: form.get('proposed'), as: form.get('as') },
  };
}

async function postComment(call: Call): Promise<Response> {
  const form = await call.form();
  const values = typedIn(form);
  const id = readId(call, 'id');
  const person = personOf(call);
  if (call.request.headers.get('x-autosave') === '1')
    return autosaved(call, () => keepDraft(call.services, person, id, values));
  const consultation = await openOne(call);
  const formKey = form.get('khoa').slice(0, 60) || randomUUID();
  try {
    await sendComment(call.services, person, id, { ...values, key: formKey });
    return taken(call, id, consultationTexts(call.language).form.sent);
  } catch (error) {
    const failure = failureIn(call, error);
    if (!(error instanceof SentBefore)) return formPage(call, consultation, { values, formKey, failure });
    const comment = await findOwnComment(call.services.db, person, id, error.comment);
    // a new key: sent again it is another comment
    return formPage(call, consultation, {
      ...{ values, failure, before: { comment, mayReplace: error.mayReplace } },
    });
  }
}

function taken(
  call: Call,
  id: number,
  notice: string,
  form = `${call.url.pathname}${call.url.search}`,
): Response {
  const response = seeOther(call, consultationPaths.mine(id), notice);
  response.headers.append('set-cookie', takenCookie(call.services.config, form));
  return response;
}

async function showMine(call: Call): Promise<Response> {
  const { language: lang, today, services } = call;
  const actor = personOf(call);
  const consultation = await openOne(call);
  const asked = readPageNumber(call.query('trang'));
  return page(
    call,
    { title: consultationTexts(lang).mine.title, illustrative: consultation.illustrative },
    <MyComments
      {...{ lang, consultation }}
      open={phaseOn(consultation, today) === 'open'}
      found={await ownComments(services.db, actor, consultation.id, asked)}
      page={asked}
      mayChange={({ organisationId }) => organisationId === null || speaksFor(actor, organisationId)}
    />,
  );
}

async function showAllMine(call: Call): Promise<Response> {
  const { language: lang, today, services } = call;
  const asked = readPageNumber(call.query('trang'));
  const found = await commentedOn(services.db, personOf(call), asked);
  return page(
    call,
    {
      title: consultationTexts(lang).mine.all,
      illustrative: found.rows.some(({ illustrative }) => illustrative),
    },
    <CommentedOn {...{ lang, today, found }} page={asked} />,
  );
}

async function ownComment(call: Call, consultation: Consultation): Promise<Comment> {
  return findOwnComment(call.services.db, personOf(call), consultation.id, readId(call, 'comment'));
}

async function showOwn(call: Call): Promise<Response> {
  const consultation = await openOne(call);
  const comment = await ownComment(call, consultation);
  const { kind, body } = comment;
  const values = { part: String(comment.part), kind, body, proposed: comment.proposed ?? '' };
  return formPage(call, consultation, { comment, values });
}

async function postOwn(call: Call): Promise<Response> {
  const form = await call.form();
  const values = typedIn(form);
  const consultation = await openOne(call);
  const comment = await ownComment(call, consultation);
  const { services, language } = call;
  const person = personOf(call);
  const t = consultationTexts(language);
  const deed = form.get('do');
  if (deed !== 'luu' && deed !== 'rut') throw notFound();
  try {
    if (deed === 'rut') {
      await withdrawComment(services, person, consultation.id, comment.id);
      return seeOther(call, consultationPaths.mine(consultation.id), t.mine.withdrawn);
    }
    // typed in the form of a new comment, which was sent before
    const typedAnew = form.get('khoa') !== '';
    await changeComment(services, person, consultation.id, comment.id, {
      ...{ ...values, version: versionIn(form), typedAnew },
    });
    const from = localPath(language, `${consultationPaths.comment(consultation.id)}${call.url.search}`);
    return taken(call, consultation.id, t.form.saved, typedAnew ? from : undefined);
  } catch (error) {
    return formPage(call, consultation, { comment, values, failure: failureIn(call, error) });
  }
}

/** Commenting, and what became of one's comments. */
export const commentRoutes: readonly Route[] = [
  readPage('consultation.comment_form', '/lay-y-kien/:id/gop-y', signedIn, showForm),
  action('consultation.send_comment', '/lay-y-kien/:id/gop-y', signedIn, postComment),
  readPage('consultation.mine', '/lay-y-kien/:id/y-kien-cua-toi', signedIn, showMine),
  readPage('consultation.all_mine', PATHS.comments, signedIn, showAllMine),
  readPage('consultation.own', '/lay-y-kien/:id/y-kien-cua-toi/:comment', signedIn, showOwn),
  action('consultation.change_own', '/lay-y-kien/:id/y-kien-cua-toi/:comment', signedIn, postOwn),
];
