import type { Language } from '../../../kernel/text.ts';
import type { Querying } from '../../../platform/database/open.ts';
import { IllustrativeMark } from '../../../ui/badge.tsx';
import { InVietnamese } from '../../../ui/inline.tsx';
import { Section } from '../../../ui/page-parts.tsx';
import { RowList } from '../../../ui/row-list.tsx';
import { localPath } from '../../../ui/site-links.ts';
import { publicEntryPath } from '../../catalogue/index.ts';
import { type PublicDifficulty, publicDifficultiesOf } from '../difficulties/public.ts';
import { PublicDifficultySection } from '../difficulties/public-view.tsx';
import type { Item } from '../links/item.ts';
import { type Lineage, lineageOf } from '../links/lineage.ts';
import { LineageSections } from '../links/lineage-view.tsx';
import { entriesOfItem, type LinkedEntry } from '../links/queries.ts';
import { linkTexts } from '../links/texts.ts';

/** What visitors read beside a task or target. */
export interface Related {
  readonly entries: readonly LinkedEntry[];
  readonly lineage: Lineage;
  readonly difficulties: readonly PublicDifficulty[];
}

/** Three statements. */
export async function relatedOf(db: Querying, item: Item): Promise<Related> {
  return {
    entries: await entriesOfItem(db, item),
    lineage: await lineageOf(db, item, false),
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
      {entries.length > 0 && (
        <Section title={t.entries}>
          <RowList label={t.entries} rows={entries} />
        </Section>
      )}
      <LineageSections lang={lang} lineage={related.lineage} work={false} />
      <PublicDifficultySection lang={lang} items={related.difficulties} />
    </>
  );
}
