import type { Language } from '../../kernel/text.ts';
import { formatDate } from '../../ui/format.ts';
import { InVietnamese, Quoting } from '../../ui/inline.tsx';
import { DefinitionList, NumberedList, Section } from '../../ui/page-parts.tsx';
import { localPath } from '../../ui/site-links.ts';
import { Table } from '../../ui/table.tsx';
import { citationText, placeInDocument } from '../documents/index.ts';
import { attachmentTexts } from './attachment-texts.ts';
import { attachmentsId, FileList } from './attachment-view.tsx';
import type { ExpectedResult, NeedDetail } from './entry.ts';
import { publicFile } from './paths.ts';
import type { PublicBasis, PublicEntry } from './public-entry.ts';
import { factsOf } from './public-entry-facts.tsx';
import { publicTexts } from './public-texts.ts';

/** What a public entry says, part by part. */
export function EntryBody({ lang, entry }: { readonly lang: Language; readonly entry: PublicEntry }) {
  const t = publicTexts(lang);
  const content = lang === 'vi' ? undefined : 'vi';
  return (
    <>
      {entry.detail.results.length > 0 && (
        <Section title={t.section.results}>
          <div lang={content}>
            <NumberedList
              items={entry.detail.results.map((result) => (
                <Result key={result.text} lang={lang} result={result} />
              ))}
            />
          </div>
        </Section>
      )}
      {entry.kind === 'problems' ? (
        <>
          <Prose lang={lang} title={t.section.context} text={entry.detail.context} />
          <Points lang={lang} title={t.section.painPoints} points={entry.detail.painPoints} />
          <Points lang={lang} title={t.section.questions} points={entry.detail.questions} />
          <Prose lang={lang} title={t.section.objective} text={entry.detail.objective} />
          <Prose lang={lang} title={t.section.availableData} text={entry.detail.availableData} />
        </>
      ) : (
        <>
          <Prose lang={lang} title={t.section.currentTechnology} text={entry.detail.currentTechnology} />
          <Requirements lang={lang} requirements={entry.detail.requirements} />
          <Prose lang={lang} title={t.section.purpose} text={entry.detail.purpose} />
        </>
      )}
      <Section title={t.section.facts}>
        <DefinitionList items={factsOf(lang, entry)} />
      </Section>
      {entry.bases.length > 0 && (
        <Section title={t.section.bases} id="can-cu">
          <ul class="plain-list">
            {entry.bases.map((basis) => (
              <li key={`${basis.raw}${basis.item ?? ''}`}>
                <Basis lang={lang} basis={basis} />
              </li>
            ))}
          </ul>
        </Section>
      )}
      {entry.files.length > 0 && (
        <Section title={attachmentTexts(lang).title} id={attachmentsId}>
          <FileList
            lang={lang}
            files={entry.files}
            urlOf={(file) => publicFile(entry.kind, entry.code, file.id)}
          />
        </Section>
      )}
      <Printed lang={lang} extra={entry.extra} />
    </>
  );
}

function Prose(props: { readonly lang: Language; readonly title: string; readonly text: string | null }) {
  if (!props.text) return null;
  return (
    <Section title={props.title}>
      <div class="prose" lang={props.lang === 'vi' ? undefined : 'vi'}>
        {props.text
          .split(/\n+/)
          .filter(Boolean)
          .map((paragraph) => (
            <p key={paragraph}>{paragraph}</p>
          ))}
      </div>
    </Section>
  );
}

function Points(props: {
  readonly lang: Language;
  readonly title: string;
  readonly points: readonly string[];
}) {
  if (props.points.length === 0) return null;
  return (
    <Section title={props.title}>
      <ul class="prose" lang={props.lang === 'vi' ? undefined : 'vi'}>
        {props.points.map((point) => (
          <li key={point}>{point}</li>
        ))}
      </ul>
    </Section>
  );
}

function Result({ lang, result }: { readonly lang: Language; readonly result: ExpectedResult }) {
  const t = publicTexts(lang).result;
  const target = [result.value, result.unit].filter(Boolean).join(' ');
  const measured = [
    result.indicator && target ? `${result.indicator}: ${target}` : (result.indicator ?? target),
    result.due && t.due(formatDate(lang, result.due)),
  ].filter(Boolean);
  return (
    <>
      {result.text}
      {measured.length > 0 && <span class="quiet block">{measured.join(' · ')}</span>}
    </>
  );
}

function Requirements(props: { readonly lang: Language; readonly requirements: NeedDetail['requirements'] }) {
  const { lang, requirements } = props;
  const t = publicTexts(lang);
  if (requirements.length === 0) return null;
  return (
    <Section title={t.section.requirements}>
      <div lang={lang === 'vi' ? undefined : 'vi'}>
        <Table
          lang={lang}
          caption={t.section.requirements}
          captionHidden
          rows={requirements.map((requirement, index) => ({ ...requirement, key: String(index) }))}
          rowKey={(row) => row.key}
          columns={[
            { key: 'parameter', label: t.requirement.parameter, head: true, cell: (row) => row.parameter },
            { key: 'value', label: t.requirement.value, cell: (row) => row.value },
            { key: 'unit', label: t.requirement.unit, cell: (row) => row.unit },
          ]}
        />
      </div>
    </Section>
  );
}

/** A citation in the official form, a link when its document is in the register. */
function Basis({ lang, basis }: { readonly lang: Language; readonly basis: PublicBasis }) {
  const cited = citationText(lang, basis);
  const place = placeInDocument(basis);
  const words = <Quoting lang={lang} text={cited} quoted={[basis.title, basis.issuer]} />;
  return (
    <cite class="citation">
      {place && <InVietnamese lang={lang}>{`${place}, `}</InVietnamese>}
      {basis.documentId === null ? (
        words
      ) : (
        <a href={localPath(lang, `/van-ban/${basis.documentId}`)}>{words}</a>
      )}
    </cite>
  );
}

function Printed({ lang, extra }: { readonly lang: Language; readonly extra: PublicEntry['extra'] }) {
  const columns = Object.entries(extra).filter(([, text]) => text !== '');
  if (columns.length === 0) return null;
  return (
    <Section title={publicTexts(lang).section.printed}>
      <div lang={lang === 'vi' ? undefined : 'vi'}>
        <DefinitionList items={columns.map(([label, value]) => ({ label, value }))} />
      </div>
    </Section>
  );
}
