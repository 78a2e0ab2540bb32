import type { ComponentChildren, VNode } from 'preact';
import { isPartialDate } from '../../kernel/dates.ts';
import type { Language, Text } from '../../kernel/text.ts';
import { DateText, InVietnamese, Money } from '../../ui/inline.tsx';
import type { Fact } from '../../ui/page-parts.tsx';
import { localPath } from '../../ui/site-links.ts';
import { editionCode } from './edition.ts';
import type { OrganisationRole, ProblemDetail } from './entry.ts';
import { type FilterGroup, filterNames } from './listing.ts';
import {
  acquisitionFormNames,
  doingFormNames,
  levelNames,
  moneySourceNames,
  priorityNames,
} from './names.ts';
import { publicEntry } from './paths.ts';
import type { PublicEntry, PublicOrganisation } from './public-entry.ts';
import { publicTexts } from './public-texts.ts';
import { withDay } from './versions/day.ts';

/** Everything that is said of an entry in a word or a line; what is not known is left out. */
export function factsOf(lang: Language, entry: PublicEntry): readonly Fact[] {
  const t = publicTexts(lang).fact;
  const listed = localPath(lang, entry.kind === 'problems' ? '/bai-toan' : '/nhu-cau');
  const listWith = (group: FilterGroup) => (code: string) =>
    withDay(`${listed}?${filterNames[group]}=${encodeURIComponent(code)}`, entry.asOf);
  const organisations = (role: OrganisationRole) => (
    <Organisations
      lang={lang}
      hrefOf={role === 'lead' || role === 'in_need' ? listWith('organisation') : null}
      named={entry.organisations.filter((named) => named.role === role)}
    />
  );
  const has = (role: OrganisationRole) => entry.organisations.some((named) => named.role === role);
  const facts: readonly (Fact | false)[] = [
    has('lead') && { label: t.lead, value: organisations('lead') },
    has('in_need') && { label: t.inNeed, value: organisations('in_need') },
    has('partner') && { label: t.partner, value: organisations('partner') },
    has('proposer') && { label: t.proposer, value: organisations('proposer') },
    has('beneficiary') && { label: t.beneficiary, value: organisations('beneficiary') },
    entry.sectors.length > 0 && {
      label: t.sectors,
      value: joined(
        entry.sectors.map(({ code, name }) => (
          <a key={code} href={listWith('sector')(code)}>
            {name[lang]}
          </a>
        )),
      ),
    },
    entry.places.length > 0 && {
      label: t.places,
      value: <Places hrefOf={listWith('place')} lang={lang} places={entry.places} />,
    },
    ...(entry.kind === 'problems' ? problemFacts(lang, entry) : needFacts(lang, entry)),
    ...commonFacts(lang, entry),
  ];
  return facts.filter((fact) => fact !== false);
}

function problemFacts(
  lang: Language,
  { detail, told }: Extract<PublicEntry, { kind: 'problems' }>,
): readonly Fact[] {
  const t = publicTexts(lang).fact;
  return [
    { label: t.level, value: detail.level && levelNames[detail.level][lang] },
    { label: t.scale, value: vietnamese(lang, detail.scale) },
    { label: t.user, value: vietnamese(lang, detail.beneficiary) },
    { label: t.commitment, value: vietnamese(lang, detail.commitment) },
    { label: t.forms, value: detail.forms.map((form) => doingFormNames[form][lang]).join('; ') },
    { label: t.money, value: detail.money.length > 0 && <MoneyLines lang={lang} lines={detail.money} /> },
    { label: t.time, value: hasTime(detail.time) && <Time lang={lang} time={detail.time} /> },
    { label: t.strategicProduct, value: detail.strategicProduct },
    {
      label: t.carriedFrom,
      value: originTyped(detail, told, (code) => <CarriedFrom lang={lang} kind="problems" code={code} />),
    },
  ].filter(({ value, label }) => (label !== t.time || hasTime(detail.time) ? value !== null : false));
}

/** The code somebody typed; an entry that was carried over says so above, with the link. */
function originTyped(
  { carriedFrom }: { readonly carriedFrom: string | null },
  told: PublicEntry['told'],
  show: (code: string) => VNode,
): VNode | null {
  return carriedFrom === null || told.from.some(({ code }) => code === carriedFrom)
    ? null
    : show(carriedFrom);
}

function needFacts(
  lang: Language,
  { detail, told }: Extract<PublicEntry, { kind: 'needs' }>,
): readonly Fact[] {
  const texts = publicTexts(lang);
  const t = texts.fact;
  const { money } = detail;
  const budget =
    money === null || (money.min === null && money.max === null) ? (
      texts.negotiable
    ) : (
      <MoneyRange lang={lang} min={money.min} max={money.max} />
    );
  return [
    { label: t.capacity, value: vietnamese(lang, detail.capacity) },
    {
      label: t.acquisition,
      value: detail.acquisition.map((form) => acquisitionFormNames[form][lang]).join('; '),
    },
    { label: t.money, value: budget },
    { label: t.deadline, value: detail.deadline && <MaybeDate lang={lang} text={detail.deadline} /> },
    { label: t.trl, value: detail.trl && texts.trlOf(detail.trl) },
    { label: t.priority, value: detail.priority && priorityNames[detail.priority][lang] },
    { label: texts.contact.title, value: vietnamese(lang, detail.contact) },
    {
      label: t.carriedFrom,
      value: originTyped(detail, told, (code) => <CarriedFrom lang={lang} kind="needs" code={code} />),
    },
  ];
}

function commonFacts(lang: Language, entry: PublicEntry): readonly Fact[] {
  const t = publicTexts(lang).fact;
  return [
    { label: t.keywords, value: vietnamese(lang, entry.keywords.join(', ') || null) },
    { label: t.printedNumber, value: entry.tt },
    {
      label: t.issued,
      value: entry.edition.document?.date && <MaybeDate lang={lang} text={entry.edition.document.date} />,
    },
    { label: t.published, value: entry.publishedOn && <DateText lang={lang} date={entry.publishedOn} /> },
    {
      label: t.updated,
      value: entry.updatedOn !== entry.publishedOn && <DateText lang={lang} date={entry.updatedOn} />,
    },
    { label: t.source, value: entry.source && <Source lang={lang} text={entry.source} /> },
  ];
}

/** Text that exists in Vietnamese only, marked as such for readers of another language. */
export function vietnamese(lang: Language, text: string | null): ComponentChildren {
  if (text === null || lang === 'vi') return text;
  return <span lang="vi">{text}</span>;
}

function joined(parts: readonly ComponentChildren[]): ComponentChildren {
  return parts.flatMap((part, index) => (index === 0 ? [part] : ['; ', part]));
}

/** The English name where there is one. */
function Name({ lang, name }: { readonly lang: Language; readonly name: Text }) {
  if (lang === 'en' && name.en !== name.vi) return <>{name.en}</>;
  return <InVietnamese lang={lang}>{name.vi}</InVietnamese>;
}

function Organisations(props: {
  readonly lang: Language;
  readonly hrefOf: ((code: string) => string) | null;
  readonly named: readonly PublicOrganisation[];
}) {
  const { lang, hrefOf } = props;
  return (
    <>
      {joined(
        props.named.map(({ code, name }) =>
          code && hrefOf ? (
            <a key={code} href={hrefOf(code)}>
              <Name lang={lang} name={name} />
            </a>
          ) : (
            <Name key={name.vi} lang={lang} name={name} />
          ),
        ),
      )}
    </>
  );
}

/** Names shown before the rest folds away. */
const shownPlaces = 8;

function Places(props: {
  readonly lang: Language;
  readonly hrefOf: (code: string) => string;
  readonly places: PublicEntry['places'];
}) {
  const { lang, hrefOf, places } = props;
  const links = (some: PublicEntry['places']) =>
    joined(
      some.map(({ code, name }) => (
        <a key={code} href={hrefOf(code)}>
          <Name lang={lang} name={name} />
        </a>
      )),
    );
  const rest = places.slice(shownPlaces);
  if (rest.length === 0) return <>{links(places)}</>;
  return (
    <>
      {links(places.slice(0, shownPlaces))}
      <details>
        <summary>{publicTexts(lang).more(rest.length)}</summary>
        {links(rest)}
      </details>
    </>
  );
}

function MoneyLines({ lang, lines }: { readonly lang: Language; readonly lines: ProblemDetail['money'] }) {
  const total = lines.reduce((sum, { amount }) => sum + amount, 0);
  return (
    <>
      <strong>
        <Money lang={lang} dong={total} />
      </strong>
      {lines.map(({ source, year, amount }) => (
        <span key={`${source}${year}`} class="quiet block">
          {moneySourceNames[source][lang]}
          {year !== null && ` ${year}`}: <Money lang={lang} dong={amount} />
        </span>
      ))}
    </>
  );
}

function MoneyRange(props: {
  readonly lang: Language;
  readonly min: number | null;
  readonly max: number | null;
}) {
  const { lang, min, max } = props;
  const t = publicTexts(lang);
  if (min !== null && max !== null && min !== max)
    return (
      <>
        <Money lang={lang} dong={min} /> – <Money lang={lang} dong={max} />
      </>
    );
  if (min !== null && max === null)
    return (
      <>
        {t.moneyFrom('')}
        <Money lang={lang} dong={min} />
      </>
    );
  if (max !== null && min === null)
    return (
      <>
        {t.moneyTo('')}
        <Money lang={lang} dong={max} />
      </>
    );
  return <Money lang={lang} dong={max ?? 0} />;
}

function hasTime(time: ProblemDetail['time']): boolean {
  return time.raw !== null || time.from !== null || time.to !== null;
}

/** The words of the annex, and what is known of start and end beyond them. */
function Time({ lang, time }: { readonly lang: Language; readonly time: ProblemDetail['time'] }) {
  const t = publicTexts(lang);
  const { raw } = time;
  const saysAll = [time.from, time.to].every((date) => date === null || raw?.includes(date.slice(0, 4)));
  if (raw && saysAll) return <>{vietnamese(lang, raw)}</>;
  return (
    <>
      {raw && <>{vietnamese(lang, raw)}; </>}
      {time.from && (
        <>
          {t.from('')}
          <MaybeDate lang={lang} text={time.from} />{' '}
        </>
      )}
      {time.to && (
        <>
          {t.to('')}
          <MaybeDate lang={lang} text={time.to} />
        </>
      )}
    </>
  );
}

/** A date, possibly incomplete, or the words written in its place. */
export function MaybeDate({ lang, text }: { readonly lang: Language; readonly text: string }) {
  return isPartialDate(text) ? <DateText lang={lang} date={text} /> : vietnamese(lang, text);
}

function CarriedFrom(props: {
  readonly lang: Language;
  readonly kind: PublicEntry['kind'];
  readonly code: string;
}) {
  // only a code is an address; anything else stays the words it is
  const prefix = editionCode(props.kind, { year: 2000 }).split('-')[0] ?? '';
  if (!props.code.startsWith(`${prefix}-`)) return <>{props.code}</>;
  return <a href={localPath(props.lang, publicEntry(props.kind, props.code))}>{props.code}</a>;
}

/** Where a fact is from; an address at its end becomes a link. */
function Source({ lang, text }: { readonly lang: Language; readonly text: string }) {
  const match = /^(.*?)\s*\(?(https?:\/\/[^\s)]+)\)?$/u.exec(text);
  if (!match?.[2]) return <>{vietnamese(lang, text)}</>;
  const words = match[1] || match[2];
  return (
    <a href={match[2]} rel="noopener">
      {vietnamese(lang, words)}
    </a>
  );
}
