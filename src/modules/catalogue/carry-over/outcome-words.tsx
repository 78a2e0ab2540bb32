import type { Language, Text } from '../../../kernel/text.ts';
import { isLink } from './outcome.ts';

/** What was said of an outcome, and the document or link that tells of it. */
export function OutcomeWords(props: {
  readonly lang: Language;
  readonly note: Text;
  readonly reference: string;
}) {
  const { lang, note, reference } = props;
  const written = lang === 'en' && note.en !== note.vi ? undefined : lang === 'vi' ? undefined : 'vi';
  return (
    <>
      {note.vi !== '' && (
        <p class="kept-lines" lang={written}>
          {note[lang]}
        </p>
      )}
      {reference !== '' && (
        <p lang={isLink(reference) || lang === 'vi' ? undefined : 'vi'}>
          {isLink(reference) ? <a href={reference}>{reference}</a> : reference}
        </p>
      )}
    </>
  );
}
