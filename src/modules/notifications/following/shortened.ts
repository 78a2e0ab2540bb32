/** Characters of a name in the subject of a letter, a title or a list: names of tasks run to paragraphs. */
const most = 160;

/** A name as far as it goes, ended at a word. */
export function shortened(name: string): string {
  const signs = [...name];
  if (signs.length <= most) return name;
  const cut = signs.slice(0, most).join('');
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), most / 2)).replace(/[\s,;:.–-]+$/, '')}…`;
}
