import type { Language } from '../../kernel/text.ts';
import type { Retention } from '../../platform/retention.ts';
import { Quoting } from '../../ui/inline.tsx';
import { PageHead, Section } from '../../ui/page-parts.tsx';
import { localPath, PATHS } from '../../ui/site-links.ts';
import { Table } from '../../ui/table.tsx';
import { privacyTexts } from './texts.ts';

function Points({ items }: { readonly items: readonly string[] }) {
  return (
    <ul class="prose">
      {items.map((item) => (
        <li key={item}>{item}</li>
      ))}
    </ul>
  );
}

/** What is kept of people; it says only what the product does. */
export function PrivacyPage(props: {
  readonly lang: Language;
  readonly operator: string;
  readonly version: string;
  readonly keep: Retention;
  /** Working days within which requests are answered. */
  readonly days: number;
}) {
  const { lang, operator, version } = props;
  const t = privacyTexts(lang);
  return (
    <>
      <PageHead title={t.title} lead={t.lead} />
      <p class="quiet">{t.version(version)}</p>
      <Section title={t.who}>
        <p>
          <Quoting lang={lang} text={t.whoText(operator)} quoted={[operator]} />
        </p>
      </Section>
      <Section title={t.reading}>
        <Points items={t.readingText} />
      </Section>
      <Section title={t.kept}>
        <Table
          lang={lang}
          caption={t.kept}
          captionHidden
          rows={t.rows(props.keep)}
          rowKey={({ what }) => what}
          columns={[
            { key: 'what', label: t.what, head: true, cell: ({ what }) => what },
            { key: 'why', label: t.why, cell: ({ why }) => why },
            { key: 'long', label: t.howLong, cell: ({ howLong }) => howLong },
          ]}
        />
      </Section>
      <Section title={t.seen}>
        <Points items={t.seenText} />
      </Section>
      <Section title={t.rights}>
        <div class="stack">
          <Points items={t.rightsText(props.days)} />
          <ul class="plain-links">
            <li>
              <a href={localPath(lang, PATHS.personalData)}>{t.toMine}</a>
            </li>
            <li>
              <a href={localPath(lang, PATHS.dataByMail)}>{t.toByMail}</a>
            </li>
          </ul>
        </div>
      </Section>
      <Section title={t.ask}>
        <p>
          <Quoting lang={lang} text={t.askText(operator)} quoted={[operator]} />
        </p>
      </Section>
    </>
  );
}
