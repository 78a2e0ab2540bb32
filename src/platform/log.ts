import { type Logger as Pino, pino } from 'pino';
import type { Config } from './config.ts';

/** Structured JSON lines on standard error: standard output belongs to what a command answers. */
export type Logger = Pick<Pino, 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'child'>;

/** Secrets never reach the log, whatever object is logged. */
const secrets = ['password', 'token', 'secretKey', 'databaseUrl', '*.password', '*.token', 'headers.cookie'];

export function openLog(level: Config['logLevel']): Logger {
  const lines = pino.destination({ fd: 2, sync: true });
  // a log on a full disk, or whose reader is gone, must not end the product
  lines.on('error', () => undefined);
  // not `pid`: the facts of a line about another program name that one
  return pino({ level, redact: { paths: secrets, censor: '[kín]' }, base: { instance: process.pid } }, lines);
}
