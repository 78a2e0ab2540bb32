import type { LocalDate } from '../../../kernel/dates.ts';
import type { Language } from '../../../kernel/text.ts';
import { Badge, IllustrativeMark } from '../../../ui/badge.tsx';
import { LinkButton } from '../../../ui/button.tsx';
import { ActiveFilters, Facets, SearchBox } from '../../../ui/facets.tsx';
import { formatCount, formatDate, formatNumber } from '../../../ui/format.ts';
import { Content, InVietnamese } from '../../../ui/inline.tsx';
import {
  Breadcrumbs,
  Columns,
  DefinitionList,
  EmptyState,
  PageHead,
  Section,
  Tabs,
} from '../../../ui/page-parts.tsx';
import { Pager, rangeText } from '../../../ui/pager.tsx';
import { localPath } from '../../../ui/site-links.ts';
import { Table } from '../../../ui/table.tsx';
import type { PastEvent } from '../history.ts';
import { History } from '../history-view.tsx';
import { directoryPaths, withQuery } from '../paths.ts';
import {
  memberKinds,
  type NamedOrganisation,
  type Organisation,
  type OrganisationKind,
  organisationKinds,
  validityOn,
} from './organisation.ts';
import { organisationSentence } from './sentences.ts';
import { organisationTexts } from './texts.ts';

/** The list as its address asks for it. */
export interface OrganisationListQuery {
  readonly q: string;
  readonly kinds: readonly OrganisationKind[];
  readonly validity: 'hom-nay' | 'da-cham-dut' | 'tat-ca';
  readonly page: number;
}

export const organisationPageSize = 30;

export function organisationListPath(
  query: OrganisationListQuery,
  change: Partial<OrganisationListQuery> = {},
  path: string = directoryPaths.organisations,
): string {
  const { q, kinds, validity, page } = { ...query, page: 1, ...change };
  return withQuery(path, {
    q,
    loai: kinds,
    'hieu-luc': validity === 'hom-nay' ? null : validity,
    trang: page === 1 ? null : page,
  });
}

/** The name in the language of the page, marked where it is Vietnamese on an English one. */
export function Name({ lang, named }: { lang: Language; named: { name: string; nameEn: string | null } }) {
  if (lang === 'en' && named.nameEn !== null) return <>{named.nameEn}</>;
  return <InVietnamese lang={lang}>{named.name}</InVietnamese>;
}

/** The name in the language of the page, as far as it has one. */
export function nameIn(lang: Language, { name, nameEn }: { name: string; nameEn: string | null }): string {
  return lang === 'en' ? (nameEn ?? name) : name;
}

function ValidityBadge({ lang, row, today }: { lang: Language; row: Organisation; today: LocalDate }) {
  const t = organisationTexts(lang);
  const validity = validityOn(today, row);
  if (validity === 'current') return <Badge tone="done">{t.current}</Badge>;
  return validity === 'ended' ? <Badge tone="quiet">{t.ended}</Badge> : <Badge tone="note">{t.future}</Badge>;
}

function periodText(lang: Language, { validFrom, validTo }: Organisation): string {
  const t = organisationTexts(lang);
  const from = validFrom && formatDate(lang, validFrom);
  const to = validTo && formatDate(lang, validTo);
  if (from && to) return `${from} – ${to}`;
  if (from) return t.since(from);
  return to ? t.until(to) : '';
}

export function OrganisationList(props: {
  readonly lang: Language;
  readonly query: OrganisationListQuery;
  readonly rows: readonly Organisation[];
  readonly total: number;
  readonly today: LocalDate;
  readonly mayChange: boolean;
}) {
  const { lang, query, rows, total } = props;
  const t = organisationTexts(lang);
  const path = (change: Partial<OrganisationListQuery>) =>
    localPath(lang, organisationListPath(query, change));
  const pager = {
    lang,
    page: query.page,
    pageSize: organisationPageSize,
    total,
    totalIsExact: true,
    href: (page: number) => path({ page }),
  };
  return (
    <>
      <Breadcrumbs
        lang={lang}
        items={[{ label: t.administration, href: localPath(lang, directoryPaths.administration) }]}
        here={t.title}
      />
      <PageHead
        title={t.title}
        lead={t.lead}
        action={
          <>
            {props.mayChange && (
              <LinkButton href={localPath(lang, directoryPaths.newOrganisation)}>{t.add}</LinkButton>
            )}
            <LinkButton
              look="secondary"
              icon="download"
              download
              href={withQuery(organisationListPath(query, {}, directoryPaths.organisationsFile), {})}
            >
              {t.download}
            </LinkButton>
          </>
        }
      />
      <ListControls lang={lang} query={query} path={path} />
      <Columns
        first="side"
        side={
          <Facets
            lang={lang}
            action={localPath(lang, directoryPaths.organisations)}
            hidden={[
              ['q', query.q],
              ['hieu-luc', query.validity],
            ]}
            facets={[
              {
                name: 'loai',
                label: t.fields.kind,
                options: organisationKinds.map((kind) => ({
                  value: kind,
                  label: t.kinds[kind],
                  count: null,
                  chosen: query.kinds.includes(kind),
                })),
              },
            ]}
          />
        }
        main={
          rows.length === 0 ? (
            <EmptyState title={t.nothing}>
              <p>{t.nothingHelp}</p>
            </EmptyState>
          ) : (
            <>
              <p class="quiet">
                {rangeText(pager)} {t.count}
              </p>
              <OrganisationTable {...props} />
              <Pager {...pager} />
            </>
          )
        }
      />
    </>
  );
}

function ListControls(props: {
  readonly lang: Language;
  readonly query: OrganisationListQuery;
  readonly path: (change: Partial<OrganisationListQuery>) => string;
}) {
  const { lang, query, path } = props;
  const t = organisationTexts(lang);
  return (
    <div class="stack">
      <SearchBox
        lang={lang}
        action={localPath(lang, directoryPaths.organisations)}
        value={query.q}
        label={t.search}
        placeholder={t.placeholder}
        hidden={[
          ...query.kinds.map((kind) => ['loai', kind] as const),
          ...(query.validity === 'hom-nay' ? [] : [['hieu-luc', query.validity] as const]),
        ]}
      />
      <Tabs
        label={t.validity}
        items={(
          [
            ['hom-nay', t.current],
            ['da-cham-dut', t.ended],
            ['tat-ca', t.all],
          ] as const
        ).map(([validity, label]) => ({
          label,
          href: path({ validity }),
          current: query.validity === validity,
        }))}
      />
      <ActiveFilters
        lang={lang}
        clearHref={path({ q: '', kinds: [] })}
        filters={[
          ...(query.q ? [{ label: `“${query.q}”`, removeHref: path({ q: '' }) }] : []),
          ...query.kinds.map((kind) => ({
            label: t.kinds[kind],
            removeHref: path({ kinds: query.kinds.filter((one) => one !== kind) }),
          })),
        ]}
      />
    </div>
  );
}

function OrganisationTable(props: {
  readonly lang: Language;
  readonly rows: readonly Organisation[];
  readonly today: LocalDate;
}) {
  const { lang, rows, today } = props;
  const t = organisationTexts(lang);
  return (
    <Table
      lang={lang}
      caption={t.title}
      captionHidden
      rows={rows}
      rowKey={(row) => row.code}
      columns={[
        { key: 'code', label: t.fields.code, cell: (row) => <span class="nowrap">{row.code}</span> },
        {
          key: 'name',
          label: t.fields.name,
          head: true,
          cell: (row) => (
            <>
              <a href={localPath(lang, directoryPaths.organisation(row.code))}>
                <Name lang={lang} named={row} />
              </a>{' '}
              {row.illustrative && <IllustrativeMark lang={lang} />}
            </>
          ),
        },
        { key: 'kind', label: t.fields.kind, cell: (row) => t.kinds[row.kind] },
        {
          key: 'validity',
          label: t.validity,
          cell: (row) => (
            <>
              <ValidityBadge lang={lang} row={row} today={today} />
              <div class="quiet">{periodText(lang, row)}</div>
            </>
          ),
        },
      ]}
    />
  );
}

function Links({ lang, items }: { lang: Language; items: readonly NamedOrganisation[] }) {
  if (items.length === 0) return null;
  return (
    <ul class="plain-links">
      {items.map((item) => (
        <li key={item.code}>
          <a href={localPath(lang, directoryPaths.organisation(item.code))}>
            <InVietnamese lang={lang}>{item.name}</InVietnamese>
          </a>
        </li>
      ))}
    </ul>
  );
}

export function OrganisationPage(props: {
  readonly lang: Language;
  readonly organisation: Organisation;
  readonly accounts: number;
  readonly events: readonly PastEvent[];
  readonly today: LocalDate;
  readonly mayChange: boolean;
}) {
  const { lang, organisation } = props;
  const t = organisationTexts(lang);
  const link = (path: string) => localPath(lang, path);
  return (
    <>
      <Breadcrumbs
        lang={lang}
        items={[
          { label: t.administration, href: link(directoryPaths.administration) },
          { label: t.title, href: link(directoryPaths.organisations) },
        ]}
        here={<Name lang={lang} named={organisation} />}
      />
      <PageHead
        title={<Name lang={lang} named={organisation} />}
        marks={
          <>
            <ValidityBadge lang={lang} row={organisation} today={props.today} />
            {!organisation.confirmed && <Badge tone="work">{t.unconfirmed}</Badge>}
            {organisation.illustrative && <IllustrativeMark lang={lang} />}
          </>
        }
        action={
          props.mayChange && (
            <>
              <LinkButton href={link(directoryPaths.editOrganisation(organisation.code))}>
                {t.edit}
              </LinkButton>
              {organisation.validTo === null && (
                <LinkButton look="secondary" href={link(directoryPaths.endOrganisation(organisation.code))}>
                  {t.end}
                </LinkButton>
              )}
            </>
          )
        }
      />
      <OrganisationFacts lang={lang} organisation={organisation} />
      <Section title={t.accounts}>
        <p>
          <a href={link(withQuery(directoryPaths.accounts, { 'co-quan': organisation.code }))}>
            {lang === 'vi'
              ? t.accountsOf(formatNumber(lang, props.accounts, 0))
              : formatCount(lang, props.accounts, { one: 'open account', other: 'open accounts' })}
          </a>
        </p>
        {props.mayChange && memberKinds.includes(organisation.kind) && (
          <p>
            <a href={link(directoryPaths.myOrganisation(organisation.code))}>{t.members}</a>
          </p>
        )}
      </Section>
      <History lang={lang} events={props.events} sentence={organisationSentence} />
    </>
  );
}

function OrganisationFacts({ lang, organisation }: { lang: Language; organisation: Organisation }) {
  const t = organisationTexts(lang);
  const parents = organisation.parent ? [organisation.parent] : [];
  return (
    <DefinitionList
      items={[
        { label: t.fields.code, value: organisation.code },
        { label: t.fields.kind, value: t.kinds[organisation.kind] },
        {
          label: t.fields.name,
          value: lang === 'en' && <InVietnamese lang={lang}>{organisation.name}</InVietnamese>,
        },
        { label: t.fields.nameEn, value: lang === 'vi' ? organisation.nameEn : null },
        {
          label: t.fields.shortName,
          value: organisation.shortName && <Content lang={lang} text={organisation.shortName} />,
        },
        { label: t.fields.parent, value: <Links lang={lang} items={parents} /> },
        { label: t.fields.taxCode, value: organisation.taxCode },
        { label: t.fields.validFrom, value: dateOrNull(lang, organisation.validFrom) },
        { label: t.fields.validTo, value: dateOrNull(lang, organisation.validTo) },
        {
          label: t.fields.predecessors,
          value: organisation.predecessors.length > 0 && (
            <Links lang={lang} items={organisation.predecessors} />
          ),
        },
        {
          label: t.fields.successors,
          value: organisation.successors.length > 0 && <Links lang={lang} items={organisation.successors} />,
        },
        {
          label: t.fields.source,
          value: organisation.source && <Content lang={lang} text={organisation.source} />,
        },
      ].filter(({ label }) => label !== t.fields.parent || parents.length > 0)}
    />
  );
}

function dateOrNull(lang: Language, date: string | null): string | null {
  return date === null ? null : formatDate(lang, date);
}
