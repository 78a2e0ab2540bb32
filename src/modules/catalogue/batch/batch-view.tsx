import type { Language } from '../../../kernel/text.ts';
import { Badge, type Tone } from '../../../ui/badge.tsx';
import { Button, LinkButton } from '../../../ui/button.tsx';
import { SearchBox } from '../../../ui/facets.tsx';
import { Form } from '../../../ui/form.tsx';
import { formatDate, formatInstant, formatNumber } from '../../../ui/format.ts';
import { PageHead, Section, Tabs } from '../../../ui/page-parts.tsx';
import { Pager } from '../../../ui/pager.tsx';
import { localPath } from '../../../ui/site-links.ts';
import { Table } from '../../../ui/table.tsx';
import { documentWork, kindNames } from '../../documents/index.ts';
import { foreign, History } from '../edition-views.tsx';
import type { PastEvent } from '../history.ts';
import { withQuery, work } from '../paths.ts';
import {
  type Batch,
  type BatchFile,
  type FileState,
  fileStates,
  filesIn,
  filesRead,
  mayReadAgain,
} from './batch.ts';
import { batchWork } from './paths.ts';
import { type FileFilters, type Found, filePageSize } from './store.ts';
import { batchTexts } from './texts.ts';
import { BatchCrumbs, intoText } from './view.tsx';

export interface BatchProps {
  readonly language: Language;
  readonly csrfToken: string;
  readonly batch: Batch;
  readonly found: Found<BatchFile>;
  readonly filters: FileFilters;
  readonly history: readonly PastEvent[];
}

const tones: Readonly<Record<FileState, Tone>> = {
  waiting: 'quiet',
  reading: 'work',
  done: 'done',
  known: 'note',
  refused: 'now',
};

/** How far the files of a batch are, and what became of each. */
export function BatchPage(props: BatchProps) {
  const { language, batch } = props;
  const t = batchTexts(language);
  const { sender, createdAt } = batch;
  return (
    <>
      <BatchCrumbs language={language} here={t.name(batch.id)} list />
      <PageHead
        title={t.name(batch.id)}
        lead={`${intoText(language, batch)} · ${sender ?? t.system} · ${formatInstant(language, createdAt)}`}
      />
      <Progress {...props} />
      <Files {...props} />
      <Section title={t.history} id="lich-su">
        <div id="viec-da-lam" data-current-part>
          <History
            language={language}
            events={props.history}
            page={localPath(language, batchWork.batch(batch.id))}
          />
        </div>
      </Section>
    </>
  );
}

/** Kept current by a script while it has not ended; without one, the link does it. */
function Progress({ language, batch }: BatchProps) {
  const t = batchTexts(language);
  const number = (value: number) => formatNumber(language, value, 0);
  const [read, all] = [filesRead(batch), filesIn(batch)];
  return (
    <div class="stack" id="tien-do" data-current={batch.endedAt ? undefined : 'under-way'}>
      <p role="status" data-current-words>
        {t.read(number(read), number(all))}
        {batch.endedAt && `. ${t.endedAt(formatInstant(language, batch.endedAt))}`}
      </p>
      <progress max={all} value={read} aria-label={t.progress} />
      {!batch.endedAt && (
        <>
          <p class="quiet">{t.notEnded}</p>
          <p>
            <LinkButton href={localPath(language, batchWork.batch(batch.id))} look="secondary" small>
              {t.refresh}
            </LinkButton>
          </p>
        </>
      )}
    </div>
  );
}

function Files({ language, csrfToken, batch, found, filters }: BatchProps) {
  const t = batchTexts(language);
  const here = localPath(language, batchWork.batch(batch.id));
  const number = (value: number) => formatNumber(language, value, 0);
  const shown = fileStates.filter((state) => batch.counts[state] > 0 || state === filters.state);
  const state = filters.state ?? undefined;
  const page = (at: number) =>
    withQuery(here, { 'ket-qua': state, q: filters.text, trang: at > 1 ? at : undefined });
  return (
    <Section title={t.files}>
      <div id="cac-tep" class="stack" data-current-part>
        <Tabs
          label={t.counts}
          items={[
            { label: t.allFiles, href: here, current: !state, count: number(filesIn(batch)) },
            ...shown.map((one) => ({
              label: t.states[one],
              href: withQuery(here, { 'ket-qua': one }),
              current: one === state,
              count: number(batch.counts[one]),
            })),
          ]}
        />
        <SearchBox
          lang={language}
          action={here}
          value={filters.text}
          label={t.searchFiles}
          placeholder={t.searchFiles}
          hidden={state ? [['ket-qua', state]] : []}
        />
        <FileTable {...{ language, csrfToken, batch }} rows={found.rows} />
        <Pager
          lang={language}
          page={filters.page}
          pageSize={filePageSize}
          total={found.total}
          totalIsExact
          href={page}
        />
      </div>
    </Section>
  );
}

function FileTable(
  props: Pick<BatchProps, 'language' | 'csrfToken' | 'batch'> & { readonly rows: readonly BatchFile[] },
) {
  const { language, rows } = props;
  const t = batchTexts(language);
  return (
    <Table
      lang={language}
      caption={t.files}
      captionHidden
      rows={rows}
      rowKey={({ id }) => String(id)}
      empty={t.noFiles}
      columns={[
        { key: 'place', label: t.place, numeric: true, cell: ({ position }) => String(position) },
        {
          key: 'file',
          label: t.file,
          head: true,
          cell: ({ name }) => <span lang={foreign(language)}>{name}</span>,
        },
        {
          key: 'outcome',
          label: t.outcome,
          cell: (file) => (
            <>
              <Badge tone={tones[file.state]}>{t.states[file.state]}</Badge>
              <Reason language={language} file={file} />
            </>
          ),
        },
        { key: 'as', label: t.readAs, cell: (file) => <ReadAsText language={language} file={file} /> },
        { key: 'to', label: t.leadsTo, cell: (file) => <LeadsTo {...props} file={file} /> },
      ]}
    />
  );
}

interface FileProps {
  readonly language: Language;
  readonly file: BatchFile;
}

function Reason({ language, file: { outcome } }: FileProps) {
  const t = batchTexts(language);
  const { by, message } = outcome ?? {};
  const words = by === 'content' || by === 'number' ? t.by[by] : message?.[language];
  return words ? <p class="quiet">{words}</p> : null;
}

function ReadAsText({ language, file: { outcome } }: FileProps) {
  const as = outcome?.as;
  if (!as) return null;
  const t = batchTexts(language);
  const parts = [
    [kindNames[as.kind][language], as.number].filter(Boolean).join(' '),
    as.date && formatDate(language, as.date),
    as.rows === null || as.rows === 0 ? null : t.rows(formatNumber(language, as.rows, 0)),
  ].filter(Boolean);
  return (
    <>
      {parts.join(', ')}
      {as.title && (
        <p class="quiet" lang="vi">
          {as.title}
        </p>
      )}
    </>
  );
}

function LeadsTo(props: FileProps & Pick<BatchProps, 'csrfToken' | 'batch'>) {
  const { language, file, batch } = props;
  const t = batchTexts(language);
  const to = (path: string) => localPath(language, path);
  const known = file.state === 'known';
  if (file.documentId !== null)
    return <a href={to(documentWork.document(file.documentId))}>{known ? t.openKnown : t.openDraft}</a>;
  if (file.importId !== null)
    return <a href={to(work.import(file.importId))}>{known ? t.openKnownReview : t.openReview}</a>;
  if (file.state === 'done' || known) return <span class="quiet">{t.gone}</span>;
  if (!mayReadAgain(file)) return null;
  return (
    <Form
      lang={language}
      action={to(batchWork.retry(batch.id, file.id))}
      csrfToken={props.csrfToken}
      label={t.retryFile(file.name)}
    >
      <Button look="secondary" small>
        {t.retry}
      </Button>
    </Form>
  );
}
