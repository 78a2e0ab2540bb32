import type { LocalDate } from '../../../kernel/dates.ts';
import type { Language } from '../../../kernel/text.ts';
import { Badge, type Tone } from '../../../ui/badge.tsx';
import { formatDate, formatInstant } from '../../../ui/format.ts';
import { InVietnamese } from '../../../ui/inline.tsx';
import { Section } from '../../../ui/page-parts.tsx';
import { localPath } from '../../../ui/site-links.ts';
import { Table } from '../../../ui/table.tsx';
import { roleName } from '../accounts/sentences.ts';
import { EndButton } from '../sessions/end-button.tsx';
import { type Delegation, type DelegationState, isOpenOn, stateOn } from './delegation.ts';
import { delegationTexts } from './texts.ts';

interface SectionProps {
  readonly lang: Language;
  readonly csrfToken: string;
  readonly delegations: readonly Delegation[];
  /** The account that reads its own page and is called “you”; null on a page about somebody else. */
  readonly reader: number | null;
  readonly today: LocalDate;
  /** Where another one is made; null where the reader may not. */
  readonly add: string | null;
  /** Where one is ended; null where the reader may not. */
  readonly endPath: ((delegation: Delegation) => string) | null;
}

/** What was lent to whom, and from whom something was lent: now, later, before. */
export function Delegations(props: SectionProps) {
  const { lang, today, endPath } = props;
  const t = delegationTexts(lang);
  const columns = [
    { key: 'who', label: t.who, head: true, cell: (one: Delegation) => <Who {...props} one={one} /> },
    { key: 'role', label: t.role, cell: (one: Delegation) => <What lang={lang} one={one} /> },
    { key: 'when', label: t.when, cell: (one: Delegation) => <When lang={lang} one={one} /> },
    { key: 'state', label: t.state, cell: (one: Delegation) => <State {...props} one={one} /> },
  ];
  const end = {
    key: 'end',
    label: t.end,
    quietLabel: true,
    cell: (one: Delegation) =>
      endPath &&
      isOpenOn(one, today) && (
        <EndButton
          lang={lang}
          csrfToken={props.csrfToken}
          action={endPath(one)}
          label={t.endOf(roleName(lang, one.role), one.deputy.name)}
        />
      ),
  };
  const ends = endPath !== null && props.delegations.some((one) => isOpenOn(one, today));
  return (
    <Section
      title={t.title}
      id="uy-quyen"
      aside={props.add !== null && <a href={localPath(lang, props.add)}>{t.add}</a>}
    >
      <Table
        lang={lang}
        caption={t.title}
        captionHidden
        empty={t.none}
        rows={props.delegations}
        rowKey={({ id }) => String(id)}
        columns={ends ? [...columns, end] : columns}
      />
    </Section>
  );
}

function Who({ lang, reader, one: { deputy, principal } }: SectionProps & { readonly one: Delegation }) {
  const t = delegationTexts(lang);
  return t.standsIn(
    deputy.id === reader ? t.you : deputy.name,
    principal.id === reader ? t.youObject : principal.name,
  );
}

function What({ lang, one: { role, agency } }: { readonly lang: Language; readonly one: Delegation }) {
  return (
    <>
      {roleName(lang, role)}
      {agency !== null && (
        <div class="quiet">
          <InVietnamese lang={lang}>{agency}</InVietnamese>
        </div>
      )}
    </>
  );
}

function When({ lang, one }: { readonly lang: Language; readonly one: Delegation }) {
  const t = delegationTexts(lang);
  const [from, to] = [formatDate(lang, one.validFrom), formatDate(lang, one.validTo)];
  return (
    <>
      {from === to ? t.oneDay(from) : t.period(from, to)}
      {one.reason && <div class="quiet">{one.reason}</div>}
    </>
  );
}

const tones: Readonly<Record<DelegationState, Tone>> = {
  current: 'done',
  coming: 'note',
  lapsed: 'quiet',
  over: 'quiet',
  ended: 'quiet',
};

function State({ lang, today, one }: SectionProps & { readonly one: Delegation }) {
  const t = delegationTexts(lang);
  const state = stateOn(one, today);
  return (
    <>
      <Badge tone={tones[state]}>{t.states[state]}</Badge>
      {one.endedAt && <div class="quiet">{t.endedAt(formatInstant(lang, one.endedAt))}</div>}
      {state === 'lapsed' && <div class="quiet">{t.lapsedWhy}</div>}
    </>
  );
}
