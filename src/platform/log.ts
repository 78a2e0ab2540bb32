import { type Logger as Pino, pino } from 'pino';
import type { Config } from './config.ts';

/** Structured JSON lines on standard error: standard output belongs to what a command answers. */
export type Logger = Pick<Pino, 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'child'>;

/** Secrets never reach the log, whatever object is logged. */
const secrets = ['password', 'token', 'secretKey', 'databaseUrl', '*.password', '*.token', 'headers.cookie'];

export function openLog(level: Config['logLevel']): Logger {
  return pino(
    { level, redact: { paths: secrets, censor: '[kín]' }, base: { pid: process.pid } },
    pino.destination({ fd: 2, sync: true }),
  );
}
