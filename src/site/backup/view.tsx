import type { Language } from '../../kernel/text.ts';
import type { BackupSettings } from '../../platform/config.ts';
import { Badge, type Tone } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { Form } from '../../ui/form.tsx';
import { formatFileSize, formatInstant, formatNumber, relativeAge } from '../../ui/format.ts';
import { Notice } from '../../ui/notice.tsx';
import { Breadcrumbs, Card, Columns, DefinitionList, PageHead, Section } from '../../ui/page-parts.tsx';
import { Pager } from '../../ui/pager.tsx';
import { localPath, PATHS } from '../../ui/site-links.ts';
import { Table } from '../../ui/table.tsx';
import { backupPaths } from './paths.ts';
import { type BackupOverview, type BackupRecord, backupPageSize } from './record.ts';
import { backupTexts } from './texts.ts';

export interface BackupPageProps {
  readonly lang: Language;
  readonly csrfToken: string;
  readonly overview: BackupOverview;
  readonly settings: BackupSettings;
  readonly page: number;
  readonly now: Date;
}

/** A backup older than this is no longer the one of the last night. */
const staleHours = 49;

/** Whether the data are safe, when that was last proven, and what to press. */
export function BackupPage(props: BackupPageProps) {
  const { lang, csrfToken } = props;
  const t = backupTexts(lang);
  return (
    <>
      <Breadcrumbs
        lang={lang}
        items={[{ label: t.administration, href: localPath(lang, PATHS.administration) }]}
        here={t.title}
      />
      <PageHead
        title={t.title}
        lead={t.lead}
        action={
          <Form lang={lang} action={localPath(lang, backupPaths.now)} csrfToken={csrfToken}>
            <Button>{t.now}</Button>
          </Form>
        }
      />
      <div class="stack">
        <Warning {...props} />
        <Columns main={<Latest {...props} />} side={<Schedule {...props} />} />
        <RunList {...props} />
      </div>
    </>
  );
}

function Warning({ lang, overview, now, settings }: BackupPageProps) {
  const t = backupTexts(lang);
  const { lastExport } = overview;
  const made = lastExport?.endedAt ?? null;
  if (made === null) {
    return (
      <Notice lang={lang} kind="warning" title={t.none}>
        <p>{t.never}</p>
      </Notice>
    );
  }
  const missing = lastExport?.content?.missing ?? 0;
  const isOld = settings.hour !== null && now.getTime() - made.getTime() > staleHours * 3_600_000;
  const rehearsed = rehearsalWarning(lang, overview, settings, now);
  if (!isOld && missing === 0 && rehearsed === null) return null;
  return (
    <Notice lang={lang} kind="warning">
      {isOld && <p>{t.old(relativeAge(lang, made, now))}</p>}
      {missing > 0 && <p>{t.lost(formatNumber(lang, missing, 0))}</p>}
      {rehearsed && <p>{rehearsed}</p>}
    </Notice>
  );
}

/** What is to be said of the last rehearsal: that it failed, or is older than the schedule allows. */
function rehearsalWarning(
  lang: Language,
  { lastRehearsal }: BackupOverview,
  { rehearseDays }: BackupSettings,
  now: Date,
): string | null {
  const t = backupTexts(lang);
  const ended = lastRehearsal?.endedAt;
  if (!lastRehearsal || !ended) return null;
  if (lastRehearsal.state === 'failed') return t.notRestored(formatInstant(lang, ended));
  const late = rehearseDays !== null && now.getTime() - ended.getTime() > (rehearseDays + 2) * 86_400_000;
  return late ? t.notRehearsed(relativeAge(lang, ended, now)) : null;
}

function Latest({ lang, csrfToken, overview }: BackupPageProps) {
  const t = backupTexts(lang);
  const { lastExport, lastRehearsal, open } = overview;
  return (
    <>
      {open.length > 0 && (
        <Section title={t.open}>
          <ul>
            {open.map((record) => (
              <li key={String(record.id)}>
                {t.kinds[record.kind]}, {askedBy(lang, record)}: {t.states[record.state]}
              </li>
            ))}
          </ul>
        </Section>
      )}
      <Section title={t.last}>
        {lastExport ? <Facts lang={lang} record={lastExport} /> : <p class="quiet">{t.none}</p>}
      </Section>
      <Section title={t.lastRehearsal}>
        <div class="stack">
          {lastRehearsal ? (
            <Facts lang={lang} record={lastRehearsal} />
          ) : (
            <p class="quiet">{t.noRehearsal}</p>
          )}
          <p class="quiet">{t.rehearsalHelp}</p>
          {lastExport && (
            <Form lang={lang} action={localPath(lang, backupPaths.rehearse)} csrfToken={csrfToken}>
              <Button look="secondary">{t.rehearse}</Button>
            </Form>
          )}
        </div>
      </Section>
    </>
  );
}

function Facts({ lang, record }: { readonly lang: Language; readonly record: BackupRecord }) {
  const t = backupTexts(lang);
  const { content } = record;
  const number = (value: number | undefined) => value !== undefined && formatNumber(lang, value, 0);
  return (
    <DefinitionList
      items={[
        { label: t.fields.when, value: record.endedAt && formatInstant(lang, record.endedAt) },
        { label: t.fields.by, value: askedBy(lang, record) },
        { label: t.fields.outcome, value: <Outcome lang={lang} record={record} /> },
        { label: t.fields.failure, value: record.failure?.[lang] },
        { label: t.fields.verification, value: content && (record.verified ? t.verified : t.unverified) },
        { label: t.fields.size, value: content && formatFileSize(lang, content.bytes) },
        { label: t.fields.rows, value: number(content?.rows) },
        { label: t.fields.files, value: number(content?.files) },
        { label: t.fields.events, value: number(content?.events) },
        { label: t.fields.head, value: content && <code class="path">{content.head}</code> },
        {
          label: t.fields.directory,
          value: record.directory && <code class="path">{record.directory}</code>,
        },
      ]}
    />
  );
}

/** The clock, the command line, or who pressed the button. */
function askedBy(lang: Language, { origin, requestedBy }: BackupRecord): string {
  const told = backupTexts(lang).origins[origin];
  return requestedBy === null ? told : `${requestedBy}, ${told}`;
}

const tones: Readonly<Record<BackupRecord['state'], Tone>> = {
  requested: 'note',
  running: 'work',
  done: 'done',
  failed: 'now',
};

function Outcome({ lang, record }: { readonly lang: Language; readonly record: BackupRecord }) {
  return <Badge tone={tones[record.state]}>{backupTexts(lang).states[record.state]}</Badge>;
}

function Schedule({ lang, settings }: BackupPageProps) {
  const t = backupTexts(lang);
  const daily =
    settings.hour !== null && t.daily(String(settings.hour), formatNumber(lang, settings.keep, 0));
  return (
    <Card title={t.schedule}>
      <p>{daily || t.off}</p>
      <p>
        {settings.rehearseDays === null
          ? t.noRehearsals
          : t.rehearsals(formatNumber(lang, settings.rehearseDays, 0))}
      </p>
      <p>
        {t.place}: <code class="path">{settings.directory}</code>
      </p>
      <p class="quiet">{t.placeHelp}</p>
    </Card>
  );
}

function RunList({ lang, overview, page }: BackupPageProps) {
  const t = backupTexts(lang);
  if (overview.rows.length === 0) return null;
  return (
    <Section title={t.list}>
      <Table
        lang={lang}
        caption={t.list}
        captionHidden
        rows={overview.rows}
        rowKey={({ id }) => String(id)}
        columns={[
          {
            key: 'when',
            label: t.fields.when,
            head: true,
            cell: (row) => formatInstant(lang, row.endedAt ?? row.requestedAt),
          },
          {
            key: 'kind',
            label: t.fields.kind,
            cell: (row) => (
              <>
                {t.kinds[row.kind]} <span class="quiet">{askedBy(lang, row)}</span>
              </>
            ),
          },
          {
            key: 'outcome',
            label: t.fields.outcome,
            cell: (row) => (
              <>
                <Outcome lang={lang} record={row} />
                {row.removedAt && <div class="quiet">{t.removed}</div>}
                {row.failure && <div class="quiet">{row.failure[lang]}</div>}
              </>
            ),
          },
          {
            key: 'size',
            label: t.fields.size,
            numeric: true,
            cell: (row) => (row.content ? formatFileSize(lang, row.content.bytes) : '–'),
          },
        ]}
      />
      <Pager
        lang={lang}
        page={page}
        pageSize={backupPageSize}
        total={overview.total}
        totalIsExact
        href={(other) =>
          localPath(lang, other === 1 ? backupPaths.show : `${backupPaths.show}?trang=${other}`)
        }
      />
    </Section>
  );
}
