import { createReadStream } from 'node:fs';
import { BrokenExport } from './broken.ts';
import { longestLine, within } from './format.ts';

const lineFeed = 10;

/** Told of every piece of the file as it is read, for its hash. */
export type Measure = (bytes: Buffer) => void;

/**
 * The lines of a file of an export without their ends, as many at once as one read brings. Throws BrokenExport where a
 * line is longer than an export writes, or the last one is cut off.
 */
export async function* readLines(
  directory: string,
  path: string,
  measure: Measure,
): AsyncGenerator<readonly Buffer[]> {
  let rest: Buffer[] = [];
  let restLength = 0;
  let number = 0;
  for await (const chunk of createReadStream(within(directory, path), { highWaterMark: 256 * 1024 })) {
    const bytes = chunk as Buffer;
    measure(bytes);
    const lines: Buffer[] = [];
    let from = 0;
    for (let end = bytes.indexOf(lineFeed); end >= 0; end = bytes.indexOf(lineFeed, from)) {
      const piece = bytes.subarray(from, end);
      lines.push(rest.length === 0 ? piece : Buffer.concat([...rest, piece]));
      rest = [];
      restLength = 0;
      from = end + 1;
    }
    number += lines.length;
    if (from < bytes.length) {
      rest.push(bytes.subarray(from));
      restLength += bytes.length - from;
    }
    if (restLength > longestLine) throw tooLong(path, number + 1);
    if (lines.length > 0) yield lines;
  }
  if (restLength > 0) {
    throw new BrokenExport(
      path,
      { vi: 'dòng cuối bị cắt ngang.', en: 'the last line is cut off.' },
      number + 1,
    );
  }
}

function tooLong(path: string, line: number): BrokenExport {
  const most = longestLine / 1024 / 1024;
  return new BrokenExport(
    path,
    { vi: `dòng dài hơn ${most} MB.`, en: `the line is longer than ${most} MB.` },
    line,
  );
}
