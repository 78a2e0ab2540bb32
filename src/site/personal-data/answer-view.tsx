import type { ComponentChildren } from 'preact';
import type { LocalDate } from '../../kernel/dates.ts';
import { directoryPaths, type FormFailure, type Ties } from '../../modules/directory/index.ts';
import { Button, Buttons, LinkButton } from '../../ui/button.tsx';
import { CheckboxGroup, RadioGroup } from '../../ui/choices.tsx';
import { TextArea } from '../../ui/fields.tsx';
import { ErrorSummary, Form } from '../../ui/form.tsx';
import { formatDate, formatInstant } from '../../ui/format.ts';
import { Notice } from '../../ui/notice.tsx';
import { ConfirmPanel, PageHead } from '../../ui/page-parts.tsx';
import { localPath } from '../../ui/site-links.ts';
import type { HeldField } from './fields.ts';
import { mostWords } from './inputs.ts';
import { dataPaths } from './paths.ts';
import { endsAccount, grounds, groundsFor } from './request.ts';
import { dataWorkTexts } from './work-texts.ts';
import { type OneProps, RequestCrumbs, whose } from './work-view.tsx';

interface AnswerProps extends OneProps {
  readonly answer: string;
  readonly failure: FormFailure | null;
}

function Back({ lang, one }: Pick<OneProps, 'lang' | 'one'>) {
  return (
    <LinkButton look="quiet" href={localPath(lang, dataPaths.one(one.id))}>
      {dataWorkTexts(lang).cancel}
    </LinkButton>
  );
}

/** Asks once more, with what is to be known. */
export function CarryOutPage(
  props: AnswerProps & {
    readonly ties: Ties;
    /** What may be chosen as corrected or restricted, and what is. */
    readonly held: readonly HeldField[];
    readonly fields: readonly string[];
  },
) {
  const { lang, one, ties, failure } = props;
  const t = dataWorkTexts(lang);
  const title = t.carryOutTitle[one.kind];
  const ends = endsAccount(one.kind);
  return (
    <>
      <RequestCrumbs lang={lang} one={one} here={t.carryOut} />
      {failure && <ErrorSummary lang={lang} errors={failure.errors} general={failure.general} />}
      <ConfirmPanel
        title={title}
        form={
          <Form
            lang={lang}
            action={localPath(lang, dataPaths.carryOut(one.id))}
            csrfToken={props.csrfToken}
            hidden={{ version: String(one.version) }}
            label={title}
          >
            <FieldChoice {...props} />
            <TextArea
              lang={lang}
              name="answer"
              label={endsAccount(one.kind) ? t.answer : t.what[one.kind]}
              hint={t.answerHint}
              value={props.answer}
              error={failure?.errors.answer}
              most={mostWords}
              optional={ends}
            />
            <Buttons>
              <Button look={ends ? 'danger' : 'primary'}>{t.carryOutAction[one.kind]}</Button>
              <Back {...props} />
            </Buttons>
          </Form>
        }
      >
        <p>
          <strong lang="vi">{whose(lang, one)}</strong> {one.name && one.address && `(${one.address})`}
        </p>
        {one.kind === 'erasure' && <p>{t.final}</p>}
        {ends && ties.offices > 0 && (
          <Notice lang={lang} kind="warning">
            <p>{t.inOffice}</p>
          </Notice>
        )}
        {ends && ties.served && ties.offices === 0 && <p>{t.served}</p>}
        {ends && ties.alone.length > 0 && (
          <Notice lang={lang} kind="warning">
            <p>{t.alone}</p>
            <ul>
              {ties.alone.map(({ id, code, name }) => (
                <li key={id}>
                  <a href={localPath(lang, directoryPaths.organisation(code))} lang="vi">
                    {name}
                  </a>
                </li>
              ))}
            </ul>
          </Notice>
        )}
      </ConfirmPanel>
    </>
  );
}

/** Of a correction or restriction: the data held, to say which it was; no word alone says that anything was done. */
function FieldChoice(
  props: OneProps & {
    readonly held: readonly HeldField[];
    readonly fields: readonly string[];
    readonly failure: FormFailure | null;
  },
) {
  const { lang, one, held, failure } = props;
  const t = dataWorkTexts(lang);
  if (endsAccount(one.kind)) return null;
  if (held.length === 0)
    return (
      <Notice lang={lang} kind="warning">
        <p>{t.noFields}</p>
      </Notice>
    );
  return (
    <CheckboxGroup
      lang={lang}
      name="fields"
      label={t.fields[one.kind]}
      hint={t.fieldsHint}
      values={props.fields}
      error={failure?.errors.fields}
      options={held.map(({ key, label, changedAt }) => ({
        value: key,
        label: label[lang],
        ...(changedAt && { hint: t.changed(formatInstant(lang, changedAt)) }),
      }))}
    />
  );
}

/** A form on a page of its own: what is decided, in words that go to the person. */
function DecidePage(
  props: OneProps & {
    readonly here: string;
    readonly title: string;
    readonly lead: string;
    readonly path: string;
    readonly failure: FormFailure | null;
    readonly button: ComponentChildren;
    readonly children: ComponentChildren;
  },
) {
  const { lang, one, title, failure } = props;
  return (
    <>
      <RequestCrumbs lang={lang} one={one} here={props.here} />
      <PageHead title={title} lead={props.lead} />
      {failure && <ErrorSummary lang={lang} errors={failure.errors} general={failure.general} />}
      <Form
        lang={lang}
        action={localPath(lang, props.path)}
        csrfToken={props.csrfToken}
        hidden={{ version: String(one.version) }}
        label={title}
        guard
      >
        {props.children}
        <Buttons>
          {props.button}
          <Back {...props} />
        </Buttons>
      </Form>
    </>
  );
}

/** The one extension, with why and until when. */
export function ExtendPage(
  props: OneProps & {
    readonly due: LocalDate;
    readonly reason: string;
    readonly failure: FormFailure | null;
  },
) {
  const { lang, one, failure } = props;
  const t = dataWorkTexts(lang);
  return (
    <DecidePage
      {...props}
      here={t.extend}
      title={t.extendTitle}
      lead={t.extendLead(formatDate(lang, props.due))}
      path={dataPaths.extend(one.id)}
      button={<Button>{t.extendAction}</Button>}
    >
      <TextArea
        lang={lang}
        name="reason"
        label={t.reason}
        hint={t.answerHint}
        value={props.reason}
        error={failure?.errors.reason}
        most={mostWords}
      />
    </DecidePage>
  );
}

export function RefusePage(props: AnswerProps & { readonly ground: string }) {
  const { lang, one, failure } = props;
  const t = dataWorkTexts(lang);
  return (
    <DecidePage
      {...props}
      here={t.refuse}
      title={t.refuseTitle}
      lead={t.refuseLead}
      path={dataPaths.refuse(one.id)}
      button={<Button look="danger">{t.refuse}</Button>}
    >
      <RadioGroup
        lang={lang}
        name="ground"
        label={t.ground}
        value={props.ground}
        error={failure?.errors.ground}
        options={groundsFor(one.kind).map((code) => ({
          ...{ value: code, label: grounds[code].label[lang], hint: grounds[code].source[lang] },
        }))}
      />
      <TextArea
        lang={lang}
        name="answer"
        label={t.explain}
        hint={t.answerHint}
        value={props.answer}
        error={failure?.errors.answer}
        most={mostWords}
      />
    </DecidePage>
  );
}
