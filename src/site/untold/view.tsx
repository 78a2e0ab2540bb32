import type { Language, Text } from '../../kernel/text.ts';
import { type UntoldEvent, untoldPerPage } from '../../modules/notifications/index.ts';
import { Button } from '../../ui/button.tsx';
import { Form } from '../../ui/form.tsx';
import { formatInstant, formatNumber } from '../../ui/format.ts';
import { Breadcrumbs, EmptyState, PageHead } from '../../ui/page-parts.tsx';
import { Pager } from '../../ui/pager.tsx';
import { localPath, PATHS } from '../../ui/site-links.ts';
import { Table } from '../../ui/table.tsx';
import { mailPaths } from '../mail/index.ts';
import { untoldTexts } from './texts.ts';

interface Row extends UntoldEvent {
  readonly sentence: Text;
}

export interface UntoldProps {
  readonly lang: Language;
  readonly csrfToken: string;
  readonly rows: readonly Row[];
  readonly total: number;
  readonly page: number;
  /** Whoever asks reads the event log as well. */
  readonly inspects: boolean;
}

export function UntoldPage(props: UntoldProps) {
  const { lang } = props;
  const t = untoldTexts(lang);
  const link = (label: string, path: string) => ({ label, href: localPath(lang, path) });
  return (
    <>
      <Breadcrumbs
        lang={lang}
        items={[link(t.administration, PATHS.administration), link(t.mail, mailPaths.outbox)]}
        here={t.title}
      />
      <PageHead title={t.title} lead={t.lead} />
      {props.rows.length === 0 ? (
        <EmptyState title={t.none}>
          <p>{t.noneHelp}</p>
        </EmptyState>
      ) : (
        <UntoldList {...props} />
      )}
    </>
  );
}

function UntoldList(props: UntoldProps) {
  const { lang, rows, total, page } = props;
  const t = untoldTexts(lang);
  const path = (to: number) => localPath(lang, to > 1 ? `${mailPaths.untold}?trang=${to}` : mailPaths.untold);
  return (
    <div class="stack">
      <Table
        lang={lang}
        caption={t.title}
        captionHidden
        rows={rows}
        rowKey={({ seq }) => String(seq)}
        columns={[
          { key: 'what', label: t.what, head: true, cell: (row) => <What {...props} row={row} /> },
          { key: 'since', label: t.since, cell: ({ since }) => formatInstant(lang, since) },
          {
            key: 'tried',
            label: t.tried,
            cell: ({ triedAt, tries }) => (
              <>
                {formatInstant(lang, triedAt)}
                <br />
                <span class="quiet">{t.tries(formatNumber(lang, tries, 0))}</span>
              </>
            ),
          },
          { key: 'failure', label: t.failure, cell: ({ failure }) => <code lang="en">{failure}</code> },
          { key: 'decide', label: t.decide, cell: (row) => <Decide {...props} row={row} /> },
        ]}
      />
      <Pager {...{ lang, page, total, totalIsExact: true, pageSize: untoldPerPage }} href={path} />
    </div>
  );
}

function What({ lang, row, inspects }: UntoldProps & { readonly row: Row }) {
  const t = untoldTexts(lang);
  const number = t.event(formatNumber(lang, row.seq, 0));
  return (
    <>
      {row.sentence[lang]}
      <br />
      <span class="quiet">
        {inspects ? <a href={localPath(lang, `/kiem-tra/${row.seq}`)}>{number}</a> : number},{' '}
        {formatInstant(lang, row.at)}
      </span>
      {row.behind > 0 && (
        <>
          <br />
          <span class="quiet">{t.behind(formatNumber(lang, row.behind, 0))}</span>
        </>
      )}
    </>
  );
}

function Decide({ lang, csrfToken, row }: UntoldProps & { readonly row: Row }) {
  const t = untoldTexts(lang);
  if (row.setAsideAt === null) return <span class="quiet">{t.byItself}</span>;
  const named = (label: string) => `${label}: ${t.event(formatNumber(lang, row.seq, 0))}`;
  return (
    <div class="buttons">
      <Form
        lang={lang}
        action={localPath(lang, mailPaths.tellAgain(row.seq))}
        csrfToken={csrfToken}
        label={named(t.again)}
      >
        <Button>{t.again}</Button>
      </Form>
      <Form
        lang={lang}
        action={localPath(lang, mailPaths.passOver(row.seq))}
        csrfToken={csrfToken}
        label={named(t.pass)}
      >
        <Button look="secondary">{t.pass}</Button>
      </Form>
    </div>
  );
}
