import { writeDate } from '../../../kernel/dates.ts';
import type { Language } from '../../../kernel/text.ts';
import { Button, Buttons } from '../../../ui/button.tsx';
import { Checkbox } from '../../../ui/choices.tsx';
import { DateField, TextArea, TextField } from '../../../ui/fields.tsx';
import { bindForm, ErrorSummary, Fieldset, Form } from '../../../ui/form.tsx';
import { formatDate, formatNumber } from '../../../ui/format.ts';
import { InVietnamese } from '../../../ui/inline.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { DefinitionList, PageHead, Section } from '../../../ui/page-parts.tsx';
import { localPath } from '../../../ui/site-links.ts';
import { Table } from '../../../ui/table.tsx';
import { History, keptPreview, type PastEvent, PreviewPane } from '../../catalogue/index.ts';
import type { FormFailure } from '../../directory/index.ts';
import { AgencyText } from '../difficulties/parts.tsx';
import { programmeWork } from '../paths.ts';
import {
  type LetterField,
  type LetterTexts,
  letterFieldNames,
  letterLifecycle,
  reasonMost,
  type UrgedTasks,
  type UrgingLetter,
} from './letter.ts';
import { LetterBadge } from './list-view.tsx';
import { LetterCrumbs } from './new-view.tsx';
import { letterTextsOf } from './texts.ts';

/** What was typed in the form that came back. */
export interface TypedLetter {
  readonly texts?: LetterTexts;
  readonly reportBy?: string;
  readonly issueNumber?: string;
  readonly issuedOn?: string;
  readonly issueSigner?: string;
  readonly recallReason?: string;
  readonly confirmRecall?: string;
}

export interface LetterProps {
  readonly lang: Language;
  readonly csrfToken: string;
  readonly letter: UrgingLetter;
  readonly urged: UrgedTasks;
  readonly mayWrite: boolean;
  readonly history: readonly PastEvent[];
  readonly refused: (FormFailure & { readonly typed: TypedLetter }) | null;
}

/** The files of a letter, by the last part of their address. */
export const letterFiles = ['van-ban.docx', 'van-ban.pdf'] as const;
export const previewFile = 'xem-truoc.svg';

/** A letter: what it says as it would be printed, what can be done with it, the tasks it is about. */
export function LetterPage(props: LetterProps) {
  const { lang, letter, urged, refused, mayWrite } = props;
  const t = letterTextsOf(lang);
  const writes = mayWrite && (letter.state === 'draft' || letter.state === 'issued');
  return (
    <>
      <LetterCrumbs lang={lang} here={letter.number ?? t.states[letter.state]} />
      <PageHead
        title={<InVietnamese lang={lang}>{letter.texts.abstract}</InVietnamese>}
        lead={<AgencyText lang={lang} agency={letter.agency} />}
        marks={<LetterBadge lang={lang} state={letter.state} />}
      />
      <ErrorSummary
        lang={lang}
        errors={refused?.errors ?? {}}
        general={refused?.conflict ? t.conflict : refused?.general}
      />
      {letter.state === 'draft' && (
        <Notice lang={lang} kind={urged.tasks.length === 0 ? 'warning' : 'information'}>
          {urged.tasks.length === 0 ? t.nothingLeft : t.refreshed}
        </Notice>
      )}
      {letter.recalledOn !== null && <Recalled lang={lang} letter={letter} />}
      <Facts {...props} />
      <div class={writes ? 'beside' : undefined}>
        {writes && (
          <div class="stack">
            <Issue {...props} />
            {letter.state === 'draft' && <Words {...props} />}
            {letter.state === 'draft' && <Drop {...props} />}
            {letter.state === 'issued' && <Recall {...props} />}
          </div>
        )}
        <PreviewPane
          language={lang}
          preview={keptPreview}
          kept={`${programmeWork.urgingFile(letter.id, previewFile)}?v=${letter.version}`}
          name={letterLifecycle.noun[lang]}
          mayEdit={false}
        />
      </div>
      <Tasks {...props} />
      {mayWrite && (
        <Section title={t.history} id="lich-su">
          <History language={lang} events={props.history} />
        </Section>
      )}
    </>
  );
}

function Recalled({ lang, letter }: Pick<LetterProps, 'lang' | 'letter'>) {
  const t = letterTextsOf(lang);
  return (
    <Notice lang={lang} kind="warning">
      {letter.recalledOn && t.recalledOn(formatDate(lang, letter.recalledOn))}{' '}
      <InVietnamese lang={lang}>{letter.recallReason}</InVietnamese>
    </Notice>
  );
}

function Facts({ lang, letter, urged }: LetterProps) {
  const t = letterTextsOf(lang);
  const number = (count: number) => formatNumber(lang, count, 0);
  const late = urged.tasks.filter(({ lateDays }) => lateDays > 0).length;
  return (
    <Section title={t.facts}>
      <DefinitionList
        items={[
          { label: t.to, value: <AgencyText lang={lang} agency={letter.agency} /> },
          {
            label: t.numberAndDay,
            value:
              letter.number &&
              letter.issuedOn &&
              t.numbered(`${letter.number}/${letter.texts.symbol}`, formatDate(lang, letter.issuedOn)),
          },
          {
            label: t.signerLabel,
            value: letter.signer && <InVietnamese lang={lang}>{letter.signer}</InVietnamese>,
          },
          { label: t.reportBy, value: formatDate(lang, letter.reportBy) },
          {
            label: t.about,
            value: `${t.aboutTasks(number(urged.tasks.length), number(late))}, ${t.asOf(formatDate(lang, urged.on))}`,
          },
          {
            label: t.download,
            value: (
              <>
                {letterFiles.map((file, at) => (
                  <>
                    {at > 0 && ' · '}
                    <a key={file} href={programmeWork.urgingFile(letter.id, file)} download>
                      {file.endsWith('docx') ? t.word : t.pdf}
                    </a>
                  </>
                ))}
              </>
            ),
          },
        ]}
      />
    </Section>
  );
}

/** Fields of issuing stand beside those of the words, so their names differ. */
function Issue({ lang, csrfToken, letter, refused }: LetterProps) {
  const t = letterTextsOf(lang);
  const issued = letter.state === 'issued';
  const typed = refused?.typed ?? {};
  const { text } = bindForm<Pick<TypedLetter, 'issueNumber' | 'issuedOn' | 'issueSigner'>>({
    lang,
    values: {
      issueNumber: typed.issueNumber ?? letter.number ?? letter.texts.number,
      issuedOn: typed.issuedOn ?? (letter.issuedOn ? writeDate(letter.issuedOn) : letter.texts.date),
      issueSigner: typed.issueSigner ?? letter.signer ?? letter.texts.signer,
    },
    errors: refused?.errors ?? {},
  });
  const title = issued ? t.correct : t.issue;
  const wrong = ['issueNumber', 'issuedOn', 'issueSigner'].some((name) => refused?.errors[name]);
  return (
    <details open={wrong}>
      <summary>{title}</summary>
      <Form
        {...{ lang, csrfToken, label: title, hidden: { version: String(letter.version) } }}
        action={localPath(lang, programmeWork.urgingLetter(letter.id))}
        guard
      >
        {!issued && <p class="hint">{t.issueHelp}</p>}
        <TextField
          {...text('issueNumber')}
          label={t.number}
          hint={t.numberHint(letter.texts.symbol)}
          width="short"
        />
        <DateField {...text('issuedOn')} label={t.issuedOn} />
        <TextField {...text('issueSigner')} label={t.signer} width="medium" />
        <Buttons>
          <Button name="do" value={issued ? 'correct' : 'issue'}>
            {title}
          </Button>
        </Buttons>
      </Form>
    </details>
  );
}

const heads: readonly LetterField[] = ['superior', 'issuer', 'number', 'symbol', 'place', 'date'];
const contents: readonly LetterField[] = ['abstract', 'addressees', 'body'];
const endings: readonly LetterField[] = ['roles', 'signer', 'recipients', 'annexTitle'];
const optional: readonly LetterField[] = ['superior', 'number', 'date', 'signer', 'recipients', 'annexTitle'];
/** Lines shown of the longer texts; the others are one line. */
const rows: Readonly<Partial<Record<LetterField, number>>> = {
  ...{ issuer: 2, abstract: 2, addressees: 2, body: 18, roles: 3, recipients: 5, annexTitle: 2 },
};

function Words({ lang, csrfToken, letter, refused }: LetterProps) {
  const t = letterTextsOf(lang);
  const { text } = bindForm<LetterTexts & { readonly reportBy: string }>({
    lang,
    values: {
      ...(refused?.typed.texts ?? letter.texts),
      reportBy: refused?.typed.reportBy ?? writeDate(letter.reportBy),
    },
    errors: refused?.errors ?? {},
  });
  const field = (name: LetterField) => {
    const shown = { ...text(name), label: t.fields[name], optional: optional.includes(name) };
    const height = rows[name];
    return height === undefined ? (
      <TextField key={name} {...shown} width="medium" autocomplete="off" />
    ) : (
      <TextArea key={name} {...shown} rows={height} />
    );
  };
  return (
    <Form
      {...{ lang, csrfToken, label: t.words, hidden: { version: String(letter.version) } }}
      action={localPath(lang, programmeWork.urgingLetter(letter.id))}
      guard
      unsaved={refused?.typed.texts !== undefined}
    >
      <Fieldset legend={t.head}>{heads.map(field)}</Fieldset>
      <Fieldset
        legend={t.content}
        hint={
          <>
            {t.fieldsHint}{' '}
            <InVietnamese lang={lang}>
              {letterFieldNames.map((name) => `{{${name}}}`).join(', ')}
            </InVietnamese>
          </>
        }
      >
        {contents.map(field)}
        <DateField {...text('reportBy')} label={t.reportBy} />
      </Fieldset>
      <Fieldset legend={t.ending}>{endings.map(field)}</Fieldset>
      <Buttons>
        <Button name="do" value="change">
          {t.save}
        </Button>
      </Buttons>
    </Form>
  );
}

function Recall({ lang, csrfToken, letter, refused }: LetterProps) {
  const t = letterTextsOf(lang);
  const { typed = {}, errors = {} } = refused ?? {};
  const { text } = bindForm<Pick<TypedLetter, 'recallReason'>>({
    ...{ lang, errors, values: { recallReason: typed.recallReason ?? '' } },
  });
  return (
    <details open={errors.recallReason !== undefined || errors.confirmRecall !== undefined}>
      <summary>{t.recall}</summary>
      <Form
        {...{ lang, csrfToken, label: t.recall, hidden: { version: String(letter.version) } }}
        action={localPath(lang, programmeWork.urgingLetter(letter.id))}
        guard
      >
        <p class="hint">{t.recallHelp}</p>
        <TextArea {...text('recallReason')} label={t.recallReason} rows={2} most={reasonMost} />
        <Checkbox
          {...{ lang, name: 'confirmRecall', label: t.confirmRecall, error: errors.confirmRecall }}
          checked={typed.confirmRecall === '1'}
        />
        <Buttons>
          <Button name="do" value="recall" look="danger">
            {t.recall}
          </Button>
        </Buttons>
      </Form>
    </details>
  );
}

function Drop({ lang, csrfToken, letter }: LetterProps) {
  const t = letterTextsOf(lang);
  return (
    <details>
      <summary>{t.drop}</summary>
      <Form
        {...{ lang, csrfToken, label: t.drop, hidden: { version: String(letter.version) } }}
        action={localPath(lang, programmeWork.urgingLetter(letter.id))}
      >
        <p class="hint">{t.dropHelp}</p>
        <Buttons>
          <Button name="do" value="drop" look="danger">
            {t.drop}
          </Button>
        </Buttons>
      </Form>
    </details>
  );
}

function Tasks({ lang, urged }: LetterProps) {
  const t = letterTextsOf(lang);
  return (
    <Section title={t.tasks} id="nhiem-vu">
      <Table
        lang={lang}
        caption={t.tasks}
        captionHidden
        rows={urged.tasks}
        rowKey={({ id }) => String(id)}
        empty={t.nothingLeft}
        columns={[
          {
            key: 'task',
            label: t.task,
            head: true,
            cell: (task) => (
              <>
                <a href={localPath(lang, programmeWork.task(task.id))}>{task.code}</a>{' '}
                <InVietnamese lang={lang}>{task.name}</InVietnamese>
              </>
            ),
          },
          { key: 'due', label: t.lastDay, cell: (task) => formatDate(lang, task.lastDay) },
          {
            key: 'late',
            label: t.lateDays,
            numeric: true,
            cell: (task) => (task.lateDays > 0 ? formatNumber(lang, task.lateDays, 0) : t.soon),
          },
          {
            key: 'standing',
            label: t.standing,
            cell: (task) => <InVietnamese lang={lang}>{task.standing}</InVietnamese>,
          },
        ]}
      />
    </Section>
  );
}
