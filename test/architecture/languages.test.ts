import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Role, roles } from '../../src/kernel/actor.ts';
import { outgoingKinds } from '../../src/modules/catalogue/outgoing/outgoing.ts';
import { templateOf } from '../../src/modules/catalogue/outgoing/templates.ts';
import { headOf } from '../../src/modules/consultation/summary/head.ts';
import { openMetrics } from '../../src/platform/metrics.ts';
import { projectRoot } from '../../src/platform/project-root.ts';
import { routes } from '../../src/routes.ts';
import { samples } from '../../src/site/mail/samples.ts';
import { openWorld, type World } from '../support/world.ts';
import { type PageText, readHtmlPage } from './html-page.ts';

const asked = routes(openMetrics()).filter(
  ({ method, style, name }) => method === 'GET' && style === 'page' && name !== 'display.choose',
);
/** Pages that say other things when asked something. */
const queries: Readonly<Record<string, string>> = {
  '/tim-kiem': '?q=logistics',
  '/bai-toan': '?q=canh+bao&nam=2026&linh-vuc=logistics',
};

let world: World;
/** Everything people wrote, in one text: what may stand in its own language on any page. */
let content: string;
/** The same by whole values and their parts: a word or two of an interface may well stand within some content. */
let values: Set<string>;
/** English texts that people wrote, longest first, and what people are called. */
let englishContent: readonly string[];
let people: readonly string[];
beforeAll(async () => {
  world = await openWorld();
  for (const route of asked) await world.pathOf(route);
  for (const role of roles) await world.as(role);
  ({ englishContent, people } = await namesIn(world));
  const texts = [...(await writtenTexts(world)), ...templateTexts, ...names, ...roles];
  content = spelled(texts.join('\n'));
  values = new Set(
    texts
      .flatMap((text) => [text, ...partsOf(text), ...partsOf(text).flatMap((part) => span(part) ?? [])])
      .map(spelled),
  );
});
afterAll(() => world.close());

const vietnamese = /[ăâđêôơưàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ]/iu;
const spelled = (text: string): string => text.normalize('NFC').replace(/\s+/g, ' ').trim().toLowerCase();

/** What is called so in English too, and may stand unmarked in an English sentence; so may people, by their accounts. */
const properNames = ['Nhịp Cầu', 'Lạng Sơn', 'Việt Nam'];
/** Numbers of documents: `21/2026/QĐ-TTg`, `02-CTr/BCĐTW`. */
const documentNumber = /[\p{L}\d.…-]*\/[\p{L}\d/-]*/gu;

/** An English text without the names in it, and without what is English content with a name in it. */
function withoutNames(text: string): string {
  // a piece of English content: cut short, or with the words searched for marked in it
  if (englishContent.some((content) => content.includes(text.replace(/…$/, '').trim()))) return '';
  const names = [...englishContent, ...people, ...properNames];
  return names.reduce((rest, name) => rest.replaceAll(name, ''), text).replace(documentNumber, '');
}

/** Documents of the office begin with texts of their own, Vietnamese in every language. */
const templateTexts = [
  ...outgoingKinds.flatMap((outgoing) =>
    Object.values(templateOf(outgoing, 'problems')).flatMap((text) => [text, text.replace(/\}\}$/, '')]),
  ),
  ...Object.values(
    headOf({}, { agency: 'Sở Khoa học và Công nghệ' }, { place: 'Lạng Sơn', operator: 'Nhịp Cầu' }),
  ),
];

/** Names of the product and the installation, the same in every language, and what is a word in both. */
const names = ['Nhịp Cầu', 'Lạng Sơn', 'Nhịp Cầu Lạng Sơn', 'Sở Khoa học và Công nghệ tỉnh Lạng Sơn'];
const international =
  /^((btl|nccn)-[\d-]+|api|menu|logistics|e-?mail|\.?(?:pdf|csv|xlsx|html)|excel|json(?: lines)?|cc by 4\.0|\d+ ([km]b|ms)|limit|cursor|canh bao)$/;

/** Short texts only as a whole or as the name of somebody; longer ones also as a piece of content. */
function isContent(text: string): boolean {
  const part = spelled(text).replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '');
  if (part === '' || values.has(part)) return true;
  return part.split(' ').length > 3 || /\d/.test(part) ? content.includes(part) : false;
}

/** Also of what is yet to be opened, and so is in no table. */
function isCode(part: string): boolean {
  return /^(?:KH|NV|CT)-[A-Z0-9./-]+$/.test(part);
}

/** The parts of a text between the signs that join content to words of the page. */
function partsOf(text: string): string[] {
  return text
    .split(/[·:;“”"()|→›…\n]|, |\. | – | — | - /u)
    .map((part) => part.trim())
    .filter(Boolean);
}

/** From the first Vietnamese word to the last; null where there is none. */
function span(text: string): string | null {
  const words = text.split(/\s+/);
  const first = words.findIndex((word) => vietnamese.test(word));
  if (first < 0) return null;
  return words.slice(first, words.findLastIndex((word) => vietnamese.test(word)) + 1).join(' ');
}

/** Vietnamese that is neither marked as such nor anybody's content. */
function leaks(texts: readonly PageText[]): string[] {
  return texts
    .filter(({ text, language }) => language !== 'vi' && vietnamese.test(text) && !isContent(text))
    .flatMap(({ text, typed }) => {
      // a list to choose from may cut a long name short, in the midst of a word
      const written = (part: string) => (typed ? content.includes(spelled(part)) : isContent(part));
      return written(span(text) ?? '') ? [] : partsOf(text).filter((part) => !written(span(part) ?? ''));
    });
}

describe.each(asked.map((route) => ({ name: route.name, route })))('$name', ({ route }) => {
  const { access } = route;
  const role: Role | undefined =
    access.kind === 'anyone'
      ? undefined
      : roles.find((one) => access.kind !== 'roles' || access.roles.includes(one));

  const read = async (language: 'vi' | 'en') => {
    const path = `${await world.pathOf(route)}${queries[route.path] ?? ''}`;
    const address =
      language === 'vi' ? path : path.startsWith('/?') || path === '/' ? `/en${path.slice(1)}` : `/en${path}`;
    const answer = await world.app.fetch(address, role ? { as: await world.as(role) } : {});
    const html = await answer.text();
    expect(html === html.normalize('NFC'), 'NFC').toBe(true);
    return readHtmlPage(html).texts;
  };

  test('speaks English under /en; what is written in Vietnamese is content, and marked', async () => {
    const texts = await read('en');
    expect([...new Set(leaks(texts))]).toEqual([]);
    expect(unmarkedIn(texts)).toEqual([]);
  });

  test('says nothing in both languages alike but content', async () => {
    const english = new Set(
      (await read('en')).filter(({ language }) => language === 'en').map(({ text }) => text),
    );
    const same = (await read('vi'))
      .filter(({ text, language }) => language === 'vi' && english.has(text) && /\p{L}{2}/u.test(text))
      .map(({ text }) => text)
      .filter(
        (text) =>
          !partsOf(text).every(
            (part) =>
              isContent(part) || isCode(part) || international.test(spelled(part)) || !/\p{L}{2}/u.test(part),
          ),
      );
    expect([...new Set(same)]).toEqual([]);
  });
});

test('every file of the product, its sample and its documents is in NFC', () => {
  const wrong: string[] = [];
  const visit = (path: string): void => {
    for (const entry of readdirSync(join(projectRoot, path), { withFileTypes: true })) {
      const at = `${path}/${entry.name}`;
      if (entry.isDirectory()) visit(at);
      else if (/\.(tsx?|json|md|sql|css)$/.test(entry.name)) {
        const text = readFileSync(join(projectRoot, at), 'utf8');
        if (text !== text.normalize('NFC')) wrong.push(at);
      }
    }
  };
  for (const path of ['src', 'db', 'docs', 'public']) visit(path);
  expect(wrong).toEqual([]);
});

async function namesIn({ app }: World): Promise<{ englishContent: string[]; people: string[] }> {
  const { rows: english } = await sql<{ text: string }>`
    select name_en as text from organisation union select name_en from sector
    union select title_en from entry union select summary_en from entry
    union select title_en from edition union select title_en from document union select abstract_en from document
  `.execute(app.services.db);
  const accounts = await app.services.db.selectFrom('account').select('name').execute();
  return {
    englishContent: english
      .flatMap(({ text }) =>
        text && vietnamese.test(text) ? [text.normalize('NFC').replace(/\s+/g, ' ').trim()] : [],
      )
      .sort((one, other) => other.length - one.length),
    people: accounts.map(({ name }) => name),
  };
}

/** All texts of the tables that hold what people wrote. */
async function writtenTexts({ app }: World): Promise<string[]> {
  const tables = [
    'organisation',
    'account',
    'document',
    'citation',
    'sector',
    'edition',
    'entry',
    'entry_organisation',
    'entry_basis',
    'entry_attachment',
    'plan',
    'plan_group',
    'plan_relation',
    'task',
    'task_agency',
    'target',
    'target_agency',
    'plan_import',
    'plan_import_row',
    'unit_workbook',
    'unit_workbook_row',
    'target_actual',
    'catalogue_import',
    'catalogue_import_row',
    'question',
    'question_version',
    'question_handover',
    'consultation',
    'consultation_part',
    'consultation_reply',
    'consultation_comment',
    ...[
      'plan',
      'plan_group',
      'task',
      'task_agency',
      'task_fact',
      'task_fact_file',
      'task_extension',
      'task_check',
      'target',
      'target_agency',
      'task_version',
      'target_version',
    ],
    'registration',
    'registration_request',
    'organisation_profile',
    'invitation',
    'email_change',
    'data_request',
    'data_request_letter',
    'letter',
    'followed',
    'mail',
    'search_term',
    'api_key',
    'webhook',
    'calendar_day',
    'calendar_year',
    'commune_layout',
    'difficulty',
    'difficulty_post',
    'difficulty_file',
    'explanation',
    'directive',
    'directive_post',
    'directive_file',
    'urging_letter',
  ];
  const texts: string[] = [];
  const gather = (value: unknown): void => {
    if (typeof value === 'string') texts.push(value);
    else if (Array.isArray(value)) value.forEach(gather);
    else if (value !== null && typeof value === 'object')
      for (const [name, part] of Object.entries(value)) {
        texts.push(name);
        gather(part);
      }
  };
  for (const table of tables) {
    const { rows } = await sql<{
      row: unknown;
    }>`select to_jsonb(t) as row from ${sql.table(table)} t`.execute(app.services.db);
    gather(rows);
  }
  return texts;
}

/** English texts in which Vietnamese stands unmarked. */
function unmarkedIn(texts: readonly PageText[]): string[] {
  const found = texts
    .filter(({ language, typed }) => language !== 'vi' && language !== '' && !typed)
    .map(({ text }) => text)
    .filter((text) => vietnamese.test(withoutNames(text)));
  return [...new Set(found)];
}

test('English letters speak English: what is Vietnamese in them is content, and marked', () => {
  for (const sample of samples) {
    const letter = sample.write(world.app.services, 'en');
    const { texts } = readHtmlPage(letter.html);
    expect(texts.length, letter.kind).toBeGreaterThan(3);
    expect(unmarkedIn(texts), letter.kind).toEqual([]);
    expect(unmarkedIn([{ text: letter.subject, language: 'en', typed: false }]), letter.kind).toEqual([]);
  }
});

test('pages that say no speak English as well', async () => {
  const officer = await world.as('programme_officer');
  const asked = [
    ['/en/khong-co', null, 404],
    ['/en/bai-toan/BTL-1999-01', null, 404],
    ['/en/bai-toan?ngay=2999-01-01', null, 422],
    ['/en/quan-tri/thu', officer, 403],
    ['/en/ban-lam-viec/luot-dung?tu=x', officer, 200],
    ['/en/tim-kiem?q=zzzz', null, 200],
  ] as const;
  for (const [path, as, status] of asked) {
    const answer = await world.app.fetch(path, as ? { as } : {});
    expect(answer.status, path).toBe(status);
    expect(unmarkedIn(readHtmlPage(await answer.text()).texts), path).toEqual([]);
  }
  const wrong = await world.app.fetch('/en/dang-nhap', { form: { email: 'x', password: '' } });
  expect(unmarkedIn(readHtmlPage(await wrong.text()).texts)).toEqual([]);
});
