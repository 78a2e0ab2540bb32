import type { Language } from '../../kernel/text.ts';
import { Badge, IllustrativeMark } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { Form } from '../../ui/form.tsx';
import { localPath } from '../../ui/site-links.ts';
import { Table } from '../../ui/table.tsx';
import { amendmentTexts } from './amendment/texts.ts';
import type { Edition } from './edition.ts';
import type { EntryFilters, ListedEntry, Page } from './edition-queries.ts';
import { editionTexts } from './edition-texts.ts';
import { foreign } from './edition-views.tsx';
import { gapNames } from './gaps.ts';
import { noteTexts } from './notes/texts.ts';
import { work } from './paths.ts';
import { relationWords } from './succession/texts.ts';

interface EntryTableProps {
  readonly language: Language;
  readonly csrfToken: string;
  readonly edition: Edition;
  readonly filters: EntryFilters;
  readonly found: Page<ListedEntry>;
  readonly editable: boolean;
}

/** A page of the entries of an edition, with what each needs; in an open one each can be moved. */
export function EntryTable(props: EntryTableProps) {
  const { language, edition, found } = props;
  const t = editionTexts(language);
  const last = edition.nextOrdinal - 1;
  const reorder = props.editable && !props.filters.text && !props.filters.gap && !props.filters.withNotes;
  return (
    <Table
      lang={language}
      caption={t.entriesTitle}
      captionHidden
      rows={found.rows}
      rowKey={(row) => String(row.id)}
      columns={[
        { key: 'code', label: t.code, cell: (row) => <span class="nowrap">{row.code}</span> },
        {
          key: 'title',
          label: t.entriesTitle,
          head: true,
          cell: (row) => (
            <>
              <a href={localPath(language, work.entry(edition.id, row.id))} lang={foreign(language)}>
                {row.title || '…'}
              </a>
              {row.illustrative && !edition.illustrative && (
                <>
                  {' '}
                  <IllustrativeMark lang={language} />
                </>
              )}
              {row.lead && (
                <div class="quiet" lang={foreign(language)}>
                  {row.lead}
                </div>
              )}
              {row.openNotes > 0 && (
                <div class="quiet">
                  <a href={localPath(language, work.entryNotes(edition.id, row.id))}>
                    {noteTexts(language).count(row.openNotes)}
                  </a>
                </div>
              )}
              {row.editors.length > 0 && <div class="quiet">{t.editing(row.editors.join(', '))}</div>}
            </>
          ),
        },
        { key: 'marks', label: t.marks, cell: (row) => <Marks {...{ language, edition, row }} /> },
        ...(reorder
          ? [
              {
                key: 'order',
                label: t.moveUp,
                quietLabel: true,
                cell: (row: ListedEntry) => <MoveButtons {...props} row={row} last={last} />,
              },
            ]
          : []),
      ]}
    />
  );
}

/** Marks shown in a row; its page tells the others. Those that keep an edition from being published come first. */
const mostMarks = 3;

function Marks(props: { readonly language: Language; readonly edition: Edition; readonly row: ListedEntry }) {
  const { language, edition, row } = props;
  const t = editionTexts(language);
  const more = row.gaps.length - mostMarks;
  return (
    <span class="marks">
      {edition.amends && <Badge tone="note">{amendmentTexts(language).marks[row.purpose]}</Badge>}
      {relationWords(language, row.succession).map((words) => (
        // a sentence, which may be long: it wraps where a badge does not
        <span key={words} class="quiet">
          {words}
        </span>
      ))}
      {row.gaps.slice(0, mostMarks).map((gap) => (
        <Badge key={gap} tone={gapNames[gap].blocks ? 'now' : 'work'}>
          {gapNames[gap].label[language]}
        </Badge>
      ))}
      {more > 0 && <span class="quiet">+{more}</span>}
      {row.confidential && <Badge tone="note">{t.confidential}</Badge>}
      {row.gaps.length === 0 && !row.confidential && row.purpose !== 'takeOut' && (
        <Badge tone="done">{t.complete}</Badge>
      )}
    </span>
  );
}

function MoveButtons(props: EntryTableProps & { readonly row: ListedEntry; readonly last: number }) {
  const { language, edition, row } = props;
  const t = editionTexts(language);
  return (
    <Form
      lang={language}
      action={localPath(language, work.moveEntry(edition.id, row.id))}
      csrfToken={props.csrfToken}
      label={row.code}
      hidden={{ trang: String(props.filters.page) }}
    >
      <div class="buttons">
        {row.ordinal > 1 && (
          <Button look="quiet" small name="place" value={String(row.ordinal - 1)}>
            {t.moveUp}
          </Button>
        )}
        {row.ordinal < props.last && (
          <Button look="quiet" small name="place" value={String(row.ordinal + 1)}>
            {t.moveDown}
          </Button>
        )}
      </div>
    </Form>
  );
}
