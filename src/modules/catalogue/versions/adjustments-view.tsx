import type { Language } from '../../../kernel/text.ts';
import { formatDate, formatNumber } from '../../../ui/format.ts';
import { Section } from '../../../ui/page-parts.tsx';
import { localPath } from '../../../ui/site-links.ts';
import { citationText } from '../../documents/index.ts';
import type { CatalogueKind } from '../entry.ts';
import { publicEntry } from '../paths.ts';
import type { PublishedAdjustment, Touched } from './adjustments.ts';
import { versionTexts } from './texts.ts';

interface Named {
  readonly lang: Language;
  readonly kind: CatalogueKind;
}

/** The place of an adjustment on the page of its edition. */
export function adjustmentAnchor(number: number | null): string {
  return `dieu-chinh-${number ?? 1}`;
}

/** The adjustments of an edition, the newest first: when, why, by which document, and which entries. */
export function Adjustments(props: Named & { readonly adjustments: readonly PublishedAdjustment[] }) {
  const { lang, kind, adjustments } = props;
  const t = versionTexts(lang);
  return (
    <>
      {adjustments.toReversed().map((adjustment) => (
        <Section
          key={adjustment.number}
          title={t.amendedOn(adjustment.number, formatDate(lang, adjustment.on))}
          id={adjustmentAnchor(adjustment.number)}
        >
          <div class="prose">
            {adjustment.reason && <p lang={lang === 'vi' ? undefined : 'vi'}>{adjustment.reason}</p>}
            {adjustment.document && (
              <p>
                {t.by}:{' '}
                <a href={localPath(lang, `/van-ban/${adjustment.document.id}`)}>
                  {citationText(lang, { ...adjustment.document, title: null })}
                </a>
              </p>
            )}
            {(['changed', 'added', 'takenOut'] as const).map((what) => (
              <Entries key={what} {...{ lang, kind }} label={t.touched[what]} entries={adjustment[what]} />
            ))}
          </div>
        </Section>
      ))}
    </>
  );
}

/** Those taken out are linked like the others: their addresses say what became of them. */
function Entries(props: Named & { readonly label: string; readonly entries: Touched }) {
  const { lang, kind, label, entries } = props;
  const { codes, total } = entries;
  if (total === 0) return null;
  return (
    <p>
      {label}{' '}
      {codes.map((code, place) => (
        <span key={code}>
          {place > 0 && ', '}
          <a class="nowrap" href={localPath(lang, publicEntry(kind, code))}>
            {code}
          </a>
        </span>
      ))}
      {total > codes.length &&
        `, ${versionTexts(lang).moreEntries(formatNumber(lang, total - codes.length, 0))}`}
    </p>
  );
}
