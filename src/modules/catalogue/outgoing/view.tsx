import type { Language } from '../../../kernel/text.ts';
import { Button, Buttons, LinkButton } from '../../../ui/button.tsx';
import { CheckboxGroup } from '../../../ui/choices.tsx';
import { TextArea, TextField } from '../../../ui/fields.tsx';
import { bindForm, ErrorSummary, Fieldset, Form } from '../../../ui/form.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { DefinitionList, PageHead, Section } from '../../../ui/page-parts.tsx';
import { localPath } from '../../../ui/site-links.ts';
import { Table } from '../../../ui/table.tsx';
import { documentWork } from '../../documents/index.ts';
import type { Edition } from '../edition.ts';
import { foreign, WorkCrumbs } from '../edition-views.tsx';
import { work } from '../paths.ts';
import { columnsToChoose, isChosen } from './annex.ts';
import { annexFiles } from './annex-files.ts';
import { fieldNames } from './fields.ts';
import type { IssuedHead } from './issued.ts';
import {
  type OutgoingField,
  type OutgoingKind,
  type OutgoingTexts,
  outgoingNames,
  outgoingOf,
  outgoingSlugs,
} from './outgoing.ts';
import { type Preview, PreviewPane } from './preview-view.tsx';
import { fieldWords, fileWords, outgoingWords } from './texts.ts';

/** The files of a document, by the last part of their address. */
export const wholeFiles = ['van-ban.docx', 'van-ban.pdf'] as const;
export const previewFile = 'xem-truoc.svg';

interface Shown {
  readonly language: Language;
  readonly edition: Edition;
}

/** The documents of an edition, each to be written or downloaded as it stands. */
export function OutgoingList({ language, edition }: Shown) {
  const t = outgoingWords(language);
  const to = (path: string) => localPath(language, path);
  return (
    <>
      <WorkCrumbs language={language} edition={edition} here={t.title} />
      <PageHead title={t.title} lead={t.lead} />
      <Table
        lang={language}
        caption={t.title}
        captionHidden
        rows={outgoingOf(edition)}
        rowKey={(outgoing) => outgoing}
        columns={[
          {
            key: 'document',
            label: t.document,
            head: true,
            cell: (outgoing) => (
              <a href={to(work.outgoing(edition.id, outgoingSlugs[outgoing]))}>
                {outgoingNames[outgoing][language]}
              </a>
            ),
          },
          {
            key: 'files',
            label: t.download,
            cell: (outgoing) => <Files {...{ language, edition, outgoing }} files={wholeFiles} />,
          },
        ]}
      />
      <Buttons>
        <LinkButton href={to(work.edition(edition.id))} look="quiet">
          {t.back}
        </LinkButton>
      </Buttons>
    </>
  );
}

function Files(
  props: Shown & {
    readonly outgoing: OutgoingKind;
    readonly files: readonly string[];
    /** One beside another. */
    readonly inline?: boolean;
  },
) {
  const { language, edition, outgoing } = props;
  return (
    <ul class={props.inline ? 'plain-list file-row' : 'plain-list'}>
      {props.files.map((file) => (
        <li key={file}>
          <a href={work.outgoingFile(edition.id, outgoingSlugs[outgoing], file)} download>
            {fileWords[file]?.[language] ?? file}
            <span class="sr">: {outgoingNames[outgoing][language]}</span>
          </a>
        </li>
      ))}
    </ul>
  );
}

export interface OutgoingPageProps extends Shown {
  readonly csrfToken: string;
  readonly outgoing: OutgoingKind;
  readonly texts: OutgoingTexts;
  readonly version: number;
  readonly errors: Readonly<Record<string, string>>;
  /** Somebody else saved while this was typed: what the refusal says. */
  readonly conflict: string | null;
  readonly mayEdit: boolean;
  readonly preview: Preview;
  /** What the register says of the document; null while it says nothing. */
  readonly issued: IssuedHead | null;
  /** What stands in the form is saved nowhere. */
  readonly unsaved: boolean;
}

/** The last part of the address to which the form is posted to see its pages. */
export const livePreview = 'xem-truoc';

/** Texts of a document, its files and its pages as they would be printed. */
export function OutgoingPage(props: OutgoingPageProps) {
  const { language, edition, outgoing } = props;
  const t = outgoingWords(language);
  const name = outgoingNames[outgoing][language];
  const preview = work.outgoingFile(edition.id, outgoingSlugs[outgoing], previewFile);
  return (
    <>
      <ErrorSummary lang={language} errors={props.errors} />
      <WorkCrumbs language={language} edition={edition} here={name} />
      <PageHead title={name} lead={<span lang={foreign(language)}>{edition.title}</span>} />
      {props.conflict !== null && (
        <Notice lang={language} kind="warning" title={props.conflict}>
          <p>{t.meanwhile}</p>
        </Notice>
      )}
      <Section title={t.download}>
        <DefinitionList
          items={[
            {
              label: t.whole,
              value: <Files {...{ language, edition, outgoing }} files={wholeFiles} inline />,
            },
            {
              label: t.annex,
              value: <Files {...{ language, edition, outgoing }} files={annexFiles} inline />,
            },
          ]}
        />
      </Section>
      <div class="beside">
        {props.mayEdit ? (
          <TextsForm {...props} />
        ) : (
          <Notice lang={language} kind="information">
            <p>{t.readOnly}</p>
          </Notice>
        )}
        <PreviewPane
          language={language}
          preview={props.preview}
          kept={`${preview}?v=${props.version}`}
          name={name}
          mayEdit={props.mayEdit}
        />
      </div>
    </>
  );
}

/** Where number, symbol and date come from once the document is registered. */
function IssuedNote({ language, issued }: { readonly language: Language; readonly issued: IssuedHead }) {
  const t = outgoingWords(language).issued;
  const parts = issuedParts.map((part) => `${fieldWords[part].label[language]}: ${issued[part] ?? t.absent}`);
  return (
    <Notice lang={language} kind="information" title={t.title}>
      <p>
        <a href={localPath(language, documentWork.document(issued.documentId))}>{parts.join('; ')}</a>.
      </p>
      <p>{t.lead}</p>
    </Notice>
  );
}

const issuedParts = ['number', 'symbol', 'date'] as const;

const heads: readonly OutgoingField[] = ['superior', 'issuer', 'number', 'symbol', 'place', 'date'];
const contents: readonly OutgoingField[] = ['abstract', 'addressees', 'bases', 'body'];
const endings: readonly OutgoingField[] = ['roles', 'signer', 'recipients', 'annexTitle'];

/** Lines shown of the longer texts; the others are one line. */
const rows: Readonly<Partial<Record<OutgoingField, number>>> = {
  ...{ issuer: 2, abstract: 2, addressees: 2, bases: 6, body: 18 },
  ...{ roles: 3, recipients: 7, annexTitle: 2 },
};
const optional: readonly OutgoingField[] = [
  ...(['superior', 'number', 'date', 'addressees', 'bases', 'signer', 'recipients', 'annexTitle'] as const),
];

/** Which columns the annex has; number and title, which it always has, are sent along and not shown. */
function ColumnChoice({ language, edition, outgoing, texts, errors }: OutgoingPageProps) {
  const { label, hint } = fieldWords.columns;
  const options = columnsToChoose(outgoing, edition.kind);
  return (
    <CheckboxGroup
      lang={language}
      name="columns"
      label={label[language]}
      hint={hint?.[language]}
      error={errors.columns}
      optional
      columns
      options={options.map(({ key, header }) => ({ value: key, label: header, lang: foreign(language) }))}
      values={options.map(({ key }) => key).filter((key) => isChosen(texts.columns, key))}
    />
  );
}

function TextsForm(props: OutgoingPageProps) {
  const { language, edition, outgoing } = props;
  const t = outgoingWords(language);
  const form = bindForm<OutgoingTexts>({ lang: language, values: props.texts, errors: props.errors });
  const to = (path: string) => localPath(language, path);
  const previewAddress = to(work.outgoingFile(edition.id, outgoingSlugs[outgoing], livePreview));
  const field = (name: OutgoingField) => {
    const words = fieldWords[name];
    const shown = {
      ...form.text(name),
      label: words.label[language],
      hint: words.hint?.[language],
      optional: optional.includes(name),
    };
    const height = rows[name];
    return height === undefined ? (
      <TextField key={name} {...shown} width="medium" autocomplete="off" />
    ) : (
      <TextArea key={name} {...shown} rows={height} />
    );
  };
  // what was typed in parts the register now gives is kept as it was
  const given = issuedParts.filter((part) => props.issued?.[part]);
  const kept = Object.fromEntries(given.map((part) => [part, props.texts[part]]));
  return (
    <Form
      lang={language}
      action={to(work.outgoing(edition.id, outgoingSlugs[outgoing]))}
      csrfToken={props.csrfToken}
      guard
      unsaved={props.unsaved}
      preview={previewAddress}
      hidden={{ version: String(props.version), columns: 'title', ...kept }}
      label={outgoingNames[outgoing][language]}
    >
      <Fieldset legend={t.heads}>
        {props.issued && <IssuedNote language={language} issued={props.issued} />}
        {heads.filter((name) => !given.some((part) => part === name)).map(field)}
      </Fieldset>
      <Fieldset
        legend={t.content}
        hint={
          <>
            {t.fieldsHint}{' '}
            <span lang={foreign(language)}>{fieldNames.map((name) => `{{${name}}}`).join(', ')}</span>
          </>
        }
      >
        {contents.map(field)}
      </Fieldset>
      <Fieldset legend={t.ending}>
        {endings.map(field)}
        <ColumnChoice {...props} />
      </Fieldset>
      <Buttons>
        <Button>{t.save}</Button>
        <Button look="secondary" formAction={`${previewAddress}#xem-truoc`}>
          {t.live.button}
        </Button>
        <LinkButton href={to(work.edition(edition.id))} look="quiet">
          {t.back}
        </LinkButton>
      </Buttons>
    </Form>
  );
}
