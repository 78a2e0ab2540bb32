import type { LocalDate } from '../../kernel/dates.ts';
import type { Language } from '../../kernel/text.ts';
import { Badge } from '../../ui/badge.tsx';
import { LinkButton } from '../../ui/button.tsx';
import { SearchBox } from '../../ui/facets.tsx';
import { formatNumber } from '../../ui/format.ts';
import { Breadcrumbs, EmptyState, PageHead, Tabs } from '../../ui/page-parts.tsx';
import { Pager, rangeText } from '../../ui/pager.tsx';
import { type RowEntry, RowList } from '../../ui/row-list.tsx';
import { localPath, PATHS } from '../../ui/site-links.ts';
import type { WaitingComments } from './comments/queries.ts';
import type { Consultation } from './consultation.ts';
import { consultationRow } from './parts.tsx';
import { consultationWork } from './paths.ts';
import { type Listed, type WorkFilters, type WorkState, workStates } from './queries.ts';
import { consultationTexts } from './texts.ts';
import { consultationWorkTexts } from './work-texts.ts';

interface ListProps {
  readonly lang: Language;
  readonly today: LocalDate;
  readonly filters: WorkFilters;
  readonly found: Listed;
  readonly pageSize: number;
  readonly waiting: ReadonlyMap<number, WaitingComments>;
  readonly mayCreate: boolean;
}

function address(lang: Language, text: string, state: WorkState, page = 1): string {
  const query = new URLSearchParams([
    ...(text ? [['q', text] as [string, string]] : []),
    ...(state === 'all' ? [] : [['trang-thai', state] as [string, string]]),
    ...(page > 1 ? [['trang', String(page)] as [string, string]] : []),
  ]).toString();
  return localPath(lang, query ? `${consultationWork.list}?${query}` : consultationWork.list);
}

/** A consultation with what waits in it. */
function listRow({ lang, today, waiting }: ListProps, consultation: Consultation): RowEntry {
  const t = consultationWorkTexts(lang);
  const row = consultationRow({ lang, today, consultation, href: consultationWork.one(consultation.id) });
  const { moderate, open } = waiting.get(consultation.id) ?? { moderate: 0, open: 0 };
  const number = (value: number) => formatNumber(lang, value, 0);
  return {
    ...row,
    marks: (
      <>
        {row.marks}
        {moderate > 0 && <Badge tone="now">{`${number(moderate)} ${t.commentsModerate}`}</Badge>}
        {open > 0 && <Badge tone="work">{`${number(open)} ${t.commentsOpen}`}</Badge>}
      </>
    ),
  };
}

/** The consultations officers prepare, follow and bring together. */
export function ConsultationList(props: ListProps) {
  const { lang, filters, found, pageSize, mayCreate } = props;
  const t = consultationWorkTexts(lang);
  const create = mayCreate && (
    <LinkButton href={localPath(lang, consultationWork.create)}>{t.create}</LinkButton>
  );
  const narrowed = filters.text !== '' || filters.state !== 'all';
  const pager = { lang, page: filters.page, pageSize, total: found.total, totalIsExact: true };
  return (
    <>
      <Breadcrumbs
        lang={lang}
        items={[{ label: t.desk, href: localPath(lang, PATHS.desk) }]}
        here={t.title}
      />
      <PageHead title={t.title} lead={t.lead} action={create} />
      <div class="stack">
        <SearchBox
          lang={lang}
          action={localPath(lang, consultationWork.list)}
          value={filters.text}
          label={consultationTexts(lang).search}
          placeholder={consultationTexts(lang).search}
          hidden={filters.state === 'all' ? [] : [['trang-thai', filters.state]]}
        />
        <Tabs
          label={t.title}
          items={workStates.map((state) => ({
            label: t.states[state],
            href: address(lang, filters.text, state),
            current: state === filters.state,
          }))}
        />
        {found.rows.length === 0 ? (
          <EmptyState
            title={narrowed || filters.page > 1 ? consultationTexts(lang).noneFound : t.none}
            action={
              filters.page > 1 && (
                <LinkButton href={address(lang, filters.text, filters.state)}>
                  {consultationTexts(lang).firstPage}
                </LinkButton>
              )
            }
          >
            <p>{narrowed ? consultationTexts(lang).noneFoundHelp : t.noneHelp}</p>
          </EmptyState>
        ) : (
          <>
            <p class="quiet">
              {rangeText(pager)} {consultationTexts(lang).count}
            </p>
            <RowList label={t.title} rows={found.rows.map((consultation) => listRow(props, consultation))} />
            <Pager {...pager} href={(to) => address(lang, filters.text, filters.state, to)} />
          </>
        )}
      </div>
    </>
  );
}
