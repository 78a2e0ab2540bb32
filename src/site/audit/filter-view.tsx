import type { Language } from '../../kernel/text.ts';
import { Button } from '../../ui/button.tsx';
import { ActiveFilters } from '../../ui/facets.tsx';
import { DateField, Select } from '../../ui/fields.tsx';
import { Icon } from '../../ui/icons.tsx';
import { localPath } from '../../ui/site-links.ts';
import { type Asked, type AuditFilters, addressParts, auditAddress } from './filters.ts';
import { happeningCodes, happeningLabel, topicCodes, topicLabel } from './happenings.ts';
import { auditPaths } from './paths.ts';
import type { Surroundings } from './search.ts';
import { auditTexts } from './texts.ts';
import { thingKind } from './thing-view.tsx';

interface FilterProps {
  readonly lang: Language;
  readonly asked: Asked;
  readonly surroundings: Surroundings;
}

/** The filters; on phones they open under one button. */
export function Filters(props: FilterProps) {
  const { lang, asked } = props;
  const t = auditTexts(lang);
  const wrong = asked.errors.tu !== undefined || asked.errors.den !== undefined;
  const chosen = chips(props).filter(({ key }) => key !== 'words').length;
  return (
    <details class="facets" data-facets open={wrong}>
      <summary>
        <Icon name="filter" />
        {t.filters}
        {chosen > 0 && <span class="tab-count">{chosen}</span>}
      </summary>
      <form action={localPath(lang, auditPaths.search)} method="get" aria-label={t.filters} novalidate>
        {addressParts(asked.filters)
          .filter(([name]) => name === 'q' || name === 'vat')
          .map(([name, value]) => (
            <input key={name} type="hidden" name={name} value={value} />
          ))}
        <Choices {...props} />
        <Days {...props} />
        <Button look="secondary">{t.apply}</Button>
      </form>
    </details>
  );
}

function Choices({ lang, asked, surroundings }: FilterProps) {
  const t = auditTexts(lang);
  const { topic, happening, who } = asked.filters;
  const { people } = surroundings;
  const known = typeof who !== 'number' || people.some(({ id }) => id === who);
  const named = known ? people : [{ id: who, name: surroundings.who ?? `#${who}` }, ...people];
  const choice = { lang, empty: t.any, optional: false } as const;
  return (
    <>
      <Select
        {...choice}
        name="loai"
        label={t.topic}
        value={topic ?? ''}
        options={topicCodes.map((code) => ({ value: code, label: topicLabel(code)[lang] }))}
      />
      <Select
        {...choice}
        name="viec"
        label={t.happening}
        value={happening ?? ''}
        options={happeningCodes.map((code) => ({ value: code, label: happeningLabel(code)[lang] }))}
      />
      <Select
        {...choice}
        name="nguoi"
        label={t.who}
        value={who === null ? '' : String(who)}
        options={[
          { value: 'he-thong', label: t.system },
          { value: 'khach', label: t.visitor },
          ...named.map(({ id, name }) => ({ value: String(id), label: name, lang: 'vi' })),
        ]}
      />
    </>
  );
}

function Days({ lang, asked }: FilterProps) {
  const t = auditTexts(lang);
  const { from, to } = asked.filters;
  return (
    <>
      <DateField lang={lang} name="tu" label={t.from} value={from} error={asked.errors.tu?.[lang]} />
      <DateField lang={lang} name="den" label={t.to} value={to} error={asked.errors.den?.[lang]} />
    </>
  );
}

/** What is asked now, each with the address that asks everything else. */
export function FilterChips(props: FilterProps) {
  const { lang, asked } = props;
  return (
    <ActiveFilters
      lang={lang}
      clearHref={localPath(lang, auditPaths.search)}
      filters={chips(props).map(({ label, without }) => ({
        label,
        removeHref: localPath(lang, auditAddress({ ...asked.filters, ...without })),
      }))}
    />
  );
}

interface Chip {
  readonly key: keyof AuditFilters;
  readonly label: string;
  readonly without: Partial<AuditFilters>;
}

function chips({ lang, asked, surroundings }: FilterProps): Chip[] {
  const t = auditTexts(lang);
  const { words, topic, happening, who, thing, from, to } = asked.filters;
  const named = { 'he-thong': t.system, khach: t.visitor } as const;
  const chip = (key: keyof AuditFilters, label: string): Chip => ({
    ...{ key, label },
    without: { [key]: key === 'words' || key === 'from' || key === 'to' ? '' : null },
  });
  return [
    ...(words ? [chip('words', `“${words}”`)] : []),
    ...(topic ? [chip('topic', topicLabel(topic)[lang])] : []),
    ...(happening ? [chip('happening', happeningLabel(happening)[lang])] : []),
    ...(who === null
      ? []
      : [chip('who', typeof who === 'number' ? (surroundings.who ?? `#${who}`) : named[who])]),
    ...(thing ? [chip('thing', t.onlyThis(`${thingKind(lang, thing.kind)} ${thing.id}`))] : []),
    ...(from ? [chip('from', t.fromDay(from))] : []),
    ...(to ? [chip('to', t.toDay(to))] : []),
  ];
}
