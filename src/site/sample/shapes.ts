import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { memberRoles, roles } from '../../kernel/actor.ts';
import { DOCUMENT_KINDS } from '../../office/index.ts';
import { projectRoot } from '../../platform/project-root.ts';

const name = z.object({ vi: z.string(), en: z.string().nullable() });
const source = z.object({ text: z.string(), url: z.string().nullable() }).nullable();

const citationShape = z.object({
  kind: z.enum(DOCUMENT_KINDS),
  number: z.string().nullable(),
  symbol: z.string().nullable(),
  date: z.string().nullable(),
  issuer: z.string().nullable(),
  title: z.string().nullable(),
  raw: z.string(),
  annex: z.string().nullable(),
  item: z.string().nullable(),
  role: z.enum(['basis', 'body', 'replaces']),
});

const sectors = z.array(
  z.object({ code: z.string(), name: z.object({ vi: z.string(), en: z.string() }), order: z.number() }),
);

const organisations = z.array(
  z.object({
    code: z.string(),
    kind: z.string(),
    name,
    shortName: z.string().nullable(),
    validFrom: z.string().nullable(),
    validTo: z.string().nullable(),
    confirmed: z.boolean(),
    source,
    predecessors: z.array(z.string()),
    taxCode: z.string().nullable(),
    parent: z.string().nullable(),
    illustrative: z.boolean().default(false),
  }),
);

const communes = z.object({
  note: z.string(),
  tiles: z.array(z.object({ code: z.string(), column: z.number(), row: z.number() })),
});

const documents = z.array(
  z.object({
    ref: z.string(),
    kind: z.enum(DOCUMENT_KINDS),
    number: z.string().nullable(),
    symbol: z.string().nullable(),
    place: z.string().nullable(),
    date: z.string().nullable(),
    dateText: z.string().nullable(),
    issuer: z.string().nullable(),
    issuerCode: z.string().nullable(),
    title: z.string(),
    titleEn: z.string().nullable(),
    abstract: name,
    signer: z.object({ name: z.string().nullable(), roles: z.array(z.string()) }),
    recipients: z.array(z.string()),
    citations: z.array(citationShape),
    replaces: z.array(citationShape),
    source,
    confirmed: z.boolean(),
    illustrative: z.boolean().default(false),
  }),
);

const catalogues = z.array(
  z.object({
    kind: z.enum(['problems', 'needs']),
    year: z.number().nullable(),
    period: z.string().nullable(),
    title: z.string(),
    titleEn: z.string().nullable(),
    documentRef: z.string(),
    contact: z.object({
      organisationCode: z.string(),
      name: z.string(),
      address: z.string(),
      phone: z.string(),
      email: z.string().nullable(),
    }),
    entriesFile: z.string(),
    source,
  }),
);

const people = z.array(
  z.object({
    email: z.string(),
    name: z.string(),
    /** null: of a colleague who may be lent one. */
    role: z.enum(roles).nullable(),
    organisationCode: z.string().nullable(),
    title: z.string().nullable(),
    /** One of the heads of the agency, whom urging goes up to. */
    head: z.boolean().default(false),
    illustrative: z.boolean().default(false),
  }),
);

const consultations = z.array(
  z.object({
    ref: z.string(),
    title: z.string(),
    titleEn: z.string(),
    introduction: z.string(),
    agency: z.string(),
    contact: z.string(),
    audience: z.enum(['public', 'internal']),
    namesShown: z.boolean(),
    /** Before the sample was loaded. */
    days: z.number().int(),
    people: z.array(z.string()),
    parts: z.string(),
    comments: z.array(
      z.object({
        by: z.string(),
        part: z.number().int(),
        kind: z.string(),
        body: z.string(),
        proposed: z.string(),
        shown: z.boolean(),
      }),
    ),
  }),
);

const plans = z.array(
  z.object({
    /** Finds again what an earlier start has entered. */
    ref: z.string(),
    documentRef: z.string().nullable(),
    level: z.enum(['central', 'province', 'unit']),
    mark: z.string(),
    title: z.string(),
    titleEn: z.string().nullable(),
    number: z.string().nullable(),
    issued: z.string().nullable(),
    issuer: z.string().nullable(),
    organisationCode: z.string(),
    monitorCode: z.string(),
    from: z.string().nullable(),
    to: z.string().nullable(),
    source: z.string(),
    illustrative: z.boolean(),
    relations: z.array(z.object({ kind: z.enum(['replaces', 'amends', 'derives']), citation: z.string() })),
    contentFile: z.string(),
  }),
);

const cadence = z.enum(['month', 'quarter', 'half_year', 'year']);
const named = z.array(z.object({ label: z.string().nullable(), name: z.string() }));

/** Figures of targets, and the way to them, as officers would type them. */
const actuals = z.object({
  source: z.string(),
  note: z.string(),
  ways: z.array(
    z.object({
      ...{ target: z.string(), until: z.string(), baseline: z.string(), baselineOn: z.string() },
      ...{ baselineSource: z.string(), levels: z.record(z.string(), z.string()) },
    }),
  ),
  actuals: z.array(
    z.object({
      ...{
        target: z.string(),
        period: z.string(),
        value: z.string(),
        words: z.string(),
        fulfilled: z.string(),
      },
      ...{ asOf: z.string(), estimate: z.boolean(), source: z.string(), reason: z.string() },
      /** The value it stands in the place of. */
      corrects: z.string().nullable(),
    }),
  ),
});

const act = z.object({
  task: z.string(),
  lead: z.string().nullable(),
  by: z.string().nullable(),
  on: z.string(),
});
/** What was entered of tasks and checked of it, as typed; null `by`: by the product itself. */
const progress = z.object({
  source: z.string(),
  note: z.string(),
  acts: z.array(
    z.discriminatedUnion('do', [
      act.extend({ do: z.literal('acknowledge') }),
      act.extend({ do: z.literal('confirm') }),
      act.extend({ do: z.literal('return'), words: z.string() }),
      act.extend({
        do: z.literal('fact'),
        ...{ kind: z.string(), percent: z.string(), words: z.string(), reason: z.string() },
        ...{ period: z.string(), documentNumber: z.string(), documentDate: z.string() },
      }),
    ]),
  ),
  difficulties: z.array(
    z.object({
      ...{ ref: z.string(), by: z.string(), agency: z.string(), kind: z.string(), title: z.string() },
      ...{ body: z.string(), proposal: z.string(), about: z.string() },
      answer: z
        .object({
          ...{ by: z.string(), words: z.string() },
          ...{ shownTitle: z.string(), shownBody: z.string(), shownAnswer: z.string() },
        })
        .nullable(),
    }),
  ),
});
export type SampleAct = z.infer<typeof progress>['acts'][number];

/** What a plan holds; deadlines and values as printed. */
const planContent = z.object({
  source: z.string(),
  note: z.string(),
  groups: named,
  blocks: named.default([]),
  tasks: z.array(
    z.object({
      tt: z.string().nullable(),
      group: z.string().nullable(),
      name: z.string(),
      leads: z.array(z.string()),
      partners: z.array(z.string()),
      product: z.string().nullable(),
      deadline: z.string(),
      cadence: cadence.nullable(),
    }),
  ),
  targets: z
    .array(
      z.object({
        tt: z.string().nullable(),
        parent: z.string().nullable(),
        block: z.string().nullable(),
        name: z.string(),
        unit: z.string().nullable(),
        values: z.string(),
        agencies: z.array(z.string()),
        direction: z.enum(['higher', 'lower', 'band', 'none']),
        frequency: cadence,
        untilOn: z.string().nullable(),
      }),
    )
    .default([]),
});

const questions = z.array(
  z.object({
    /** Finds again what an earlier start has asked. */
    ref: z.string(),
    entry: z.object({ edition: z.string(), tt: z.string() }),
    /** Address of the account. */
    asker: z.string(),
    language: z.enum(['vi', 'en']),
    named: z.boolean(),
    title: z.string(),
    body: z.string(),
    answer: z.object({ by: z.string(), text: z.string() }).nullable(),
  }),
);
const memberships = z.object({
  members: z.array(z.object({ email: z.string(), organisationCode: z.string(), role: z.enum(memberRoles) })),
  registrations: z.array(
    z.object({
      email: z.string(),
      name: z.string(),
      title: z.string(),
      kind: z.enum(['enterprise', 'cooperative', 'institute', 'university', 'foreign_body']),
      organisationName: z.string(),
      nameEn: z.string(),
      taxCode: z.string(),
      commune: z.string(),
      address: z.string(),
      phone: z.string(),
      activity: z.string(),
    }),
  ),
});

const installation = z.object({
  place: z.string(),
  operator: z.string(),
  address: z.string().optional(),
  email: z.string().optional(),
  phone: z.string().optional(),
});

/** Reads one file of a sample. Throws ZodError where it has not the shape the loader knows. */
async function read<Shape extends z.ZodType>(
  sample: string,
  file: string,
  shape: Shape,
): Promise<z.output<Shape>> {
  return shape.parse(JSON.parse(await readFile(join(projectRoot, 'db/sample', sample, file), 'utf8')));
}

export const sampleFiles = {
  installation: (sample: string) => read(sample, 'installation.json', installation),
  sectors: (sample: string) => read(sample, 'sectors.json', sectors),
  organisations: (sample: string) => read(sample, 'organisations.json', organisations),
  communes: (sample: string) => read(sample, 'commune-tiles.json', communes),
  documents: (sample: string) => read(sample, 'documents.json', documents),
  catalogues: (sample: string) => read(sample, 'catalogues.json', catalogues),
  consultations: (sample: string) => read(sample, 'consultations.json', consultations),
  plans: (sample: string) => read(sample, 'plans.json', plans),
  actuals: (sample: string) => read(sample, 'actuals.json', actuals),
  progress: (sample: string) => read(sample, 'progress.json', progress),
  planContent: (sample: string, file: string) => read(sample, file, planContent),
  questions: (sample: string) => read(sample, 'questions.json', questions),
  people: (sample: string) => read(sample, 'people.json', people),
  memberships: (sample: string) => read(sample, 'memberships.json', memberships),
  /** Entries are checked by the command that saves them. */
  entries: (sample: string, file: string) =>
    read(sample, file, z.array(z.looseObject({ tt: z.string(), title: z.string() }))),
};
