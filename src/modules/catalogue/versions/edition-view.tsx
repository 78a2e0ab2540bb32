import type { Language } from '../../../kernel/text.ts';
import { LinkButton } from '../../../ui/button.tsx';
import { formatDate } from '../../../ui/format.ts';
import { Breadcrumbs, PageHead, Section } from '../../../ui/page-parts.tsx';
import { localPath } from '../../../ui/site-links.ts';
import { headDifferences } from '../amendment/head.ts';
import { kindNames } from '../edition.ts';
import type { PublicEdition } from '../public-entry.ts';
import { Withdrawn } from '../withdrawn.tsx';
import type { PublishedAdjustment } from './adjustments.ts';
import { Adjustments } from './adjustments-view.tsx';
import { DifferenceTable } from './difference-view.tsx';
import type { EditionVersion } from './edition.ts';
import { versionTexts } from './texts.ts';
import { AdjustedBy } from './versions-view.tsx';

/** How an edition was adjusted, and what it said of itself from when to when, the newest first, to the word what each change was. */
export function EditionVersions(props: {
  readonly lang: Language;
  readonly edition: PublicEdition;
  /** Where its entries are listed. */
  readonly list: string;
  readonly versions: readonly EditionVersion[];
  readonly adjustments: readonly PublishedAdjustment[];
}) {
  const { lang, edition, versions, adjustments } = props;
  const t = versionTexts(lang);
  const english = lang === 'en' && edition.titleEn !== null;
  const list = localPath(lang, props.list);
  return (
    <>
      <Breadcrumbs
        lang={lang}
        items={[
          {
            label: kindNames[edition.kind][lang],
            href: localPath(lang, edition.kind === 'problems' ? '/bai-toan' : '/nhu-cau'),
          },
          { label: edition.code, href: list },
        ]}
        here={t.ofEdition}
      />
      <PageHead
        title={t.ofEditionTitle(edition.code)}
        lead={
          <span lang={english || lang === 'vi' ? undefined : 'vi'}>
            {english ? edition.titleEn : edition.title}
          </span>
        }
      />
      <div class="stack">
        <Withdrawn lang={lang} edition={edition} />
        <Adjustments {...{ lang, adjustments }} kind={edition.kind} />
        {versions.toReversed().map((version) => (
          <Version
            key={version.number}
            {...{ lang, version }}
            before={versions[version.number - 2] ?? null}
          />
        ))}
        <p>
          <LinkButton look="secondary" href={list}>
            {t.listOf(edition.code)}
          </LinkButton>
        </p>
      </div>
    </>
  );
}

function Version(props: {
  readonly lang: Language;
  readonly version: EditionVersion;
  readonly before: EditionVersion | null;
}) {
  const { lang, version, before } = props;
  const t = versionTexts(lang);
  const { from, to, amendment } = version;
  const differences = before === null ? [] : headDifferences(lang, before, version);
  return (
    <Section title={`${t.heads}: ${t.version(version.number).toLowerCase()}`}>
      <p>
        {to === null
          ? t.standing(formatDate(lang, from))
          : t.stood(formatDate(lang, from), formatDate(lang, to))}
      </p>
      <p class="quiet">
        {amendment ? <AdjustedBy lang={lang} adjustment={amendment} /> : before === null ? t.first : t.again}
      </p>
      {differences.length > 0 ? (
        <DifferenceTable lang={lang} differences={differences} before={t.before} after={t.after} />
      ) : (
        before !== null && <p class="quiet">{t.sameHead}</p>
      )}
    </Section>
  );
}
