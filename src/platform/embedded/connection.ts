import pg from 'pg';
import { superuser } from './cluster.ts';

/** How the product reaches its embedded database: through a Unix socket only. */
export interface EmbeddedConnection {
  /** directory of the socket */
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
  readonly database: string;
}

interface Reach {
  readonly socketDirectory: string;
  readonly port: number;
  readonly password: string;
}

export type Answer = 'ready' | 'not-yet' | 'silent' | 'wrong-password';

/** The product's role owns its database and is no superuser, as on a PostgreSQL of one's own. */
const product = 'nhipcau';

/** Tries one connection. `not-yet`: the server lives but is starting, recovering or stopping. */
export async function ping(reach: Reach): Promise<Answer> {
  const client = superuserClient(reach, 5_000);
  try {
    await client.connect();
    return 'ready';
  } catch (error) {
    const { code } = error as { code?: string };
    if (code === '57P03') return 'not-yet';
    // 53300: too many connections, so it is serving
    if (code === '53300') return 'ready';
    return code === '28P01' ? 'wrong-password' : 'silent';
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** Makes the product's role and database where they are missing, and says how to reach them and the version. */
export async function prepareDatabase(
  reach: Reach,
): Promise<{ readonly connection: EmbeddedConnection; readonly version: string }> {
  // it answered a moment ago: a machine that stands still for some seconds is no reason to give up
  const client = superuserClient(reach, 60_000);
  await client.connect();
  try {
    const literal = client.escapeLiteral(reach.password);
    const role = await client.query('select 1 from pg_roles where rolname = $1', [product]);
    if (role.rowCount === 0) await client.query(`create role ${product} login createdb password ${literal}`);
    const database = await client.query('select 1 from pg_database where datname = $1', [product]);
    if (database.rowCount === 0) await client.query(`create database ${product} owner ${product}`);
    const { rows } = await client.query<{ server_version: string }>('show server_version');
    return {
      connection: {
        host: reach.socketDirectory,
        port: reach.port,
        user: product,
        password: reach.password,
        database: product,
      },
      version: rows[0]?.server_version ?? '',
    };
  } finally {
    await client.end();
  }
}

function superuserClient(reach: Reach, milliseconds: number): pg.Client {
  const client = new pg.Client({
    host: reach.socketDirectory,
    port: reach.port,
    user: superuser,
    password: reach.password,
    database: 'postgres',
    application_name: 'nhipcau supervisor',
    connectionTimeoutMillis: milliseconds,
  });
  // a connection cut while idle must not end this process
  client.on('error', () => undefined);
  return client;
}
