import type { Language } from '../../kernel/text.ts';
import type { ApiRates } from '../../platform/config.ts';
import type { Call } from '../../platform/http/call.ts';
import { formatNumber } from '../../ui/format.ts';
import { page } from '../../ui/page.tsx';
import { PageHead, Section } from '../../ui/page-parts.tsx';
import { localPath, PATHS } from '../../ui/site-links.ts';
import { Table } from '../../ui/table.tsx';
import { siteTexts } from '../texts.ts';
import { parametersOf } from './openapi.ts';
import type { Operation } from './operation.ts';
import { apiTexts } from './texts.ts';

/** The API as people read it: what there is, what to send, an example to copy. */
export function showApi(call: Call, operations: readonly Operation[]): Response {
  const { language: lang } = call;
  const t = siteTexts(lang).api;
  const { origin } = call.services.config.baseUrl;
  return page(
    call,
    { title: t.title, description: t.lead, active: 'api' },
    <>
      <PageHead title={t.title} lead={t.lead} />
      <div class="prose">
        <ul>
          {t.rules.map((rule) => (
            <li key={rule}>{rule}</li>
          ))}
        </ul>
        <p>
          <a href="/api/v1/openapi.json">{t.document}</a>
        </p>
        <p>
          <a href={localPath(lang, PATHS.openData)}>{t.openData}</a>
        </p>
        <p>
          <a href={localPath(lang, PATHS.mcp)}>{t.assistants}</a>
        </p>
      </div>
      <Rates lang={lang} rates={call.services.config.apiRates} />
      <Webhooks lang={lang} />
      {operations.map((operation) => (
        <OperationView key={operation.path} lang={lang} origin={origin} operation={operation} />
      ))}
    </>,
  );
}

/** How much may be asked, and how to ask more. */
function Rates({ lang, rates }: { readonly lang: Language; readonly rates: ApiRates }) {
  const t = apiTexts(lang);
  const { addressMinute, keyMinute, keyDay } = rates;
  const number = (count: number) => formatNumber(lang, count, 0);
  const limits = [
    ...(keyMinute === null ? [] : [t.minute(number(keyMinute))]),
    ...(keyDay === null ? [] : [t.day(number(keyDay))]),
  ];
  return (
    <Section title={t.rates} id="muc-goi">
      <div class="prose">
        <ul>
          <li>{addressMinute === null ? t.withoutLimit : t.withoutKey(number(addressMinute))}</li>
          <li>{t.withKey(limits.length > 0 ? limits.join(', ') : t.noLimit)}</li>
          <li>{t.headers}</li>
          <li>{t.header}</li>
        </ul>
        <pre class="command">
          <code>Authorization: Bearer nc_…</code>
        </pre>
        <p>
          <a href={localPath(lang, PATHS.apiKeys)}>{t.myKeys}</a>
        </p>
      </div>
    </Section>
  );
}

/** How to be told, and how to check who tells. */
function Webhooks({ lang }: { readonly lang: Language }) {
  const t = apiTexts(lang);
  return (
    <Section title={t.webhooks} id="webhook">
      <div class="prose">
        <ul>
          {t.webhookRules.map((rule) => (
            <li key={rule}>{rule}</li>
          ))}
        </ul>
        <p>
          <a href={localPath(lang, PATHS.webhooks)}>{t.myWebhooks}</a>
        </p>
      </div>
    </Section>
  );
}

function OperationView(props: {
  readonly lang: Language;
  readonly origin: string;
  readonly operation: Operation;
}) {
  const { lang, origin, operation } = props;
  const t = siteTexts(lang).api;
  const parameters = parametersOf(operation.query);
  return (
    <Section title={operation.summary[lang]} id={operation.name.replaceAll('.', '-')}>
      <p>
        <code>GET {operation.path}</code>
      </p>
      {parameters.length > 0 && (
        <Table
          lang={lang}
          caption={`${t.parameters} ${operation.path}`}
          captionHidden
          rows={parameters}
          rowKey={({ name }) => name}
          columns={[
            { key: 'name', label: t.parameter, head: true, cell: ({ name }) => <code>{name}</code> },
            { key: 'what', label: t.meaning, cell: ({ name }) => t.parametersByName[name] ?? '' },
          ]}
        />
      )}
      <pre class="command">
        <code>{`curl '${origin}${operation.example}'`}</code>
      </pre>
      <p>
        <a href={operation.example}>{t.open}</a>
      </p>
    </Section>
  );
}
