import type { ComponentChildren } from 'preact';
import type { Language, Text } from '../../kernel/text.ts';
import { editionStateName } from '../../modules/catalogue/index.ts';
import type { Fact } from '../../platform/events/chain.ts';
import { Badge } from '../../ui/badge.tsx';
import { LinkButton } from '../../ui/button.tsx';
import { formatInstant } from '../../ui/format.ts';
import {
  Breadcrumbs,
  Card,
  Columns,
  DefinitionList,
  PageHead,
  Section,
  Timeline,
} from '../../ui/page-parts.tsx';
import { localPath, PATHS } from '../../ui/site-links.ts';
import { Table } from '../../ui/table.tsx';
import { texts } from '../../ui/texts/texts.ts';
import { factNames, personalNames } from './fact-names.ts';
import { auditAddress, nothingAsked } from './filters.ts';
import type { WholeEvent } from './one-event.ts';
import { auditPaths } from './paths.ts';
import { auditTexts, whoActed } from './texts.ts';
import { ThingName } from './thing-view.tsx';
import type { ToldEvent } from './told.ts';

interface EventProps {
  readonly lang: Language;
  readonly event: WholeEvent;
}

/** All that is known of one event. */
export function EventPage(props: EventProps) {
  const { lang, event } = props;
  const t = auditTexts(lang);
  const { told } = event;
  const title = t.eventTitle(String(told.seq));
  return (
    <>
      <Breadcrumbs
        lang={lang}
        items={[
          { label: texts(lang).site.desk, href: localPath(lang, PATHS.desk) },
          { label: t.title, href: localPath(lang, auditPaths.search) },
        ]}
        here={title}
      />
      <PageHead title={title} lead={told.sentence[lang]} />
      <Columns main={<Known {...props} />} side={<Beside {...props} />} />
    </>
  );
}

function Known({ lang, event }: EventProps) {
  const t = auditTexts(lang);
  const { told } = event;
  return (
    <>
      <DefinitionList
        items={[
          { label: t.when, value: formatInstant(lang, told.at) },
          { label: t.who, value: whoActed(lang, told) },
          { label: t.thing, value: <ThingName lang={lang} thing={told.thing} /> },
          { label: t.remark, value: told.remark && <span class="kept-lines">{told.remark}</span> },
          {
            label: t.publicReason,
            value: told.publicReason && <span class="kept-lines">{told.publicReason[lang]}</span>,
          },
          { label: t.event, value: <code>{told.name}</code> },
          { label: t.request, value: event.requestId && <code class="path">{event.requestId}</code> },
        ]}
      />
      <Section title={t.facts}>
        <FactTable {...{ lang, event }} />
      </Section>
      {event.personal.length > 0 && (
        <Section title={t.personal}>
          <DefinitionList
            items={event.personal.map(({ field, value }) => ({
              label: personalNames[field]?.[lang] ?? field,
              value: value ?? <span class="quiet">{field === 'words' ? t.erased : t.erasedOrUnknown}</span>,
            }))}
          />
          <p class="quiet">{t.personalHelp}</p>
        </Section>
      )}
      <Section title={t.around}>
        <Around {...{ lang, event }} />
      </Section>
    </>
  );
}

function FactTable({ lang, event }: EventProps) {
  const t = auditTexts(lang);
  return (
    <Table
      lang={lang}
      caption={t.facts}
      captionHidden
      empty={t.noFacts}
      rows={Object.entries(event.facts)}
      rowKey={([name]) => name}
      columns={[
        { key: 'fact', label: t.fact, head: true, cell: ([name]) => <FactName lang={lang} name={name} /> },
        {
          key: 'value',
          label: t.value,
          cell: ([name, value]) => {
            const called = stateCalled(event, name, value);
            return called ? called[lang] : <FactValue lang={lang} value={value} />;
          },
        },
      ]}
    />
  );
}

function FactName({ lang, name }: { readonly lang: Language; readonly name: string }) {
  const known = factNames[name];
  return known ? known[lang] : <code>{name}</code>;
}

/** States of an edition are told as people know them. */
function stateCalled({ told }: WholeEvent, name: string, value: Fact): Text | null {
  const isState = told.thing.kind === 'edition' && (name === 'from' || name === 'to');
  return isState && typeof value === 'string' ? editionStateName(value) : null;
}

/** A fact as it stands in the chain: single values as they are, lists in lines, parts by their names. */
function FactValue({ lang, value }: { readonly lang: Language; readonly value: Fact }): ComponentChildren {
  const t = auditTexts(lang);
  if (value === null || value === '') return <span class="quiet">{t.none}</span>;
  if (typeof value === 'boolean') return value ? t.yes : t.no;
  if (typeof value === 'number') return String(value);
  if (typeof value === 'string') return <code class="path">{value}</code>;
  if (Array.isArray(value)) return <FactList {...{ lang, value }} />;
  return (
    <DefinitionList
      items={Object.entries(value).map(([name, part]) => ({
        label: factNames[name]?.[lang] ?? name,
        value: <FactValue lang={lang} value={part} />,
      }))}
    />
  );
}

function FactList({ lang, value }: { readonly lang: Language; readonly value: readonly Fact[] }) {
  if (value.length === 0) return <span class="quiet">{auditTexts(lang).none}</span>;
  const single = value.every((part) => typeof part !== 'object');
  if (single) return <code class="path">{value.join(', ')}</code>;
  return (
    <ol>
      {value.map((part, place) => (
        <li key={String(place)}>
          <FactValue lang={lang} value={part} />
        </li>
      ))}
    </ol>
  );
}

function Around({ lang, event }: EventProps) {
  const t = auditTexts(lang);
  const { kind, id } = event.told.thing;
  const moment = (label: string, other: ToldEvent | null, nothing: string) => ({
    key: label,
    when: label,
    what: other ? <a href={localPath(lang, auditPaths.event(other.seq))}>{other.sentence[lang]}</a> : nothing,
    who: other && whoActed(lang, other),
    note: other && formatInstant(lang, other.at),
  });
  return (
    <>
      <Timeline
        items={[moment(t.after, event.after, t.noneAfter), moment(t.before, event.before, t.noneBefore)]}
      />
      <p>
        <a href={localPath(lang, auditAddress({ ...nothingAsked, thing: { kind, id } }))}>{t.allOfThis}</a>
      </p>
    </>
  );
}

function Beside({ lang, event }: EventProps) {
  const t = auditTexts(lang);
  const { seq } = event.told;
  return (
    <Card title={t.seal}>
      <DefinitionList
        items={[
          {
            label: t.verification,
            value: (
              <>
                <Badge tone={event.fits ? 'done' : 'now'}>{event.fits ? t.yesFits : t.noFits}</Badge>{' '}
                {event.fits ? t.fits : t.broken}
              </>
            ),
          },
          { label: t.hash, value: <code class="path">{event.hash}</code> },
          { label: t.previousHash, value: <code class="path">{event.previousHash}</code> },
        ]}
      />
      <div class="buttons">
        {seq > 1 && (
          <LinkButton small look="secondary" href={localPath(lang, auditPaths.event(seq - 1))}>
            {t.previousEvent}
          </LinkButton>
        )}
        {!event.isLast && (
          <LinkButton small look="secondary" href={localPath(lang, auditPaths.event(seq + 1))}>
            {t.nextEvent}
          </LinkButton>
        )}
      </div>
    </Card>
  );
}
