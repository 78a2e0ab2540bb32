import type { Language } from '../../../kernel/text.ts';
import { IllustrativeMark } from '../../../ui/badge.tsx';
import { localPath } from '../../../ui/site-links.ts';
import type { CatalogueKind } from '../entry.ts';
import { publicEntry } from '../paths.ts';
import { titleIn } from '../public-rows.tsx';
import type { Successor } from './public.ts';
import { successionTexts } from './texts.ts';

/** Where the content of an entry that is gone is found now. */
export function SuccessorList(props: {
  readonly lang: Language;
  readonly kind: CatalogueKind;
  readonly successors: readonly Successor[];
}) {
  const { lang, kind, successors } = props;
  if (successors.length === 0) return null;
  return (
    <>
      <p>{successionTexts(lang).nowIn}</p>
      <ul class="plain-list">
        {successors.map((successor) => {
          const title = titleIn(lang, successor);
          return (
            <li key={successor.code}>
              <a href={localPath(lang, publicEntry(kind, successor.code))}>
                <span class="nowrap">{successor.code}</span>{' '}
                <span lang={title.lang === lang ? undefined : title.lang}>{title.text}</span>
              </a>
              {successor.illustrative && (
                <>
                  {' '}
                  <IllustrativeMark lang={lang} />
                </>
              )}
            </li>
          );
        })}
      </ul>
    </>
  );
}
