import type { Language } from '../../../kernel/text.ts';
import type { Installation } from '../../../platform/installation.ts';
import { Badge } from '../../../ui/badge.tsx';
import { Button, Buttons, LinkButton } from '../../../ui/button.tsx';
import { PasswordField, TextField } from '../../../ui/fields.tsx';
import { ErrorSummary, Form } from '../../../ui/form.tsx';
import { formatInstant } from '../../../ui/format.ts';
import { NoMail } from '../../../ui/no-mail.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { Breadcrumbs, ConfirmPanel, DefinitionList, PageHead, Section } from '../../../ui/page-parts.tsx';
import { localPath } from '../../../ui/site-links.ts';
import type { FormFailure } from '../form-failure.ts';
import { directoryPaths } from '../paths.ts';
import type { Answered, OpenChange, Side } from './commands.ts';
import { emailChangeTexts } from './texts.ts';

/** Asks for the new address and the present password; shows what waits. */
export function EmailForm(props: {
  readonly lang: Language;
  readonly csrfToken: string;
  readonly present: string;
  readonly typed: string;
  readonly open: OpenChange | null;
  readonly hasPassword: boolean;
  /** Whom to call where no letter can be sent; null where it can. */
  readonly noMail: Installation | null;
  readonly failure: FormFailure | null;
}) {
  const { lang, failure, open } = props;
  const t = emailChangeTexts(lang);
  return (
    <>
      <Breadcrumbs
        lang={lang}
        items={[{ label: t.mine, href: localPath(lang, directoryPaths.mine) }]}
        here={t.title}
      />
      <PageHead title={t.title} lead={t.lead} />
      {props.noMail && <NoMail lang={lang} installation={props.noMail} text={t.noMail} />}
      {failure && <ErrorSummary lang={lang} errors={failure.errors} general={failure.general} />}
      {open && <Waiting lang={lang} open={open} />}
      {props.hasPassword ? (
        <Form
          lang={lang}
          action={localPath(lang, directoryPaths.changeEmail)}
          csrfToken={props.csrfToken}
          label={t.title}
        >
          <DefinitionList items={[{ label: t.present, value: props.present }]} />
          <TextField
            lang={lang}
            name="email"
            type="email"
            label={t.fresh}
            value={props.typed}
            error={failure?.errors.email}
            autocomplete="email"
            inputMode="email"
            spellcheck={false}
          />
          <PasswordField
            lang={lang}
            name="current"
            label={t.password}
            error={failure?.errors.current}
            autocomplete="current-password"
          />
          <Buttons>
            <Button>{t.send}</Button>
            <LinkButton look="quiet" href={localPath(lang, directoryPaths.mine)}>
              {t.cancel}
            </LinkButton>
          </Buttons>
        </Form>
      ) : (
        <Notice lang={lang} kind="information">
          <p>{t.noPassword}</p>
        </Notice>
      )}
    </>
  );
}

function Waiting({ lang, open }: { readonly lang: Language; readonly open: OpenChange }) {
  const t = emailChangeTexts(lang);
  const state = (agreed: boolean) =>
    agreed ? <Badge tone="done">{t.agreed}</Badge> : <Badge tone="work">{t.notYet}</Badge>;
  return (
    <Section title={t.waiting}>
      <p>{t.waitingFor(open.email, formatInstant(lang, open.expiresAt))}</p>
      <DefinitionList
        items={[
          { label: t.sides.old, value: state(open.oldConfirmed) },
          { label: t.sides.new, value: state(open.newConfirmed) },
        ]}
      />
      <p class="quiet">{t.replaces}</p>
    </Section>
  );
}

/** What a letter leads to: programs follow addresses in mails, so only a button answers. */
export function AnswerPage(props: {
  readonly lang: Language;
  readonly csrfToken: string;
  readonly token: string;
  readonly change: OpenChange & { readonly side: Side };
}) {
  const { lang, csrfToken, token, change } = props;
  const t = emailChangeTexts(lang);
  return (
    <ConfirmPanel
      title={t.answerTitle}
      form={
        <Form
          lang={lang}
          action={localPath(lang, directoryPaths.emailChange(token))}
          csrfToken={csrfToken}
          label={t.answerTitle}
        >
          <Buttons>
            <Button name="do" value="dong-y">
              {t.agree}
            </Button>
            <Button look="danger" name="do" value="tu-choi">
              {t.refuse}
            </Button>
          </Buttons>
        </Form>
      }
    >
      <p>{t.answerText(change.present, change.email)}</p>
      <p>{t.answerSide[change.side]}</p>
      <p>{t.answerEffect}</p>
    </ConfirmPanel>
  );
}

export function AnsweredPage({ lang, answered }: { readonly lang: Language; readonly answered: Answered }) {
  const t = emailChangeTexts(lang);
  return (
    <>
      <PageHead title={t.outcomes[answered]} lead={t.outcomeHelp[answered]} />
      <p>
        <a href={localPath(lang, directoryPaths.signIn)}>{t.signIn}</a>
      </p>
    </>
  );
}
