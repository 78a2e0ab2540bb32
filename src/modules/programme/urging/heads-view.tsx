import type { Language } from '../../../kernel/text.ts';
import { Badge } from '../../../ui/badge.tsx';
import { Button, Buttons, LinkButton } from '../../../ui/button.tsx';
import { CheckboxGroup } from '../../../ui/choices.tsx';
import { SearchBox } from '../../../ui/facets.tsx';
import { ErrorSummary, Form } from '../../../ui/form.tsx';
import { formatNumber } from '../../../ui/format.ts';
import { Content } from '../../../ui/inline.tsx';
import { EmptyState, PageHead } from '../../../ui/page-parts.tsx';
import { Pager, rangeText } from '../../../ui/pager.tsx';
import { RowList } from '../../../ui/row-list.tsx';
import { localPath } from '../../../ui/site-links.ts';
import type { FormFailure } from '../../directory/index.ts';
import { agencyName } from '../difficulties/parts.tsx';
import { programmeWork } from '../paths.ts';
import { type AgencyOfficer, type AgencyWithHeads, agenciesPerPage, type ChosenAgency } from './heads.ts';
import { UrgingCrumbs } from './list-view.tsx';
import { urgingTexts } from './texts.ts';

/** Agencies that lead tasks, with how many of their officers are heads; no names. */
export function HeadsList(props: {
  readonly lang: Language;
  readonly text: string;
  readonly page: number;
  readonly found: { readonly total: number; readonly rows: readonly AgencyWithHeads[] };
}) {
  const { lang, text, page, found } = props;
  const t = urgingTexts(lang);
  const path = localPath(lang, programmeWork.unitHeads);
  const number = (value: number) => formatNumber(lang, value, 0);
  const pager = {
    ...{ lang, page, pageSize: agenciesPerPage, total: found.total, totalIsExact: true },
    href: (at: number) => {
      const query = new URLSearchParams({ ...(text && { q: text }), ...(at > 1 && { trang: String(at) }) });
      return query.size > 0 ? `${path}?${query}` : path;
    },
  };
  return (
    <>
      <UrgingCrumbs lang={lang} here={t.headsTitle} />
      <PageHead title={t.headsTitle} lead={t.headsLead} />
      <div class="stack">
        <SearchBox
          {...{ lang, action: path, value: text, label: t.headsSearch, placeholder: t.headsSearch }}
        />
        {found.total === 0 ? (
          <EmptyState title={text ? t.headsNoneFound : t.headsNone}>
            <p>{text ? t.noneFoundHelp : t.headsNoneHelp}</p>
          </EmptyState>
        ) : (
          <>
            <p class="quiet">
              {rangeText(pager)} {t.headsCount}
            </p>
            <RowList
              label={t.headsTitle}
              rows={found.rows.map((agency) => ({
                ...{ key: String(agency.id), href: localPath(lang, programmeWork.unitHeadsOf(agency.id)) },
                title: <Content lang={lang} text={agencyName(lang, agency)} />,
                detail: agency.officers === 0 ? t.noOfficers : t.officers(number(agency.officers)),
                marks:
                  agency.officers === 0 ? null : agency.heads > 0 ? (
                    <Badge tone="done">{t.named(number(agency.heads))}</Badge>
                  ) : (
                    <Badge tone="quiet">{t.unnamed}</Badge>
                  ),
              }))}
            />
            <Pager {...pager} />
          </>
        )}
      </div>
    </>
  );
}

/** Who of an agency's officers is its head. */
export function HeadsForm(props: {
  readonly lang: Language;
  readonly csrfToken: string;
  readonly agency: ChosenAgency;
  readonly officers: readonly AgencyOfficer[];
  readonly chosen: readonly string[];
  readonly failure: FormFailure | null;
}) {
  const { lang, csrfToken, agency, officers, chosen, failure } = props;
  const t = urgingTexts(lang);
  return (
    <>
      <UrgingCrumbs lang={lang} here={t.headsTitle} />
      <PageHead title={t.headsTitle} lead={<Content lang={lang} text={agencyName(lang, agency)} />} />
      <ErrorSummary lang={lang} errors={failure?.errors ?? {}} general={failure?.general} />
      {officers.length === 0 ? (
        <EmptyState title={t.noOfficers}>
          <p>{t.headsNobody}</p>
        </EmptyState>
      ) : (
        <Form {...{ lang, csrfToken }} action={localPath(lang, programmeWork.unitHeadsOf(agency.id))}>
          <CheckboxGroup
            {...{ lang, name: 'heads', label: t.heads, hint: t.headsHint, values: chosen, optional: true }}
            error={failure?.errors.heads}
            options={officers.map(({ id, name }) => ({ value: String(id), label: name }))}
          />
          <Buttons>
            <Button>{t.saveHeads}</Button>
            <LinkButton look="quiet" href={localPath(lang, programmeWork.unitHeads)}>
              {t.headsTitle}
            </LinkButton>
          </Buttons>
        </Form>
      )}
    </>
  );
}
