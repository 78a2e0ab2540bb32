import type { ComponentChildren } from 'preact';
import type { Language } from '../../../kernel/text.ts';
import { Badge, type Tone } from '../../../ui/badge.tsx';
import { Button, Buttons, LinkButton } from '../../../ui/button.tsx';
import { ErrorSummary, Form } from '../../../ui/form.tsx';
import { formatInstant, formatNumber } from '../../../ui/format.ts';
import { Content } from '../../../ui/inline.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { EmptyState, PageHead, Section, Tabs } from '../../../ui/page-parts.tsx';
import { Pager } from '../../../ui/pager.tsx';
import { localPath } from '../../../ui/site-links.ts';
import { Table } from '../../../ui/table.tsx';
import { withQuery } from '../../directory/index.ts';
import { programmeWork } from '../paths.ts';
import { fieldsOfSheet } from './columns.ts';
import { type Verdict, verdicts } from './judged.ts';
import { WorkbookCrumbs } from './start-view.tsx';
import type { JudgedRow, SentWorkbook } from './store.ts';
import { fieldLabel, workbookTexts } from './texts.ts';

export const rowsOnPage = 50;

export interface ReviewProps {
  readonly lang: Language;
  readonly csrfToken: string;
  readonly workbook: SentWorkbook;
  /** All of them. */
  readonly rows: readonly JudgedRow[];
  readonly only: Verdict | null;
  readonly page: number;
  /** Rows that were refused after all. */
  readonly refused: readonly string[];
  readonly notice: string | null;
}

const tones: Readonly<Record<Verdict, Tone>> = {
  ...{ good: 'done', asked: 'work', wrong: 'now', stale: 'work' },
  ...{ closed: 'quiet', foreign: 'quiet', unknown: 'now', written: 'done' },
};

/** Rows nobody can do anything about here any longer. */
const mendable: readonly Verdict[] = ['good', 'asked', 'wrong', 'stale'];

export function isMendable({ verdict }: JudgedRow): boolean {
  return mendable.includes(verdict);
}

/** What was sent in, row by row, before it is entered. */
export function ReviewPage(props: ReviewProps) {
  const { lang, csrfToken, workbook, rows, refused, notice } = props;
  const t = workbookTexts(lang);
  const number = (value: number) => formatNumber(lang, value, 0);
  const reviewing = workbook.state === 'reviewing';
  const good = rows.filter(isGood).length;
  const lead = [
    workbook.agency,
    workbook.by && t.sentBy(workbook.by, formatInstant(lang, workbook.createdAt)),
  ];
  return (
    <>
      <WorkbookCrumbs lang={lang} here={t.review} />
      <PageHead
        title={<Content lang={lang} text={workbook.fileName} />}
        lead={<Content lang={lang} text={lead.filter(Boolean).join(' · ')} />}
      />
      {notice && (
        <Notice lang={lang} kind="success" live>
          <p>{notice}</p>
        </Notice>
      )}
      <Refused lang={lang} refused={refused} />
      <Standing {...props} />
      {reviewing && (
        <Form
          lang={lang}
          action={localPath(lang, programmeWork.enterWorkbook(workbook.id))}
          csrfToken={csrfToken}
          label={t.review}
        >
          <Buttons>
            {good > 0 && <Button>{t.writeGood(number(good))}</Button>}
            {rows.some(isLeft) && (
              <LinkButton href={localPath(lang, programmeWork.wrongRows(workbook.id))} look="secondary">
                {t.wrongFile}
              </LinkButton>
            )}
          </Buttons>
        </Form>
      )}
      <Rows {...props} />
      {reviewing && (
        <div class="section">
          <Ending {...props} />
        </div>
      )}
    </>
  );
}

/** Neither entered nor ready to be. */
export function isLeft({ verdict }: JudgedRow): boolean {
  return verdict !== 'good' && verdict !== 'written';
}

const isGood = ({ verdict }: JudgedRow) => verdict === 'good';

function Refused({ lang, refused }: Pick<ReviewProps, 'lang' | 'refused'>) {
  const errors = Object.fromEntries(refused.slice(0, 20).map((text, at) => [`dong-${at}`, text]));
  return <ErrorSummary lang={lang} errors={errors} />;
}

function Standing({ lang, workbook, rows }: ReviewProps) {
  const t = workbookTexts(lang);
  const number = (value: number) => formatNumber(lang, value, 0);
  const left = rows.filter(isLeft).length;
  const drafted = rows.some(
    (row) => row.verdict === 'good' && row.sheet === 'tasks' && row.difficulty?.how === 'draft',
  );
  const notes: readonly ComponentChildren[] = [
    left > 0 ? t.someWrong(number(left)) : rows.some(isGood) ? t.allGood : t.allWritten,
    workbook.unchanged > 0 && t.unchanged(number(workbook.unchanged)),
    workbook.missing.length > 0 && <Content lang={lang} text={t.missing(workbook.missing.join(', '))} />,
    drafted && t.willDraft,
  ].filter(Boolean);
  if (workbook.state === 'ended')
    return (
      <Notice lang={lang} kind="information">
        <p>{t.ended}</p>
      </Notice>
    );
  return (
    <Notice lang={lang} kind={left === 0 ? 'success' : 'warning'}>
      {notes.map((note, at) => (
        <p key={String(at)}>{note}</p>
      ))}
    </Notice>
  );
}

function Rows(props: ReviewProps) {
  const { lang, workbook, rows, only, page } = props;
  const t = workbookTexts(lang);
  const number = (value: number) => formatNumber(lang, value, 0);
  const of = (verdict: Verdict) => rows.filter((row) => row.verdict === verdict);
  const shown = only === null ? rows : of(only);
  const address = (verdict: Verdict | null, at = 1) =>
    localPath(
      lang,
      withQuery(programmeWork.workbook(workbook.id), { loc: verdict, trang: at > 1 ? at : null }),
    );
  return (
    <Section title={t.rows} id="cac-dong">
      <div class="stack">
        <Tabs
          label={t.rows}
          items={[
            { label: t.all, href: address(null), current: only === null, count: number(rows.length) },
            ...verdicts
              .filter((verdict) => of(verdict).length > 0 || verdict === only)
              .map((verdict) => ({
                ...{ label: t.verdicts[verdict], href: address(verdict), current: verdict === only },
                count: number(of(verdict).length),
              })),
          ]}
        />
        {shown.length === 0 ? (
          <EmptyState title={t.none} />
        ) : (
          <RowTable {...props} rows={shown.slice((page - 1) * rowsOnPage, page * rowsOnPage)} />
        )}
        <Pager
          {...{ lang, page, pageSize: rowsOnPage, total: shown.length, totalIsExact: true }}
          href={(at) => address(only, at)}
        />
      </div>
    </Section>
  );
}

function RowTable({ lang, workbook, rows }: ReviewProps) {
  const t = workbookTexts(lang);
  return (
    <Table
      lang={lang}
      caption={t.rows}
      captionHidden
      rows={rows}
      rowKey={({ row }) => String(row.position)}
      columns={[
        {
          ...{ key: 'item', label: t.item, head: true },
          cell: (one) => <Item lang={lang} one={one} />,
        },
        { key: 'filled', label: t.filled, cell: (one) => <Filled lang={lang} one={one} /> },
        {
          ...{ key: 'outcome', label: t.outcome },
          cell: (one) => <Outcome lang={lang} workbook={workbook} one={one} />,
        },
      ]}
    />
  );
}

interface OneProps {
  readonly lang: Language;
  readonly one: JudgedRow;
}

function Item({ lang, one }: OneProps) {
  const { subject, row } = one;
  const path = one.sheet === 'tasks' ? programmeWork.task : programmeWork.target;
  const openable = subject !== null && one.verdict !== 'foreign';
  return (
    <>
      <div class="quiet">
        {workbookTexts(lang).line(one.sheet, formatNumber(lang, row.line, 0))}
        {' · '}
        <Content lang={lang} text={subject?.code ?? row.code} />
      </div>
      {subject &&
        (openable ? (
          <a href={localPath(lang, path(subject.id))}>
            <Content lang={lang} text={subject.name} />
          </a>
        ) : (
          <Content lang={lang} text={subject.name} />
        ))}
      {row.scope && (
        <div class="quiet">
          <Content lang={lang} text={row.scope} />
        </div>
      )}
    </>
  );
}

/** Longer texts are read on the page of the row. */
const shownCharacters = 160;

function Filled({ lang, one }: OneProps) {
  const { texts } = one.row;
  const filled = fieldsOfSheet[one.sheet].filter((field) => texts[field]);
  return (
    <>
      {filled.map((field) => {
        const text = texts[field] ?? '';
        const letters = [...text];
        return (
          <div key={field}>
            <span class="quiet">{fieldLabel(lang, one.sheet, field)}:</span>{' '}
            <Content
              lang={lang}
              text={
                letters.length > shownCharacters ? `${letters.slice(0, shownCharacters).join('')}…` : text
              }
            />
          </div>
        );
      })}
    </>
  );
}

function Outcome({ lang, workbook, one }: OneProps & Pick<ReviewProps, 'workbook'>) {
  const t = workbookTexts(lang);
  const { verdict, why, problems, row } = one;
  const words: Readonly<Partial<Record<Verdict, string>>> = {
    ...{ good: t.see, asked: t.confirmRow, wrong: t.mend, stale: t.compare },
  };
  return (
    <>
      <Badge tone={tones[verdict]}>{t.verdicts[verdict]}</Badge>
      {why && <p class="review-problem">{why[lang]}</p>}
      {problems.map(({ field, ...text }) => (
        <p key={field} class="review-problem">
          <Content
            lang={lang}
            text={field === 'code' ? text[lang] : `${fieldLabel(lang, one.sheet, field)}: ${text[lang]}`}
          />
        </p>
      ))}
      {workbook.state === 'reviewing' && isMendable(one) && (
        <p>
          <a href={localPath(lang, programmeWork.workbookRow(workbook.id, row.position))}>
            {words[verdict]}
            <span class="sr"> {t.line(one.sheet, formatNumber(lang, row.line, 0))}</span>
          </a>
        </p>
      )}
    </>
  );
}

function Ending({ lang, csrfToken, workbook }: ReviewProps) {
  const t = workbookTexts(lang);
  return (
    <details>
      <summary>{t.discard}</summary>
      <Form
        lang={lang}
        action={localPath(lang, programmeWork.endWorkbook(workbook.id))}
        csrfToken={csrfToken}
        label={t.discard}
      >
        <p class="hint">{t.discardHelp}</p>
        <Buttons>
          <Button look="danger">{t.discard}</Button>
        </Buttons>
      </Form>
    </details>
  );
}
