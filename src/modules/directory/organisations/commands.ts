import { sql } from 'kysely';
import type { Actor } from '../../../kernel/actor.ts';
import { InvalidInput, notFound, Refusal } from '../../../kernel/refusal.ts';
import type { Text } from '../../../kernel/text.ts';
import type { Transaction } from '../../../platform/database/open.ts';
import { appendEvent } from '../../../platform/events/append.ts';
import type { Facts } from '../../../platform/events/chain.ts';
import { bumpContentVersion } from '../../../platform/http/content-version.ts';
import type { Services } from '../../../platform/services.ts';
import { refuseUnlessCan } from '../policy.ts';
import {
  type CheckedOrganisation,
  checkOrganisation,
  checkOrganisationEnd,
  type OrganisationEnd,
  type OrganisationInput,
} from './inputs.ts';
import { indexOrganisation } from './search-items.ts';
import {
  type ComparedField,
  comparableFields,
  comparedFields,
  conflictText,
  type LockedOrganisation,
  lockOrganisation,
  organisationsByCode,
  writeSuccession,
} from './store.ts';

/** Two people who link organisations to one another take turns, so that no circle slips in between their checks. */
const linksLock = 7_240_211;

/**
 * Adds an organisation, or changes the one with this code when `version` is given. Adding what is there already,
 * word for word, is no mistake and changes nothing, so that an interrupted load can be run again.
 *
 * Throws InvalidInput (code or tax code taken, unknown or circular links) and Refusal `conflict` when the
 * organisation has changed since `version`.
 */
export async function saveOrganisation(
  services: Services,
  actor: Actor,
  input: OrganisationInput,
): Promise<{ id: number; version: number }> {
  const checked = checkOrganisation(input);
  return services.db.transaction().execute(async (tx) => {
    await lockLinks(tx);
    const known = await lockOrganisation(tx, checked.code);
    refuseUnlessCan(actor, 'change_organisation');
    return saveLocked(tx, services, actor, checked, known);
  });
}

/** Whoever links organisations, or adds one that nobody may add twice, takes turns until the end of the transaction. */
export async function lockLinks(tx: Transaction): Promise<void> {
  await sql`select pg_advisory_xact_lock(${linksLock})`.execute(tx);
}

/** As `saveOrganisation` for a new one, within a command that has locked the links and authorised its actor. */
export async function addOrganisation(
  tx: Transaction,
  services: Services,
  actor: Actor,
  input: OrganisationInput,
): Promise<{ id: number; version: number }> {
  return saveLocked(tx, services, actor, checkOrganisation(input), null);
}

async function saveLocked(
  tx: Transaction,
  services: Services,
  actor: Actor,
  checked: CheckedOrganisation,
  known: LockedOrganisation | null,
): Promise<{ id: number; version: number }> {
  if (checked.version !== undefined && !known) throw notFound();
  const changes = known ? changesBetween(known.fields, checked) : [];
  if (known && checked.version === undefined) {
    if (changes.length === 0) return { id: known.id, version: known.version };
    throw new InvalidInput({ code: takenCode(known.name) });
  }
  if (known && known.version !== checked.version) throw new Refusal('conflict', conflictText);
  if (known && changes.length === 0) return { id: known.id, version: known.version };
  await refuseTakenTaxCode(tx, checked);
  const links = await resolveLinks(tx, checked, known?.id ?? null);
  const saved = known
    ? await updateRow(tx, known.id, checked, links.parent, services.clock())
    : await insertRow(tx, checked, links.parent, services.clock());
  await writeSuccession(tx, saved.id, links);
  await refuseCircles(tx, saved.id);
  await indexOrganisation(tx, saved.id);
  await bumpContentVersion(tx);
  const changed = known
    ? changeFacts(checked.kind, changes)
    : { facts: { code: checked.code, kind: checked.kind }, personal: {} };
  await appendEvent(tx, {
    name: known ? 'organisation.changed' : 'organisation.created',
    actor,
    subject: { kind: 'organisation', id: saved.id },
    ...changed,
    at: services.clock(),
  });
  return saved;
}

/** Ends an organisation on its last day and names who carries on. Throws Refusal `wrong_state` where it has ended already. */
export async function endOrganisation(
  services: Services,
  actor: Actor,
  input: OrganisationEnd,
): Promise<{ id: number; version: number }> {
  const checked = checkOrganisationEnd(input);
  return services.db.transaction().execute(async (tx) => {
    await lockLinks(tx);
    const known = await lockOrganisation(tx, checked.code);
    refuseUnlessCan(actor, 'change_organisation');
    if (!known) throw notFound();
    if (known.version !== checked.version) throw new Refusal('conflict', conflictText);
    if (known.valid_to !== null) throw new Refusal('wrong_state', endedAlready);
    if (known.valid_from !== null && checked.validTo < known.valid_from)
      throw new InvalidInput({ validTo: endsBeforeItBegins });
    const successors = await resolveCodes(tx, 'successors', checked.successors, known.id);
    const saved = await tx
      .updateTable('organisation')
      .set((row) => ({
        valid_to: checked.validTo,
        version: row('version', '+', 1),
        updated_at: services.clock(),
      }))
      .where('id', '=', known.id)
      .returning(['id', 'version'])
      .executeTakeFirstOrThrow();
    await writeSuccession(tx, known.id, { successors });
    await refuseCircles(tx, known.id);
    await bumpContentVersion(tx);
    await appendEvent(tx, {
      name: 'organisation.ended',
      actor,
      subject: { kind: 'organisation', id: known.id },
      facts: { validTo: checked.validTo, successors: checked.successors },
      at: services.clock(),
    });
    return saved;
  });
}

interface Change {
  readonly field: ComparedField;
  readonly from: string | null;
  readonly to: string | null;
}

function changesBetween(
  before: Readonly<Record<ComparedField, string | null>>,
  input: CheckedOrganisation,
): Change[] {
  const after = comparableFields(input, before.successors);
  return comparedFields
    .filter((field) => before[field] !== after[field])
    .map((field) => ({ field, from: before[field], to: after[field] }));
}

/** What changed: in the event itself, except for a person, whose name and tax code stay erasable beside it. */
function changeFacts(
  kind: string,
  changes: readonly Change[],
): { facts: Facts; personal: Record<string, string> } {
  if (kind !== 'individual')
    return { facts: { changes: changes.map(({ field, from, to }) => ({ field, from, to })) }, personal: {} };
  return {
    facts: { changes: changes.map(({ field }) => ({ field })) },
    personal: Object.fromEntries(changes.map(({ field, from, to }) => [field, JSON.stringify([from, to])])),
  };
}

async function refuseTakenTaxCode(tx: Transaction, { taxCode, code }: CheckedOrganisation): Promise<void> {
  if (taxCode === null) return;
  const other = await tx
    .selectFrom('organisation')
    .select(['name', 'code'])
    .where('tax_code', '=', taxCode)
    .where('code', '<>', code)
    .executeTakeFirst();
  if (!other) return;
  throw new InvalidInput({
    taxCode: {
      vi: `Mã số thuế này là của ${other.name} (${other.code}).`,
      en: `This tax code belongs to ${other.name} (${other.code}).`,
    },
  });
}

async function resolveLinks(tx: Transaction, input: CheckedOrganisation, id: number | null) {
  const [parent = null] = input.parent ? await resolveCodes(tx, 'parent', [input.parent], id) : [];
  const predecessors = await resolveCodes(tx, 'predecessors', input.predecessors, id);
  const successors = input.successors && (await resolveCodes(tx, 'successors', input.successors, id));
  return { parent, predecessors, ...(successors ? { successors } : {}) };
}

async function resolveCodes(
  tx: Transaction,
  field: 'parent' | 'predecessors' | 'successors',
  codes: readonly string[],
  self: number | null,
): Promise<number[]> {
  const known = await organisationsByCode(tx, codes);
  const missing = codes.filter((code) => !known.has(code));
  if (missing.length > 0) throw new InvalidInput({ [field]: unknownCodes(missing) });
  const ids = [...known.values()].map(({ id }) => id);
  if (self !== null && ids.includes(self)) throw new InvalidInput({ [field]: ofItself });
  return ids;
}

/**
 * Nobody stands above or comes after themselves, not even over several steps. Looked for once the links are written:
 * a circle they close leads through this organisation.
 */
async function refuseCircles(tx: Transaction, id: number): Promise<void> {
  const found = await sql<{ link: 'parent' | 'predecessors' }>`
    with recursive above as (
      select parent_id as id from organisation where id = ${id}
      union select o.parent_id from organisation o join above on o.id = above.id
    ), later as (
      select successor_id as id from organisation_succession where predecessor_id = ${id}
      union select s.successor_id from organisation_succession s join later on s.predecessor_id = later.id
    )
    select 'parent' as link from above where id = ${id}
    union all select 'predecessors' from later where id = ${id}`.execute(tx);
  const circle = found.rows[0];
  if (circle)
    throw new InvalidInput({
      [circle.link]: circle.link === 'parent' ? circularParent : circularSuccession,
    });
}

async function insertRow(
  tx: Transaction,
  input: CheckedOrganisation,
  parentId: number | null,
  at: Date,
): Promise<{ id: number; version: number }> {
  return tx
    .insertInto('organisation')
    .values({ ...columnsOf(input, parentId), code: input.code, created_at: at, updated_at: at })
    .returning(['id', 'version'])
    .executeTakeFirstOrThrow();
}

async function updateRow(
  tx: Transaction,
  id: number,
  input: CheckedOrganisation,
  parentId: number | null,
  at: Date,
): Promise<{ id: number; version: number }> {
  return tx
    .updateTable('organisation')
    .set((row) => ({ ...columnsOf(input, parentId), version: row('version', '+', 1), updated_at: at }))
    .where('id', '=', id)
    .returning(['id', 'version'])
    .executeTakeFirstOrThrow();
}

function columnsOf(input: CheckedOrganisation, parentId: number | null) {
  return {
    kind: input.kind,
    name: input.name,
    name_en: input.nameEn,
    short_name: input.shortName,
    parent_id: parentId,
    tax_code: input.taxCode,
    valid_from: input.validFrom,
    valid_to: input.validTo,
    confirmed: input.confirmed,
    source: input.source,
    illustrative: input.illustrative,
  };
}

function takenCode(name: string): Text {
  return {
    vi: `Mã này đã dùng cho ${name}. Hãy chọn mã khác, hoặc mở cơ quan đó để sửa.`,
    en: `This code belongs to ${name}. Choose another, or open that organisation and edit it.`,
  };
}

function unknownCodes(codes: readonly string[]): Text {
  return {
    vi: `Không có cơ quan nào mang mã ${codes.join(', ')}.`,
    en: `No organisation has the code ${codes.join(', ')}.`,
  };
}

const ofItself: Text = {
  vi: 'Một cơ quan không thể nối với chính nó.',
  en: 'An organisation cannot be linked to itself.',
};
const circularParent: Text = {
  vi: 'Cơ quan này đang ở dưới cơ quan đang sửa, nên không thể là cấp trên của nó.',
  en: 'This organisation stands below the one being edited and cannot be above it.',
};
const circularSuccession: Text = {
  vi: 'Chuỗi trước – sau bị vòng lại: một cơ quan vừa là tiền thân vừa là cơ quan kế tục.',
  en: 'The order of succession runs in a circle: one organisation would be both before and after.',
};
const endedAlready: Text = {
  vi: 'Cơ quan này đã có ngày kết thúc. Muốn sửa ngày, hãy dùng nút Sửa.',
  en: 'This organisation has ended already. To correct the day, use Edit.',
};
const endsBeforeItBegins: Text = {
  vi: 'Ngày kết thúc phải từ ngày bắt đầu trở đi.',
  en: 'The last day must not lie before the first.',
};
