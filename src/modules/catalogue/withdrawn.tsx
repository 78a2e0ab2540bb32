import type { Language } from '../../kernel/text.ts';
import { formatDate } from '../../ui/format.ts';
import { Notice } from '../../ui/notice.tsx';
import type { PublicEdition } from './public-entry.ts';
import { publicTexts } from './public-texts.ts';

/** That the edition was withdrawn, when and why; nothing where it was not. */
export function Withdrawn(props: {
  readonly lang: Language;
  readonly edition: Pick<PublicEdition, 'code' | 'withdrawal'>;
}) {
  const { lang, edition } = props;
  const { withdrawal } = edition;
  if (!withdrawal) return null;
  return (
    <Notice
      lang={lang}
      kind="warning"
      title={publicTexts(lang).withdrawn(edition.code, formatDate(lang, withdrawal.on))}
    >
      <p>{withdrawal.note[lang]}</p>
    </Notice>
  );
}
