import { csvFile } from '../../kernel/csv.ts';
import { localDateOf, localTimeOf, writeDate } from '../../kernel/dates.ts';
import type { Language } from '../../kernel/text.ts';
import { auditTexts, whoActed } from './texts.ts';
import type { ToldEvent } from './told.ts';

/** Rows of a file at most: what a spreadsheet still opens at once. */
export const fileMost = 10_000;

/** The events as a spreadsheet opens them; says at its end when there were more. */
export function auditFile(lang: Language, events: readonly ToldEvent[], isCut: boolean): string {
  const t = auditTexts(lang);
  const head = [t.number, t.day, t.time, t.who, t.what, t.remark, t.thing, t.called, t.event];
  const lines = events.map((event) => [
    String(event.seq),
    writeDate(localDateOf(event.at)),
    localTimeOf(event.at),
    whoActed(lang, event),
    event.sentence[lang],
    event.remark ?? '',
    event.thing.label?.[lang] ?? '',
    event.thing.title ?? '',
    event.name,
  ]);
  return csvFile([head, ...lines, ...(isCut ? [[t.cut]] : [])]);
}
