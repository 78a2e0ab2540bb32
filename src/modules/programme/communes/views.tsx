import type { Language } from '../../../kernel/text.ts';
import { Button, Buttons, LinkButton } from '../../../ui/button.tsx';
import { mostTiles, TileMap } from '../../../ui/charts/tile-map.tsx';
import { describedBy, FieldError, TextArea } from '../../../ui/fields.tsx';
import { ErrorSummary, Form, fieldId } from '../../../ui/form.tsx';
import { formatInstant, formatNumber } from '../../../ui/format.ts';
import { Content } from '../../../ui/inline.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { Breadcrumbs, EmptyState, PageHead, Section, Timeline } from '../../../ui/page-parts.tsx';
import { localPath, PATHS } from '../../../ui/site-links.ts';
import type { FormFailure } from '../../directory/index.ts';
import { columnField, rowField, type TypedLayout } from './inputs.ts';
import { communePaths } from './paths.ts';
import type { LaidCommune, Layout } from './queries.ts';
import { communeTexts } from './texts.ts';

export interface LayoutProps {
  readonly lang: Language;
  readonly csrfToken: string;
  readonly communes: readonly LaidCommune[];
  readonly layouts: readonly Layout[];
  readonly typed: TypedLayout;
  /** The layout the form began with. */
  readonly version: string;
  readonly failure: FormFailure | null;
}

/** The scheme of communes: as it stands, to be laid out anew, and as it stood before. */
export function LayoutPage(props: LayoutProps) {
  const { lang, communes, layouts, failure } = props;
  const t = communeTexts(lang);
  const names = new Map(
    communes.flatMap(({ code, name }) => [
      [columnField(code), t.columnOf(name)],
      [rowField(code), t.rowOf(name)],
    ]),
  );
  return (
    <>
      <Breadcrumbs
        lang={lang}
        items={[{ label: t.desk, href: localPath(lang, PATHS.desk) }]}
        here={t.title}
      />
      <PageHead title={t.title} lead={t.lead} />
      <ErrorSummary
        lang={lang}
        errors={failure?.errors ?? {}}
        general={failure?.general}
        label={(name) => names.get(name)}
      />
      {communes.length === 0 ? (
        <EmptyState title={t.noCommunes}>
          <p>{t.noCommunesHelp}</p>
        </EmptyState>
      ) : (
        <div class="stack">
          <Now {...props} />
          <Section title={t.edit} id="xep">
            <LayoutForm {...props} />
          </Section>
          {layouts.length > 0 && <Former {...props} />}
        </div>
      )}
    </>
  );
}

function Now({ lang, communes, layouts }: LayoutProps) {
  const t = communeTexts(lang);
  const laid = communes.filter(({ column }) => column !== null);
  const missing = communes.length - laid.length;
  if (laid.length === 0)
    return (
      <Notice lang={lang} kind="information">
        <p>{t.none}</p>
      </Notice>
    );
  return (
    <>
      <TileMap
        {...{ lang, title: t.now }}
        tiles={communes.map(({ code, name, column, row }) => ({
          ...{ code, name, column: column ?? 0, row: row ?? 0 },
          tone: column === null ? ('none' as const) : ('good' as const),
          value: column === null || row === null ? '–' : `${column} · ${row}`,
          words: column === null || row === null ? t.noPlace : t.place(column, row),
        }))}
        legend={[
          { tone: 'good', words: t.placed },
          ...(missing > 0 ? [{ tone: 'none' as const, words: t.noPlace }] : []),
        ]}
      />
      {missing > 0 && <p>{t.unplaced(formatNumber(lang, missing, 0))}</p>}
      {layouts[0] && (
        <p class="quiet">
          <Content lang={lang} text={layouts[0].source} />
        </p>
      )}
    </>
  );
}

function LayoutForm({ lang, csrfToken, communes, typed, version, failure }: LayoutProps) {
  const t = communeTexts(lang);
  const errors = failure?.errors ?? {};
  const box = (name: string, label: string, value: string) => {
    const error = errors[name];
    return (
      <div class={`field${error ? ' field-wrong' : ''}`}>
        <label for={fieldId(name)}>{label}</label>
        <FieldError {...{ lang, name, error }} />
        <input
          {...{ id: fieldId(name), class: 'input input-short', type: 'text', name, value }}
          {...{ inputMode: 'numeric', maxLength: 3, autocomplete: 'off' }}
          {...describedBy({ name, error })}
        />
      </div>
    );
  };
  return (
    <Form
      {...{ lang, csrfToken, wide: true, guard: true }}
      action={localPath(lang, communePaths.layout)}
      hidden={{ version }}
    >
      <p class="quiet">{t.editHint(mostTiles.columns, mostTiles.rows)}</p>
      <p>
        <a href={localPath(lang, `${communePaths.layout}?dien-san=1#xep`)}>{t.fill}</a>{' '}
        <span class="quiet">{t.fillHint}</span>
      </p>
      <div class="tile-places">
        {communes.map(({ code, name }) => (
          <fieldset key={code}>
            <legend>
              <Content lang={lang} text={name} />
            </legend>
            {box(columnField(code), t.column, typed.places.get(code)?.column ?? '')}
            {box(rowField(code), t.row, typed.places.get(code)?.row ?? '')}
          </fieldset>
        ))}
      </div>
      <TextArea
        {...{ lang, name: 'source', label: t.source, hint: t.sourceHint, value: typed.source, rows: 3 }}
        error={errors.source}
      />
      <Buttons>
        <Button>{t.save}</Button>
        <LinkButton look="quiet" href={localPath(lang, communePaths.layout)}>
          {t.cancel}
        </LinkButton>
      </Buttons>
    </Form>
  );
}

function Former({ lang, csrfToken, layouts }: LayoutProps) {
  const t = communeTexts(lang);
  const [latest] = layouts;
  return (
    <Section title={t.history}>
      <Timeline
        items={layouts.map((layout) => ({
          key: String(layout.id),
          when: formatInstant(lang, layout.at),
          what: (
            <>
              {t.tiles(formatNumber(lang, layout.tiles, 0))}
              {layout === latest && ` · ${t.inUse}`}
              {' · '}
              <Content lang={lang} text={layout.source} />
            </>
          ),
          who: layout.who === null ? t.system : <Content lang={lang} text={layout.who} />,
          note: layout !== latest && (
            <Form
              {...{ lang, csrfToken }}
              action={localPath(lang, communePaths.restore)}
              hidden={{ id: String(layout.id), version: String(latest?.id ?? 0) }}
            >
              <Button look="secondary" small>
                {t.restore}
              </Button>
            </Form>
          ),
        }))}
      />
    </Section>
  );
}
