import type { ComponentChildren } from 'preact';
import type { Language } from '../../../kernel/text.ts';
import { Badge } from '../../../ui/badge.tsx';
import { formatInstant, relativeAge } from '../../../ui/format.ts';
import { Table } from '../../../ui/table.tsx';
import { proofText, signInTexts } from '../sign-ins/texts.ts';
import { deviceName } from './device.ts';
import type { OpenSession } from './queries.ts';
import { sessionTexts } from './texts.ts';

/** Open sessions in plain words; `end` draws the button that ends one, or nothing. */
export function SessionTable(props: {
  readonly lang: Language;
  readonly sessions: readonly OpenSession[];
  readonly present: number | null;
  readonly now: Date;
  readonly end: (session: OpenSession) => ComponentChildren;
}) {
  const { lang } = props;
  const t = sessionTexts(lang);
  return (
    <Table
      lang={lang}
      caption={t.sessions}
      captionHidden
      empty={t.none}
      rows={props.sessions}
      rowKey={({ id }) => String(id)}
      columns={[
        {
          key: 'device',
          label: t.device,
          head: true,
          cell: (session) => (
            <>
              {deviceName(session.agent)[lang]}{' '}
              {session.id === props.present && <Badge tone="done">{t.present}</Badge>}
            </>
          ),
        },
        { key: 'proof', label: t.proof, cell: ({ proof }) => proofText(signInTexts(lang), proof) },
        { key: 'address', label: t.address, cell: ({ address }) => address ?? t.unknown },
        {
          key: 'started',
          label: t.started,
          cell: ({ startedAt }) => (
            <time dateTime={startedAt.toISOString()}>{formatInstant(lang, startedAt)}</time>
          ),
        },
        {
          key: 'seen',
          label: t.lastSeen,
          cell: ({ lastSeenAt }) => (
            <time dateTime={lastSeenAt.toISOString()}>{relativeAge(lang, lastSeenAt, props.now)}</time>
          ),
        },
        { key: 'end', label: t.end, quietLabel: true, cell: props.end },
      ]}
    />
  );
}
