import type { ComponentChildren } from 'preact';
import type { Language } from '../../kernel/text.ts';
import type { FormFailure } from '../../modules/directory/index.ts';
import type { ApiRates } from '../../platform/config.ts';
import { Button, Buttons, LinkButton } from '../../ui/button.tsx';
import { ActiveFilters, SearchBox } from '../../ui/facets.tsx';
import { TextArea, TextField } from '../../ui/fields.tsx';
import { bindForm, ErrorSummary, Form } from '../../ui/form.tsx';
import { formatNumber } from '../../ui/format.ts';
import { Content, Quoting } from '../../ui/inline.tsx';
import { Breadcrumbs, EmptyState, PageHead, Section, Tabs } from '../../ui/page-parts.tsx';
import { Pager, rangeText } from '../../ui/pager.tsx';
import { localPath, PATHS } from '../../ui/site-links.ts';
import { Table } from '../../ui/table.tsx';
import { type LimitsInput, longest } from './inputs.ts';
import { crumb, KeyFacts, KeyState, lastUsed } from './parts.tsx';
import { keyPaths } from './paths.ts';
import { type DayOfUse, type KeyListQuery, type KeyRow, keyStates, keysPerPage } from './queries.ts';
import { keyTexts } from './texts.ts';

function Crumbs(props: {
  readonly lang: Language;
  readonly here: ComponentChildren;
  readonly below?: boolean;
}) {
  const { lang } = props;
  const t = keyTexts(lang);
  return (
    <Breadcrumbs
      lang={lang}
      items={[
        crumb(lang, t.administration, PATHS.administration),
        ...(props.below ? [crumb(lang, t.all, keyPaths.all)] : []),
      ]}
      here={props.here}
    />
  );
}

function listPath(lang: Language, { q, state, page }: KeyListQuery): string {
  const query = new URLSearchParams({
    ...(q && { q }),
    ...(state && { 'trang-thai': state }),
    ...(page > 1 && { trang: String(page) }),
  }).toString();
  return localPath(lang, query ? `${keyPaths.all}?${query}` : keyPaths.all);
}

export interface AllKeysProps {
  readonly lang: Language;
  readonly query: KeyListQuery;
  readonly rows: readonly KeyRow[];
  readonly total: number;
}

export function AllKeys(props: AllKeysProps) {
  const { lang, query } = props;
  const t = keyTexts(lang);
  const labels = { 'dang-dung': t.active, 'da-thu-hoi': t.revoked } as const;
  return (
    <>
      <Crumbs lang={lang} here={t.all} />
      <PageHead title={t.all} lead={t.allLead} />
      <div class="stack">
        <SearchBox
          lang={lang}
          action={localPath(lang, keyPaths.all)}
          value={query.q}
          label={t.searchLabel}
          placeholder={t.placeholder}
          hidden={query.state ? [['trang-thai', query.state]] : []}
        />
        <Tabs
          label={t.filter}
          items={[null, ...keyStates].map((state) => ({
            label: state === null ? t.everyState : labels[state],
            href: listPath(lang, { ...query, state, page: 1 }),
            current: query.state === state,
          }))}
        />
        <ActiveFilters
          lang={lang}
          clearHref={listPath(lang, { q: '', state: query.state, page: 1 })}
          filters={
            query.q
              ? [{ label: `“${query.q}”`, removeHref: listPath(lang, { ...query, q: '', page: 1 }) }]
              : []
          }
        />
        <KeyList {...props} />
      </div>
    </>
  );
}

function KeyList({ lang, query, rows, total }: AllKeysProps) {
  const t = keyTexts(lang);
  if (rows.length === 0) {
    const asked = query.q !== '' || query.state !== null;
    return (
      <EmptyState title={asked ? t.noneFound : t.noneAtAll}>
        <p>{asked ? t.noneFoundHelp : t.noneAtAllHelp}</p>
      </EmptyState>
    );
  }
  const pager = {
    ...{ lang, page: query.page, total, totalIsExact: true, pageSize: keysPerPage },
    href: (page: number) => listPath(lang, { ...query, page }),
  };
  return (
    <>
      <p class="quiet">
        {rangeText(pager)} {t.count}
      </p>
      <Table
        lang={lang}
        caption={t.all}
        captionHidden
        rows={rows}
        rowKey={({ id }) => String(id)}
        columns={[
          {
            key: 'name',
            label: t.name,
            head: true,
            cell: ({ id, name }) => (
              <a href={localPath(lang, keyPaths.any(id))}>
                <Content lang={lang} text={name} />
              </a>
            ),
          },
          {
            key: 'owner',
            label: t.owner,
            cell: ({ owner, ownerEmail }) => (
              <>
                {owner}
                <br />
                <span class="quiet">{ownerEmail}</span>
              </>
            ),
          },
          {
            key: 'state',
            label: t.state,
            cell: ({ revokedAt }) => <KeyState lang={lang} revokedAt={revokedAt} />,
          },
          { key: 'used', label: t.lastUsed, cell: (key) => lastUsed(lang, key) },
          { key: 'uses', label: t.uses30, numeric: true, cell: ({ uses }) => formatNumber(lang, uses, 0) },
        ]}
      />
      <Pager {...pager} />
    </>
  );
}

export function AnyKey(props: {
  readonly lang: Language;
  readonly csrfToken: string;
  readonly rates: ApiRates;
  readonly shown: KeyRow;
  readonly uses: readonly DayOfUse[];
  readonly typed: LimitsInput | null;
  readonly failure: FormFailure | null;
}) {
  const { lang, shown, failure } = props;
  const t = keyTexts(lang);
  const accounts = localPath(lang, `/quan-tri/tai-khoan/${shown.ownerId}`);
  return (
    <>
      <Crumbs lang={lang} here={<Content lang={lang} text={shown.name} />} below />
      <PageHead
        title={<Content lang={lang} text={shown.name} />}
        action={
          shown.revokedAt === null && (
            <LinkButton look="danger" href={localPath(lang, keyPaths.revoke(shown.id))}>
              {t.revoke}
            </LinkButton>
          )
        }
      />
      {failure && <ErrorSummary lang={lang} errors={failure.errors} general={failure.general} />}
      <KeyFacts
        {...props}
        first={[
          {
            label: t.owner,
            value: (
              <a href={accounts}>
                {shown.owner} ({shown.ownerEmail})
              </a>
            ),
          },
        ]}
      />
      {shown.revokedAt === null && <LimitsForm {...props} />}
    </>
  );
}

function LimitsForm(props: {
  readonly lang: Language;
  readonly csrfToken: string;
  readonly rates: ApiRates;
  readonly shown: KeyRow;
  readonly typed: LimitsInput | null;
  readonly failure: FormFailure | null;
}) {
  const { lang, rates, shown, typed } = props;
  const t = keyTexts(lang);
  const usual = (limit: number | null) =>
    t.usual(limit === null ? t.unlimited : formatNumber(lang, limit, 0));
  const form = bindForm<{ minute: string; day: string }>({
    lang,
    values: typed
      ? { minute: typed.minute, day: typed.day }
      : { minute: String(shown.minuteLimit ?? ''), day: String(shown.dayLimit ?? '') },
    errors: props.failure?.errors ?? {},
  });
  return (
    <Section title={t.limitTitle}>
      <Form
        lang={lang}
        action={localPath(lang, keyPaths.limit(shown.id))}
        csrfToken={props.csrfToken}
        label={t.limitTitle}
      >
        <p class="quiet">{t.limitLead}</p>
        <TextField
          {...form.text('minute')}
          label={t.minute}
          hint={usual(rates.keyMinute)}
          width="short"
          inputMode="numeric"
          optional
        />
        <TextField
          {...form.text('day')}
          label={t.dayLimit}
          hint={usual(rates.keyDay)}
          width="short"
          inputMode="numeric"
          optional
        />
        <Buttons>
          <Button>{t.saveLimits}</Button>
        </Buttons>
      </Form>
    </Section>
  );
}

/** Ending somebody else's key asks why. */
export function RevokeForm(props: {
  readonly lang: Language;
  readonly csrfToken: string;
  readonly shown: KeyRow;
  readonly reason: string;
  readonly failure: FormFailure | null;
}) {
  const { lang, shown, failure } = props;
  const t = keyTexts(lang);
  return (
    <>
      <Crumbs lang={lang} here={t.revoke} below />
      <PageHead
        title={<Quoting lang={lang} text={t.revokeTitle(shown.name)} quoted={[shown.name]} />}
        lead={t.revokeText}
      />
      {failure && <ErrorSummary lang={lang} errors={failure.errors} general={failure.general} />}
      <Form lang={lang} action={localPath(lang, keyPaths.revoke(shown.id))} csrfToken={props.csrfToken}>
        <TextArea
          lang={lang}
          name="reason"
          label={t.reason}
          hint={t.reasonHint}
          error={failure?.errors.reason}
          value={props.reason}
          rows={3}
          most={longest.reason}
        />
        <Buttons>
          <Button look="danger">{t.revoke}</Button>
          <LinkButton look="secondary" href={localPath(lang, keyPaths.any(shown.id))}>
            {t.cancel}
          </LinkButton>
        </Buttons>
      </Form>
    </>
  );
}
