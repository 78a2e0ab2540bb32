import { parseLocalDate } from '../../../kernel/dates.ts';
import type { Language } from '../../../kernel/text.ts';
import { formatDate } from '../../../ui/format.ts';
import { editionUrl, publicEntryPath } from '../../catalogue/index.ts';
import { consultationPaths } from '../../consultation/index.ts';
import { documentPaths } from '../../documents/index.ts';
import { programmePaths } from '../../programme/index.ts';
import { programmeSentenceOf } from './programme-text.ts';
import { shortened } from './shortened.ts';
import { followingTexts } from './texts.ts';
import type { ToldThing } from './told-things.ts';

/** As lists call it. */
export function thingName(lang: Language, thing: ToldThing): string {
  const { subject, code, title, titleEn, context } = thing;
  const shown = lang === 'en' && titleEn ? titleEn : title;
  if (subject === 'consultation') return followingTexts(lang).consultation(shown);
  if (subject === 'plan') return code === shown ? code : `${shortened(shown)} (${code})`;
  if (subject === 'task' || subject === 'target') return `${code} ${shortened(shown)}`;
  if (subject === 'entry') return `${code} ${shown}`;
  if (subject === 'edition') return `${shown} (${code})`;
  return thing.what !== 'replaced' && context ? `${context}: ${shown}` : shown;
}

/** What happened to it, as a sentence of its own; that it is only illustrative, as another. */
export function newsSentence(lang: Language, thing: ToldThing): string {
  const said = sentenceOf(lang, thing);
  return thing.illustrative ? `${said} ${followingTexts(lang).news.illustrative}` : said;
}

function sentenceOf(lang: Language, thing: ToldThing): string {
  const { news } = followingTexts(lang);
  const { what, subject, context } = thing;
  if (subject === 'entry') return entrySentence(lang, thing);
  if (thing.work) return programmeSentenceOf(lang, { what, subject, work: thing.work });
  if (subject === 'consultation') return consultationSentence(lang, thing);
  if (what === 'superseded') return context ? news.supersededBy(context) : news.superseded;
  if (what === 'replaced') return news.replaced(context ?? '');
  if (what === 'amended') return news.editionAmended;
  if (what === 'published' && subject === 'document') return news.publishedDocument;
  const said: Readonly<Record<string, string>> = {
    ...{ published: news.published, reinstated: news.reinstated, withdrawn: news.withdrawn },
    ...{ reopened: news.reopened, completed: news.completed },
  };
  return said[what] ?? news.changed;
}

function entrySentence(lang: Language, { what, context, outcome, successors }: ToldThing): string {
  const t = followingTexts(lang);
  const names: Readonly<Record<string, string>> = t.outcomes;
  if (what === 'new') return t.news.new(context ?? '');
  if (what === 'amended') return t.news.amended;
  if (what === 'outcome' && outcome) return t.news.outcome(names[outcome] ?? outcome);
  if (what === 'taken_out')
    return successors.length > 0 ? t.news.livesOn(successors.join(', ')) : t.news.takenOut;
  if (what === 'withdrawn') return t.news.editionWithdrawn(context ?? '');
  if (what === 'superseded') return context ? t.news.supersededBy(context) : t.news.superseded;
  return t.news.changed;
}

function consultationSentence(lang: Language, { what, context }: ToldThing): string {
  const t = followingTexts(lang).news;
  const day = parseLocalDate(context ?? '');
  const to = day === null ? '' : formatDate(lang, day);
  if (what === 'withdrawn') return t.consultationEnded;
  if (what === 'answered') return t.answered;
  if (what === 'prolonged') return t.prolonged(to);
  return what === 'due_soon' ? t.endsSoon(to) : t.opened(to);
}

/** Where it is read, without the language prefix. */
export function thingPath({ subject, what, catalogue, code, year }: ToldThing): string {
  const kind = catalogue ?? 'problems';
  if (subject === 'entry') return publicEntryPath(kind, code);
  if (subject === 'consultation') return consultationPaths.one(Number(code));
  // a plan that was withdrawn has no page any longer
  if (subject === 'plan') return what === 'withdrawn' ? programmePaths.list : programmePaths.plan(code);
  if (subject === 'task' || subject === 'target') return programmePaths[subject](code);
  return subject === 'edition'
    ? editionUrl({ kind, year, period: null })
    : documentPaths.document(Number(code));
}
