import type { Language, Text } from '../../kernel/text.ts';
import { type DocumentEvent, documentFacts } from './history.ts';
import { workTexts } from './work-texts.ts';

type Told = Pick<DocumentEvent, 'name' | 'fields' | 'published' | 'file'>;

/** What somebody did to a document, to follow the name of who did it. */
export function documentSentence(language: Language, event: Told): string {
  return sentenceOf(language, event) ?? workTexts(language).events.other;
}

/** An event of the register as a sentence without its subject, or null where `name` is none of its events. */
export function registerSentence(name: string, kept: unknown): Text | null {
  const event = { name, ...documentFacts(kept) };
  const vi = sentenceOf('vi', event);
  const en = sentenceOf('en', event);
  return vi && en ? { vi: begun(vi), en: begun(en) } : null;
}

function begun(text: string): string {
  return `${text.charAt(0).toLocaleUpperCase('vi')}${text.slice(1)}`;
}

function sentenceOf(language: Language, event: Told): string | null {
  const t = workTexts(language).events;
  switch (event.name) {
    case 'document.registered':
      return event.file ? t.registeredFile : t.registered;
    case 'document.changed': {
      const fields = fieldNames(language, event.fields);
      return event.published ? t.corrected(fields) : t.changed(fields);
    }
    case 'document.published':
      return t.published;
    case 'document.completed':
      return t.completed;
    case 'document.removed':
      return t.removed;
    case 'document.inspected':
      return t.inspected;
    default:
      return null;
  }
}

function fieldNames(language: Language, fields: readonly string[]): string {
  const t = workTexts(language);
  const names: Readonly<Record<string, string>> = { ...t.fields, citations: t.events.citations };
  return fields.map((field) => (names[field] ?? field).toLocaleLowerCase(language)).join(', ');
}
