import type { Language } from '../../../kernel/text.ts';
import { IllustrativeMark } from '../../../ui/badge.tsx';
import { ActiveFilters, SearchBox } from '../../../ui/facets.tsx';
import { formatInstant, formatNumber } from '../../../ui/format.ts';
import { Content } from '../../../ui/inline.tsx';
import { Breadcrumbs, EmptyState, PageHead, Tabs } from '../../../ui/page-parts.tsx';
import { Pager, rangeText } from '../../../ui/pager.tsx';
import { localPath } from '../../../ui/site-links.ts';
import { Table } from '../../../ui/table.tsx';
import { directoryPaths, withQuery } from '../paths.ts';
import { RegistrationBadge } from './own-view.tsx';
import {
  type FoundRegistrations,
  type Registration,
  type RegistrationFilter,
  registrationsPerPage,
} from './queries.ts';
import { kindAddress, type RegistrationKind, registrationKinds, registrationStates } from './registration.ts';
import { registrationTexts } from './texts.ts';
import { UnconfirmedNotice } from './unconfirmed-view.tsx';
import { registrationWorkTexts } from './work-texts.ts';

/** The list as its address asks for it. */
export interface RegistrationListQuery extends RegistrationFilter {
  readonly page: number;
}

/** Where a state stands in the address; what waits stands there by itself. */
export const stateAddress = {
  ...{ waiting: 'cho', asked: 'bo-sung', accepted: 'chap-nhan', refused: 'tu-choi' },
} as const;
export const allStates = 'tat-ca';

function listPath(
  lang: Language,
  query: RegistrationListQuery,
  change: Partial<RegistrationListQuery> = {},
): string {
  const { q, state, kind, page } = { ...query, page: 1, ...change };
  return localPath(
    lang,
    withQuery(directoryPaths.registrations, {
      q,
      'trang-thai': state === null ? allStates : state === 'waiting' ? null : stateAddress[state],
      loai: kind && kindAddress[kind],
      trang: page === 1 ? null : page,
    }),
  );
}

const kinds: readonly (RegistrationKind | null)[] = [
  null,
  ...registrationKinds.filter((kind) => kind !== 'individual'),
];

export function RegistrationList(
  props: FoundRegistrations & {
    readonly lang: Language;
    readonly query: RegistrationListQuery;
    /** How many wait for the office to confirm them; null where letters do. */
    readonly unconfirmed: number | null;
  },
) {
  const { lang, query, rows, total, counts } = props;
  const t = registrationWorkTexts(lang);
  const { kinds: kindNames, states } = registrationTexts(lang);
  const path = (change: Partial<RegistrationListQuery>) => listPath(lang, query, change);
  const pager = {
    ...{ lang, page: query.page, pageSize: registrationsPerPage, total, totalIsExact: true },
    href: (page: number) => path({ page }),
  };
  return (
    <>
      <Breadcrumbs
        lang={lang}
        items={[{ label: t.desk, href: localPath(lang, directoryPaths.desk) }]}
        here={t.title}
      />
      <PageHead title={t.title} lead={t.lead} />
      {props.unconfirmed !== null && <UnconfirmedNotice lang={lang} waiting={props.unconfirmed} />}
      <div class="stack">
        <SearchBox
          lang={lang}
          action={localPath(lang, directoryPaths.registrations)}
          value={query.q}
          label={t.search}
          placeholder={t.placeholder}
          hidden={hiddenOf(query)}
        />
        <Tabs
          label={t.state}
          items={[...registrationStates, null].map((state) => ({
            label: state === null ? t.all : capital(states[state]),
            href: path({ state }),
            current: query.state === state,
            count: state === null ? undefined : formatNumber(lang, counts[state] ?? 0, 0),
          }))}
        />
        <Tabs
          label={t.kindFilter}
          items={kinds.map((kind) => ({
            label: kind === null ? t.all : kindNames[kind],
            href: path({ kind }),
            current: query.kind === kind,
          }))}
        />
        <ActiveFilters
          lang={lang}
          clearHref={path({ q: '' })}
          filters={query.q ? [{ label: `“${query.q}”`, removeHref: path({ q: '' }) }] : []}
        />
        {rows.length === 0 ? (
          <Nothing lang={lang} query={query} />
        ) : (
          <>
            <p class="quiet">
              {rangeText(pager)} {t.count}
            </p>
            <RegistrationTable lang={lang} rows={rows} />
            <Pager {...pager} />
          </>
        )}
      </div>
    </>
  );
}

function capital(label: string): string {
  return label.charAt(0).toLocaleUpperCase('vi') + label.slice(1);
}

function hiddenOf({ state, kind }: RegistrationListQuery): (readonly [string, string])[] {
  return [
    ...(state === 'waiting'
      ? []
      : [['trang-thai', state === null ? allStates : stateAddress[state]] as const]),
    ...(kind ? [['loai', kindAddress[kind]] as const] : []),
  ];
}

function Nothing({ lang, query }: { readonly lang: Language; readonly query: RegistrationListQuery }) {
  const t = registrationWorkTexts(lang);
  const plain = query.q === '' && query.kind === null && query.state === 'waiting';
  return (
    <EmptyState title={plain ? t.none : t.noneFound}>
      <p>{plain ? t.noneHelp : t.noneFoundHelp}</p>
    </EmptyState>
  );
}

function RegistrationTable(props: { readonly lang: Language; readonly rows: readonly Registration[] }) {
  const { lang, rows } = props;
  const t = registrationWorkTexts(lang);
  const { kinds: kindNames, fields } = registrationTexts(lang);
  return (
    <Table
      lang={lang}
      caption={t.title}
      captionHidden
      rows={rows}
      rowKey={({ id }) => String(id)}
      columns={[
        {
          key: 'name',
          label: t.name,
          head: true,
          cell: (row) => (
            <>
              <a href={localPath(lang, directoryPaths.registration(row.id))}>
                {row.name && <Content lang={lang} text={row.name} />}
              </a>{' '}
              {row.illustrative && <IllustrativeMark lang={lang} />}
              <br />
              <span class="quiet">{kindNames[row.kind]}</span>
            </>
          ),
        },
        { key: 'taxCode', label: fields.taxCode, cell: ({ taxCode }) => taxCode ?? '–' },
        { key: 'person', label: t.person, cell: ({ person }) => person.name },
        {
          key: 'state',
          label: t.state,
          cell: ({ state }) => <RegistrationBadge lang={lang} state={state} />,
        },
        { key: 'sent', label: t.sent, cell: ({ createdAt }) => formatInstant(lang, createdAt) },
      ]}
    />
  );
}
