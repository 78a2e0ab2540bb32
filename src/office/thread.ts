import { type ResourceLimits, Worker } from 'node:worker_threads';

/** Why a thread answered nothing: over its time, over its memory, or a fault of its code. */
export class ThreadFailure extends Error {
  readonly reason: 'time' | 'memory' | 'fault';

  constructor(reason: ThreadFailure['reason'], message: string) {
    super(message);
    this.name = 'ThreadFailure';
    this.reason = reason;
  }
}

/** Milliseconds that a thread without work is kept: loading the code anew costs more than most jobs. */
const IDLE = 30_000;

/**
 * Work in threads of its own, so that it holds up nobody and costs bounded memory and time. `file` answers every
 * message with one message. A thread that has done its work waits a while for the next; one that failed is ended.
 *
 * The answer function takes a job and its milliseconds; it throws ThreadFailure.
 */
export function openThreads<Job, Answer>(
  file: URL,
  limits: ResourceLimits,
): (job: Job, milliseconds: number) => Promise<Answer> {
  let idle: { readonly worker: Worker; readonly end: NodeJS.Timeout } | null = null;

  const fresh = () => {
    const worker = new Worker(file, { resourceLimits: limits, execArgv: [] });
    // it may end while nobody waits for it
    worker.on('error', () => undefined);
    worker.once('exit', () => {
      if (idle?.worker === worker) takeIdle();
    });
    return worker;
  };

  const takeIdle = () => {
    if (!idle) return null;
    const { worker, end } = idle;
    clearTimeout(end);
    idle = null;
    worker.ref();
    return worker;
  };

  const keep = (worker: Worker) => {
    if (idle) return void worker.terminate();
    const end = setTimeout(() => void takeIdle()?.terminate(), IDLE);
    end.unref();
    worker.unref();
    idle = { worker, end };
  };

  const work = async (worker: Worker, job: Job, milliseconds: number): Promise<Answer> => {
    try {
      const answer = await answerOf<Answer>(worker, job, milliseconds);
      keep(worker);
      return answer;
    } catch (error) {
      void worker.terminate();
      throw error;
    }
  };

  return async (job, milliseconds) => {
    const used = takeIdle();
    if (!used) return work(fresh(), job, milliseconds);
    try {
      return await work(used, job, milliseconds);
    } catch (error) {
      // what an earlier job left in the thread is not this one's fault
      if (error instanceof ThreadFailure && error.reason === 'time') throw error;
      return work(fresh(), job, milliseconds);
    }
  };
}

function answerOf<Answer>(worker: Worker, job: unknown, milliseconds: number): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const fail = (reason: ThreadFailure['reason'], why: string) => {
      clearTimeout(timer);
      reject(new ThreadFailure(reason, why));
    };
    const timer = setTimeout(() => fail('time', `longer than ${milliseconds} ms`), milliseconds);
    const broken = (error: NodeJS.ErrnoException) =>
      fail(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? 'memory' : 'fault', error.stack ?? String(error));
    const ended = (code: number) => fail('fault', `the thread ended with ${code}`);
    worker.on('error', broken);
    worker.on('exit', ended);
    worker.once('message', (answer: Answer) => {
      clearTimeout(timer);
      worker.off('error', broken);
      worker.off('exit', ended);
      resolve(answer);
    });
    worker.postMessage(job);
  });
}
