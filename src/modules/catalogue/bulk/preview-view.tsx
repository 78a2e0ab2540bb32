import type { Language } from '../../../kernel/text.ts';
import { Button, Buttons, LinkButton } from '../../../ui/button.tsx';
import { ErrorSummary, Form } from '../../../ui/form.tsx';
import { formatInstant, formatNumber } from '../../../ui/format.ts';
import { Notice } from '../../../ui/notice.tsx';
import { PageHead, Section, StatRow } from '../../../ui/page-parts.tsx';
import { localPath } from '../../../ui/site-links.ts';
import { type Edition, isOpen } from '../edition.ts';
import { WorkCrumbs } from '../edition-views.tsx';
import type { Values } from '../entry-form.ts';
import { fieldLines } from '../field-text.ts';
import type { FormChoices } from '../field-view.tsx';
import { work } from '../paths.ts';
import { bulkModeNames, type Change, partOf } from './change.ts';
import type { PlannedEntry } from './plan.ts';
import type { ChangedEntryPart, MadeChange } from './store.ts';
import { type BulkTexts, bulkTexts } from './texts.ts';
import { ComparedEntries, type ComparedEntry } from './view.tsx';

interface PreviewProps {
  readonly language: Language;
  readonly csrfToken: string;
  readonly edition: Edition;
  readonly change: Change;
  readonly planned: readonly PlannedEntry[];
  readonly choices: Pick<FormChoices, 'sectors' | 'communes'>;
  readonly formKey: string;
  readonly error: string | undefined;
}

/** What would change in each entry, before anything does. */
export function BulkPreview(props: PreviewProps) {
  const { language, edition, change, planned } = props;
  const t = bulkTexts(language);
  const of = (kind: PlannedEntry['outcome']['kind']) =>
    planned.filter(({ outcome }) => outcome.kind === kind);
  const changed = of('changed');
  const kinds = ['changed', 'same', 'wrong'] as const;
  const count = (number: number) => formatNumber(language, number, 0);
  return (
    <>
      <WorkCrumbs language={language} edition={edition} here={t.previewTitle} />
      <ErrorSummary lang={language} errors={{}} general={props.error} />
      <PageHead
        title={t.previewTitle}
        lead={`${change.field.label[language]}: ${bulkModeNames[change.mode][language].toLocaleLowerCase('vi')}`}
      />
      <div class="stack">
        <StatRow
          label={t.previewTitle}
          items={kinds
            .filter((kind) => kind === 'changed' || of(kind).length > 0)
            .map((kind) => ({ value: count(of(kind).length), label: t.counts[kind] }))}
        />
        <Wrong language={language} planned={of('wrong')} t={t} />
        {changed.length === 0 ? (
          <p>{t.nothing}</p>
        ) : (
          <ComparedEntries
            language={language}
            caption={t.previewTitle}
            beforeLabel={t.now}
            entries={changed.map((one) => compared(props, one))}
          />
        )}
        <Form
          lang={language}
          action={localPath(language, work.bulkApply(edition.id))}
          csrfToken={props.csrfToken}
          hidden={{
            truong: change.field.name,
            kieu: change.mode,
            khoa: props.formKey,
            muc: changed.map(({ entry }) => `${entry.id}.${entry.version}`).join(','),
          }}
        >
          {change.typed.map((text) => (
            <input key={text} type="hidden" name="gia-tri" value={text} />
          ))}
          <Buttons>
            {changed.length > 0 && <Button>{t.apply(count(changed.length))}</Button>}
            <LinkButton
              href={localPath(language, `${work.bulk(edition.id)}?truong=${change.field.name}`)}
              look="quiet"
            >
              {t.again}
            </LinkButton>
          </Buttons>
        </Form>
      </div>
    </>
  );
}

function Wrong(props: {
  readonly language: Language;
  readonly planned: readonly PlannedEntry[];
  readonly t: BulkTexts;
}) {
  const { language, planned, t } = props;
  if (planned.length === 0) return null;
  return (
    <Notice
      lang={language}
      kind="warning"
      title={`${formatNumber(language, planned.length, 0)} ${t.counts.wrong}`}
    >
      <ul>
        {planned.slice(0, 20).map(({ entry, outcome }) => (
          <li key={entry.id}>
            {entry.code}: {outcome.kind === 'wrong' && outcome.message[language]}
          </li>
        ))}
      </ul>
    </Notice>
  );
}

function compared(
  { language, change, choices }: PreviewProps,
  { entry, outcome }: PlannedEntry,
): ComparedEntry {
  const lines = (values: Values) => fieldLines(language, partOf(values, change.field), change.field, choices);
  const { before, after } = outcome.kind === 'changed' ? outcome : { before: {}, after: {} };
  return {
    id: entry.id,
    code: entry.code,
    title: entry.title.slice(0, 200),
    before: lines(before),
    after: lines(after),
  };
}

/** A change that was made, and the way back. */
export function BulkChangePage(props: {
  readonly language: Language;
  readonly csrfToken: string;
  readonly edition: Edition;
  readonly made: MadeChange;
  readonly parts: readonly ChangedEntryPart[];
  readonly choices: Pick<FormChoices, 'sectors' | 'communes'>;
  readonly mayEdit: boolean;
}) {
  const { language, edition, made, parts, choices } = props;
  const t = bulkTexts(language);
  const { field, mode } = made.change;
  const lines = (values: Values) => fieldLines(language, values, field, choices);
  const title = t.made(formatNumber(language, parts.length, 0), field.label[language]);
  const open = props.mayEdit && made.undoneAt === null && isOpen(edition);
  return (
    <>
      <WorkCrumbs language={language} edition={edition} here={title} />
      <PageHead
        title={title}
        lead={`${bulkModeNames[mode][language]}; ${made.who ?? ''}, ${formatInstant(language, made.madeAt)}`}
      />
      <div class="stack">
        {made.undoneAt && (
          <Notice lang={language} kind="information">
            <p>{`${made.undoneBy ?? ''} ${t.undone(formatInstant(language, made.undoneAt))}`.trim()}</p>
          </Notice>
        )}
        <Section title={t.entries}>
          <ComparedEntries
            language={language}
            caption={t.entries}
            beforeLabel={t.before}
            entries={parts.map((part) => ({
              id: part.entryId,
              code: part.code,
              title: part.title,
              before: lines(part.before),
              after: lines(part.after),
              note: part.restored === false ? t.leftAlone : undefined,
            }))}
          />
        </Section>
        {open && (
          <Form
            lang={language}
            action={localPath(language, work.undoBulk(edition.id, made.id))}
            csrfToken={props.csrfToken}
          >
            <p>{t.undoHint}</p>
            <Buttons>
              <Button look="secondary">{t.undo}</Button>
            </Buttons>
          </Form>
        )}
      </div>
    </>
  );
}
