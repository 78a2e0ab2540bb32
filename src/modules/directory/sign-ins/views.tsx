import type { Language } from '../../../kernel/text.ts';
import { Badge } from '../../../ui/badge.tsx';
import { LinkButton } from '../../../ui/button.tsx';
import { formatInstant } from '../../../ui/format.ts';
import { Breadcrumbs, PageHead } from '../../../ui/page-parts.tsx';
import { Pager } from '../../../ui/pager.tsx';
import { localPath } from '../../../ui/site-links.ts';
import { Table } from '../../../ui/table.tsx';
import { directoryPaths, withQuery } from '../paths.ts';
import { deviceName } from '../sessions/device.ts';
import { sessionTexts } from '../sessions/texts.ts';
import type { PastSignIn } from './queries.ts';
import { proofText, signInTexts } from './texts.ts';

/** When, from where and how somebody signed in to one's own account, or tried to. */
export function SignInHistory(props: {
  readonly lang: Language;
  readonly signIns: readonly PastSignIn[];
  readonly total: number;
  readonly page: number;
  readonly pageSize: number;
}) {
  const { lang, signIns, total, page, pageSize } = props;
  const t = signInTexts(lang);
  const outcomes: Readonly<Record<string, string>> = t.outcomes;
  return (
    <>
      <Breadcrumbs
        lang={lang}
        items={[{ label: sessionTexts(lang).mine, href: localPath(lang, directoryPaths.mine) }]}
        here={t.history}
      />
      <PageHead
        title={t.history}
        lead={t.lead}
        action={
          <LinkButton look="secondary" href={localPath(lang, directoryPaths.mySessions)}>
            {t.toSessions}
          </LinkButton>
        }
      />
      <Table
        lang={lang}
        caption={t.caption}
        captionHidden
        empty={t.none}
        rows={signIns}
        rowKey={({ id }) => String(id)}
        columns={[
          {
            key: 'at',
            label: t.at,
            head: true,
            cell: ({ at }) => <time dateTime={at.toISOString()}>{formatInstant(lang, at)}</time>,
          },
          {
            key: 'outcome',
            label: t.outcome,
            cell: ({ outcome, proof }) => (
              <>
                <Badge tone={outcome === 'signed_in' ? 'done' : 'work'}>{outcomes[outcome] ?? outcome}</Badge>{' '}
                {proof && proofText(t, proof)}
              </>
            ),
          },
          { key: 'device', label: t.device, cell: ({ agent }) => deviceName(agent)[lang] },
          { key: 'address', label: t.address, cell: ({ address }) => address ?? t.unknown },
        ]}
      />
      <Pager
        lang={lang}
        page={page}
        pageSize={pageSize}
        total={total}
        totalIsExact
        href={(number) =>
          localPath(lang, withQuery(directoryPaths.mySignIns, { trang: number === 1 ? null : number }))
        }
      />
    </>
  );
}
