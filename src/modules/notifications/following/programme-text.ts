import type { Language } from '../../../kernel/text.ts';
import { formatDate, formatNumber } from '../../../ui/format.ts';
import type { WorkTold } from './programme-news.ts';
import { followingTexts } from './texts.ts';
import type { What } from './what.ts';

interface Told {
  readonly what: What;
  readonly subject: string;
  readonly work: WorkTold;
}

/** What happened to a plan, a task or a target, as a sentence. */
export function programmeSentenceOf(lang: Language, { what, subject, work }: Told): string {
  if (subject === 'plan') return planSentence(lang, what, work);
  const t = followingTexts(lang).work;
  const by = (said: string) => (work.document ? t.by(said, work.document) : `${said}.`);
  const day = work.day === null ? null : formatDate(lang, work.day);
  if (what === 'new') return t.newIn(work.plan);
  if (what === 'amended') return by(t.amended);
  if (what === 'taken_out') return by(t.takenOut);
  if (what === 'opened_again') return t.openedAgain;
  if (what === 'figure') return figureSentence(lang, work, day);
  if (what === 'extended' && day) return by(t.extended(day));
  if (what === 'done' && day) return t.done(day);
  if (what === 'reported') return t.reported;
  if (what === 'overdue' && day) return t.overdue(day);
  if (what === 'owed' && day) return t.owed(day);
  if (what === 'progress')
    return t.progress(day ?? '', work.percent === null ? null : formatNumber(lang, work.percent, 0));
  if (what === 'assigned') return t.assigned(work.agencies.join(', '));
  if (what === 'closed' && day) return by(work.how === 'suspended' ? t.suspended(day) : t.notCarriedOut(day));
  return followingTexts(lang).news.changed;
}

function planSentence(lang: Language, what: What, { day, document }: WorkTold): string {
  const t = followingTexts(lang).work;
  if (what === 'superseded') return document ? t.replacedBy(document) : t.replaced;
  if (what === 'ended') return day ? t.endedOn(formatDate(lang, day)) : t.ended;
  const said: Partial<Readonly<Record<What, string>>> = {
    ...{ published: t.inForce, amended: t.planAmended, withdrawn: t.withdrawn },
    ...{ assigned: t.tasksAssigned, handed_over: t.handedOver },
  };
  return said[what] ?? t.planAmended;
}

function figureSentence(lang: Language, { value, words, unit }: WorkTold, day: string | null): string {
  const t = followingTexts(lang).work;
  const number = value === null ? null : formatNumber(lang, value, 3);
  const amount =
    number === null ? words : !unit ? number : unit.startsWith('%') ? number + unit : `${number} ${unit}`;
  return day ? t.figureOn(amount ?? '', day) : t.figure(amount ?? '');
}
