import { InvalidInput, Refusal } from '../kernel/refusal.ts';
import type { Language, Text } from '../kernel/text.ts';
import { UnreadableFile } from '../office/index.ts';
import { BrokenExport } from '../platform/backup/index.ts';
import { WrongSettings } from '../platform/config.ts';
import { EmbeddedRefusal } from '../platform/embedded/index.ts';
import { failureOf } from '../platform/http/refusals.ts';
import { Interrupted } from './interruption.ts';

/** Exit codes are a stable interface. */
export const exits = { done: 0, fault: 1, input: 2, refused: 3, unverified: 4 } as const;

/** What was typed on the command line cannot be understood. */
export class WrongUsage extends Error {
  readonly text: Text;
  constructor(text: Text) {
    super(text.vi);
    this.name = 'WrongUsage';
    this.text = text;
  }
}

export interface Ending {
  readonly exit: number;
  readonly lines: readonly Text[];
}

/** How a failed command ends: its exit code and what it says on standard error. */
export function endingOf(error: unknown): Ending {
  if (error instanceof Interrupted) {
    const line = {
      vi: 'Đã dừng theo yêu cầu; việc đang làm dở không được lưu.',
      en: 'Stopped as told; what was not finished is not saved.',
    };
    return { exit: error.exit, lines: [line] };
  }
  if (error instanceof WrongUsage) return { exit: exits.input, lines: [error.text] };
  if (error instanceof WrongSettings) return { exit: exits.input, lines: error.problems };
  if (error instanceof BrokenExport) return { exit: exits.unverified, lines: [error.text] };
  if (error instanceof UnreadableFile) return { exit: exits.input, lines: [error.text] };
  if (error instanceof InvalidInput) {
    const fields = Object.entries<Text | undefined>(error.fields);
    return {
      exit: exits.input,
      lines: fields.map(([field, text]) => ({
        vi: `${field}: ${text?.vi ?? ''}`,
        en: `${field}: ${text?.en ?? ''}`,
      })),
    };
  }
  if (error instanceof Refusal || error instanceof EmbeddedRefusal)
    return { exit: exits.refused, lines: [error.text] };
  const port = portOf(error);
  if (port) return { exit: exits.input, lines: [port] };
  const failure = failureOf(error);
  if (!failure.fault) return { exit: exits.fault, lines: [failure.text] };
  const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return {
    exit: exits.fault,
    lines: [{ vi: `Lỗi của chương trình: ${reason}`, en: `Fault of the program: ${reason}` }],
  };
}

/** What to do where the web server cannot listen at the address of the settings; null for any other error. */
function portOf(error: unknown): Text | null {
  const { syscall, code, address, port } = (error ?? {}) as NodeJS.ErrnoException & {
    readonly address?: string;
    readonly port?: number;
  };
  if (syscall !== 'listen' && syscall !== 'getaddrinfo') return null;
  if (code === 'EADDRINUSE') {
    return {
      vi: `Cổng ${port} tại ${address} đang do chương trình khác dùng. Hãy dừng chương trình đó, hoặc đặt PORT sang cổng khác.`,
      en: `Port ${port} at ${address} is used by another program. Stop that program, or set PORT to another port.`,
    };
  }
  return {
    vi: `Không lắng nghe được ở địa chỉ đã đặt (${code}). Hãy kiểm tra HOST và PORT: HOST phải là địa chỉ của máy này, cổng dưới 1024 cần quyền root.`,
    en: `The address of the settings cannot be listened on (${code}). Check HOST and PORT: HOST must be an address of this machine, a port below 1024 needs root.`,
  };
}

/** Vietnamese unless LANG (or LC_ALL) asks for English. */
export function languageOf(environment: NodeJS.ProcessEnv): Language {
  const asked = environment.LC_ALL || environment.LANG || '';
  return asked.toLowerCase().startsWith('en') ? 'en' : 'vi';
}
