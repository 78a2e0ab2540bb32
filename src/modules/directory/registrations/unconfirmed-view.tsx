import type { ComponentChildren } from 'preact';
import type { Language } from '../../../kernel/text.ts';
import { Badge } from '../../../ui/badge.tsx';
import { Button, Buttons, LinkButton } from '../../../ui/button.tsx';
import { ActiveFilters, SearchBox } from '../../../ui/facets.tsx';
import { TextArea, TextField } from '../../../ui/fields.tsx';
import { ErrorSummary, Form } from '../../../ui/form.tsx';
import { formatInstant, formatNumber } from '../../../ui/format.ts';
import { Content, Quoting } from '../../../ui/inline.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { Breadcrumbs, DefinitionList, EmptyState, PageHead } from '../../../ui/page-parts.tsx';
import { Pager, rangeText } from '../../../ui/pager.tsx';
import { localPath } from '../../../ui/site-links.ts';
import { Table } from '../../../ui/table.tsx';
import type { FormFailure } from '../form-failure.ts';
import { directoryPaths, withQuery } from '../paths.ts';
import { registrationTexts } from './texts.ts';
import { type Unconfirmed, unconfirmedPerPage } from './unconfirmed.ts';
import { unconfirmedTexts } from './unconfirmed-texts.ts';
import { registrationWorkTexts } from './work-texts.ts';

function Crumbs({ lang, here }: { readonly lang: Language; readonly here?: ComponentChildren }) {
  const work = registrationWorkTexts(lang);
  const t = unconfirmedTexts(lang);
  return (
    <Breadcrumbs
      lang={lang}
      items={[
        { label: work.desk, href: localPath(lang, directoryPaths.desk) },
        { label: work.title, href: localPath(lang, directoryPaths.registrations) },
        ...(here ? [{ label: t.title, href: localPath(lang, directoryPaths.unconfirmed) }] : []),
      ]}
      here={here ?? t.title}
    />
  );
}

/** On the list of registrations, where no letters are sent: that some wait for the office. */
export function UnconfirmedNotice({ lang, waiting }: { readonly lang: Language; readonly waiting: number }) {
  const t = unconfirmedTexts(lang);
  return (
    <Notice lang={lang} kind="warning">
      <p>{t.notice}</p>
      <p>
        <a href={localPath(lang, directoryPaths.unconfirmed)}>{t.toList(formatNumber(lang, waiting, 0))}</a>
      </p>
    </Notice>
  );
}

export function UnconfirmedList(props: {
  readonly lang: Language;
  readonly q: string;
  readonly page: number;
  readonly rows: readonly Unconfirmed[];
  readonly total: number;
}) {
  const { lang, q, page, rows, total } = props;
  const t = unconfirmedTexts(lang);
  const path = (asked: { q: string; page: number }) =>
    localPath(
      lang,
      withQuery(directoryPaths.unconfirmed, { q: asked.q, trang: asked.page > 1 ? asked.page : null }),
    );
  const pager = {
    ...{ lang, page, total, totalIsExact: true, pageSize: unconfirmedPerPage },
    href: (to: number) => path({ q, page: to }),
  };
  return (
    <>
      <Crumbs lang={lang} />
      <PageHead title={t.title} lead={t.lead} />
      <div class="stack">
        <SearchBox
          lang={lang}
          action={localPath(lang, directoryPaths.unconfirmed)}
          value={q}
          label={t.search}
          placeholder={t.placeholder}
        />
        <ActiveFilters
          lang={lang}
          clearHref={path({ q: '', page: 1 })}
          filters={q ? [{ label: `“${q}”`, removeHref: path({ q: '', page: 1 }) }] : []}
        />
        {rows.length === 0 ? (
          <EmptyState title={q ? t.noneFound : t.none}>
            <p>{q ? t.noneFoundHelp : t.noneHelp}</p>
          </EmptyState>
        ) : (
          <>
            <p class="quiet">
              {rangeText(pager)} {t.count}
            </p>
            <UnconfirmedTable lang={lang} rows={rows} />
            <Pager {...pager} />
          </>
        )}
      </div>
    </>
  );
}

function UnconfirmedTable({
  lang,
  rows,
}: {
  readonly lang: Language;
  readonly rows: readonly Unconfirmed[];
}) {
  const t = unconfirmedTexts(lang);
  const { kinds } = registrationTexts(lang);
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
          cell: ({ name, kind }) => (
            <>
              <Content lang={lang} text={name} />
              <br />
              <span class="quiet">{kinds[kind]}</span>
            </>
          ),
        },
        { key: 'email', label: t.email, cell: ({ email }) => email },
        { key: 'asked', label: t.askedAt, cell: ({ askedAt }) => formatInstant(lang, askedAt) },
        {
          key: 'state',
          label: t.state,
          cell: ({ id, email, handedOver }) => (
            <>
              <a
                href={localPath(lang, directoryPaths.vouchForRegistration(id))}
                aria-label={`${t.vouch}: ${email}`}
              >
                {t.vouch}
              </a>{' '}
              {handedOver && <Badge tone="work">{t.handedOver}</Badge>}
            </>
          ),
        },
      ]}
    />
  );
}

/** What is known of whoever registers, and how the officer found out that the address is theirs. */
export function VouchPage(props: {
  readonly lang: Language;
  readonly csrfToken: string;
  readonly one: Unconfirmed;
  readonly typed: string;
  readonly failure: FormFailure | null;
}) {
  const { lang, one, failure } = props;
  const t = unconfirmedTexts(lang);
  return (
    <>
      <Crumbs lang={lang} here={<Content lang={lang} text={one.name} />} />
      <PageHead title={t.vouchTitle} lead={t.vouchLead} />
      {failure && <ErrorSummary lang={lang} errors={failure.errors} general={failure.general} />}
      <DefinitionList
        items={[
          { label: t.kind, value: registrationTexts(lang).kinds[one.kind] },
          { label: t.name, value: <Content lang={lang} text={one.name} /> },
          { label: t.person, value: <Content lang={lang} text={one.person} /> },
          { label: t.email, value: one.email },
          { label: t.phone, value: one.phone },
          { label: t.askedAt, value: formatInstant(lang, one.askedAt) },
        ]}
      />
      <Form
        lang={lang}
        action={localPath(lang, directoryPaths.vouchForRegistration(one.id))}
        csrfToken={props.csrfToken}
        label={t.vouchTitle}
        guard
      >
        <TextArea
          lang={lang}
          name="text"
          label={t.how}
          hint={t.howHint}
          value={props.typed}
          error={failure?.errors.text}
          rows={3}
          most={2000}
        />
        <Buttons>
          <Button>{t.make}</Button>
          <LinkButton look="quiet" href={localPath(lang, directoryPaths.unconfirmed)}>
            {t.cancel}
          </LinkButton>
        </Buttons>
      </Form>
    </>
  );
}

/** The address, this once. */
export function HandOverPage(props: {
  readonly lang: Language;
  readonly one: Unconfirmed;
  readonly address: string;
}) {
  const { lang, one, address } = props;
  const t = unconfirmedTexts(lang);
  return (
    <>
      <Crumbs lang={lang} here={<Content lang={lang} text={one.name} />} />
      <PageHead
        title={t.madeTitle}
        lead={<Quoting lang={lang} text={t.madeLead(one.person)} quoted={[one.person]} />}
      />
      <div class="stack">
        <TextField lang={lang} name="address" label={t.link} value={address} readOnly spellcheck={false} />
        <p>
          <a href={localPath(lang, directoryPaths.unconfirmed)}>{t.back}</a>
        </p>
      </div>
    </>
  );
}
