import type { Language } from '../../kernel/text.ts';
import { formatDate } from '../../ui/format.ts';
import { Notice } from '../../ui/notice.tsx';
import type { PublicEdition } from './public-entry.ts';
import { publicTexts } from './public-texts.ts';

/** That the edition was withdrawn, or is public again after that, when and why; nothing where neither happened. */
export function Withdrawn(props: {
  readonly lang: Language;
  readonly edition: Pick<PublicEdition, 'code' | 'withdrawal' | 'reopening'>;
}) {
  const { lang, edition } = props;
  const { withdrawal, reopening } = edition;
  const t = publicTexts(lang);
  const told = withdrawal ?? reopening;
  if (!told) return null;
  const day = formatDate(lang, told.on);
  return (
    <Notice
      lang={lang}
      kind={withdrawal ? 'warning' : 'information'}
      title={withdrawal ? t.withdrawn(edition.code, day) : t.reopened(edition.code, day)}
    >
      <p class="kept-lines">{told.note[lang]}</p>
    </Notice>
  );
}
