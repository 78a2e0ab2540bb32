import type { LocalDate } from '../../kernel/dates.ts';
import type { Language } from '../../kernel/text.ts';
import { LinkButton } from '../../ui/button.tsx';
import { SearchBox } from '../../ui/facets.tsx';
import { EmptyState, PageHead, Tabs } from '../../ui/page-parts.tsx';
import { Pager, rangeText } from '../../ui/pager.tsx';
import { RowList } from '../../ui/row-list.tsx';
import { localPath } from '../../ui/site-links.ts';
import { consultationRow } from './parts.tsx';
import { consultationPaths } from './paths.ts';
import {
  consultationsPerPage,
  type Listed,
  type OpenFilters,
  type ShownPhase,
  shownPhases,
} from './queries.ts';
import { consultationTexts } from './texts.ts';

interface ListProps {
  readonly lang: Language;
  readonly today: LocalDate;
  readonly filters: OpenFilters;
  readonly found: Listed;
  readonly page: number;
}

function address(lang: Language, text: string, phase: ShownPhase | null, page = 1): string {
  const query = new URLSearchParams([
    ...(text ? [['q', text] as [string, string]] : []),
    ...(phase ? [['trang-thai', phase] as [string, string]] : []),
    ...(page > 1 ? [['trang', String(page)] as [string, string]] : []),
  ]).toString();
  return localPath(lang, query ? `${consultationPaths.list}?${query}` : consultationPaths.list);
}

/** Drafts that are, were and will be consulted on. */
export function ConsultationsPage(props: ListProps) {
  const { lang, filters } = props;
  const t = consultationTexts(lang);
  return (
    <>
      <PageHead title={t.title} lead={t.lead} />
      <div class="stack">
        <SearchBox
          lang={lang}
          action={localPath(lang, consultationPaths.list)}
          value={filters.text}
          label={t.search}
          placeholder={t.search}
          hidden={filters.phase ? [['trang-thai', filters.phase]] : []}
        />
        <Tabs
          label={t.title}
          items={[null, ...shownPhases].map((phase) => ({
            label: phase ? t.phase[phase] : t.all,
            href: address(lang, filters.text, phase),
            current: phase === filters.phase,
          }))}
        />
        <Found {...props} />
      </div>
    </>
  );
}

function Found({ lang, today, filters, found, page }: ListProps) {
  const t = consultationTexts(lang);
  if (found.rows.length === 0) {
    const narrowed = filters.text !== '' || filters.phase !== null;
    return (
      <EmptyState
        title={found.total === 0 && !narrowed ? t.none : t.noneFound}
        action={
          page > 1 && <LinkButton href={address(lang, filters.text, filters.phase)}>{t.firstPage}</LinkButton>
        }
      >
        <p>{narrowed ? t.noneFoundHelp : t.noneHelp}</p>
      </EmptyState>
    );
  }
  const pager = { lang, page, pageSize: consultationsPerPage, total: found.total, totalIsExact: true };
  return (
    <>
      <p class="quiet">
        {rangeText(pager)} {found.total === 1 ? t.countOne : t.count}
      </p>
      <RowList
        label={t.title}
        rows={found.rows.map((consultation) =>
          consultationRow({ lang, today, consultation, href: consultationPaths.one(consultation.id) }),
        )}
      />
      <Pager {...pager} href={(to) => address(lang, filters.text, filters.phase, to)} />
    </>
  );
}
