import { createHmac } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { system } from '../../kernel/actor.ts';
import {
  addEntry,
  answerQuestion,
  askQuestion,
  createEdition,
  type EntryInput,
  publishIssuedElsewhere,
  saveSector,
} from '../../modules/catalogue/index.ts';
import {
  base32,
  createAccount,
  findActor,
  keepTotp,
  saveOrganisation,
} from '../../modules/directory/index.ts';
import { publishDocument, registerDocument } from '../../modules/documents/index.ts';
import { layCommunes, nameHeads } from '../../modules/programme/index.ts';
import type { Config } from '../../platform/config.ts';
import { writeInstallation } from '../../platform/installation.ts';
import { readOrMakeSecret } from '../../platform/secret-file.ts';
import type { Services } from '../../platform/services.ts';
import { loadActuals } from './actuals.ts';
import { loadConsultations } from './consultations.ts';
import { loadMembers, loadRegistrations } from './members.ts';
import { loadPlans } from './plans.ts';
import { loadProgress } from './progress.ts';
import { sampleFiles } from './shapes.ts';

/** What the sample brought: its people, and the one password they share in this installation. */
export interface LoadedSample {
  /** False where an earlier start had loaded it. */
  readonly loaded: boolean;
  readonly people: readonly {
    readonly role: string;
    readonly email: string;
    /** What an authenticator application makes the account's codes of; null with the password. */
    readonly secret: string | null;
  }[];
  /** null where the password was made on another machine. */
  readonly password: string | null;
}

const restoredMark = 'restored';

/** Marks a data directory as one whose database was restored: its start must not add the sample to what people had. */
export async function keepSampleOut(dataDir: string): Promise<void> {
  await mkdir(dataDir, { recursive: true });
  await writeFile(join(dataDir, restoredMark), '');
}

/**
 * Loads the sample named by the settings through the ordinary commands, so that it is always a legal state. Each
 * step finds what an earlier, killed start has done already; the mark is set last.
 */
export async function loadSampleOnce(services: Services): Promise<LoadedSample | null> {
  const { sample } = services.config;
  if (sample === 'none') return null;
  const people = await sampleFiles.people(sample);
  const done = await services.db
    .selectFrom('setting')
    .select('key')
    .where('key', '=', `sample:${sample}`)
    .executeTakeFirst();
  if (!done && existsSync(join(services.config.dataDir, restoredMark))) return null;
  const password = samplePassword(services.config, done === undefined);
  const firstOfRole = people
    .filter((person, index) => people.findIndex(({ role }) => role === person.role) === index)
    .flatMap(({ role, email }) =>
      role === null
        ? []
        : [{ role, email, secret: password === null ? null : base32(totpSecret(password, email)) }],
    );
  if (done || password === null) return { loaded: false, people: firstOfRole, password };
  await loadInstallation(services, sample);
  await loadOrganisations(services, sample);
  await loadCommunes(services, sample);
  const { members, registrations } = await sampleFiles.memberships(sample);
  // what a member may do follows from the membership
  const joining = new Set(members.map(({ email }) => email));
  await loadPeople(services, people, password, joining);
  await loadHeads(services, people);
  await loadMembers(services, members);
  await loadRegistrations(services, registrations, password);
  const documentIds = await loadDocuments(services, sample);
  await loadCatalogues(services, sample, documentIds);
  await loadQuestions(services, sample);
  await loadConsultations(services, sample);
  await loadPlans(services, sample, documentIds);
  await loadActuals(services, sample);
  await loadProgress(services, sample);
  await services.db
    .insertInto('setting')
    .values({ key: `sample:${sample}`, value: JSON.stringify({ loadedAt: services.clock().toISOString() }) })
    .execute();
  return { loaded: true, people: firstOfRole, password };
}

/** One password for all sample accounts, made for this installation: a known one would be a way in. */
function samplePassword({ dataDir }: Config, make: boolean): string | null {
  const path = join(dataDir, 'sample-password');
  return make || existsSync(path) ? readOrMakeSecret(path, 12) : null;
}

/** The second factor of a sample account, from the same file as the password: whoever started the product has both. */
function totpSecret(password: string, email: string): Buffer {
  return createHmac('sha256', password).update(`totp:${email}`).digest().subarray(0, 20);
}

async function loadInstallation(services: Services, sample: string): Promise<void> {
  const installation = await sampleFiles.installation(sample);
  await services.db.transaction().execute((tx) => writeInstallation(tx, installation));
  for (const { code, name, order } of await sampleFiles.sectors(sample)) {
    await saveSector(services, system, { code, name: name.vi, nameEn: name.en, position: order });
  }
}

async function loadOrganisations(services: Services, sample: string): Promise<void> {
  const known = new Set(
    (await services.db.selectFrom('organisation').select('code').execute()).map(({ code }) => code),
  );
  const organisations = await sampleFiles.organisations(sample);
  // a unit comes after its parent and its predecessors, which it names
  const waiting = organisations.filter(({ code }) => !known.has(code));
  while (waiting.length > 0) {
    const ready = waiting.filter(({ parent, predecessors }) =>
      [...predecessors, ...(parent ? [parent] : [])].every((code) => known.has(code)),
    );
    if (ready.length === 0)
      throw new Error(`sample: ${waiting.map(({ code }) => code).join(', ')} wait for one another`);
    for (const organisation of ready) {
      const { name, source, ...rest } = organisation;
      await saveOrganisation(services, system, {
        ...rest,
        name: name.vi,
        nameEn: name.en,
        source: sourceText(source),
      });
      known.add(organisation.code);
      waiting.splice(waiting.indexOf(organisation), 1);
    }
  }
}

/** The first layout of communes; whoever changed it since an earlier, killed start keeps theirs. */
async function loadCommunes(services: Services, sample: string): Promise<void> {
  const known = await services.db.selectFrom('commune_layout').select('id').executeTakeFirst();
  if (known) return;
  const { note, tiles } = await sampleFiles.communes(sample);
  const places = new Map(
    tiles.map(({ code, column, row }) => [code, { column: String(column), row: String(row) }]),
  );
  await layCommunes(services, system, { places, source: note }, 0);
}

async function loadPeople(
  services: Services,
  people: Awaited<ReturnType<typeof sampleFiles.people>>,
  password: string,
  joining: ReadonlySet<string>,
): Promise<void> {
  for (const { email, name, title, role, organisationCode, illustrative } of people) {
    const known = await services.db
      .selectFrom('account')
      .select('id')
      .where('email', '=', email)
      .executeTakeFirst();
    if (known && (await hasSampleCode(services, known.id))) continue;
    const created =
      known ??
      (await createAccount(services, system, {
        email,
        name,
        title,
        organisationCode,
        roles: role === null || joining.has(email) ? [] : [{ role }],
        password,
        illustrative,
      }));
    const secret = totpSecret(password, email);
    await services.db
      .transaction()
      .execute((tx) =>
        keepTotp(tx, services, { accountId: created.id, secret, lastStep: 0, illustrative: true }),
      );
  }
}

async function loadHeads(
  services: Services,
  people: Awaited<ReturnType<typeof sampleFiles.people>>,
): Promise<void> {
  const heads = people.filter(({ head }) => head);
  for (const [code, own] of Map.groupBy(heads, ({ organisationCode }) => organisationCode ?? '')) {
    const { id } = await services.db
      .selectFrom('organisation')
      .select('id')
      .where('code', '=', code)
      .executeTakeFirstOrThrow();
    const accounts = await services.db
      .selectFrom('account')
      .select('id')
      .where(
        'email',
        'in',
        own.map(({ email }) => email),
      )
      .execute();
    await nameHeads(
      services,
      system,
      id,
      accounts.map((account) => account.id),
    );
  }
}

async function hasSampleCode({ db }: Services, accountId: number): Promise<boolean> {
  const row = await db
    .selectFrom('totp')
    .select('account_id')
    .where('account_id', '=', accountId)
    .executeTakeFirst();
  return row !== undefined;
}

async function loadDocuments(services: Services, sample: string): Promise<Map<string, number>> {
  const ids = new Map<string, number>();
  for (const document of await sampleFiles.documents(sample)) {
    const { ref, issuerCode, titleEn, abstract, source, confirmed, illustrative, ...head } = document;
    const { id, created } = await registerDocument(services, system, {
      reading: { ...head, articles: [], tables: [], statements: [], warnings: [] },
      file: null,
      reference: ref,
      issuerCode,
      titleEn,
      abstract: abstract.vi,
      abstractEn: abstract.en,
      source: source?.text ?? null,
      sourceUrl: source?.url ?? null,
      confirmed,
      illustrative,
    });
    ids.set(ref, id);
    if (created || (await isDraft(services, id))) await publishDocument(services, system, id);
  }
  return ids;
}

async function isDraft({ db }: Services, id: number): Promise<boolean> {
  const row = await db.selectFrom('document').select('state').where('id', '=', id).executeTakeFirstOrThrow();
  return row.state === 'draft';
}

async function loadCatalogues(
  services: Services,
  sample: string,
  documentIds: ReadonlyMap<string, number>,
): Promise<void> {
  for (const catalogue of await sampleFiles.catalogues(sample)) {
    const { kind, year, period, title, titleEn, documentRef, contact, entriesFile, source } = catalogue;
    const { organisationCode, ...address } = contact;
    const code = `${kind === 'problems' ? 'BTL' : 'NCCN'}-${period ?? year}`;
    const known = await services.db
      .selectFrom('edition')
      .select(['id', 'state'])
      .where('code', '=', code)
      .executeTakeFirst();
    if (known?.state === 'published' || known?.state === 'superseded') continue;
    const edition =
      known ??
      (await createEdition(services, system, {
        kind,
        span: period ?? String(year),
        title,
        titleEn,
        documentId: documentIds.get(documentRef) ?? null,
        contact: { ...address, organisation: organisationCode, hours: null },
        source: sourceText(source),
      }));
    const present = await services.db
      .selectFrom('entry')
      .select('tt')
      .where('edition_id', '=', edition.id)
      .execute();
    for (const entry of await sampleFiles.entries(sample, entriesFile)) {
      if (present.some(({ tt }) => tt === entry.tt)) continue;
      await addEntry(services, system, edition.id, entry as EntryInput);
    }
    await publishIssuedElsewhere(services, edition.id);
  }
}

/** Made-up questions by made-up people, marked as such; two of them answered. */
async function loadQuestions(services: Services, sample: string): Promise<void> {
  for (const { ref, entry, asker, answer, ...words } of await sampleFiles.questions(sample)) {
    const { code } = await services.db
      .selectFrom('entry')
      .innerJoin('edition', 'edition.id', 'entry.edition_id')
      .select('entry.code')
      .where('edition.code', '=', entry.edition)
      .where('entry.tt', '=', entry.tt)
      .executeTakeFirstOrThrow();
    const key = `${sample} ${ref}`;
    const id = await askQuestion(services, await findActor(services, asker), { ...words, code, key });
    const asked = services.db.selectFrom('question').select(['state', 'version']).where('id', '=', id);
    const { state, version } = await asked.executeTakeFirstOrThrow();
    if (!answer || state !== 'waiting') continue;
    const said = { ...words, answer: answer.text, version };
    await answerQuestion(services, await findActor(services, answer.by), id, said);
  }
}

function sourceText(source: { readonly text: string; readonly url: string | null } | null): string | null {
  if (!source) return null;
  return source.url ? `${source.text} (${source.url})` : source.text;
}
