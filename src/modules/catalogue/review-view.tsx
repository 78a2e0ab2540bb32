import type { Language } from '../../kernel/text.ts';
import { CATALOGUE_FIELDS, type CatalogueField, DOCUMENT_KINDS } from '../../office/index.ts';
import { Button, Buttons, LinkButton } from '../../ui/button.tsx';
import { Select, TextArea, TextField } from '../../ui/fields.tsx';
import { ErrorSummary, Fieldset, Form } from '../../ui/form.tsx';
import { formatNumber } from '../../ui/format.ts';
import { Notice } from '../../ui/notice.tsx';
import { DefinitionList, PageHead, Section, Tabs } from '../../ui/page-parts.tsx';
import { Pager } from '../../ui/pager.tsx';
import { ReviewTable } from '../../ui/review-table.tsx';
import { localPath } from '../../ui/site-links.ts';
import { kindNames as documentKindNames, ScanNotice } from '../documents/index.ts';
import { editionCode, writeSpan } from './edition.ts';
import { History, WorkCrumbs } from './edition-views.tsx';
import { Lines } from './entry-view.tsx';
import { toldAtFirst } from './history.ts';
import { correctable, correctableNames } from './import-corrections.ts';
import { type HeaderField, headerFields, headerTexts, otherSpan } from './import-header.ts';
import { rowsOnPage, type TypedChanges } from './import-review-form.ts';
import { type ImportTexts, importTexts } from './import-texts.ts';
import { titleLimit } from './inputs.ts';
import { OtherKind } from './other-kind.tsx';
import { withQuery, work } from './paths.ts';
import { reviewRow } from './review-row-view.tsx';
import { type ReviewProps, reviewAddress, shownOn } from './review-state.ts';
import { sectorName } from './sector.ts';

const fieldNames: Readonly<Record<CatalogueField, Readonly<Record<Language, string>>>> = {
  tt: { vi: 'Số thứ tự', en: 'Number' },
  title: { vi: 'Tên', en: 'Title' },
  bases: { vi: 'Căn cứ', en: 'Bases' },
  context: { vi: 'Bối cảnh, hiện trạng', en: 'Context' },
  results: { vi: 'Kết quả cần đạt', en: 'Results' },
  leads: { vi: 'Cơ quan chủ trì, nơi cần', en: 'Lead, in need' },
  partners: { vi: 'Cơ quan phối hợp', en: 'Partners' },
  deadline: { vi: 'Thời hạn', en: 'Deadline' },
  sector: { vi: 'Lĩnh vực', en: 'Sector' },
  place: { vi: 'Địa bàn', en: 'Place' },
  money: { vi: 'Kinh phí', en: 'Money' },
  other: { vi: 'Khác, giữ nguyên', en: 'Other, kept as is' },
};

export function ReviewPage(props: ReviewProps) {
  const { language, record } = props;
  const t = importTexts(language);
  const to = (path: string) => localPath(language, path);
  const code = editionCode(record.kind, record.span);
  return (
    <>
      <WorkCrumbs language={language} edition={null} here={t.reviewTitle} />
      <ErrorSummary lang={language} errors={props.errors} general={props.general} />
      <PageHead
        title={t.reviewTitle}
        lead={`${record.fileName || t.pasted}, ${t.into(code)}`}
        action={<LinkButton href={to(work.confirmImport(record.id))}>{t.next}</LinkButton>}
      />
      {props.apart && props.typed && <TypedApart {...props} typed={props.typed} t={t} />}
      <Scan {...props} />
      <Problems {...props} t={t} />
      <Form
        lang={language}
        action={to(work.import(record.id))}
        csrfToken={props.csrfToken}
        guard
        wide
        hidden={{
          version: String(record.version),
          trang: String(props.page),
          loc: props.onlyFlagged ? 'can-xem' : '',
          shown: JSON.stringify(shownOn(props)),
          ...(props.editing === null ? {} : { row: String(props.editing) }),
        }}
      >
        <PressedByEnter />
        <OtherKind {...props} />
        <OtherSpan {...props} t={t} />
        <Header {...props} t={t} />
        <Section title={t.caption} id="cac-dong">
          <Tables {...props} t={t} />
          <RowTabs {...props} t={t} />
          <p class="hint">{t.columnsHint}</p>
          <ReviewTable
            lang={language}
            caption={`${t.caption} (${formatNumber(language, props.counts.rows, 0)})`}
            columns={record.columns.map((column, index) => ({
              name: `column-${index}`,
              header: column.header,
              value: (props.apart ? undefined : props.typed?.columns[index]) ?? column.field,
              options: CATALOGUE_FIELDS.map((field) => ({
                value: field,
                label: fieldNames[field][language],
              })),
              narrow: column.field === 'tt',
            }))}
            rows={props.rows.map((row) => reviewRow(props, t, row))}
            sourceLabel={record.fileSha256 === null ? t.inPasted : undefined}
          />
          <Buttons>
            <Button look="secondary">{t.saveRows}</Button>
            <Button look="secondary">{t.reread}</Button>
            <LinkButton href={to(work.discardImport(record.id))} look="quiet">
              {t.discard}
            </LinkButton>
          </Buttons>
        </Section>
      </Form>
      <details class="review-history" id="lich-su" open={props.history.length > toldAtFirst}>
        <summary>{t.history}</summary>
        <History language={language} events={props.history} page={to(work.import(record.id))} />
      </details>
      <Pager
        lang={language}
        page={props.page}
        pageSize={rowsOnPage}
        total={props.onlyFlagged ? props.counts.flagged : props.counts.rows}
        totalIsExact
        href={(page) => reviewAddress(props, { page })}
      />
    </>
  );
}

function Scan({ language, record, recognition }: ReviewProps) {
  if (recognition === null) return null;
  const pageHref = (place: number) =>
    localPath(language, withQuery(work.importScan(record.id), { trang: place }));
  return <ScanNotice {...{ language, recognition, pageHref }} />;
}

type PartProps = ReviewProps & { readonly t: ImportTexts };

function Problems(props: PartProps) {
  const { language, record, counts, t } = props;
  if (record.warnings.length === 0 && counts.flagged === 0)
    return (
      <Notice lang={language} kind="success">
        <p>{t.noProblems}</p>
      </Notice>
    );
  return (
    <Notice lang={language} kind="warning" title={counts.flagged > 0 ? t.problems(counts.flagged) : t.whole}>
      {record.warnings.map((message) => (
        <p key={message}>{message}</p>
      ))}
      {counts.list.length > 0 && (
        <details>
          <summary>{t.flaggedList}</summary>
          <ul>
            {counts.list.map(({ position, messages }) => (
              <li key={position}>
                <a href={rowAddress(props, position)}>{t.goToRow(position)}</a>: {messages.join(' ')}
              </li>
            ))}
          </ul>
        </details>
      )}
    </Notice>
  );
}

/** Where a row stands among all rows. */
function rowAddress(props: ReviewProps, position: number): string {
  const page = Math.ceil(position / rowsOnPage);
  return `${reviewAddress(props, { page, onlyFlagged: false })}#dong-${position}`;
}

/** Enter in a box presses the first button of its form: this one saves, where the next would move the import. */
function PressedByEnter() {
  return <button type="submit" hidden />;
}

/** The document names another year or period than the import: one press moves the import there. */
function OtherSpan({ language, record, t }: PartProps) {
  const stated = otherSpan(record);
  if (!stated) return null;
  const [said, chosen] = [writeSpan(stated), writeSpan(record.span)];
  return (
    <Notice lang={language} kind="warning" title={t.otherSpan(said, chosen)}>
      <p>{t.otherSpanHint(chosen)}</p>
      <Button small look="secondary" name="span" value={said}>
        {t.moveToSpan(said)}
      </Button>
    </Notice>
  );
}

/** What a person typed for a row that may no longer stand where it stood. */
function TypedApart({ language, sectors, typed, t }: PartProps & { readonly typed: TypedChanges }) {
  const texts = correctable.flatMap((field) => {
    const text = typed.row[field];
    if (text === undefined) return [];
    const lines = text
      .split('\n')
      .map((line) => (field === 'sector' ? sectorName(sectors, language, line) : line));
    return [{ label: correctableNames[field][language], value: <Lines language={language} lines={lines} /> }];
  });
  if (texts.length === 0) return null;
  return (
    <Notice lang={language} kind="information" title={t.typedApart}>
      <DefinitionList items={texts} />
    </Notice>
  );
}

function Header(props: PartProps) {
  const { language, record, typed, errors, t } = props;
  const values = { ...headerTexts(record.header), ...typed?.header };
  const common = (name: HeaderField) => ({
    lang: language,
    name,
    value: values[name],
    error: errors[name],
    optional: name !== 'title',
  });
  return (
    <details open={headerFields.some((field) => errors[field] !== undefined)}>
      <summary>{t.header}</summary>
      <Fieldset legend={t.header} hint={t.headerHint}>
        <TextArea {...common('title')} label={t.editionTitle} rows={3} most={titleLimit} />
        <Select
          {...common('kind')}
          label={t.documentKind}
          empty={null}
          width="medium"
          options={DOCUMENT_KINDS.map((kind) => ({ value: kind, label: documentKindNames[kind][language] }))}
        />
        <TextField {...common('number')} label={t.number} hint={t.numberHint} width="medium" />
        <TextField {...common('symbol')} label={t.symbol} width="medium" />
        <TextField {...common('date')} label={t.date} hint={t.dateHint} width="medium" />
        <TextField {...common('issuer')} label={t.issuer} />
        <TextArea {...common('documentTitle')} label={t.documentTitle} rows={3} />
        <TextField {...common('signerName')} label={t.signer} width="medium" />
      </Fieldset>
    </details>
  );
}

function Tables({ language, record, tables, typed, apart, t }: PartProps) {
  if (tables.length < 2) return null;
  return (
    <Select
      lang={language}
      name="table"
      label={t.table}
      hint={t.tableHint}
      empty={null}
      value={String((apart ? undefined : typed?.tableIndex) ?? record.tableIndex)}
      options={[
        { value: '-1', label: t.tableAuto },
        ...tables.map(({ title, columns, rows }, index) => ({
          value: String(index),
          label: t.tableOption(
            (title ?? (columns.join(' | ') || t.untitledTable(index + 1))).slice(0, 90),
            rows,
          ),
        })),
      ]}
    />
  );
}

function RowTabs(props: PartProps) {
  const { language, counts, onlyFlagged, t } = props;
  return (
    <Tabs
      label={t.caption}
      items={[
        {
          label: t.all,
          href: reviewAddress(props, { onlyFlagged: false }),
          current: !onlyFlagged,
          count: formatNumber(language, counts.rows, 0),
        },
        {
          label: t.onlyFlagged,
          href: reviewAddress(props, { onlyFlagged: true }),
          current: onlyFlagged,
          count: formatNumber(language, counts.flagged, 0),
        },
      ]}
    />
  );
}
