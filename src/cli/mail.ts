import type { Readable } from 'node:stream';
import { InvalidInput } from '../kernel/refusal.ts';
import type { Text } from '../kernel/text.ts';
import { reportLimit } from '../platform/mail/delivery-report.ts';
import { type ReturnedOutcome, takeReturned } from '../platform/mail/returned.ts';
import type { CommandCall } from './arguments.ts';
import { exits } from './outcome.ts';
import { withRuntime } from './with-runtime.ts';

/** `mail returned`: a mail server hands over, on standard input, a message that came back to MAIL_RETURN. */
export async function mailReturnedCommand(call: CommandCall): Promise<number> {
  const message = await readMessage(process.stdin);
  const outcome = await withRuntime((services) =>
    takeReturned(services, message, call.option('recipient') ?? null),
  );
  process.stdout.write(
    call.json ? `${JSON.stringify({ outcome })}\n` : `${outcomes[outcome][call.language]}\n`,
  );
  return exits.done;
}

async function readMessage(input: Readable): Promise<Buffer> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of input as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > reportLimit)
      throw new InvalidInput({
        message: {
          vi: `Thư trả lại lớn hơn ${reportLimit / 1024 / 1024} MB nên không đọc. Hãy đặt máy chủ thư chỉ kèm phần đầu của thư gốc.`,
          en: `The returned mail is larger than ${reportLimit / 1024 / 1024} MB and is not read. Let the mail server enclose the headers of the letter alone.`,
        },
      });
    parts.push(part);
  }
  return Buffer.concat(parts);
}

const outcomes: Readonly<Record<ReturnedOutcome, Text>> = {
  address_refused: {
    vi: 'Từ nay không gửi thư tới địa chỉ này nữa; quản trị viên có thể mở lại.',
    en: 'Nothing more is sent to this address; an administrator may let it in again.',
  },
  not_delivered: {
    vi: 'Đã ghi là thư này không đến nơi.',
    en: 'It is noted that this mail did not arrive.',
  },
  passed_over: {
    vi: 'Không có gì phải ghi: không phải báo không gửi được, hoặc đã ghi rồi.',
    en: 'There is nothing to note: it is no failed delivery, or it was noted before.',
  },
};
