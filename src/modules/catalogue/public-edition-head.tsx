import type { Language } from '../../kernel/text.ts';
import { IllustrativeMark } from '../../ui/badge.tsx';
import { FollowLink } from '../../ui/follow-links.tsx';
import { formatDate, formatNumber } from '../../ui/format.ts';
import { Quoting } from '../../ui/inline.tsx';
import { localPath } from '../../ui/site-links.ts';
import { citationText } from '../documents/index.ts';
import { Superseded } from './carry-over/superseded-view.tsx';
import { toldTexts } from './carry-over/texts.ts';
import { annexFiles } from './outgoing/annex-files.ts';
import { annexPath, editionVersionsPath, publicOutcomes } from './paths.ts';
import type { CountedEdition } from './public-editions.ts';
import { publicTexts } from './public-texts.ts';
import { adjustmentAnchor } from './versions/adjustments-view.tsx';
import { versionTexts } from './versions/texts.ts';
import { Withdrawn } from './withdrawn.tsx';

/** An edition above the list of its year: what it stands on, what was done to it since, and its files. */
export function EditionHead({
  lang,
  edition,
}: {
  readonly lang: Language;
  readonly edition: CountedEdition;
}) {
  const t = publicTexts(lang);
  const { document } = edition;
  const english = lang === 'en' && edition.titleEn !== null;
  return (
    <section class="card edition-head">
      <h2 lang={english ? 'en' : 'vi'}>{english ? edition.titleEn : edition.title}</h2>
      <Withdrawn lang={lang} edition={edition} />
      <Superseded lang={lang} edition={edition} />
      <EditionChanges lang={lang} edition={edition} />
      <p class="quiet">
        {document ? (
          <a href={localPath(lang, `/van-ban/${document.id}`)}>
            <Quoting
              lang={lang}
              text={t.editionOf(citationText(lang, { ...document, title: null }))}
              quoted={[document.issuer]}
            />
          </a>
        ) : (
          edition.publishedOn && `${t.fact.published} ${formatDate(lang, edition.publishedOn)}`
        )}
        {edition.illustrative && (
          <>
            {' '}
            <IllustrativeMark lang={lang} />
          </>
        )}
      </p>
      {edition.outcomes > 0 && (
        <p>
          <a href={localPath(lang, publicOutcomes(edition.code))}>
            {toldTexts(lang).link(formatNumber(lang, edition.outcomes, 0))}
          </a>
        </p>
      )}
      {edition.withdrawal === null && (
        <FollowLink lang={lang} target={{ kind: 'edition', key: edition.code }} label={t.followEdition} />
      )}
      {edition.entries > 0 && (
        <p>
          {t.downloadAnnex}{' '}
          {annexFiles.map((file, place) => (
            <span key={file}>
              {place > 0 && ' · '}
              <a href={annexPath(edition.code, file)} download>
                {file.replace(/^.*\./, '.')}
              </a>
            </span>
          ))}
        </p>
      )}
    </section>
  );
}

/** Each adjustment leads to what it did; an edition without any, but with another title or contact once, to these. */
function EditionChanges({ lang, edition }: { readonly lang: Language; readonly edition: CountedEdition }) {
  const t = versionTexts(lang);
  const page = localPath(lang, editionVersionsPath(edition.code));
  if (edition.adjustments.length === 0)
    return edition.versions > 1 ? (
      <p>
        <a href={page}>{t.ofEdition}</a>
      </p>
    ) : null;
  return (
    <p>
      {edition.adjustments.map(({ number, on }, place) => (
        <span key={number}>
          {place > 0 && ' · '}
          <a href={`${page}#${adjustmentAnchor(number)}`}>{t.amendedOn(number, formatDate(lang, on))}</a>
        </span>
      ))}
    </p>
  );
}
