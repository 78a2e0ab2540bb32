import { z } from 'zod';
import { Refusal } from '../../kernel/refusal.ts';
import { entryStatuses } from '../../modules/catalogue/index.ts';
import type { Call } from '../../platform/http/call.ts';
import { LivesOn, type Operation, operations, parametersOf, WrongParameter } from '../api/index.ts';
import { type Citation, citationOf, issuingDocuments } from './citation.ts';

/** What a tool answers, as the protocol has it: told in text for the model, and as data for programs. */
export interface ToolAnswer {
  readonly content: readonly { readonly type: 'text'; readonly text: string }[];
  readonly structuredContent?: Readonly<Record<string, unknown>>;
  readonly isError?: true;
}

/** A tool as clients list it. */
export interface Tool {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly inputSchema: Readonly<Record<string, unknown>>;
  readonly annotations: Readonly<Record<string, unknown>>;
}

type Arguments = Readonly<Record<string, unknown>>;

interface KnownTool {
  readonly tool: Tool;
  /** The operation that answers, and what it is asked. Throws WrongParameter. */
  readonly choose: (given: Arguments) => { readonly operation: Operation; readonly parameters: Arguments };
}

function operationNamed(name: string): Operation {
  const found = operations.find((operation) => operation.name === name);
  if (!found) throw new Error(`there is no operation ${name}`);
  return found;
}

/** JSON Schema of an operation’s parameters: the very ones the API checks. */
function schemaOf(
  list: readonly Operation[],
  { more = {}, required = [] }: { readonly more?: Arguments; readonly required?: readonly string[] } = {},
): Readonly<Record<string, unknown>> {
  const parts = list.flatMap((operation) => Object.entries(operation.parts));
  const query = list.flatMap((operation) => parametersOf(operation.query));
  return {
    type: 'object',
    properties: {
      ...Object.fromEntries(parts.map(([name, example]) => [name, { type: 'string', examples: [example] }])),
      ...Object.fromEntries(
        query.map(({ name, description, schema }) => [
          name,
          { ...schema, ...(description && { description }) },
        ]),
      ),
      ...more,
    },
    required: [...required, ...parts.map(([name]) => name)],
    additionalProperties: false,
  };
}

/** Nothing is changed, and nothing but this installation is asked. */
const annotations = {
  readOnlyHint: true,
  destructiveHint: false,
  idempotentHint: true,
  openWorldHint: false,
};

function toolFor(name: string, title: string, description: string, operation: Operation): KnownTool {
  const inputSchema = schemaOf([operation]);
  return {
    tool: { name, title, description, inputSchema, annotations },
    choose: (given) => ({ operation, parameters: given }),
  };
}

const searched = {
  problems: operationNamed('api.problems'),
  needs: operationNamed('api.needs'),
  documents: operationNamed('api.documents'),
} as const;
const searchKind = z.enum(['problems', 'needs', 'documents']);

const search: KnownTool = {
  tool: {
    name: 'search',
    title: 'Tìm trong danh mục và văn bản',
    description:
      'Find major problems (bài toán lớn), technology needs (nhu cầu công nghệ) or official documents (văn bản) the province published. Words may be Vietnamese without diacritics. Leave q out to list all. Documents take q, year, status, limit and cursor alone.',
    inputSchema: schemaOf([searched.documents, searched.problems], {
      more: {
        kind: { type: 'string', enum: searchKind.options, description: 'What to look for' },
        status: {
          anyOf: [{ type: 'string' }, { type: 'array', items: { type: 'string' }, maxItems: 30 }],
          description: `Of problems and needs: ${entryStatuses.join(', ')}; of documents: published, replaced`,
        },
      },
      required: ['kind'],
    }),
    annotations,
  },
  choose: ({ kind, ...parameters }) => {
    const read = searchKind.safeParse(kind);
    if (!read.success)
      throw new WrongParameter('kind', {
        vi: 'Tham số kind chưa đúng: cần problems, needs hoặc documents.',
        en: 'Parameter kind is wrong: it takes problems, needs or documents.',
      });
    return { operation: searched[read.data], parameters };
  },
};

const known: readonly KnownTool[] = [
  search,
  toolFor(
    'get_problem',
    'Một bài toán lớn',
    'All that is public of one major problem: context, results wanted, lead agencies, legal bases, what became of it. With date: as it stood that day.',
    operationNamed('api.problem'),
  ),
  toolFor(
    'get_need',
    'Một nhu cầu công nghệ',
    'All that is public of one technology need. With date: as it stood that day.',
    operationNamed('api.need'),
  ),
  toolFor(
    'list_editions',
    'Các danh mục đã công bố',
    'The published editions of the catalogues: one of problems, one of needs for each year or period, with the document that issued each.',
    operationNamed('api.editions'),
  ),
  toolFor(
    'get_edition',
    'Một danh mục',
    'One edition by its code: title, number of entries, issuing document, contact, whether it was withdrawn or replaced.',
    operationNamed('api.edition'),
  ),
  toolFor(
    'get_document',
    'Một văn bản',
    'One official document by its id (as search gives it): number, date, signer, articles, tables, and the documents it cites and is cited by.',
    operationNamed('api.document'),
  ),
  toolFor(
    'list_plans',
    'Các kế hoạch',
    'Plans (kế hoạch) in force, replaced or ended, with their progress: how many tasks are in which state.',
    operationNamed('api.plans'),
  ),
  toolFor(
    'get_plan',
    'Một kế hoạch',
    'One plan by its code (as list_plans gives it): its progress, how many targets it has, which plans it replaces, amends or derives from.',
    operationNamed('api.plan'),
  ),
  toolFor(
    'list_tasks',
    'Nhiệm vụ của các kế hoạch',
    'Tasks (nhiệm vụ) of plans: who leads, deadline, state, percent. Give plan, agency, sector or status to narrow.',
    operationNamed('api.tasks'),
  ),
  toolFor(
    'get_task',
    'Một nhiệm vụ',
    'One task by its code (as list_tasks gives it): who leads and takes part, product, deadline and later deadlines, results with the number and date of their documents, sub-tasks.',
    operationNamed('api.task'),
  ),
  toolFor(
    'list_targets',
    'Chỉ tiêu của các kế hoạch',
    'Targets (chỉ tiêu) of plans: what is to be reached, the latest figure and how old it is, the outlook.',
    operationNamed('api.targets'),
  ),
  toolFor(
    'get_target',
    'Một chỉ tiêu',
    'One target by its code (as list_targets gives it): baseline, the way by years, every figure with its period and source.',
    operationNamed('api.target'),
  ),
  toolFor(
    'get_working_days',
    'Lịch làm việc một năm',
    'How many days of a year are worked, and its public holidays, days off and days worked instead, each with its source.',
    operationNamed('api.working_days'),
  ),
  toolFor(
    'list_changes',
    'Những gì đã thay đổi',
    'What was published, changed, replaced or withdrawn, in order. Give since (the cursor of the last change known) to go on.',
    operationNamed('api.changes'),
  ),
];

export const tools: readonly Tool[] = known.map(({ tool }) => tool);

const how =
  'Khi dùng nội dung dưới đây, hãy dẫn nguồn bằng dòng “citation.text” của từng mục kèm đường dẫn. / When you use this, cite each item by its citation and link to its url.';
const madeUp =
  'Một số mục là dữ liệu minh họa, không phải số liệu chính thức; phải nói rõ khi nhắc tới. / Some items are illustrative and no official facts; say so when you mention them.';

/** null where there is no such tool. */
export async function callTool(call: Call, name: string, given: Arguments): Promise<ToolAnswer | null> {
  const tool = known.find((one) => one.tool.name === name);
  if (!tool) return null;
  try {
    const { operation, parameters } = tool.choose(given);
    const answer = await operation.ask(call, parameters);
    const issued = await issuingDocuments(call, operationNamed('api.editions'));
    const asOf = typeof parameters.date === 'string' ? parameters.date.trim() : call.today;
    return told(answer, (item) => citationOf(call, item, asOf, issued));
  } catch (error) {
    return refused(error);
  }
}

const listed = z.looseObject({ items: z.array(z.record(z.string(), z.unknown())) });

function told(answer: unknown, cite: (item: unknown) => Citation): ToolAnswer {
  const list = listed.safeParse(answer);
  const structured = list.success
    ? { ...list.data, items: list.data.items.map((item) => ({ ...item, citation: cite(item) })) }
    : { ...shortened(answer), citation: cite(answer) };
  const citations =
    'items' in structured ? structured.items.map(({ citation }) => citation) : [structured.citation];
  const notes = [how, ...(citations.some(({ illustrative }) => illustrative) ? [madeUp] : [])];
  const data = { ...structured, instructions: notes.join(' ') };
  return {
    content: [
      { type: 'text', text: [...notes, ...citations.map(({ text }) => `- ${text}`)].join('\n') },
      { type: 'text', text: JSON.stringify(structured) },
    ],
    structuredContent: data,
  };
}

/** Signs of one answer: an annex of a thousand rows is no reading for a model. */
const longest = 120_000;
/** What is left out first. */
const bulky = ['tables', 'statements', 'articles', 'citedBy'] as const;

function shortened(answer: unknown): Record<string, unknown> {
  const whole: Record<string, unknown> = { ...(answer as object) };
  const leftOut: string[] = [];
  for (const part of bulky) {
    if (JSON.stringify(whole).length <= longest) break;
    if (!Array.isArray(whole[part])) continue;
    delete whole[part];
    leftOut.push(part);
  }
  return leftOut.length === 0 ? whole : { ...whole, leftOut };
}

/** A lawful no is told to the model, which may ask otherwise; a fault goes on. */
export function refused(error: unknown): ToolAnswer {
  if (error instanceof WrongParameter) return sayNo(`${error.text.en} ${error.text.vi}`);
  if (error instanceof LivesOn) {
    const codes = error.successors.map(({ code }) => code).join(', ') || error.into?.split('/').at(-1);
    return sayNo(`${error.code} is no longer published by itself; it lives on in ${codes}. Ask for that.`);
  }
  if (error instanceof Refusal && error.kind === 'not_found')
    return sayNo(`${error.text.en} ${error.text.vi}`);
  throw error;
}

function sayNo(text: string): ToolAnswer {
  return { content: [{ type: 'text', text }], isError: true };
}
