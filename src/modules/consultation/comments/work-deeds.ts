import type { Actor } from '../../../kernel/actor.ts';
import type { Language } from '../../../kernel/text.ts';
import type { FormFields } from '../../../platform/http/form.ts';
import type { Services } from '../../../platform/services.ts';
import { formatNumber } from '../../../ui/format.ts';
import { readLines } from '../../catalogue/index.ts';
import { versionIn } from '../posted.ts';
import { consultationWorkTexts } from '../work-texts.ts';
import type { Comment } from './comment.ts';
import { type ReadComment, readChosen, readNumbers, refuseUnfound } from './inputs.ts';
import { findComments } from './queries.ts';
import { joinReply, moderateComment, putTogether, replyToComment, takeApart } from './replies.ts';
import { commentWorkTexts } from './work-texts.ts';
import type { TypedWork } from './work-view.tsx';

/** What the page of a comment posts: one form, whatever is pressed. */
export interface Posted {
  readonly id: number;
  readonly comment: number;
  readonly pressed: string;
  readonly typed: TypedWork;
  /** Of the reply. */
  readonly version: number;
  /** Of the comment. */
  readonly read: number;
  /** Comments alike that were ticked. */
  readonly others: readonly ReadComment[];
}

export function readPosted(
  form: FormFields,
  { id, comment }: { readonly id: number; readonly comment: number },
): Posted {
  // where nothing is answered any longer the form holds the version of the comment alone
  const read = versionIn(form, form.names().includes('comment') ? 'comment' : 'version');
  return {
    ...{ id, comment, read, pressed: form.get('do'), version: versionIn(form) },
    typed: {
      ...{ outcome: form.get('outcome'), reply: form.get('reply') },
      ...{ note: form.get('note'), so: form.get('so') },
    },
    others: form.all('chung').flatMap((one) => readChosen(one) ?? []),
  };
}

export function isUnsaved(typed: TypedWork, { reply }: Comment): boolean {
  return typed.outcome !== (reply?.outcome ?? '') || readLines(typed.reply) !== (reply?.body ?? '');
}

interface Done {
  readonly told: string;
  /** The reply as typed was saved, or given up for another one. */
  readonly saves: boolean;
  /** Comments found by their numbers, to be read before anything is done with them. */
  readonly found?: readonly number[];
}

type Deed = (services: Services, actor: Actor, language: Language) => Promise<Done>;

/** What was pressed; null: nothing that was offered. */
export function deedOf(posted: Posted): Deed | null {
  const [, used] = /^theo-(.+)$/.exec(posted.pressed) ?? [];
  const reply = used ? readChosen(used) : null;
  return reply ? join(posted, reply) : (deeds[posted.pressed]?.(posted) ?? null);
}

const deeds: Readonly<Record<string, (posted: Posted) => Deed>> = {
  hien: (posted) => moderate(posted, true),
  an: (posted) => moderate(posted, false),
  'tra-loi': (posted) => answer(posted, false),
  'tra-loi-hien': (posted) => answer(posted, true),
  gop: gather,
  tim: find,
  tach: apart,
};

function moderate({ id, comment, typed, read }: Posted, show: boolean): Deed {
  return async (services, actor, language) => {
    await moderateComment(services, actor, id, comment, { show, note: typed.note, version: read });
    const t = consultationWorkTexts(language);
    return { told: show ? t.shown : t.hidden, saves: false };
  };
}

function answer({ id, comment, typed, version, read }: Posted, show: boolean): Deed {
  return async (services, actor, language) => {
    await replyToComment(services, actor, id, comment, { ...typed, version, comment: read, show });
    const told = show ? commentWorkTexts(language).repliedAndShown : consultationWorkTexts(language).replied;
    return { told, saves: true };
  };
}

function gather({ id, comment, others }: Posted): Deed {
  return async (services, actor, language) => {
    const added = await putTogether(services, actor, id, comment, others);
    const t = consultationWorkTexts(language);
    return { told: added > 0 ? t.gathered(formatNumber(language, added, 0)) : t.gatheredNone, saves: false };
  };
}

function find({ id, typed }: Posted): Deed {
  return async ({ db }, actor) => {
    const asked = readNumbers(typed.so);
    refuseUnfound(asked, await findComments(db, actor, id, asked));
    return { told: '', saves: false, found: asked };
  };
}

function apart({ id, comment }: Posted): Deed {
  return async (services, actor, language) => {
    await takeApart(services, actor, id, comment);
    return { told: consultationWorkTexts(language).apartDone, saves: true };
  };
}

function join({ id, comment, read }: Posted, reply: ReadComment): Deed {
  return async (services, actor, language) => {
    await joinReply(services, actor, id, comment, { comment: read, reply });
    return { told: commentWorkTexts(language).joined, saves: true };
  };
}
