import type { Language } from '../../../kernel/text.ts';
import { Button, Buttons, LinkButton } from '../../../ui/button.tsx';
import { Checkbox, FileField, RadioGroup } from '../../../ui/choices.tsx';
import { DateField, TextField } from '../../../ui/fields.tsx';
import { bindForm, ErrorSummary, Form } from '../../../ui/form.tsx';
import { formatDate, formatFileSize, formatInstant } from '../../../ui/format.ts';
import { Notice } from '../../../ui/notice.tsx';
import { DefinitionList, EmptyState, PageHead, Section } from '../../../ui/page-parts.tsx';
import { localPath } from '../../../ui/site-links.ts';
import { Table } from '../../../ui/table.tsx';
import { documentName, documentWork, type Twin } from '../../documents/index.ts';
import { type Edition, isApproved } from '../edition.ts';
import { editionTexts } from '../edition-texts.ts';
import { foreign, StateBadge, WorkCrumbs } from '../edition-views.tsx';
import { work } from '../paths.ts';
import { ComparisonView } from './comparison-view.tsx';
import type { LatestCopy, SignedCopy } from './copies.ts';
import type { Issuing } from './issuing.ts';
import { scanLimit } from './scan.ts';
import { type SignedTexts, signedTexts } from './texts.ts';

/** The fields of the form by the names they are posted under. */
export interface SignedForm {
  readonly number: string;
  readonly date: string;
  readonly signer: string;
  readonly file: string;
  readonly 'xac-nhan': string;
  readonly 'van-ban': string;
}
export type SignedErrors = Readonly<Partial<Record<keyof SignedForm, string>>>;

export interface SignedPageProps {
  readonly language: Language;
  readonly csrfToken: string;
  readonly edition: Edition;
  readonly issuing: Issuing;
  readonly latest: LatestCopy | null;
  readonly earlier: readonly SignedCopy[];
  readonly mayEdit: boolean;
  readonly values: Omit<SignedForm, 'file'>;
  readonly errors: SignedErrors;
  readonly error: string | undefined;
  /** A file sent before and kept while the form came back; sealed for its sender. */
  readonly kept: { readonly name: string; readonly sealed: string } | null;
  /** Documents that have the number, where that was refused. */
  readonly taken: { readonly found: readonly Twin[]; readonly selectable: boolean } | null;
}

/** What was recorded of the signed document, how it compares, and the form that records it. */
export function SignedPage(props: SignedPageProps) {
  const { language, edition, latest, errors } = props;
  const t = signedTexts(language);
  const records = props.mayEdit && isApproved(edition);
  const form = records && <SignedFormView {...props} t={t} />;
  // what is to be mended comes first
  const refused = Object.keys(errors).length > 0;
  return (
    <>
      <WorkCrumbs language={language} edition={edition} here={t.title} />
      <ErrorSummary lang={language} errors={errors} general={props.error} />
      <PageHead
        title={t.title}
        lead={<span lang={foreign(language)}>{edition.title}</span>}
        marks={<StateBadge language={language} edition={edition} />}
      />
      {refused && form}
      {latest ? <Recorded {...props} latest={latest} t={t} /> : !records && <NoCopy {...props} t={t} />}
      {!refused && form}
      {props.earlier.length > 0 && <Earlier {...props} t={t} />}
    </>
  );
}

type PartProps = SignedPageProps & { readonly t: SignedTexts };

function NoCopy({ edition, t }: PartProps) {
  return (
    <EmptyState title={t.noneRecorded}>
      <p>{isApproved(edition) ? t.noneHint : t.notYet}</p>
    </EmptyState>
  );
}

function Recorded(props: PartProps & { readonly latest: LatestCopy }) {
  const { language, edition, issuing, latest, t } = props;
  const { file } = latest;
  const to = (path: string) => localPath(language, path);
  const name = documentName(language, { ...issuing, number: latest.number, title: null });
  return (
    <>
      {latest.outdated && (
        <Notice lang={language} kind="warning">
          <p>{t.outdated}</p>
        </Notice>
      )}
      <Section title={t.recorded}>
        <DefinitionList
          items={[
            {
              label: t.document,
              value: <a href={to(documentWork.document(latest.documentId))}>{name}</a>,
            },
            { label: t.date, value: formatDate(language, latest.date) },
            { label: t.signer, value: <span lang={foreign(language)}>{latest.signer}</span> },
            {
              label: t.file,
              value: (
                <>
                  <a class="file-name" href={to(work.signedFile(edition.id, latest.id))}>
                    {file.name}
                  </a>{' '}
                  ({formatFileSize(language, file.size)})
                </>
              ),
            },
            {
              label: t.recordedBy,
              value: t.byWhomWhen(latest.who ?? t.system, formatInstant(language, latest.at)),
            },
          ]}
        />
      </Section>
      <Section title={t.compared} id="so-sanh">
        <ComparisonView language={language} edition={edition} comparison={latest.comparison} />
      </Section>
    </>
  );
}

function SignedFormView(props: PartProps) {
  const { language, edition, latest, kept, errors, t } = props;
  const to = (path: string) => localPath(language, path);
  const form = bindForm<SignedForm>({ lang: language, values: props.values, errors });
  const title = latest ? t.recordAgain : t.record;
  return (
    <Section title={title} id="ghi">
      <Form
        lang={language}
        action={to(work.signedCopy(edition.id))}
        csrfToken={props.csrfToken}
        hidden={{ seen: String(latest?.id ?? 0), ...(kept && { kept: kept.sealed }) }}
        upload
        guard
      >
        <p>{latest ? t.againLead : t.lead}</p>
        {latest && props.issuing.state === 'published' && <p>{t.correction}</p>}
        <TextField
          {...form.text('number')}
          label={t.number}
          hint={t.numberHint(props.issuing.symbol)}
          width="medium"
          spellcheck={false}
        />
        {props.taken && props.taken.found.length > 0 && <Taken {...props} taken={props.taken} />}
        <DateField {...form.text('date')} label={t.date} />
        <TextField {...form.text('signer')} label={t.signer} width="medium" spellcheck={false} />
        {kept && (
          <Notice lang={language} kind="information">
            <p>{t.keptFile(kept.name)}</p>
          </Notice>
        )}
        <FileField
          lang={language}
          name="file"
          label={t.file}
          hint={t.fileHint}
          error={errors.file}
          accept=".pdf,application/pdf"
          kinds={t.kinds}
          mostBytes={scanLimit}
          optional={kept !== null}
        />
        {(errors['xac-nhan'] || props.values['xac-nhan'] === '1') && (
          <Checkbox
            lang={language}
            name="xac-nhan"
            label={t.confirm}
            error={errors['xac-nhan']}
            checked={props.values['xac-nhan'] === '1'}
          />
        )}
        <Buttons>
          <Button>{title}</Button>
          <LinkButton href={to(work.edition(edition.id))} look="quiet">
            {editionTexts(language).back}
          </LinkButton>
        </Buttons>
      </Form>
    </Section>
  );
}

/** Documents that have the number already; one of them may be the signed one. */
function Taken(props: PartProps & { readonly taken: NonNullable<SignedPageProps['taken']> }) {
  const { language, taken, t } = props;
  return (
    <>
      <Notice lang={language} kind="warning" title={t.taken}>
        <p>{taken.selectable ? t.takenHint : t.takenFixed}</p>
        <ul>
          {taken.found.map(({ id, number, title, state }) => (
            <li key={id}>
              <a href={localPath(language, documentWork.document(id))} lang={foreign(language)}>
                {[number, title].filter(Boolean).join(': ')}
              </a>
              {state === 'draft' && ` (${t.draft})`}
            </li>
          ))}
        </ul>
      </Notice>
      {taken.selectable && (
        <RadioGroup
          lang={language}
          name="van-ban"
          label={t.useDocument}
          value={props.values['van-ban'] || '0'}
          options={[
            ...taken.found.map(({ id, title }) => ({ value: String(id), label: title })),
            { value: '0', label: t.noneOfThese },
          ]}
        />
      )}
    </>
  );
}

function Earlier({ language, edition, earlier, t }: PartProps) {
  return (
    <Section title={t.earlier}>
      <Table
        lang={language}
        caption={t.earlier}
        captionHidden
        rows={earlier}
        rowKey={({ id }) => String(id)}
        columns={[
          { key: 'number', label: t.number, head: true, cell: ({ number }) => number },
          { key: 'date', label: t.date, cell: ({ date }) => formatDate(language, date) },
          {
            key: 'file',
            label: t.file,
            cell: ({ id, file }) => (
              <a class="file-name" href={localPath(language, work.signedFile(edition.id, id))}>
                {file.name}
              </a>
            ),
          },
          {
            key: 'who',
            label: t.recordedBy,
            cell: ({ who, at }) => t.byWhomWhen(who ?? t.system, formatInstant(language, at)),
          },
        ]}
      />
    </Section>
  );
}
