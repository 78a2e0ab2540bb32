import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { Refusal } from '../../kernel/refusal.ts';
import { workConnecting } from '../database/open.ts';
import { BrokenExport } from './broken.ts';
import { measureTables } from './export.ts';
import { partPath } from './format.ts';
import { checkExport, type Restored, type RestoreTarget, restoreExport } from './restore.ts';

const prefix = 'nhipcau_rehearsal_';

/**
 * Restores an export into a database made for it on the same server, exports that again and compares, then drops it.
 * Proves that the export can be restored and loses nothing; touches no data of the product.
 *
 * Throws as `checkExport` and `restoreExport`; Refusal `unavailable` where no database may be made on the server.
 */
export async function rehearseRestore(
  target: Omit<RestoreTarget, 'files'>,
  directory: string,
): Promise<Restored> {
  const opened = await checkExport(directory);
  await dropLeftOver(target.connection);
  const name = await makeScratch(target.connection);
  try {
    const connection = connectionTo(target.connection, name);
    const restored = await restoreExport({ ...target, connection, files: null }, opened);
    // an older export has other columns once its schema is brought up to date
    if (restored.migrated.length === 0) {
      const measured = await measureTables(connection);
      for (const part of opened.manifest.tables) {
        const again = measured.find((one) => one.name === part.name);
        if (again?.sha256 === part.sha256) continue;
        throw new BrokenExport(partPath(part.name), {
          vi: 'khôi phục rồi xuất lại cho ra nội dung khác.',
          en: 'restored and exported again, its content is another.',
        });
      }
    }
    return restored;
  } finally {
    await dropScratch(target, name);
  }
}

/** Codes of "somebody is at work there": one of ours, or the server's own cleaner, which only a superuser may end. */
const atWork: readonly (string | undefined)[] = ['55006', '42501'];

/**
 * Drops the database once nobody works in it. One that cannot be dropped within a minute stays until a later rehearsal
 * takes it away: that says nothing against the export.
 */
export async function dropScratch(
  { connection, log }: Pick<RestoreTarget, 'connection' | 'log'>,
  name: string,
): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      await execute(connection, `drop database if exists ${name} with (force)`);
      return;
    } catch (error) {
      if (!atWork.includes((error as { code?: string }).code)) throw error;
      if (tries === 240) return log.warn({ err: error, name }, 'a database of a rehearsal stays for now');
    }
    await delay(250);
  }
}

/** The name bears the day by the server's clock, which all who rehearse on it share. */
async function makeScratch(connection: pg.ClientConfig): Promise<string> {
  const [today] = await execute(connection, `select to_char(now(), 'YYYYMMDD') as name`);
  const name = `${prefix}${today?.name}_${randomBytes(4).toString('hex')}`;
  try {
    await execute(connection, `create database ${name}`);
    return name;
  } catch (error) {
    if ((error as { code?: string }).code !== '42501') throw error;
    throw new Refusal('unavailable', {
      vi: 'Diễn tập cần tạo một cơ sở dữ liệu tạm trên cùng máy chủ, nhưng tài khoản PostgreSQL chưa có quyền đó. Hãy cấp quyền (ALTER ROLE … CREATEDB) rồi diễn tập lại.',
      en: 'A rehearsal makes a temporary database on the same server, which the PostgreSQL account may not do. Allow it (ALTER ROLE … CREATEDB) and rehearse again.',
    });
  }
}

/** Databases a killed rehearsal left stay for a day, so that none in use is taken away; one still in use stays longer. */
async function dropLeftOver(connection: pg.ClientConfig): Promise<void> {
  const left = await execute(
    connection,
    `select datname as name from pg_database where datname ~ '^${prefix}[0-9]{8}_[0-9a-f]{8}$'
       and datname collate "C" < '${prefix}' || to_char(now() - interval '1 day', 'YYYYMMDD')
       and pg_has_role(datdba, 'member')`,
  );
  for (const { name } of left) {
    await execute(connection, `drop database if exists ${name}`).catch((error: { code?: string }) => {
      if (error.code !== '55006') throw error;
    });
  }
}

async function execute(connection: pg.ClientConfig, statement: string): Promise<{ name: string }[]> {
  const client = new pg.Client({ ...connection, connectionTimeoutMillis: workConnecting });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query<{ name: string }>(statement)).rows;
  } finally {
    await client.end();
  }
}

/** The same server, another database. */
function connectionTo(connection: pg.PoolConfig, database: string): pg.PoolConfig {
  if (!connection.connectionString) return { ...connection, database };
  const url = new URL(connection.connectionString);
  url.pathname = `/${database}`;
  return { ...connection, connectionString: url.href };
}
