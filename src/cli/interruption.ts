import { constants } from 'node:os';

/** Somebody told the command to stop (Ctrl-C, SIGTERM) before it was done. */
export class Interrupted extends Error {
  /** What a shell reports of a program that this signal ended: 130, 143. */
  readonly exit: number;
  constructor(signal: NodeJS.Signals) {
    super(`interrupted by ${signal}`);
    this.name = 'Interrupted';
    this.exit = 128 + constants.signals[signal];
  }
}

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Runs work until it is done or the command is told to stop; what it has begun is then left to the caller to end. */
export async function untilInterrupted<Result>(work: () => Promise<Result>): Promise<Result> {
  let stop: (signal: NodeJS.Signals) => void = () => undefined;
  const interrupted = new Promise<never>((_, reject) => {
    stop = (signal) => reject(new Interrupted(signal));
  });
  // a later signal finds the handlers still there: it must not cut the orderly end short
  for (const signal of signals) process.on(signal, stop);
  return Promise.race([work(), interrupted]);
}
