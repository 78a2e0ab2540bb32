import type { Call } from '../../platform/http/call.ts';
import { page } from '../../ui/page.tsx';
import { Breadcrumbs, NumberedList, PageHead, Section } from '../../ui/page-parts.tsx';
import { localPath, PATHS } from '../../ui/site-links.ts';
import { Table } from '../../ui/table.tsx';
import { mcpPaths } from './paths.ts';
import { mcpTexts } from './texts.ts';
import { tools } from './tools.ts';

/** How an assistant is connected, what it can do, what to beware of. */
export function showMcp(call: Call): Response {
  const { language: lang } = call;
  const t = mcpTexts(lang);
  const address = `${call.services.config.baseUrl.origin}${mcpPaths.server}`;
  const settings = { mcpServers: { nhipcau: { type: 'http', url: address } } };
  return page(
    call,
    { title: t.title, description: t.lead, active: 'api' },
    <>
      <Breadcrumbs lang={lang} items={[{ label: t.api, href: localPath(lang, PATHS.api) }]} here={t.title} />
      <PageHead title={t.title} lead={t.lead} />
      <Section title={t.address}>
        <pre class="command">
          <code>{address}</code>
        </pre>
      </Section>
      <Section title={t.connect}>
        <NumberedList items={t.steps} />
      </Section>
      <Section title={t.example}>
        <pre class="command">
          <code>{JSON.stringify(settings, null, 2)}</code>
        </pre>
      </Section>
      <Section title={t.tools}>
        <Table
          lang={lang}
          caption={t.tools}
          captionHidden
          rows={tools}
          rowKey={({ name }) => name}
          columns={[
            { key: 'name', label: t.tool, head: true, cell: ({ name }) => <code>{name}</code> },
            { key: 'what', label: t.what, cell: ({ name }) => t.does[name] ?? '' },
          ]}
        />
      </Section>
      <Section title={t.rules}>
        <div class="prose">
          <ul>
            {t.notes.map((note) => (
              <li key={note}>{note}</li>
            ))}
          </ul>
        </div>
      </Section>
    </>,
  );
}
