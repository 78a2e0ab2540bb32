/** Exports of everything, their verification and their restoration (docs/decisions/0014). */
export { BrokenExport } from './broken.ts';
export { draftMark } from './draft.ts';
export { flawText, verifyExportedEvents } from './examine.ts';
export { type Exported, exportAll } from './export.ts';
export { manifestFile } from './format.ts';
export { rehearseRestore } from './rehearse.ts';
export { checkExport, type Restored, restoreExport } from './restore.ts';
