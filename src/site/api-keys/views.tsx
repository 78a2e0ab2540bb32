import type { ComponentChildren } from 'preact';
import type { Language } from '../../kernel/text.ts';
import type { FormFailure } from '../../modules/directory/index.ts';
import type { ApiRates } from '../../platform/config.ts';
import { Button, Buttons, LinkButton } from '../../ui/button.tsx';
import { TextArea, TextField } from '../../ui/fields.tsx';
import { bindForm, ErrorSummary, Form } from '../../ui/form.tsx';
import { formatInstant, formatNumber } from '../../ui/format.ts';
import { Content, Quoting } from '../../ui/inline.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Breadcrumbs, ConfirmPanel, EmptyState, PageHead } from '../../ui/page-parts.tsx';
import { localPath, PATHS } from '../../ui/site-links.ts';
import { Table } from '../../ui/table.tsx';
import { type KeyInput, longest } from './inputs.ts';
import { crumb, KeyFacts, KeyState, lastUsed } from './parts.tsx';
import { keyPaths } from './paths.ts';
import type { DayOfUse, KeyRow } from './queries.ts';
import { keyTexts } from './texts.ts';

function Crumbs(props: {
  readonly lang: Language;
  readonly here: ComponentChildren;
  readonly below?: boolean;
}) {
  const { lang } = props;
  const t = keyTexts(lang);
  return (
    <Breadcrumbs
      lang={lang}
      items={[
        crumb(lang, t.account, PATHS.account),
        ...(props.below ? [crumb(lang, t.mine, keyPaths.mine)] : []),
      ]}
      here={props.here}
    />
  );
}

/** One's own keys. */
export function MyKeys({ lang, keys }: { readonly lang: Language; readonly keys: readonly KeyRow[] }) {
  const t = keyTexts(lang);
  const create = <LinkButton href={localPath(lang, keyPaths.create)}>{t.create}</LinkButton>;
  return (
    <>
      <Crumbs lang={lang} here={t.mine} />
      <PageHead
        title={t.mine}
        lead={t.lead}
        action={
          <>
            {keys.length > 0 && create}
            <LinkButton look="secondary" href={localPath(lang, PATHS.api)}>
              {t.about}
            </LinkButton>
          </>
        }
      />
      {keys.length === 0 ? (
        <EmptyState title={t.none} action={create}>
          <p>{t.noneHelp}</p>
        </EmptyState>
      ) : (
        <Table
          lang={lang}
          caption={t.mine}
          captionHidden
          rows={keys}
          rowKey={({ id }) => String(id)}
          columns={[
            {
              key: 'name',
              label: t.name,
              head: true,
              cell: ({ id, name }) => (
                <a href={localPath(lang, keyPaths.key(id))}>
                  <Content lang={lang} text={name} />
                </a>
              ),
            },
            { key: 'hint', label: t.hint, cell: ({ hint }) => <code>…{hint}</code> },
            {
              key: 'state',
              label: t.state,
              cell: ({ revokedAt }) => <KeyState lang={lang} revokedAt={revokedAt} />,
            },
            { key: 'created', label: t.created, cell: (key) => formatInstant(lang, key.createdAt) },
            { key: 'used', label: t.lastUsed, cell: (key) => lastUsed(lang, key) },
            {
              key: 'uses',
              label: t.uses30,
              numeric: true,
              cell: ({ uses }) => formatNumber(lang, uses, 0),
            },
          ]}
        />
      )}
    </>
  );
}

export function NewKeyForm(props: {
  readonly lang: Language;
  readonly csrfToken: string;
  readonly typed: KeyInput;
  readonly failure: FormFailure | null;
}) {
  const { lang, typed, failure } = props;
  const t = keyTexts(lang);
  const form = bindForm<{ name: string; purpose: string }>({
    lang,
    values: { name: typed.name, purpose: typed.purpose },
    errors: failure?.errors ?? {},
  });
  return (
    <>
      <Crumbs lang={lang} here={t.createTitle} below />
      <PageHead title={t.createTitle} lead={t.createLead} />
      {failure && <ErrorSummary lang={lang} errors={failure.errors} general={failure.general} />}
      <Form
        lang={lang}
        action={localPath(lang, keyPaths.create)}
        csrfToken={props.csrfToken}
        label={t.createTitle}
      >
        <TextField
          {...form.text('name')}
          label={t.name}
          hint={t.nameHint}
          maxLength={longest.name}
          autocomplete="off"
        />
        <TextArea
          {...form.text('purpose')}
          label={t.purpose}
          hint={t.purposeHint}
          rows={3}
          most={longest.purpose}
        />
        <Buttons>
          <Button>{t.create}</Button>
          <LinkButton look="secondary" href={localPath(lang, keyPaths.mine)}>
            {t.cancel}
          </LinkButton>
        </Buttons>
      </Form>
    </>
  );
}

/** The one page that ever shows a key. */
export function KeyOnce(props: {
  readonly lang: Language;
  readonly secret: string;
  readonly example: string;
}) {
  const { lang, secret } = props;
  const t = keyTexts(lang);
  return (
    <>
      <Crumbs lang={lang} here={t.onceTitle} below />
      <PageHead title={t.onceTitle} lead={t.onceLead} />
      <Notice lang={lang} kind="warning" title={t.onceKey}>
        <pre class="command">
          <code>{secret}</code>
        </pre>
      </Notice>
      <div class="section stack">
        <p>{t.onceUse}</p>
        <pre class="command">
          <code>{`curl -H 'Authorization: Bearer ${secret}' '${props.example}'`}</code>
        </pre>
        <p class="quiet">{t.onceLater}</p>
        <Buttons>
          <LinkButton href={localPath(lang, keyPaths.mine)}>{t.toKeys}</LinkButton>
        </Buttons>
      </div>
    </>
  );
}

export function MyKey(props: {
  readonly lang: Language;
  readonly rates: ApiRates;
  readonly shown: KeyRow;
  readonly uses: readonly DayOfUse[];
}) {
  const { lang, shown } = props;
  const t = keyTexts(lang);
  return (
    <>
      <Crumbs lang={lang} here={<Content lang={lang} text={shown.name} />} below />
      <PageHead
        title={<Content lang={lang} text={shown.name} />}
        action={
          shown.revokedAt === null && (
            <LinkButton look="danger" href={localPath(lang, keyPaths.revokeMine(shown.id))}>
              {t.revoke}
            </LinkButton>
          )
        }
      />
      <KeyFacts {...props} />
    </>
  );
}

export function AskRevoke(props: {
  readonly lang: Language;
  readonly csrfToken: string;
  readonly shown: KeyRow;
}) {
  const { lang, shown } = props;
  const t = keyTexts(lang);
  return (
    <>
      <Crumbs lang={lang} here={t.revoke} below />
      <ConfirmPanel
        title={<Quoting lang={lang} text={t.revokeTitle(shown.name)} quoted={[shown.name]} />}
        form={
          <Form
            lang={lang}
            action={localPath(lang, keyPaths.revokeMine(shown.id))}
            csrfToken={props.csrfToken}
          >
            <Buttons>
              <Button look="danger">{t.revoke}</Button>
              <LinkButton look="secondary" href={localPath(lang, keyPaths.key(shown.id))}>
                {t.cancel}
              </LinkButton>
            </Buttons>
          </Form>
        }
      >
        <p>{t.revokeText}</p>
      </ConfirmPanel>
    </>
  );
}
