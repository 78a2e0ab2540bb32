import type { LocalDate } from '../../kernel/dates.ts';
import type { Language } from '../../kernel/text.ts';
import { type Consent, directoryPaths, type FormFailure, type Ties } from '../../modules/directory/index.ts';
import { Button, Buttons, LinkButton } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/choices.tsx';
import { TextArea } from '../../ui/fields.tsx';
import { ErrorSummary, Form } from '../../ui/form.tsx';
import { formatDate, formatInstant, formatNumber } from '../../ui/format.ts';
import { Notice } from '../../ui/notice.tsx';
import { Breadcrumbs, PageHead, Section } from '../../ui/page-parts.tsx';
import { RowList } from '../../ui/row-list.tsx';
import { localPath } from '../../ui/site-links.ts';
import { labelOf } from './fields.ts';
import { mostWords } from './inputs.ts';
import { ConsentTable, HeldTable, RequestBadge } from './parts.tsx';
import { dataPaths } from './paths.ts';
import type { DataRequest } from './queries.ts';
import { endsAccount, grounds, isOpen, kindAddress, type RequestKind, requestKinds } from './request.ts';
import { dataTexts } from './texts.ts';

function Crumbs({ lang, here }: { readonly lang: Language; readonly here: string | null }) {
  const t = dataTexts(lang);
  return (
    <Breadcrumbs
      lang={lang}
      items={[
        { label: t.account, href: localPath(lang, directoryPaths.mine) },
        ...(here === null ? [] : [{ label: t.title, href: localPath(lang, dataPaths.mine) }]),
      ]}
      here={here ?? t.title}
    />
  );
}

interface MineProps {
  readonly lang: Language;
  readonly csrfToken: string;
  readonly held: ReadonlyMap<string, number>;
  readonly requests: readonly DataRequest[];
  /** What they settle before their account can end. */
  readonly ties: Ties;
  readonly consents: readonly Consent[];
  readonly today: LocalDate;
  /** Working days within which requests are answered. */
  readonly days: number;
}

/** What is kept of whoever is signed in, to take away, and what they may ask. */
export function MyDataPage(props: MineProps) {
  const { lang, held, days } = props;
  const t = dataTexts(lang);
  return (
    <>
      <Crumbs lang={lang} here={null} />
      <PageHead
        title={t.title}
        lead={t.lead}
        action={
          <>
            <LinkButton href={dataPaths.myFile}>{t.download}</LinkButton>
            <LinkButton look="secondary" href={localPath(lang, directoryPaths.myLooks)}>
              {t.looks}
            </LinkButton>
          </>
        }
      />
      <Section title={t.ask}>
        <div class="stack">
          <p>{t.askHelp(formatNumber(lang, days, 0))}</p>
          {props.ties.offices === 0 && <TiesNotice lang={lang} ties={props.ties} />}
          <RowList
            label={t.ask}
            rows={requestKinds.map((kind) => ({
              key: kind,
              href: localPath(lang, dataPaths.ask(kindAddress[kind])),
              title: t.kinds[kind],
              detail: t.kindHelp[kind],
            }))}
          />
        </div>
      </Section>
      <MyRequests {...props} />
      <Section title={t.held}>
        <div class="stack">
          <p>{t.downloadHelp}</p>
          <HeldTable lang={lang} held={held} />
        </div>
      </Section>
      <Section title={t.consents}>
        <ConsentTable lang={lang} consents={props.consents} />
      </Section>
    </>
  );
}

function MyRequests({ lang, csrfToken, requests, today }: MineProps) {
  const t = dataTexts(lang);
  return (
    <Section title={t.mineRequests}>
      {requests.length === 0 ? (
        <p class="quiet">{t.none}</p>
      ) : (
        <ul class="stack plain-links">
          {requests.map((request) => (
            <li key={request.id}>
              <OneRequest {...{ lang, request, today }} />
              {isOpen(request.state) && (
                <Form
                  lang={lang}
                  action={localPath(lang, dataPaths.takeBack(request.id))}
                  csrfToken={csrfToken}
                  label={`${t.takeBack}: ${t.number(request.id)}`}
                >
                  <Buttons>
                    <Button look="quiet">{t.takeBack}</Button>
                  </Buttons>
                </Form>
              )}
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

/** A request as its own person reads it. */
export function OneRequest(props: {
  readonly lang: Language;
  readonly request: DataRequest;
  readonly today: LocalDate;
}) {
  const { lang, request } = props;
  const t = dataTexts(lang);
  const { id, kind, receivedAt, dueOn, ground, answer, state, extension } = request;
  const facts = [
    t.number(id),
    t.received(formatInstant(lang, receivedAt)),
    ...(isOpen(state) ? [t.due(formatDate(lang, dueOn))] : []),
  ];
  return (
    <>
      <p>
        <strong>{t.kinds[kind]}</strong> <RequestBadge {...props} />
        <br />
        <span class="quiet">{facts.join(' · ')}</span>
      </p>
      {extension && isOpen(state) && (
        <p>
          {t.extended(formatDate(lang, dueOn))} <span lang="vi">{extension}</span>
        </p>
      )}
      <FieldsTold {...{ lang, request }} />
      {ground && (
        <p>
          {t.ground}: {grounds[ground].label[lang]} ({grounds[ground].source[lang]})
        </p>
      )}
      {answer && (
        <p>
          {t.answer}: <span lang="vi">{answer}</span>
        </p>
      )}
    </>
  );
}

function FieldsTold({ lang, request }: { readonly lang: Language; readonly request: DataRequest }) {
  const { kind, fields } = request;
  if (endsAccount(kind) || fields.length === 0) return null;
  return (
    <p>
      {dataTexts(lang).fields[kind]}: {fields.map((key) => labelOf(key)[lang]).join('; ')}
    </p>
  );
}

/** One form by kind; what follows from it stands before the words. */
export function AskPage(props: {
  readonly lang: Language;
  readonly csrfToken: string;
  readonly kind: RequestKind;
  readonly ties: Ties;
  readonly words: string;
  readonly agreed: boolean;
  readonly failure: FormFailure | null;
}) {
  const { lang, kind, ties, failure } = props;
  const t = dataTexts(lang);
  const ends = endsAccount(kind);
  return (
    <>
      <Crumbs lang={lang} here={t.kinds[kind]} />
      <PageHead title={t.kinds[kind]} lead={t.kindHelp[kind]} />
      {failure && <ErrorSummary lang={lang} errors={failure.errors} general={failure.general} />}
      <Section title={t.consequences}>
        <div class="stack">
          <ul class="prose">
            {t.effects[kind].map((effect) => (
              <li key={effect}>{effect}</li>
            ))}
            {ends && ties.served && <li>{t.served}</li>}
          </ul>
          {ends && <TiesNotice lang={lang} ties={ties} />}
        </div>
      </Section>
      {!(ends && ties.offices > 0) && (
        <Form
          lang={lang}
          action={localPath(lang, dataPaths.ask(kindAddress[kind]))}
          csrfToken={props.csrfToken}
          label={t.kinds[kind]}
          guard
        >
          <TextArea
            lang={lang}
            name="words"
            label={t.words}
            hint={t.wordsHint[kind]}
            value={props.words}
            error={failure?.errors.words}
            most={mostWords}
          />
          {ends && (
            <Checkbox
              lang={lang}
              name="agreed"
              label={t.agreed}
              checked={props.agreed}
              error={failure?.errors.agreed}
            />
          )}
          <Buttons>
            <Button look={ends ? 'danger' : 'primary'}>{t.send}</Button>
            <LinkButton look="quiet" href={localPath(lang, dataPaths.mine)}>
              {t.cancel}
            </LinkButton>
          </Buttons>
        </Form>
      )}
    </>
  );
}

function TiesNotice({ lang, ties }: { readonly lang: Language; readonly ties: Ties }) {
  const t = dataTexts(lang);
  if (ties.offices > 0)
    return (
      <Notice lang={lang} kind="warning">
        <p>{t.inOffice}</p>
      </Notice>
    );
  if (ties.alone.length === 0) return null;
  return (
    <Notice lang={lang} kind="warning">
      <p>{t.alone}</p>
      <ul>
        {ties.alone.map(({ id, code, name }) => (
          <li key={id}>
            <a href={localPath(lang, directoryPaths.myOrganisation(code))} lang="vi">
              {name}
            </a>
          </li>
        ))}
      </ul>
      <p>{t.aloneHelp}</p>
    </Notice>
  );
}
