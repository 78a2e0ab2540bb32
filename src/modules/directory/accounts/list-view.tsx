import { type Role, roles } from '../../../kernel/actor.ts';
import type { Language } from '../../../kernel/text.ts';
import { Badge, IllustrativeMark } from '../../../ui/badge.tsx';
import { LinkButton } from '../../../ui/button.tsx';
import { ActiveFilters, Facets, SearchBox } from '../../../ui/facets.tsx';
import { InVietnamese, Quoting } from '../../../ui/inline.tsx';
import { Breadcrumbs, Columns, EmptyState, PageHead, Tabs } from '../../../ui/page-parts.tsx';
import { Pager, rangeText } from '../../../ui/pager.tsx';
import { localPath } from '../../../ui/site-links.ts';
import { Table } from '../../../ui/table.tsx';
import { directoryPaths, withQuery } from '../paths.ts';
import type { Account } from './account.ts';
import { grantText, membershipText } from './grant-text.ts';
import { roleName } from './sentences.ts';
import { accountTexts } from './texts.ts';

/** The list as its address asks for it. */
export interface AccountListQuery {
  readonly q: string;
  readonly roles: readonly Role[];
  readonly state: 'dang-mo' | 'da-dong' | 'tat-ca';
  /** Code of an organisation, or empty. */
  readonly organisation: string;
  readonly page: number;
}

export const accountPageSize = 30;

function listPath(lang: Language, query: AccountListQuery, change: Partial<AccountListQuery> = {}): string {
  const { q, roles: held, state, organisation, page } = { ...query, page: 1, ...change };
  const path = withQuery(directoryPaths.accounts, {
    q,
    'vai-tro': held,
    'trang-thai': state === 'dang-mo' ? null : state,
    'co-quan': organisation,
    trang: page === 1 ? null : page,
  });
  return localPath(lang, path);
}

export function AccountList(props: {
  readonly lang: Language;
  readonly query: AccountListQuery;
  readonly rows: readonly Account[];
  readonly total: number;
  readonly mayChange: boolean;
}) {
  const { lang, query, rows, total } = props;
  const t = accountTexts(lang);
  const pager = {
    lang,
    page: query.page,
    pageSize: accountPageSize,
    total,
    totalIsExact: true,
    href: (page: number) => listPath(lang, query, { page }),
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
          props.mayChange && (
            <LinkButton href={localPath(lang, directoryPaths.newAccount)}>{t.add}</LinkButton>
          )
        }
      />
      <ListControls lang={lang} query={query} />
      <Columns
        first="side"
        side={<RoleFilter lang={lang} query={query} />}
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
              <AccountTable lang={lang} rows={rows} />
              <Pager {...pager} />
            </>
          )
        }
      />
    </>
  );
}

function RoleFilter({ lang, query }: { readonly lang: Language; readonly query: AccountListQuery }) {
  return (
    <Facets
      lang={lang}
      action={localPath(lang, directoryPaths.accounts)}
      hidden={[
        ['q', query.q],
        ['trang-thai', query.state],
        ['co-quan', query.organisation],
      ]}
      facets={[
        {
          name: 'vai-tro',
          label: accountTexts(lang).fields.role,
          options: roles.map((role) => ({
            value: role,
            label: roleName(lang, role),
            count: null,
            chosen: query.roles.includes(role),
          })),
        },
      ]}
    />
  );
}

function ListControls({ lang, query }: { readonly lang: Language; readonly query: AccountListQuery }) {
  const t = accountTexts(lang);
  const path = (change: Partial<AccountListQuery>) => listPath(lang, query, change);
  const states = [
    ['dang-mo', t.active],
    ['da-dong', t.closed],
    ['tat-ca', t.all],
  ] as const;
  return (
    <div class="stack">
      <SearchBox
        lang={lang}
        action={localPath(lang, directoryPaths.accounts)}
        value={query.q}
        label={t.search}
        placeholder={t.placeholder}
        hidden={[
          ...query.roles.map((role) => ['vai-tro', role] as const),
          ...(query.state === 'dang-mo' ? [] : [['trang-thai', query.state] as const]),
          ...(query.organisation ? [['co-quan', query.organisation] as const] : []),
        ]}
      />
      <Tabs
        label={t.state}
        items={states.map(([state, label]) => ({
          label,
          href: path({ state }),
          current: query.state === state,
        }))}
      />
      <ActiveFilters
        lang={lang}
        clearHref={path({ q: '', roles: [], organisation: '' })}
        filters={[
          ...(query.q ? [{ label: `“${query.q}”`, removeHref: path({ q: '' }) }] : []),
          ...query.roles.map((role) => ({
            label: roleName(lang, role),
            removeHref: path({ roles: query.roles.filter((one) => one !== role) }),
          })),
          ...(query.organisation
            ? [
                {
                  label: t.organisationFilter(query.organisation),
                  removeHref: path({ organisation: '' }),
                },
              ]
            : []),
        ]}
      />
    </div>
  );
}

function AccountTable({ lang, rows }: { readonly lang: Language; readonly rows: readonly Account[] }) {
  const t = accountTexts(lang);
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
          label: t.fields.name,
          head: true,
          cell: (row) => (
            <>
              <a href={localPath(lang, directoryPaths.account(row.id))}>{row.name}</a>{' '}
              {row.illustrative && <IllustrativeMark lang={lang} />}
              <br />
              <span class="quiet">{row.email}</span>
            </>
          ),
        },
        {
          key: 'organisation',
          label: t.fields.organisationCode,
          cell: (row) =>
            row.organisation ? <InVietnamese lang={lang}>{row.organisation.name}</InVietnamese> : '–',
        },
        {
          key: 'roles',
          label: t.fields.roles,
          cell: (row) =>
            row.grants.length + row.memberships.length === 0 ? (
              <span class="quiet">{t.noRoles}</span>
            ) : (
              [
                ...row.grants.map((grant) => (
                  <div key={grant.id}>
                    <Quoting lang={lang} text={grantText(lang, grant)} quoted={[grant.organisation?.name]} />
                  </div>
                )),
                ...row.memberships.map((one) => (
                  <div key={one.code}>
                    <Quoting lang={lang} text={membershipText(lang, one)} quoted={[one.name]} />
                  </div>
                )),
              ]
            ),
        },
        {
          key: 'state',
          label: t.state,
          cell: (row) =>
            row.state === 'active' ? (
              <Badge tone="done">{t.active}</Badge>
            ) : (
              <Badge tone="quiet">{t.closed}</Badge>
            ),
        },
      ]}
    />
  );
}
