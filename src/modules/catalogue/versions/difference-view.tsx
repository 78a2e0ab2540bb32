import type { Language } from '../../../kernel/text.ts';
import { LinkButton } from '../../../ui/button.tsx';
import { formatDate } from '../../../ui/format.ts';
import { Notice } from '../../../ui/notice.tsx';
import { Breadcrumbs, PageHead } from '../../../ui/page-parts.tsx';
import { localPath } from '../../../ui/site-links.ts';
import { Table } from '../../../ui/table.tsx';
import { kindNames } from '../edition.ts';
import type { CatalogueKind } from '../entry.ts';
import { publicDifferences, publicEntry } from '../paths.ts';
import { Words } from '../signed/words-view.tsx';
import type { VersionDifference } from './differences.ts';
import type { VersionLine } from './entry.ts';
import { versionTexts } from './texts.ts';

export interface DifferencePage {
  readonly lang: Language;
  readonly kind: CatalogueKind;
  readonly code: string;
  readonly versions: readonly VersionLine[];
  /** The two compared; null where there is one version only, or no such one. */
  readonly pair: readonly [VersionLine, VersionLine] | null;
  readonly differences: readonly VersionDifference[];
}

/** What two versions of an entry say otherwise, to the word. */
export function DifferenceView(page: DifferencePage) {
  const { lang, kind, code, versions, pair, differences } = page;
  const t = versionTexts(lang);
  const path = localPath(lang, publicEntry(kind, code));
  return (
    <>
      <Breadcrumbs
        lang={lang}
        items={[
          {
            label: kindNames[kind][lang],
            href: localPath(lang, kind === 'problems' ? '/bai-toan' : '/nhu-cau'),
          },
          { label: code, href: path },
        ]}
        here={t.differences}
      />
      <PageHead
        title={t.differencesOf(code)}
        lead={
          pair
            ? t.between(
                pair[0].number,
                formatDate(lang, pair[0].from),
                pair[1].number,
                formatDate(lang, pair[1].from),
              )
            : undefined
        }
      />
      <div class="stack">
        {versions.length < 2 ? (
          <Notice lang={lang} kind="information">
            <p>{t.onlyOne}</p>
          </Notice>
        ) : (
          <>
            {pair === null && (
              <Notice lang={lang} kind="warning">
                <p>{t.noSuch}</p>
              </Notice>
            )}
            {(versions.length > 2 || pair === null) && <ChooseVersions {...page} />}
          </>
        )}
        {pair && <Differences lang={lang} differences={differences} />}
        <p>
          <LinkButton look="secondary" href={path}>
            {t.back(code)}
          </LinkButton>
        </p>
      </div>
    </>
  );
}

function ChooseVersions({ lang, kind, code, versions, pair }: DifferencePage) {
  const t = versionTexts(lang);
  const choice = (name: string, label: string, chosen: number | undefined) => (
    <label>
      <span>{label}</span>
      <select class="input" name={name}>
        {versions.map(({ number, from }) => (
          <option key={number} value={number} selected={number === chosen}>
            {number} ({formatDate(lang, from)})
          </option>
        ))}
      </select>
    </label>
  );
  return (
    <form
      class="day-form"
      action={localPath(lang, publicDifferences(kind, code))}
      method="get"
      aria-label={t.choose}
    >
      {choice('tu', t.earlier, pair?.[0].number ?? versions.at(-2)?.number)}
      {choice('den', t.later, pair?.[1].number ?? versions.at(-1)?.number)}
      <button type="submit" class="button button-secondary button-small">
        {t.differences}
      </button>
    </form>
  );
}

function Differences({ lang, differences }: Pick<DifferencePage, 'lang' | 'differences'>) {
  const t = versionTexts(lang);
  if (differences.length === 0)
    return (
      <Notice lang={lang} kind="information">
        <p>{t.same}</p>
      </Notice>
    );
  return <DifferenceTable {...{ lang, differences }} before={t.before} after={t.after} />;
}

/** Part by part the words before and after; `before` and `after` name the two. */
export function DifferenceTable(props: {
  readonly lang: Language;
  readonly differences: readonly VersionDifference[];
  readonly before: string;
  readonly after: string;
}) {
  const { lang, differences } = props;
  const t = versionTexts(lang);
  return (
    <div>
      <Table
        lang={lang}
        caption={t.differences}
        captionHidden
        rows={differences}
        rowKey={({ label }) => label}
        columns={[
          { key: 'field', label: t.field, head: true, cell: ({ label }) => label },
          {
            key: 'before',
            label: props.before,
            cell: (difference) => (
              <Words {...difference} language={lang} side="removed" nothing={t.nothing} />
            ),
          },
          {
            key: 'after',
            label: props.after,
            cell: (difference) => <Words {...difference} language={lang} side="added" nothing={t.nothing} />,
          },
        ]}
      />
      <p class="hint">{t.legend}</p>
    </div>
  );
}
