import type { Role } from '../../kernel/actor.ts';
import type { Language } from '../../kernel/text.ts';
import { work } from '../../modules/catalogue/index.ts';
import { consultationWork } from '../../modules/consultation/index.ts';
import { directoryPaths } from '../../modules/directory/index.ts';
import { boardPaths, communePaths, programmeWork } from '../../modules/programme/index.ts';
import { localPath, PATHS } from '../../ui/site-links.ts';
import { countsPaths } from '../counts/paths.ts';
import { guideFor } from '../guide/index.ts';
import type { DeskTexts } from './texts.ts';

interface Shortcut {
  readonly label: string;
  readonly path: string;
  /** Whose work it is. */
  readonly when: boolean;
}

/** What the roles can open, by what it is about. */
export function Shortcuts({
  language,
  t,
  held,
}: {
  readonly language: Language;
  readonly t: DeskTexts;
  readonly held: readonly Role[];
}) {
  return (
    <div class="stack">
      {shortcutsOf(held, t).map(({ title, links }) => (
        <nav key={title} aria-label={title}>
          <h3>{title}</h3>
          <ul class="plain-links">
            {links.map(({ label, path }) => (
              <li key={path}>
                <a href={localPath(language, path)}>{label}</a>
              </li>
            ))}
          </ul>
        </nav>
      ))}
    </div>
  );
}

function shortcutsOf(held: readonly Role[], t: DeskTexts) {
  const groups: readonly (readonly [title: string, links: readonly Shortcut[]])[] = [
    [t.groups.programme, programmeLinks(held, t)],
    [t.groups.catalogue, catalogueLinks(held, t)],
    [t.groups.people, peopleLinks(held, t)],
    [t.groups.system, systemLinks(held, t)],
    [t.groups.own, ownLinks(held, t)],
  ];
  return groups.flatMap(([title, all]) => {
    const links = all.filter(({ when }) => when);
    return links.length === 0 ? [] : [{ title, links }];
  });
}

const holding =
  (held: readonly Role[]) =>
  (...wanted: readonly Role[]) =>
    wanted.some((role) => held.includes(role));

function programmeLinks(held: readonly Role[], { links }: DeskTexts): readonly Shortcut[] {
  const has = holding(held);
  const edits = has('programme_officer', 'programme_head');
  const oversees = edits || has('inspector', 'leader');
  const all = oversees || has('agency_officer');
  return [
    { label: links.boards, path: oversees ? boardPaths.leader : boardPaths.unit, when: all },
    { label: links.plans, path: programmeWork.plans, when: all },
    { label: links.tasks, path: programmeWork.tasks, when: all },
    { label: links.workbook, path: programmeWork.workbooks, when: edits || has('agency_officer') },
    { label: links.targets, path: programmeWork.targets, when: all },
    { label: links.urging, path: programmeWork.urging, when: all },
    { label: links.urgingLetters, path: programmeWork.urgingLetters, when: all },
    { label: links.directives, path: programmeWork.directives, when: all },
    { label: links.difficulties, path: programmeWork.difficulties, when: all },
    { label: links.rehearsal, path: programmeWork.rehearsal, when: oversees },
    { label: links.handOver, path: programmeWork.handOver, when: edits },
  ];
}

function catalogueLinks(held: readonly Role[], { links }: DeskTexts): readonly Shortcut[] {
  const has = holding(held);
  const edits = has('programme_officer', 'programme_head');
  const oversees = edits || has('inspector', 'leader');
  return [
    { label: links.import, path: work.imports, when: edits },
    { label: links.paste, path: work.paste, when: edits },
    { label: links.newEdition, path: work.newEdition, when: edits },
    { label: links.editions, path: work.editions, when: oversees },
    { label: links.documents, path: `${PATHS.desk}/van-ban`, when: oversees },
    { label: links.problems, path: PATHS.problems, when: !edits },
    { label: links.needs, path: PATHS.needs, when: !edits },
    { label: links.publicDocuments, path: PATHS.documents, when: !edits },
  ];
}

function peopleLinks(held: readonly Role[], { links }: DeskTexts): readonly Shortcut[] {
  const has = holding(held);
  const edits = has('programme_officer', 'programme_head');
  const oversees = edits || has('inspector', 'leader');
  return [
    { label: links.questions, path: work.questions, when: oversees || has('agency_officer') },
    { label: links.consultations, path: consultationWork.list, when: oversees },
    { label: links.askedFor, path: PATHS.consultations, when: has('agency_officer') },
    { label: links.registrations, path: directoryPaths.registrations, when: edits },
    { label: links.counts, path: countsPaths.show, when: oversees },
  ];
}

function systemLinks(held: readonly Role[], { links }: DeskTexts): readonly Shortcut[] {
  const has = holding(held);
  const [inspects, administers] = [has('inspector'), has('administrator')];
  return [
    { label: links.audit, path: PATHS.audit, when: inspects },
    { label: links.personalLooks, path: directoryPaths.looks, when: inspects },
    { label: links.accounts, path: '/quan-tri/tai-khoan', when: administers },
    { label: links.organisations, path: '/quan-tri/co-quan', when: administers },
    { label: links.communes, path: communePaths.layout, when: administers },
    { label: links.backup, path: PATHS.backup, when: administers },
    { label: links.mail, path: PATHS.mail, when: administers },
    { label: links.dataRequests, path: PATHS.dataRequests, when: administers },
    { label: links.operator, path: PATHS.operator, when: administers },
  ];
}

function ownLinks(held: readonly Role[], { links }: DeskTexts): readonly Shortcut[] {
  return [
    { label: links.account, path: PATHS.account, when: true },
    { label: links.letters, path: PATHS.letters, when: true },
    { label: links.ownQuestions, path: PATHS.questions, when: true },
    { label: links.ownComments, path: PATHS.comments, when: true },
    { label: links.guide, path: guideFor(held), when: true },
  ];
}
