import type { Language } from '../../kernel/text.ts';
import type { Call } from '../../platform/http/call.ts';
import { page } from '../../ui/page.tsx';
import { PageHead, Section } from '../../ui/page-parts.tsx';
import { localPath, PATHS } from '../../ui/site-links.ts';
import { Table } from '../../ui/table.tsx';
import { siteTexts } from '../texts.ts';
import { parametersOf } from './openapi.ts';
import type { Operation } from './operation.ts';

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
      </div>
      {operations.map((operation) => (
        <OperationView key={operation.path} lang={lang} origin={origin} operation={operation} />
      ))}
    </>,
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
