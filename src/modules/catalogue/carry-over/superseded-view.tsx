import type { Language } from '../../../kernel/text.ts';
import { formatDate } from '../../../ui/format.ts';
import { Notice } from '../../../ui/notice.tsx';
import { localPath } from '../../../ui/site-links.ts';
import { editionUrl } from '../api.ts';
import type { PublicEdition } from '../public-entry.ts';
import { toldTexts } from './texts.ts';

/** That a later edition replaced this one, since when, and the way to it; nothing where none did. */
export function Superseded(props: {
  readonly lang: Language;
  readonly edition: Pick<PublicEdition, 'code' | 'superseded'>;
}) {
  const { lang, edition } = props;
  const { superseded } = edition;
  if (!superseded) return null;
  const { by, on } = superseded;
  const t = toldTexts(lang);
  return (
    <Notice lang={lang} kind="warning" title={t.superseded(edition.code, by.code, formatDate(lang, on))}>
      <p>
        <a href={localPath(lang, editionUrl(by))}>{t.seeSuccessor(by.code)}</a>
      </p>
    </Notice>
  );
}
