import type { LocalDate } from '../../kernel/dates.ts';
import type { Language } from '../../kernel/text.ts';
import { type Consent, directoryPaths, type FormFailure, withQuery } from '../../modules/directory/index.ts';
import { IllustrativeMark } from '../../ui/badge.tsx';
import { Button, Buttons, LinkButton } from '../../ui/button.tsx';
import { SearchBox } from '../../ui/facets.tsx';
import { ErrorSummary, Form } from '../../ui/form.tsx';
import { formatDate, formatInstant } from '../../ui/format.ts';
import {
  Breadcrumbs,
  Card,
  Columns,
  DefinitionList,
  EmptyState,
  PageHead,
  Section,
  Tabs,
} from '../../ui/page-parts.tsx';
import { Pager, rangeText } from '../../ui/pager.tsx';
import { localPath, PATHS } from '../../ui/site-links.ts';
import { Table } from '../../ui/table.tsx';
import { type HeldField, labelOf } from './fields.ts';
import { ConsentTable, HeldTable, RequestBadge } from './parts.tsx';
import { dataPaths } from './paths.ts';
import { type DataRequest, type RequestFilter, requestsPerPage } from './queries.ts';
import { endsAccount, grounds, isOpen, mayExtend } from './request.ts';
import { dataTexts } from './texts.ts';
import { dataWorkTexts } from './work-texts.ts';

/** The list as its address asks for it. */
export interface RequestListQuery extends RequestFilter {
  readonly page: number;
}

export const endedAddress = 'da-ket-thuc';
export const allAddress = 'tat-ca';

export function RequestCrumbs({ lang, one, here }: { lang: Language; one?: DataRequest; here?: string }) {
  const t = dataWorkTexts(lang);
  return (
    <Breadcrumbs
      lang={lang}
      items={[
        { label: t.administration, href: localPath(lang, PATHS.administration) },
        ...(one ? [{ label: t.title, href: localPath(lang, dataPaths.all) }] : []),
        ...(one && here ? [{ label: t.oneTitle(one.id), href: localPath(lang, dataPaths.one(one.id)) }] : []),
      ]}
      here={here ?? (one ? t.oneTitle(one.id) : t.title)}
    />
  );
}

export function whose(lang: Language, { name, address, accountId }: DataRequest): string {
  const t = dataWorkTexts(lang);
  return name ?? address ?? (accountId === null ? t.forgotten : t.noAccount);
}

export function RequestList(props: {
  readonly lang: Language;
  readonly query: RequestListQuery;
  readonly rows: readonly DataRequest[];
  readonly total: number;
  readonly today: LocalDate;
}) {
  const { lang, query, rows, total, today } = props;
  const t = dataWorkTexts(lang);
  const path = (change: Partial<RequestListQuery>) => {
    const { q, open, page } = { ...query, page: 1, ...change };
    const state = open === null ? allAddress : open ? null : endedAddress;
    return localPath(
      lang,
      withQuery(dataPaths.all, { q, 'tinh-trang': state, trang: page === 1 ? null : page }),
    );
  };
  const pager = {
    ...{ lang, page: query.page, pageSize: requestsPerPage, total, totalIsExact: true },
    href: (page: number) => path({ page }),
  };
  const hidden = query.open === null ? allAddress : query.open ? null : endedAddress;
  return (
    <>
      <RequestCrumbs lang={lang} />
      <PageHead title={t.title} lead={t.lead} />
      <div class="stack">
        <SearchBox
          lang={lang}
          action={localPath(lang, dataPaths.all)}
          value={query.q}
          label={t.search}
          placeholder={t.placeholder}
          hidden={hidden === null ? [] : [['tinh-trang', hidden]]}
        />
        <Tabs
          label={t.state}
          items={[
            { label: t.filters.open, href: path({ open: true }), current: query.open === true },
            { label: t.filters.ended, href: path({ open: false }), current: query.open === false },
            { label: t.filters.all, href: path({ open: null }), current: query.open === null },
          ]}
        />
        {rows.length === 0 ? (
          <EmptyState title={query.open && !query.q ? t.none : t.noneFound}>
            <p>{query.open && !query.q ? t.noneHelp : t.noneFoundHelp}</p>
          </EmptyState>
        ) : (
          <>
            <p class="quiet">
              {rangeText(pager)} {t.count}
            </p>
            <RequestTable {...{ lang, rows, today }} />
            <Pager {...pager} />
          </>
        )}
      </div>
    </>
  );
}

function RequestTable({
  lang,
  rows,
  today,
}: {
  readonly lang: Language;
  readonly rows: readonly DataRequest[];
  readonly today: LocalDate;
}) {
  const t = dataWorkTexts(lang);
  return (
    <Table
      lang={lang}
      caption={t.title}
      captionHidden
      rows={rows}
      rowKey={({ id }) => String(id)}
      columns={[
        {
          key: 'kind',
          label: t.kind,
          head: true,
          cell: ({ id, kind }) => (
            <a href={localPath(lang, dataPaths.one(id))}>
              {dataTexts(lang).number(id)}: {dataTexts(lang).kinds[kind]}
            </a>
          ),
        },
        {
          key: 'who',
          label: t.who,
          cell: (one) => (
            <>
              <span lang="vi">{whose(lang, one)}</span> {one.illustrative && <IllustrativeMark lang={lang} />}
            </>
          ),
        },
        {
          key: 'received',
          label: t.receivedAt,
          cell: ({ receivedAt }) => formatInstant(lang, receivedAt),
        },
        { key: 'due', label: t.dueOn, cell: ({ dueOn }) => formatDate(lang, dueOn) },
        {
          key: 'state',
          label: t.state,
          cell: (request) => <RequestBadge {...{ lang, request, today }} />,
        },
      ]}
    />
  );
}

export interface OneProps {
  readonly lang: Language;
  readonly csrfToken: string;
  readonly one: DataRequest;
}

/** A request, what is kept of whoever asks, and the ways to answer. */
export function RequestPage(
  props: OneProps & {
    readonly held: ReadonlyMap<string, number>;
    readonly fields: readonly HeldField[];
    /** null: without an account, what was agreed to stands with what is followed. */
    readonly consents: readonly Consent[] | null;
    readonly today: LocalDate;
    /** By when it is carried out, if it is taken up today. */
    readonly carryBy: LocalDate;
    readonly failure: FormFailure | null;
  },
) {
  const { lang, one, held, today, failure } = props;
  const t = dataWorkTexts(lang);
  const texts = dataTexts(lang);
  return (
    <>
      <RequestCrumbs lang={lang} one={one} />
      <PageHead
        title={`${t.oneTitle(one.id)}: ${texts.kinds[one.kind]}`}
        marks={<RequestBadge {...{ lang, request: one, today }} />}
      />
      {failure && <ErrorSummary lang={lang} errors={failure.errors} general={failure.general} />}
      <Columns
        main={
          <>
            <RequestFacts lang={lang} one={one} />
            {props.fields.some(({ path }) => path !== null) && <Correctable {...props} />}
            {isOpen(one.state) && <Actions {...props} />}
          </>
        }
        side={
          <>
            <Card title={t.held}>
              <HeldTable lang={lang} held={held} />
            </Card>
            {props.consents && (
              <Card title={texts.consents}>
                <ConsentTable lang={lang} consents={props.consents} />
              </Card>
            )}
          </>
        }
      />
    </>
  );
}

function RequestFacts({ lang, one }: Pick<OneProps, 'lang' | 'one'>) {
  const t = dataWorkTexts(lang);
  const texts = dataTexts(lang);
  const { accountId, ground, answer, answeredAt } = one;
  return (
    <DefinitionList
      items={[
        {
          label: t.who,
          value:
            accountId === null ? (
              t.noAccount
            ) : (
              <a href={localPath(lang, directoryPaths.account(accountId))} lang="vi">
                {one.name}
              </a>
            ),
        },
        { label: t.email, value: one.address ?? t.forgotten },
        { label: t.words, value: <span lang="vi">{one.words}</span> },
        { label: t.receivedAt, value: formatInstant(lang, one.receivedAt) },
        { label: t.dueOn, value: formatDate(lang, one.dueOn) },
        { label: t.extendedAt, value: one.extendedAt && formatInstant(lang, one.extendedAt) },
        { label: t.reason, value: one.extension && <span lang="vi">{one.extension}</span> },
        { label: t.answered, value: answeredAt && formatInstant(lang, answeredAt) },
        {
          label: texts.ground,
          value: ground && `${grounds[ground].label[lang]} (${grounds[ground].source[lang]})`,
        },
        {
          label: endsAccount(one.kind) ? '' : texts.fields[one.kind],
          value: one.fields.length > 0 && one.fields.map((key) => labelOf(key)[lang]).join('; '),
        },
        { label: texts.answer, value: answer && <span lang="vi">{answer}</span> },
      ]}
    />
  );
}

/** Where what is held is corrected, and when that last happened. */
function Correctable({ lang, fields }: Pick<OneProps, 'lang'> & { readonly fields: readonly HeldField[] }) {
  const t = dataWorkTexts(lang);
  return (
    <Section title={t.correctHere}>
      <Table
        lang={lang}
        caption={t.correctHere}
        captionHidden
        rows={fields.flatMap((field) => (field.path === null ? [] : [{ ...field, path: field.path }]))}
        rowKey={({ key }) => key}
        columns={[
          {
            key: 'field',
            label: t.field,
            head: true,
            cell: ({ label, path }) => <a href={localPath(lang, path)}>{label[lang]}</a>,
          },
          {
            key: 'changed',
            label: t.changedAt,
            cell: ({ changedAt }) => (changedAt ? formatInstant(lang, changedAt) : t.neverChanged),
          },
        ]}
      />
    </Section>
  );
}

function Actions(props: OneProps & { readonly carryBy: LocalDate; readonly today: LocalDate }) {
  const { lang, csrfToken, one, carryBy, today } = props;
  const t = dataWorkTexts(lang);
  const to = (path: string) => localPath(lang, path);
  return (
    <Section title={t.actions}>
      <div class="stack">
        {(one.kind === 'correction' || one.kind === 'restriction') && <p>{t.byHand[one.kind]}</p>}
        <Buttons>
          <LinkButton href={to(dataPaths.carryOut(one.id))}>{t.carryOut}</LinkButton>
          <LinkButton look="danger" href={to(dataPaths.refuse(one.id))}>
            {t.refuse}
          </LinkButton>
          {mayExtend(one, today) && (
            <LinkButton look="secondary" href={to(dataPaths.extend(one.id))}>
              {t.extend}
            </LinkButton>
          )}
        </Buttons>
        {one.state === 'waiting' && (
          <Form
            lang={lang}
            action={to(dataPaths.takeUp(one.id))}
            csrfToken={csrfToken}
            hidden={{ version: String(one.version) }}
            label={t.takeUp}
          >
            <p class="quiet">{t.takeUpHelp(formatDate(lang, carryBy))}</p>
            <Buttons>
              <Button look="secondary">{t.takeUp}</Button>
            </Buttons>
          </Form>
        )}
      </div>
    </Section>
  );
}
