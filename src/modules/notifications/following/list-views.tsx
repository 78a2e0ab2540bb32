import type { Language } from '../../../kernel/text.ts';
import { Button, Buttons, LinkButton } from '../../../ui/button.tsx';
import { RadioGroup } from '../../../ui/choices.tsx';
import { ActiveFilters, SearchBox } from '../../../ui/facets.tsx';
import { followPath } from '../../../ui/follow-links.tsx';
import { Form } from '../../../ui/form.tsx';
import { formatInstant } from '../../../ui/format.ts';
import { Notice } from '../../../ui/notice.tsx';
import { Breadcrumbs, ConfirmPanel, EmptyState, PageHead, Section } from '../../../ui/page-parts.tsx';
import { Pager, rangeText } from '../../../ui/pager.tsx';
import { localPath, PATHS } from '../../../ui/site-links.ts';
import { Table } from '../../../ui/table.tsx';
import { notificationPaths } from '../paths.ts';
import { KeptLetters } from './follow-views.tsx';
import { type MailManner, mailManners } from './followers.ts';
import { followingPaths } from './paths.ts';
import { type FollowPage, type FollowRow, followsPerPage } from './queries.ts';
import { followingTexts } from './texts.ts';

export interface FollowListProps extends FollowPage {
  readonly lang: Language;
  readonly csrfToken: string;
  readonly lead: string;
  readonly q: string;
  readonly page: number;
  /** Of a person with an account: whether letters are sent, kept to be read there, or not wanted. */
  readonly account?: 'told' | 'kept' | 'paused';
  /** Of an address without one. */
  readonly manner?: MailManner;
  /** Without the language prefix. */
  readonly paths: { readonly list: string; readonly stop: string; readonly stopAll: string };
}

/** All that is followed, with the ways to stop. */
export function FollowList(props: FollowListProps) {
  const { lang, lead, account, q, total } = props;
  const t = followingTexts(lang);
  return (
    <>
      {account && (
        <Breadcrumbs
          lang={lang}
          items={[{ label: t.account, href: localPath(lang, PATHS.account) }]}
          here={t.mine}
        />
      )}
      <PageHead title={t.mine} lead={lead} />
      {account === 'paused' && (
        <Notice lang={lang} kind="warning">
          <p>{t.paused}</p>
        </Notice>
      )}
      {account === 'kept' && <KeptLetters lang={lang} />}
      {total === 0 && q === '' && props.page === 1 ? (
        <EmptyState title={t.none}>
          <p>{t.noneHelp}</p>
        </EmptyState>
      ) : (
        <Found {...props} />
      )}
      <div class="section stack">
        <p>
          <a href={localPath(lang, followingPaths.follow)}>{t.others}</a>
        </p>
        {account && (
          <p>
            <a href={localPath(lang, notificationPaths.mine)}>{t.chooseManner}</a>
          </p>
        )}
      </div>
      {!account && <MannerForm {...props} />}
    </>
  );
}

function MannerForm({ lang, csrfToken, manner, paths }: FollowListProps) {
  const t = followingTexts(lang);
  return (
    <Section title={t.manner}>
      <Form lang={lang} action={localPath(lang, paths.list)} csrfToken={csrfToken} label={t.manner}>
        <RadioGroup
          lang={lang}
          name="manner"
          label={t.manner}
          hint={t.mannerHint}
          value={manner}
          options={mailManners.map((value) => ({ value, label: t.manners[value] }))}
        />
        <Buttons>
          <Button look="secondary">{t.saveManner}</Button>
        </Buttons>
      </Form>
    </Section>
  );
}

function Found(props: FollowListProps) {
  const { lang, paths, q, page, total, rows } = props;
  const t = followingTexts(lang);
  const path = (asked: { q?: string; page?: number }) => {
    const query = new URLSearchParams({
      ...(asked.q ? { q: asked.q } : {}),
      ...(asked.page && asked.page > 1 ? { trang: String(asked.page) } : {}),
    }).toString();
    return localPath(lang, query ? `${paths.list}?${query}` : paths.list);
  };
  const pager = {
    ...{ lang, page, total, totalIsExact: true, pageSize: followsPerPage },
    href: (to: number) => path({ q, page: to }),
  };
  return (
    <div class="stack">
      <SearchBox
        lang={lang}
        action={localPath(lang, paths.list)}
        value={q}
        label={t.searchLabel}
        placeholder={t.placeholder}
      />
      <ActiveFilters
        lang={lang}
        clearHref={path({})}
        filters={q ? [{ label: `“${q}”`, removeHref: path({}) }] : []}
      />
      {rows.length === 0 ? (
        <EmptyState title={t.noneFound}>
          <p>{t.noneFoundHelp}</p>
        </EmptyState>
      ) : (
        <>
          <p class="quiet">
            {rangeText(pager)} {t.count}
          </p>
          <Rows {...props} />
          <Pager {...pager} />
          <Buttons>
            <LinkButton look="secondary" href={localPath(lang, paths.stopAll)}>
              {t.stopAll}
            </LinkButton>
          </Buttons>
        </>
      )}
    </div>
  );
}

function Rows({ lang, csrfToken, rows, paths }: FollowListProps) {
  const t = followingTexts(lang);
  const stopButton = ({ id, label }: FollowRow) => (
    <Form
      lang={lang}
      action={localPath(lang, paths.stop)}
      csrfToken={csrfToken}
      label={t.stopOne(label[lang])}
      hidden={{ id: String(id) }}
    >
      <Button look="secondary" small>
        {t.stop}
        <span class="sr">: {label[lang]}</span>
      </Button>
    </Form>
  );
  return (
    <Table
      lang={lang}
      caption={t.mine}
      captionHidden
      rows={rows}
      rowKey={({ id }) => String(id)}
      columns={[
        {
          key: 'thing',
          label: t.thing,
          head: true,
          cell: ({ kind, key, label }) => (
            <a href={localPath(lang, followPath({ kind, key }))}>{label[lang]}</a>
          ),
        },
        { key: 'kind', label: t.kind, cell: ({ kind }) => t.kinds[kind] },
        { key: 'since', label: t.since, cell: ({ since }) => formatInstant(lang, since) },
        { key: 'stop', label: t.doing, cell: stopButton },
      ]}
    />
  );
}

export function StopAllPage(props: {
  readonly lang: Language;
  readonly csrfToken: string;
  readonly to: string;
  readonly back: string;
}) {
  const { lang, csrfToken, to, back } = props;
  const t = followingTexts(lang);
  return (
    <ConfirmPanel
      title={t.stopAll}
      form={
        <Form lang={lang} action={localPath(lang, to)} csrfToken={csrfToken} label={t.stopAll}>
          <Buttons>
            <Button look="danger">{t.stopAll}</Button>
            <LinkButton look="quiet" href={localPath(lang, back)}>
              {t.keep}
            </LinkButton>
          </Buttons>
        </Form>
      }
    >
      <p>{t.stopAllAsk}</p>
    </ConfirmPanel>
  );
}
