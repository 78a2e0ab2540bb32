import { directoryPaths, type FormFailure, type Ties } from '../../modules/directory/index.ts';
import { Button, Buttons, LinkButton } from '../../ui/button.tsx';
import { RadioGroup } from '../../ui/choices.tsx';
import { TextArea } from '../../ui/fields.tsx';
import { ErrorSummary, Form } from '../../ui/form.tsx';
import { Notice } from '../../ui/notice.tsx';
import { ConfirmPanel, PageHead } from '../../ui/page-parts.tsx';
import { localPath } from '../../ui/site-links.ts';
import { mostWords } from './inputs.ts';
import { dataPaths } from './paths.ts';
import { groundCodes, grounds } from './request.ts';
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
export function CarryOutPage(props: AnswerProps & { readonly ties: Ties }) {
  const { lang, one, ties, failure } = props;
  const t = dataWorkTexts(lang);
  const title = t.carryOutTitle[one.kind];
  const ends = one.kind === 'erasure' || one.kind === 'withdrawal';
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
            <TextArea
              lang={lang}
              name="answer"
              label={t.answer}
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

export function RefusePage(props: AnswerProps & { readonly ground: string }) {
  const { lang, one, failure } = props;
  const t = dataWorkTexts(lang);
  return (
    <>
      <RequestCrumbs lang={lang} one={one} here={t.refuse} />
      <PageHead title={t.refuseTitle} lead={t.refuseLead} />
      {failure && <ErrorSummary lang={lang} errors={failure.errors} general={failure.general} />}
      <Form
        lang={lang}
        action={localPath(lang, dataPaths.refuse(one.id))}
        csrfToken={props.csrfToken}
        hidden={{ version: String(one.version) }}
        label={t.refuseTitle}
        guard
      >
        <RadioGroup
          lang={lang}
          name="ground"
          label={t.ground}
          value={props.ground}
          error={failure?.errors.ground}
          options={groundCodes.map((code) => ({
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
        <Buttons>
          <Button look="danger">{t.refuse}</Button>
          <Back {...props} />
        </Buttons>
      </Form>
    </>
  );
}
