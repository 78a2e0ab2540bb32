export { changeEdition, createEdition } from './edition-commands.ts';
export { addEntry, moveEntry, removeEntry, restoreEntry, saveEntry } from './entry-commands.ts';
export type { EditionInput, EntryInput } from './inputs.ts';
export { publishEdition } from './publish.ts';
export { listSectors, type Sector, type SectorInput, saveSector } from './sector.ts';
