import type { Language } from '../../../kernel/text.ts';
import { IllustrativeMark } from '../../../ui/badge.tsx';
import { Button, Buttons, LinkButton } from '../../../ui/button.tsx';
import { TextArea } from '../../../ui/fields.tsx';
import { ErrorSummary, Form } from '../../../ui/form.tsx';
import { Content, Quoting } from '../../../ui/inline.tsx';
import { Notice } from '../../../ui/notice.tsx';
import {
  Breadcrumbs,
  Card,
  Columns,
  ConfirmPanel,
  DefinitionList,
  PageHead,
  Section,
} from '../../../ui/page-parts.tsx';
import { localPath } from '../../../ui/site-links.ts';
import type { FormFailure } from '../form-failure.ts';
import type { PastEvent } from '../history.ts';
import { History } from '../history-view.tsx';
import type { NamedOrganisation } from '../organisations/organisation.ts';
import { directoryPaths, withQuery } from '../paths.ts';
import type { Lookalike } from './likeness.ts';
import { GivenFacts, RegistrationBadge } from './own-view.tsx';
import type { Registration } from './queries.ts';
import { isUndecided } from './registration.ts';
import { registrationSentence } from './sentences.ts';
import { registrationWorkTexts } from './work-texts.ts';

interface OneProps {
  readonly lang: Language;
  readonly one: Registration;
  readonly lookalikes: readonly Lookalike[];
}

/** A decision leads on with the version that was read, so that a correction meanwhile is not passed over. */
const seen = (path: string, { version }: Registration) => withQuery(path, { ban: version });

function Crumbs({ lang, one, here }: Pick<OneProps, 'lang' | 'one'> & { readonly here?: string }) {
  const t = registrationWorkTexts(lang);
  const name = <Content lang={lang} text={one.name ?? one.person.name} />;
  return (
    <Breadcrumbs
      lang={lang}
      items={[
        { label: t.desk, href: localPath(lang, directoryPaths.desk) },
        { label: t.title, href: localPath(lang, directoryPaths.registrations) },
        ...(here ? [{ label: name, href: localPath(lang, directoryPaths.registration(one.id)) }] : []),
      ]}
      here={here ?? name}
    />
  );
}

/** What was given, beside what resembles it, and the ways to decide. */
export function RegistrationPage(props: OneProps & { readonly events: readonly PastEvent[] }) {
  const { lang, one, events } = props;
  const t = registrationWorkTexts(lang);
  const to = (path: string) => localPath(lang, path);
  return (
    <>
      <Crumbs lang={lang} one={one} />
      <PageHead
        title={
          <Quoting
            lang={lang}
            text={t.oneTitle(one.name ?? one.person.name)}
            quoted={[one.name ?? one.person.name]}
          />
        }
        marks={<RegistrationBadge lang={lang} state={one.state} />}
        action={
          isUndecided(one.state) && (
            <>
              <LinkButton href={to(seen(directoryPaths.acceptRegistration(one.id), one))}>
                {t.accept}
              </LinkButton>
              <LinkButton look="secondary" href={to(seen(directoryPaths.askRegistration(one.id), one))}>
                {t.ask}
              </LinkButton>
              <LinkButton look="danger" href={to(seen(directoryPaths.refuseRegistration(one.id), one))}>
                {t.refuse}
              </LinkButton>
            </>
          )
        }
      />
      <Columns
        main={
          <>
            <Section title={t.given}>
              <GivenFacts lang={lang} one={one} />
            </Section>
            <Section title={t.personTitle}>
              <PersonFacts lang={lang} one={one} />
            </Section>
            <Exchange lang={lang} one={one} />
            <History lang={lang} events={events} sentence={registrationSentence} />
          </>
        }
        side={<Lookalikes {...props} />}
      />
    </>
  );
}

function PersonFacts({ lang, one }: Pick<OneProps, 'lang' | 'one'>) {
  const t = registrationWorkTexts(lang);
  const { name, title, email } = one.person;
  return (
    <DefinitionList
      items={[
        { label: t.personName, value: name },
        { label: t.personTitleField, value: title && <span lang="vi">{title}</span> },
        { label: one.vouched ? t.emailVouched : t.email, value: email },
        {
          label: t.vouched,
          value: one.vouched && (
            <span lang={lang === 'en' ? 'vi' : undefined}>
              {t.vouchedBy(one.vouched.by, one.vouched.how ?? '…')}
            </span>
          ),
        },
        { label: t.consent, value: t.consentVersion(one.consent) },
      ]}
    />
  );
}

function Exchange({ lang, one }: Pick<OneProps, 'lang' | 'one'>) {
  const t = registrationWorkTexts(lang);
  const { question, answer, reason, organisation } = one;
  if (!question && !reason && !organisation) return null;
  const written = (text: string | null) => text && <span lang="vi">{text}</span>;
  return (
    <Section title={t.outcome}>
      <DefinitionList
        items={[
          { label: t.question, value: written(question) },
          { label: t.answer, value: written(answer) },
          { label: t.reason, value: written(reason) },
          {
            label: t.inDirectory,
            value: organisation && (
              <a href={localPath(lang, directoryPaths.myOrganisation(organisation.code))} lang="vi">
                {organisation.name}
              </a>
            ),
          },
        ]}
      />
    </Section>
  );
}

function Lookalikes({ lang, one, lookalikes }: OneProps) {
  const t = registrationWorkTexts(lang);
  return (
    <Card title={t.lookalikes}>
      {lookalikes.length === 0 ? (
        <>
          <p>{t.noLookalikes}</p>
          <p class="quiet">{t.noLookalikesHelp}</p>
        </>
      ) : (
        <ul class="plain-links">
          {lookalikes.map((alike) => (
            <li key={`${alike.what} ${alike.id}`}>
              <LookalikeRow {...{ lang, one, alike }} />
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}

function LookalikeRow(props: {
  readonly lang: Language;
  readonly one: Registration;
  readonly alike: Lookalike;
}) {
  const { lang, one, alike } = props;
  const t = registrationWorkTexts(lang);
  const to = (path: string) => localPath(lang, path);
  const known = alike.what === 'organisation' && alike.code !== null;
  const path = known
    ? directoryPaths.myOrganisation(alike.code ?? '')
    : directoryPaths.registration(alike.id);
  return (
    <>
      <a href={to(path)} lang="vi">
        {alike.name}
      </a>{' '}
      {alike.illustrative && <IllustrativeMark lang={lang} />}
      <br />
      <span class="quiet">
        {known ? t.inDirectory : t.otherRegistration}
        {alike.taxCode && ` · ${alike.taxCode}`}
      </span>
      <br />
      <strong>{alike.alike.map((what) => t.alike[what]).join(', ')}</strong>
      {known && isUndecided(one.state) && (
        <>
          <br />
          <a
            href={to(
              withQuery(directoryPaths.acceptRegistration(one.id), { ma: alike.code, ban: one.version }),
            )}
          >
            {t.acceptInto}
          </a>
        </>
      )}
    </>
  );
}

interface DecisionProps extends OneProps {
  readonly csrfToken: string;
  /** The version that was read before. */
  readonly version: number;
  readonly failure: FormFailure | null;
}

/** Asks once more; `into`: an organisation of the directory, else as a new one. */
export function AcceptPage(props: DecisionProps & { readonly into: NamedOrganisation | null }) {
  const { lang, one, into, lookalikes, failure } = props;
  const t = registrationWorkTexts(lang);
  const title = into ? t.acceptIntoTitle : t.acceptTitle;
  return (
    <>
      <Crumbs lang={lang} one={one} here={into ? t.acceptInto : t.accept} />
      {failure && <ErrorSummary lang={lang} errors={failure.errors} general={failure.general} />}
      <ConfirmPanel
        title={title}
        form={
          <Form
            lang={lang}
            action={localPath(lang, directoryPaths.acceptRegistration(one.id))}
            csrfToken={props.csrfToken}
            hidden={{ version: String(props.version), ...(into && { ma: into.code }) }}
            label={title}
          >
            <Buttons>
              <Button>{t.acceptAction}</Button>
              <Back {...props} />
            </Buttons>
          </Form>
        }
      >
        <p>
          {into ? (
            <Quoting
              lang={lang}
              text={t.acceptIntoText(one.person.name, into.name)}
              quoted={[one.person.name, into.name]}
            />
          ) : (
            <Quoting
              lang={lang}
              text={t.acceptText(one.name ?? '', one.person.name)}
              quoted={[one.name, one.person.name]}
            />
          )}
        </p>
        {!into && lookalikes.length > 0 && (
          <>
            <Notice lang={lang} kind="warning">
              <p>{t.acceptAnyway}</p>
            </Notice>
            <Lookalikes {...props} />
          </>
        )}
      </ConfirmPanel>
      <GivenNow {...props} />
    </>
  );
}

/** What the officer writes goes to the person word for word. */
export function WordsPage(
  props: Omit<DecisionProps, 'lookalikes'> & {
    readonly decision: 'ask' | 'refuse';
    readonly typed: string;
  },
) {
  const { lang, one, decision, failure, typed } = props;
  const t = registrationWorkTexts(lang);
  const asks = decision === 'ask';
  const title = asks ? t.askTitle : t.refuseTitle;
  const path = asks ? directoryPaths.askRegistration(one.id) : directoryPaths.refuseRegistration(one.id);
  return (
    <>
      <Crumbs lang={lang} one={one} here={t[decision]} />
      <PageHead title={title} lead={<Content lang={lang} text={one.name ?? one.person.name} />} />
      {failure && <ErrorSummary lang={lang} errors={failure.errors} general={failure.general} />}
      <Form
        lang={lang}
        action={localPath(lang, path)}
        csrfToken={props.csrfToken}
        hidden={{ version: String(props.version) }}
        label={title}
        guard
      >
        <TextArea
          lang={lang}
          name="text"
          label={asks ? t.askLabel : t.refuseLabel}
          hint={asks ? t.askHint : t.refuseHint}
          value={typed}
          error={failure?.errors.text}
          most={2000}
        />
        <Buttons>
          <Button look={asks ? 'primary' : 'danger'}>{asks ? t.askAction : t.refuseAction}</Button>
          <Back {...props} />
        </Buttons>
      </Form>
      <GivenNow {...props} />
    </>
  );
}

/** What it says now, for whoever read something else before. */
function GivenNow({ lang, one, failure }: Pick<DecisionProps, 'lang' | 'one' | 'failure'>) {
  if (!failure?.conflict) return null;
  return (
    <Section title={registrationWorkTexts(lang).given}>
      <GivenFacts lang={lang} one={one} />
    </Section>
  );
}

function Back({ lang, one }: Pick<OneProps, 'lang' | 'one'>) {
  return (
    <LinkButton look="quiet" href={localPath(lang, directoryPaths.registration(one.id))}>
      {registrationWorkTexts(lang).cancel}
    </LinkButton>
  );
}
