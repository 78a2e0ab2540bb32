import type { Text } from '../../kernel/text.ts';
import { dataWorkTexts } from './work-texts.ts';

/** An event of a request about personal data as a sentence without its subject; null where it is none. */
export function dataRequestSentence(name: string): Text | null {
  if (name === 'retention.carried_out')
    return { vi: dataWorkTexts('vi').retention, en: dataWorkTexts('en').retention };
  const verb = /^data_request\.(\w+)$/.exec(name)?.[1];
  const of = (lang: 'vi' | 'en'): string | undefined => {
    const told: Readonly<Record<string, string>> = dataWorkTexts(lang).events;
    return told[verb ?? ''];
  };
  const [vi, en] = [of('vi'), of('en')];
  return vi && en ? { vi, en } : null;
}
