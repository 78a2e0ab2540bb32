import type { ComponentChildren } from 'preact';
import type { Language } from '../../../kernel/text.ts';
import type { Querying } from '../../../platform/database/open.ts';
import { IllustrativeMark } from '../../../ui/badge.tsx';
import { InVietnamese } from '../../../ui/inline.tsx';
import { Section } from '../../../ui/page-parts.tsx';
import { type RowEntry, RowList } from '../../../ui/row-list.tsx';
import { localPath } from '../../../ui/site-links.ts';
import { publicEntryPath } from '../../catalogue/index.ts';
import { type PublicDifficulty, publicDifficultiesOf } from '../difficulties/public.ts';
import { PublicDifficultySection } from '../difficulties/public-view.tsx';
import { type Item, publicPath } from '../links/item.ts';
import {
  derivedFrom,
  entriesOfItem,
  type LinkedEntry,
  originsOf,
  type RelatedItem,
} from '../links/queries.ts';
import { linkTexts } from '../links/texts.ts';

/** What visitors read beside a task or target. */
export interface Related {
  readonly entries: readonly LinkedEntry[];
  readonly origins: readonly RelatedItem[];
  readonly derived: readonly RelatedItem[];
  readonly difficulties: readonly PublicDifficulty[];
}

/** Four statements. */
export async function relatedOf(db: Querying, item: Item): Promise<Related> {
  return {
    entries: await entriesOfItem(db, item),
    origins: await originsOf(db, item, false),
    derived: await derivedFrom(db, item, false),
    difficulties: await publicDifficultiesOf(
      db,
      item.kind === 'task' ? { taskId: item.id } : { targetId: item.id },
    ),
  };
}

/** The problems and needs an item is about, whence it comes, where it is carried on, and its difficulties; of nothing no heading. */
export function RelatedSections({ lang, related }: { readonly lang: Language; readonly related: Related }) {
  const t = linkTexts(lang);
  const entries = related.entries.map(({ kind, code, title, illustrative }) => ({
    ...{ key: code, code, href: localPath(lang, publicEntryPath(kind, code)) },
    title: <InVietnamese lang={lang}>{title}</InVietnamese>,
    marks: illustrative && <IllustrativeMark lang={lang} />,
  }));
  return (
    <>
      <Rows title={t.entries} rows={entries} />
      <Rows title={t.origins} rows={related.origins.flatMap((one) => itemRow(lang, one))}>
        {citedIn(lang, related.origins)}
      </Rows>
      <Rows title={t.derived} rows={related.derived.flatMap((one) => itemRow(lang, one))} />
      <PublicDifficultySection lang={lang} items={related.difficulties} />
    </>
  );
}

function Rows(props: {
  readonly title: string;
  readonly rows: readonly RowEntry[];
  readonly children?: ComponentChildren;
}) {
  const { title, rows } = props;
  return (
    (rows.length > 0 || props.children) && (
      <Section title={title}>
        <div class="stack">
          {rows.length > 0 && <RowList label={title} rows={rows} />}
          {props.children}
        </div>
      </Section>
    )
  );
}

/** An item with its plan; nothing of what is only cited. */
function itemRow(
  lang: Language,
  { link, kind, code, name, plan, illustrative }: RelatedItem,
): readonly RowEntry[] {
  if (kind === null || code === null) return [];
  return [
    {
      ...{ key: String(link), code, href: localPath(lang, publicPath(kind, code)) },
      title: <InVietnamese lang={lang}>{name}</InVietnamese>,
      detail: <InVietnamese lang={lang}>{plan}</InVietnamese>,
      marks: illustrative && <IllustrativeMark lang={lang} />,
    },
  ];
}

function citedIn(lang: Language, origins: readonly RelatedItem[]): ComponentChildren {
  const cited = origins.filter(({ citation }) => citation !== null);
  return (
    cited.length > 0 && (
      <ul class="plain-list">
        {cited.map(({ link, citation }) => (
          <li key={link}>
            <InVietnamese lang={lang}>{citation}</InVietnamese>
          </li>
        ))}
      </ul>
    )
  );
}
