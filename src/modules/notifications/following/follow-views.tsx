import type { Language, Text } from '../../../kernel/text.ts';
import type { Installation } from '../../../platform/installation.ts';
import { Button, Buttons } from '../../../ui/button.tsx';
import { Checkbox, RadioGroup } from '../../../ui/choices.tsx';
import { TextField } from '../../../ui/fields.tsx';
import {
  calendarPath,
  type FollowTarget,
  feedPath,
  followNames,
  followPath,
} from '../../../ui/follow-links.tsx';
import { bindForm, ErrorSummary, Form } from '../../../ui/form.tsx';
import { NoMail } from '../../../ui/no-mail.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { Card, Columns, PageHead, Section } from '../../../ui/page-parts.tsx';
import { localPath, PATHS } from '../../../ui/site-links.ts';
import type { Sector } from '../../catalogue/index.ts';
import type { FormFailure } from '../../directory/index.ts';
import { notificationPaths } from '../paths.ts';
import { type Followable, hasCalendar, seriesKinds } from './followed.ts';
import { mailManners } from './followers.ts';
import type { TypedFollow } from './pages.tsx';
import { followingPaths } from './paths.ts';
import { followingTexts } from './texts.ts';

export interface FollowPageProps {
  readonly lang: Language;
  readonly csrfToken: string;
  readonly thing: Followable;
  readonly typed: TypedFollow;
  readonly failure: FormFailure | null;
  /** The signed-in person follows it already. */
  readonly follows: boolean;
  /** They want no letters about what they follow. */
  readonly paused: boolean;
  /** Of the signed-in person; null for a visitor. */
  readonly email: string | null;
  readonly operator: string;
  /** Whom to call where no letter can be sent; null where it can. */
  readonly noMail: Installation | null;
  readonly origin: string;
}

/** What is sent, and the ways to get it. */
export function FollowPage(props: FollowPageProps) {
  const { lang, thing, failure } = props;
  const t = followingTexts(lang);
  return (
    <>
      <PageHead title={t.title} lead={t.lead(thing.label[lang])} />
      {failure && <ErrorSummary lang={lang} errors={failure.errors} general={failure.general} />}
      <Columns
        main={
          <>
            <Section title={t.whatIsSent}>
              <p>{thing.kind === 'series' && thing.key === 'plans' ? t.toldOfPlans : t.told[thing.kind]}</p>
            </Section>
            <Section title={t.byMail}>
              <div class="stack">
                {!props.noMail && <p>{t.byMailLead}</p>}
                {props.email === null ? (
                  <AskForm {...props} />
                ) : (
                  <AccountForm {...props} email={props.email} />
                )}
              </div>
            </Section>
          </>
        }
        side={
          <>
            <Card title={t.byAtom}>
              <p>{t.byAtomLead}</p>
              <Address {...props} path={feedPath(thing)} />
            </Card>
            {hasCalendar(thing) && (
              <Card title={t.byCalendar}>
                <p>{t.byCalendarLead}</p>
                <Address {...props} path={calendarPath(thing)} />
              </Card>
            )}
            <p>
              <a href={localPath(lang, thing.path)}>{t.back}</a>
            </p>
            <p>
              <a href={localPath(lang, followingPaths.follow)}>{t.others}</a>
            </p>
          </>
        }
      />
    </>
  );
}

function Address(props: { readonly lang: Language; readonly origin: string; readonly path: string }) {
  const { lang, origin, path } = props;
  const address = localPath(lang, path);
  return (
    <p>
      <a class="address" href={address}>
        {origin + address}
      </a>
    </p>
  );
}

function hiddenTarget({ kind, key }: Followable) {
  return { loai: followNames[kind], ma: key };
}

function AccountForm({
  lang,
  csrfToken,
  thing,
  follows,
  paused,
  email,
  noMail,
}: FollowPageProps & { readonly email: string }) {
  const t = followingTexts(lang);
  const manage = <a href={localPath(lang, followingPaths.mine)}>{t.manage}</a>;
  if (follows)
    return (
      <>
        <p>
          <b>{t.already}</b>
        </p>
        {noMail && <KeptLetters lang={lang} />}
        {paused && <Paused lang={lang} />}
        <p>{manage}</p>
      </>
    );
  return (
    <>
      {noMail && <KeptLetters lang={lang} />}
      {paused ? <Paused lang={lang} /> : !noMail && <p>{t.asAccount(email)}</p>}
      <Form
        lang={lang}
        action={localPath(lang, followingPaths.follow)}
        csrfToken={csrfToken}
        label={t.byMail}
        hidden={hiddenTarget(thing)}
      >
        <Buttons>
          <Button icon="bell">{t.follow}</Button>
        </Buttons>
      </Form>
      <p>{manage}</p>
    </>
  );
}

function Paused({ lang }: { readonly lang: Language }) {
  const t = followingTexts(lang);
  return (
    <Notice lang={lang} kind="warning">
      <p>{t.accountPaused}</p>
      <p>
        <a href={localPath(lang, notificationPaths.mine)}>{t.chooseManner}</a>
      </p>
    </Notice>
  );
}

/** Letters to an account are read there, where none can be sent. */
export function KeptLetters({ lang }: { readonly lang: Language }) {
  const t = followingTexts(lang);
  return (
    <Notice lang={lang} kind="warning">
      <p>{t.noMailAccount}</p>
      <p>
        <a href={localPath(lang, notificationPaths.mine)}>{t.toLetters}</a>
      </p>
    </Notice>
  );
}

/** Where no letter can be sent nobody is asked for an address; what was typed before is answered all the same. */
function AskForm({ lang, csrfToken, thing, typed, failure, noMail, operator }: FollowPageProps) {
  const t = followingTexts(lang);
  const form = bindForm<{ email: string; manner: string; consent: string }>({
    lang,
    values: { ...typed },
    errors: failure?.errors ?? {},
  });
  const warning = noMail && <NoMail lang={lang} installation={noMail} text={t.noMail} />;
  if (warning && !failure) return warning;
  return (
    <>
      {warning}
      <Form
        lang={lang}
        action={localPath(lang, followingPaths.follow)}
        csrfToken={csrfToken}
        label={t.byMail}
        hidden={hiddenTarget(thing)}
      >
        <TextField
          {...form.text('email')}
          type="email"
          label={t.email}
          hint={t.emailHint}
          autocomplete="email"
          inputMode="email"
          spellcheck={false}
        />
        <RadioGroup
          {...form.text('manner')}
          label={t.manner}
          hint={t.mannerHint}
          options={mailManners.map((value) => ({ value, label: t.manners[value] }))}
        />
        {/* never ticked beforehand, nor again after an error: each sending is a consent of its own */}
        <Checkbox
          lang={lang}
          name="consent"
          error={failure?.errors.consent}
          label={t.consent}
          hint={t.consentHint(operator)}
        />
        <Buttons>
          <Button icon="bell">{t.ask}</Button>
        </Buttons>
      </Form>
    </>
  );
}

/** The same for every address. */
export function AskedPage(props: {
  readonly lang: Language;
  readonly target: FollowTarget;
  readonly noMail: Installation | null;
  readonly origin: string;
}) {
  const { lang, target, noMail, origin } = props;
  const t = followingTexts(lang);
  return (
    <>
      {noMail ? (
        <>
          <PageHead title={t.notSent} />
          <NoMail lang={lang} installation={noMail} text={t.noMailAsked} />
          <Section title={t.byAtom}>
            <p>{t.byAtomLead}</p>
            <Address {...{ lang, origin }} path={feedPath(target)} />
          </Section>
          {hasCalendar(target) && (
            <Section title={t.byCalendar}>
              <p>{t.byCalendarLead}</p>
              <Address {...{ lang, origin }} path={calendarPath(target)} />
            </Section>
          )}
        </>
      ) : (
        <PageHead title={t.asked} lead={t.askedHelp} />
      )}
      <p>
        <a href={localPath(lang, PATHS.problems)}>{t.toProblems}</a>
      </p>
    </>
  );
}

/** Asks before confirming: programs that look through mail follow every address in it. */
export function ConfirmPage(props: {
  readonly lang: Language;
  readonly csrfToken: string;
  readonly label: Text;
  readonly token: string;
}) {
  const { lang, csrfToken, label, token } = props;
  const t = followingTexts(lang);
  return (
    <>
      <PageHead title={t.confirm} lead={t.confirmAsk(label[lang])} />
      <Form
        lang={lang}
        action={localPath(lang, followingPaths.confirm(token))}
        csrfToken={csrfToken}
        label={t.confirm}
      >
        <Buttons>
          <Button>{t.confirmNow}</Button>
        </Buttons>
      </Form>
    </>
  );
}

export function ConfirmedPage(props: {
  readonly lang: Language;
  readonly label: Text;
  readonly paused: boolean;
}) {
  const { lang, label, paused } = props;
  const t = followingTexts(lang);
  const lead = paused ? t.confirmedForAccount : t.confirmedHelp;
  return (
    <>
      <PageHead title={t.confirmed} lead={lead(label[lang])} />
      {paused && <Paused lang={lang} />}
      <p>
        <a href={localPath(lang, PATHS.problems)}>{t.toProblems}</a>
      </p>
    </>
  );
}

/** Where nothing was chosen: what can be followed as a whole, and how the rest is. */
export function WhatToFollow(props: { readonly lang: Language; readonly sectors: readonly Sector[] }) {
  const { lang, sectors } = props;
  const t = followingTexts(lang);
  return (
    <>
      <PageHead title={t.title} lead={t.noneHelp} />
      <Section title={t.whole.series}>
        <ul>
          {seriesKinds.map((key) => (
            <li key={key}>
              <a href={localPath(lang, followPath({ kind: 'series', key }))}>{t.series[key]}</a>
            </li>
          ))}
        </ul>
      </Section>
      {sectors.length > 0 && (
        <Section title={t.whole.sector}>
          <ul>
            {sectors.map(({ code, name, nameEn }) => (
              <li key={code}>
                <a href={localPath(lang, followPath({ kind: 'sector', key: code }))}>
                  {lang === 'en' ? nameEn : name}
                </a>
              </li>
            ))}
          </ul>
        </Section>
      )}
      <Section title={t.byAtom}>
        <p>
          <a href={localPath(lang, feedPath(null))}>{t.allNews}</a>
        </p>
      </Section>
      <Section title={t.byCalendar}>
        <p>
          <a href={localPath(lang, calendarPath(null))}>{t.allDeadlines}</a>
        </p>
      </Section>
    </>
  );
}
