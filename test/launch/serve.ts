/**
 * The program the launch tests start and kill: supervises or joins the embedded server of a data directory, tells
 * what happens as JSON lines, and leaves on SIGTERM.
 */
import {
  EmbeddedRefusal,
  type EmbeddedServer,
  joinEmbedded,
  superviseEmbedded,
} from '../../src/platform/embedded/index.ts';

const [role, dataDir = '', away] = process.argv.slice(2);
const tell = (line: object) => process.stdout.write(`${JSON.stringify(line)}\n`);
const note = (facts: object, message: string) => {
  process.stderr.write(`${message} ${JSON.stringify(facts)}\n`);
};
const options = { dataDir, log: { info: note, warn: note, error: note }, ...(away ? { away } : {}) };

try {
  const server: EmbeddedServer = await (role === 'join' ? joinEmbedded(options) : superviseEmbedded(options));
  server.onExit((exit) => tell({ exit }));
  const { connection, adopted, version } = server;
  // keeps this process alive: the server's own watch does not
  const alive = setInterval(() => undefined, 60_000);
  process.once('SIGTERM', async () => {
    await server.stop();
    clearInterval(alive);
    tell({ left: true });
  });
  tell({ connection, adopted, version });
} catch (error) {
  if (!(error instanceof EmbeddedRefusal)) throw error;
  tell({ refused: error.code, vi: error.text.vi, en: error.text.en });
  process.exitCode = 3;
}
