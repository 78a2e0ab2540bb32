import type { LocalDate } from '../../kernel/dates.ts';
import type { Language } from '../../kernel/text.ts';
import { directoryPaths, type FormFailure } from '../../modules/directory/index.ts';
import type { Installation } from '../../platform/installation.ts';
import { Button, Buttons, LinkButton } from '../../ui/button.tsx';
import { Checkbox, RadioGroup } from '../../ui/choices.tsx';
import { TextArea, TextField } from '../../ui/fields.tsx';
import { ErrorSummary, Form } from '../../ui/form.tsx';
import { formatNumber } from '../../ui/format.ts';
import { NoMail } from '../../ui/no-mail.tsx';
import { Breadcrumbs, PageHead, Section } from '../../ui/page-parts.tsx';
import { localPath } from '../../ui/site-links.ts';
import { mostWords } from './inputs.ts';
import { OneRequest } from './my-view.tsx';
import { HeldTable } from './parts.tsx';
import { dataPaths } from './paths.ts';
import type { DataRequest } from './queries.ts';
import { requestKinds } from './request.ts';
import { dataTexts } from './texts.ts';

function Crumbs({ lang }: { readonly lang: Language }) {
  const t = dataTexts(lang);
  return (
    <Breadcrumbs
      lang={lang}
      items={[{ label: t.privacy, href: localPath(lang, directoryPaths.privacy) }]}
      here={t.byMail}
    />
  );
}

/** Asks for an address; nobody learns here whether anything is kept of it. */
export function ByMailForm(props: {
  readonly lang: Language;
  readonly csrfToken: string;
  readonly email: string;
  /** Whom to call where no letter can be sent; null where it can. */
  readonly noMail: Installation | null;
  readonly failure: FormFailure | null;
}) {
  const { lang, failure } = props;
  const t = dataTexts(lang);
  return (
    <>
      <Crumbs lang={lang} />
      <PageHead title={t.byMail} lead={props.noMail ? undefined : t.byMailLead} />
      {props.noMail && <NoMail lang={lang} installation={props.noMail} text={t.noMail} />}
      {failure && <ErrorSummary lang={lang} errors={failure.errors} general={failure.general} />}
      {(!props.noMail || failure) && (
        <Form
          lang={lang}
          action={localPath(lang, dataPaths.byMail)}
          csrfToken={props.csrfToken}
          label={t.byMail}
        >
          <TextField
            lang={lang}
            name="email"
            type="email"
            inputMode="email"
            autocomplete="email"
            spellcheck={false}
            label={t.email}
            hint={t.emailHint}
            value={props.email}
            error={failure?.errors.email}
          />
          <Buttons>
            <Button>{t.sendLetter}</Button>
          </Buttons>
        </Form>
      )}
    </>
  );
}

export function AskedPage(props: {
  readonly lang: Language;
  /** Whom to call where no letter can be sent; null where it can. */
  readonly noMail: Installation | null;
}) {
  const { lang, noMail } = props;
  const t = dataTexts(lang);
  return (
    <>
      <Crumbs lang={lang} />
      {noMail ? (
        <>
          <PageHead title={t.notSent} />
          <NoMail lang={lang} installation={noMail} text={t.noMail} />
        </>
      ) : (
        <>
          <PageHead title={t.asked} lead={t.askedLead} />
          <p>{t.askedHelp}</p>
        </>
      )}
    </>
  );
}

export interface ByLetterProps {
  readonly lang: Language;
  readonly csrfToken: string;
  readonly token: string;
  readonly address: string;
  readonly held: ReadonlyMap<string, number>;
  readonly requests: readonly DataRequest[];
  readonly today: LocalDate;
  readonly days: number;
  readonly typed: { readonly kind: string; readonly words: string; readonly agreed: boolean };
  readonly failure: FormFailure | null;
}

/** What is kept of an address without an open account, for whoever reads its mail. */
export function ByLetterPage(props: ByLetterProps) {
  const { lang, address, held, requests, today } = props;
  const t = dataTexts(lang);
  return (
    <>
      <Crumbs lang={lang} />
      <PageHead
        title={t.ofAddress(address)}
        action={<LinkButton href={dataPaths.fileByLetter(props.token)}>{t.download}</LinkButton>}
      />
      {props.failure && (
        <ErrorSummary lang={lang} errors={props.failure.errors} general={props.failure.general} />
      )}
      <Section title={t.held}>
        <HeldTable lang={lang} held={held} />
      </Section>
      {requests.length > 0 && (
        <Section title={t.mineRequests}>
          <ul class="stack plain-links">
            {requests.map((request) => (
              <li key={request.id}>
                <OneRequest {...{ lang, request, today }} />
              </li>
            ))}
          </ul>
        </Section>
      )}
      <Section title={t.ask}>
        <p>{t.askHelp(formatNumber(lang, props.days, 0))}</p>
        <RequestForm {...props} />
      </Section>
    </>
  );
}

function RequestForm({ lang, csrfToken, token, typed, failure }: ByLetterProps) {
  const t = dataTexts(lang);
  return (
    <Form
      lang={lang}
      action={localPath(lang, dataPaths.byLetter(token))}
      csrfToken={csrfToken}
      label={t.ask}
      guard
    >
      <RadioGroup
        lang={lang}
        name="kind"
        label={t.kind}
        value={typed.kind}
        error={failure?.errors.kind}
        options={requestKinds.map((kind) => ({ value: kind, label: t.kinds[kind] }))}
      />
      <TextArea
        lang={lang}
        name="words"
        label={t.words}
        hint={t.wordsHint.correction}
        value={typed.words}
        error={failure?.errors.words}
        most={mostWords}
      />
      <Checkbox
        lang={lang}
        name="agreed"
        label={t.agreedByMail}
        checked={typed.agreed}
        error={failure?.errors.agreed}
      />
      <Buttons>
        <Button>{t.send}</Button>
      </Buttons>
    </Form>
  );
}

/** With an open account the person proves who they are by it. */
export function SignInFirst({ lang, address }: { readonly lang: Language; readonly address: string }) {
  const t = dataTexts(lang);
  return (
    <>
      <Crumbs lang={lang} />
      <PageHead title={t.ofAddress(address)} lead={t.hasAccount} />
      <Buttons>
        <LinkButton
          href={localPath(
            lang,
            `${directoryPaths.signIn}?ve=${encodeURIComponent(localPath(lang, dataPaths.mine))}`,
          )}
        >
          {t.signIn}
        </LinkButton>
      </Buttons>
    </>
  );
}
