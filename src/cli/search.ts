import { rebuildSearch } from '../site/rebuild-search.ts';
import type { CommandCall } from './arguments.ts';
import { exits } from './outcome.ts';
import { withRuntime } from './with-runtime.ts';

export async function rebuildSearchCommand(call: CommandCall): Promise<number> {
  const count = await withRuntime(rebuildSearch);
  const line = { vi: `Đã lập lại chỉ mục: ${count} mục.`, en: `Index rebuilt: ${count} items.` };
  process.stdout.write(call.json ? `${JSON.stringify({ count })}\n` : `${line[call.language]}\n`);
  return exits.done;
}
