import type { Language } from '../../../kernel/text.ts';
import { Button, Buttons, LinkButton } from '../../../ui/button.tsx';
import { DateField, TextArea, TextField } from '../../../ui/fields.tsx';
import { bindForm, ErrorSummary, type FieldErrors, Form } from '../../../ui/form.tsx';
import { PageHead } from '../../../ui/page-parts.tsx';
import { localPath } from '../../../ui/site-links.ts';
import { programmeWork } from '../paths.ts';
import { reasonMost } from '../tasks/task.ts';
import type { TypedClosing } from './closing.ts';
import { TargetCrumbs, TargetName } from './parts.tsx';
import type { TargetInWork } from './queries.ts';
import { targetTexts } from './texts.ts';

export type TypedEnd = Omit<TypedClosing, 'version'>;

/** Ends a target by a document, or opens one that was ended. */
export function EndPage(props: {
  readonly lang: Language;
  readonly csrfToken: string;
  readonly target: TargetInWork;
  readonly typed: TypedEnd;
  readonly version: number;
  readonly errors: FieldErrors;
  readonly general: string | undefined;
}) {
  const { lang, target, typed, errors } = props;
  const t = targetTexts(lang);
  const { closed } = target;
  const field = bindForm<TypedEnd>({ lang, values: typed, errors });
  const title = closed ? t.closing.reopenTitle : t.closing.title;
  return (
    <>
      <TargetCrumbs lang={lang} target={target} here={title} />
      <PageHead title={title} lead={<TargetName lang={lang} name={target.name} nameEn={target.nameEn} />} />
      <ErrorSummary lang={lang} errors={errors} general={props.general} />
      <p>{closed ? t.closing.reopenLead : t.closing.lead}</p>
      <Form
        lang={lang}
        action={localPath(lang, programmeWork.targetEnd(target.id))}
        csrfToken={props.csrfToken}
        hidden={{ version: String(props.version), do: closed ? 'mo-lai' : 'ket-thuc' }}
      >
        {!closed && (
          <>
            <DateField {...field.text('on')} label={t.closing.on} />
            <TextField {...field.text('document')} label={t.closing.document} />
          </>
        )}
        <TextArea
          {...field.text('words')}
          label={closed ? t.closing.reopenWords : t.closing.words}
          rows={3}
          most={reasonMost}
          optional={!closed}
        />
        <Buttons>
          <Button look={closed ? 'primary' : 'danger'}>
            {closed ? t.closing.reopenSave : t.closing.save}
          </Button>
          <LinkButton look="quiet" href={localPath(lang, programmeWork.target(target.id))}>
            {t.form.cancel}
          </LinkButton>
        </Buttons>
      </Form>
    </>
  );
}
