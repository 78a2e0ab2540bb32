import type { ComponentChildren } from 'preact';
import type { Language } from '../../kernel/text.ts';
import type { Sector } from '../../modules/catalogue/index.ts';
import type { FormFailure } from '../../modules/directory/index.ts';
import { Button, Buttons, LinkButton } from '../../ui/button.tsx';
import { CheckboxGroup } from '../../ui/choices.tsx';
import { TextField } from '../../ui/fields.tsx';
import { bindForm, ErrorSummary, Form } from '../../ui/form.tsx';
import { formatInstant } from '../../ui/format.ts';
import { Content, Quoting } from '../../ui/inline.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Breadcrumbs, ConfirmPanel, EmptyState, PageHead } from '../../ui/page-parts.tsx';
import { localPath, PATHS } from '../../ui/site-links.ts';
import { Table } from '../../ui/table.tsx';
import { changeEvents, changeKinds } from '../api/changes.ts';
import { longest, type WebhookInput } from './inputs.ts';
import { crumb, DeliveryLog, isRestored, sectorNames, WebhookBadge, WebhookFacts } from './parts.tsx';
import { webhookPaths } from './paths.ts';
import type { Delivery, ShownWebhook } from './queries.ts';
import { webhookTexts } from './texts.ts';

export function Crumbs(props: {
  readonly lang: Language;
  readonly here: ComponentChildren;
  readonly below?: boolean;
  readonly of?: ShownWebhook;
}) {
  const { lang, of } = props;
  const t = webhookTexts(lang);
  return (
    <Breadcrumbs
      lang={lang}
      items={[
        crumb(lang, t.account, PATHS.account),
        ...(props.below || of ? [crumb(lang, t.mine, webhookPaths.all)] : []),
        ...(of ? [crumb(lang, <Content lang={lang} text={of.name} />, webhookPaths.mine(of.id))] : []),
      ]}
      here={props.here}
    />
  );
}

/** One's own webhooks. */
export function MyWebhooks(props: { readonly lang: Language; readonly webhooks: readonly ShownWebhook[] }) {
  const { lang, webhooks } = props;
  const t = webhookTexts(lang);
  const create = <LinkButton href={localPath(lang, webhookPaths.create)}>{t.create}</LinkButton>;
  return (
    <>
      <Crumbs lang={lang} here={t.mine} />
      <PageHead
        title={t.mine}
        lead={t.lead}
        action={
          <>
            {webhooks.length > 0 && create}
            <LinkButton look="secondary" href={`${localPath(lang, PATHS.api)}#webhook`}>
              {t.about}
            </LinkButton>
          </>
        }
      />
      {webhooks.length === 0 ? (
        <EmptyState title={t.none} action={create}>
          <p>{t.noneHelp}</p>
        </EmptyState>
      ) : (
        <Table
          lang={lang}
          caption={t.mine}
          captionHidden
          rows={webhooks}
          rowKey={({ id }) => String(id)}
          columns={[
            {
              key: 'name',
              label: t.name,
              head: true,
              cell: ({ id, name }) => (
                <a href={localPath(lang, webhookPaths.mine(id))}>
                  <Content lang={lang} text={name} />
                </a>
              ),
            },
            { key: 'url', label: t.url, cell: ({ url }) => <code>{url}</code> },
            { key: 'state', label: t.state, cell: (row) => <WebhookBadge lang={lang} shown={row} /> },
            {
              key: 'taken',
              label: t.lastTaken,
              cell: ({ lastTaken }) => (lastTaken ? formatInstant(lang, lastTaken) : t.nothingYet),
            },
          ]}
        />
      )}
    </>
  );
}

/** `of`: the one that is changed, whose address stays; null for a new one. */
export function WebhookForm(props: {
  readonly lang: Language;
  readonly csrfToken: string;
  readonly of: ShownWebhook | null;
  readonly typed: WebhookInput;
  readonly sectors: readonly Sector[];
  readonly failure: FormFailure | null;
}) {
  const { lang, of, failure } = props;
  const t = webhookTexts(lang);
  const title = of ? t.edit : t.create;
  const form = bindForm<WebhookInput>({
    lang,
    values: { ...props.typed },
    errors: failure?.errors ?? {},
  });
  const options = (codes: readonly string[], names: Readonly<Record<string, string>>) =>
    codes.map((value) => ({ value, label: names[value] ?? value }));
  const bySector = sectorNames(lang, props.sectors);
  return (
    <>
      {of ? <Crumbs lang={lang} here={title} of={of} /> : <Crumbs lang={lang} here={title} below />}
      <PageHead title={title} lead={of ? undefined : t.createLead} />
      {failure && <ErrorSummary lang={lang} errors={failure.errors} general={failure.general} />}
      <Form
        lang={lang}
        action={localPath(lang, of ? webhookPaths.edit(of.id) : webhookPaths.create)}
        csrfToken={props.csrfToken}
        label={title}
      >
        <TextField
          {...form.text('name')}
          label={t.name}
          hint={t.nameHint}
          maxLength={longest.name}
          autocomplete="off"
        />
        {!of && (
          <TextField
            {...form.text('url')}
            type="url"
            label={t.url}
            hint={t.urlHint}
            maxLength={longest.url}
            autocomplete="off"
            spellcheck={false}
          />
        )}
        <CheckboxGroup
          {...form.choices('kinds')}
          label={t.kinds}
          hint={t.kindsHint}
          options={options(changeKinds, t.kindNames)}
          optional
        />
        <CheckboxGroup
          {...form.choices('events')}
          label={t.events}
          hint={t.kindsHint}
          options={options(changeEvents, t.eventNames)}
          optional
        />
        {props.sectors.length > 0 && (
          <CheckboxGroup
            {...form.choices('sectors')}
            label={t.sectors}
            hint={t.kindsHint}
            options={options(
              props.sectors.map(({ code }) => code),
              bySector,
            )}
            columns
            optional
          />
        )}
        <Buttons>
          <Button>{of ? t.save : t.create}</Button>
          <LinkButton
            look="secondary"
            href={localPath(lang, of ? webhookPaths.mine(of.id) : webhookPaths.all)}
          >
            {t.cancel}
          </LinkButton>
        </Buttons>
      </Form>
    </>
  );
}

/** The one page that ever shows a secret. */
export function SecretOnce(props: {
  readonly lang: Language;
  readonly shown: ShownWebhook;
  readonly secret: string;
}) {
  const { lang, shown } = props;
  const t = webhookTexts(lang);
  return (
    <>
      <Crumbs lang={lang} here={t.onceTitle} of={shown} />
      <PageHead title={t.onceTitle} lead={t.onceLead} />
      <Notice lang={lang} kind="warning" title={t.onceSecret}>
        <pre class="command">
          <code>{props.secret}</code>
        </pre>
      </Notice>
      <div class="section stack">
        {shown.formerUntil && <p>{t.onceRotated}</p>}
        <p class="quiet">{t.verifyHelp}</p>
        <Buttons>
          <LinkButton href={localPath(lang, webhookPaths.mine(shown.id))}>{t.toWebhook}</LinkButton>
        </Buttons>
      </div>
    </>
  );
}

export interface MyWebhookProps {
  readonly lang: Language;
  readonly csrfToken: string;
  readonly shown: ShownWebhook;
  readonly sectors: readonly Sector[];
  readonly deliveries: readonly Delivery[];
  readonly total: number;
  readonly page: number;
  /** What went wrong just now. */
  readonly problem: string | null;
}

export function MyWebhook(props: MyWebhookProps) {
  const { lang, csrfToken, shown } = props;
  const t = webhookTexts(lang);
  const { id } = shown;
  const held = shown.pausedFor === 'administrator';
  return (
    <>
      <Crumbs lang={lang} here={<Content lang={lang} text={shown.name} />} below />
      <PageHead
        title={<Content lang={lang} text={shown.name} />}
        action={
          <>
            <LinkButton look="secondary" href={localPath(lang, webhookPaths.edit(id))}>
              {t.edit}
            </LinkButton>
            <LinkButton look="secondary" href={localPath(lang, webhookPaths.rotate(id))}>
              {t.rotate}
            </LinkButton>
            <LinkButton look="danger" href={localPath(lang, webhookPaths.remove(id))}>
              {t.remove}
            </LinkButton>
          </>
        }
      />
      {props.problem && (
        <Notice lang={lang} kind="error" live>
          <p>{props.problem}</p>
        </Notice>
      )}
      {isRestored(shown) && (
        <Notice lang={lang} kind="warning">
          <p>{t.restoredNote}</p>
        </Notice>
      )}
      {shown.state === 'unverified' && (
        <Notice lang={lang} kind="information">
          <p>{t.verifyHelp}</p>
        </Notice>
      )}
      <WebhookFacts {...props} />
      {!held && <Acts {...props} />}
      <DeliveryLog
        {...props}
        href={(page) =>
          localPath(lang, page > 1 ? `${webhookPaths.mine(id)}?trang=${page}` : webhookPaths.mine(id))
        }
        again={
          held || shown.state === 'unverified'
            ? null
            : (delivery) =>
                delivery.seq !== null && (
                  <Form
                    lang={lang}
                    action={localPath(lang, webhookPaths.again(id, delivery.id))}
                    csrfToken={csrfToken}
                    label={`${t.again}: ${delivery.code ?? ''}`}
                  >
                    <Button look="secondary" small>
                      {t.again}
                    </Button>
                  </Form>
                )
        }
      />
    </>
  );
}

/** What its owner may do now, each a form of one button. */
function Acts({ lang, csrfToken, shown }: MyWebhookProps) {
  const t = webhookTexts(lang);
  const { id, state } = shown;
  const act = (label: string, path: string, look: 'primary' | 'secondary') => (
    <Form lang={lang} action={localPath(lang, path)} csrfToken={csrfToken}>
      <Button look={look}>{label}</Button>
    </Form>
  );
  const stands = state === 'paused' || isRestored(shown);
  return (
    <div class="section">
      <Buttons>
        {state === 'unverified' && act(t.verify, webhookPaths.verify(id), 'primary')}
        {stands && act(t.goOn, webhookPaths.goOn(id), 'primary')}
        {state === 'active' && shown.failingSince && act(t.now, webhookPaths.now(id), 'primary')}
        {state !== 'unverified' && act(t.test, webhookPaths.test(id), 'secondary')}
        {state === 'active' && act(t.pause, webhookPaths.pause(id), 'secondary')}
      </Buttons>
    </div>
  );
}

/** Asks once more before something that takes effect at once. */
export function AskFirst(props: {
  readonly lang: Language;
  readonly csrfToken: string;
  readonly shown: ShownWebhook;
  readonly what: 'rotate' | 'remove';
}) {
  const { lang, shown, what } = props;
  const t = webhookTexts(lang);
  const asked = {
    rotate: { title: t.rotateTitle(shown.name), text: t.rotateText, label: t.rotate },
    remove: { title: t.removeTitle(shown.name), text: t.removeText, label: t.remove },
  }[what];
  return (
    <>
      <Crumbs lang={lang} here={asked.label} of={shown} />
      <ConfirmPanel
        title={<Quoting lang={lang} text={asked.title} quoted={[shown.name]} />}
        form={
          <Form
            lang={lang}
            action={localPath(lang, webhookPaths[what](shown.id))}
            csrfToken={props.csrfToken}
          >
            <Buttons>
              <Button look={what === 'remove' ? 'danger' : 'primary'}>{asked.label}</Button>
              <LinkButton look="secondary" href={localPath(lang, webhookPaths.mine(shown.id))}>
                {t.cancel}
              </LinkButton>
            </Buttons>
          </Form>
        }
      >
        <p>{asked.text}</p>
      </ConfirmPanel>
    </>
  );
}
