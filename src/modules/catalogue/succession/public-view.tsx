import type { Language } from '../../../kernel/text.ts';
import { IllustrativeMark } from '../../../ui/badge.tsx';
import { formatDate } from '../../../ui/format.ts';
import { localPath } from '../../../ui/site-links.ts';
import type { CatalogueKind } from '../entry.ts';
import { publicEntry } from '../paths.ts';
import { titleIn } from '../public-rows.tsx';
import { withDay } from '../versions/day.ts';
import { AdjustedBy } from '../versions/versions-view.tsx';
import { successionTexts } from './texts.ts';
import type { PublicRelation, PublicSuccession } from './told.ts';

/** What an entry took over, and what it was split from or into: one line for each. */
export function SuccessionLines(props: {
  readonly lang: Language;
  readonly kind: CatalogueKind;
  readonly succession: PublicSuccession;
}) {
  const { lang, kind, succession } = props;
  const t = successionTexts(lang);
  const { includes, splitInto, splitFrom } = succession;
  if (includes.length + splitInto.length + splitFrom.length === 0) return null;
  return (
    <div class="succession">
      {(
        [
          [t.includes, includes, t.mergedOn],
          [t.splitInto, splitInto, t.since],
          [t.splitFrom, splitFrom, t.since],
        ] as const
      ).map(
        ([label, relations, when]) =>
          relations.length > 0 && (
            <p key={label}>
              <b>{label}:</b>{' '}
              {relations.map((relation, at) => (
                <span key={relation.code}>
                  {at > 0 && '; '}
                  <Related {...{ lang, kind, relation }} /> ({when(formatDate(lang, relation.on))}, {t.by}{' '}
                  <AdjustedBy lang={lang} adjustment={{ ...relation.by, reason: null }} />)
                </span>
              ))}
            </p>
          ),
      )}
    </div>
  );
}

/** A link to the entry; one that is gone is shown as it was last. */
function Related(props: {
  readonly lang: Language;
  readonly kind: CatalogueKind;
  readonly relation: PublicRelation;
}) {
  const { lang, kind, relation } = props;
  const title = titleIn(lang, relation);
  const path = localPath(lang, publicEntry(kind, relation.code));
  const shown = relation.gone ? relation.shown && withDay(path, relation.shown) : path;
  return (
    <>
      {shown ? (
        <a class="nowrap" href={shown}>
          {relation.code}
        </a>
      ) : (
        <span class="nowrap">{relation.code}</span>
      )}{' '}
      <span lang={title.lang === lang ? undefined : title.lang}>{title.text}</span>
      {relation.illustrative && (
        <>
          {' '}
          <IllustrativeMark lang={lang} />
        </>
      )}
    </>
  );
}
