import type { ComponentChildren } from 'preact';
import type { Language } from '../../../kernel/text.ts';
import type { IdentityProvider } from '../../../platform/identity-providers.ts';
import { formatInstant } from '../../../ui/format.ts';
import { Table } from '../../../ui/table.tsx';
import { labelOf } from './labels.ts';
import type { Identity } from './queries.ts';
import { identityTexts } from './texts.ts';

/** The services an account is linked with; `unlink` draws the way to take one away, or nothing. */
export function IdentityTable(props: {
  readonly lang: Language;
  readonly providers: readonly IdentityProvider[];
  readonly identities: readonly Identity[];
  readonly unlink: (identity: Identity, label: string) => ComponentChildren;
}) {
  const { lang, providers } = props;
  const t = identityTexts(lang);
  const offered = (provider: string) => providers.some(({ name }) => name === provider);
  const instant = (at: Date) => <time dateTime={at.toISOString()}>{formatInstant(lang, at)}</time>;
  return (
    <Table
      lang={lang}
      caption={t.single}
      captionHidden
      empty={t.none}
      rows={props.identities}
      rowKey={({ id }) => String(id)}
      columns={[
        {
          key: 'service',
          label: t.service,
          head: true,
          cell: ({ provider }) => (
            <>
              {labelOf(providers, provider)[lang]}{' '}
              {!offered(provider) && <span class="quiet">({t.notOffered})</span>}
            </>
          ),
        },
        { key: 'linked', label: t.linkedAt, cell: ({ linkedAt }) => instant(linkedAt) },
        {
          key: 'used',
          label: t.lastUsed,
          cell: ({ lastUsedAt }) => (lastUsedAt ? instant(lastUsedAt) : t.never),
        },
        {
          key: 'unlink',
          label: t.actions,
          quietLabel: true,
          cell: (identity) => props.unlink(identity, labelOf(providers, identity.provider)[lang]),
        },
      ]}
    />
  );
}
