import { writeDate } from '../../../kernel/dates.ts';
import { type AnnexColumn, dateWords, type OfficialText, passagesOf } from '../../../office/index.ts';
import type { Installation } from '../../../platform/installation.ts';
import { agencyInWords, typedDate } from '../../catalogue/index.ts';
import {
  filled,
  insetMost,
  type LetterFieldName,
  type UrgedTask,
  type UrgedTasks,
  type UrgingLetter,
} from './letter.ts';

interface LetterSource {
  readonly letter: Pick<
    UrgingLetter,
    'agency' | 'reportBy' | 'texts' | 'state' | 'number' | 'issuedOn' | 'signer' | 'recalledOn'
  >;
  readonly urged: UrgedTasks;
  readonly installation: Pick<Installation, 'place'>;
}

/** At the foot of pages that hold tasks of the sample. */
const illustrativeMark = 'Có dữ liệu minh họa để xem thử, không phải văn bản chính thức';

/** Alone on its line: where the list of tasks stands. */
const LIST = /^\s*\{\{\s*danh sách nhiệm vụ\s*\}\}\s*$/iu;
const inAnnex = '(Chi tiết tại Phụ lục kèm theo).';

/** The letter as it is to be written: a few tasks amid the words, many in an annex. */
export function composedLetter({ letter, urged, installation }: LetterSource): OfficialText {
  const { texts } = letter;
  const values = valuesOf(letter, urged, installation);
  const say = (text: string) => filled(text, values);
  const list = (text: string) => say(text).split('\n');
  const typedBody = texts.body.split('\n');
  const at = typedBody.findIndex((one) => LIST.test(one));
  const amid = at >= 0 && urged.tasks.length <= insetMost;
  const before = passagesOf(say(typedBody.slice(0, Math.max(at, 0)).join('\n')));
  const annexed = at >= 0 && !amid ? passagesOf(inAnnex) : [];
  const after = passagesOf(say(typedBody.slice(at + 1).join('\n')));
  const number = letter.number ?? (texts.number.trim() === '' ? null : texts.number.trim());
  const date = letter.issuedOn ?? typedDate(texts.date) ?? null;
  const signer = letter.signer ?? (texts.signer.trim() === '' ? null : texts.signer);
  const issuer = list(texts.issuer).map((one) => one.toLocaleUpperCase('vi'));
  const table = { columns: [...columns], rows: urged.tasks.map(rowOf) };
  return {
    superior: texts.superior.trim() === '' ? null : say(texts.superior).toLocaleUpperCase('vi'),
    ...{ issuer, number, symbol: say(texts.symbol), place: say(texts.place), date },
    ...{ kind: '', abstract: say(texts.abstract), addressees: list(texts.addressees) },
    ...{ bases: [], enacting: null, body: [...before, ...annexed, ...after] },
    ...(amid && { inset: { before: before.length, ...table } }),
    signer: { roles: list(texts.roles), name: signer },
    recipients: list(texts.recipients),
    annexes: amid
      ? []
      : [
          {
            number: null,
            title: say(texts.annexTitle),
            caption: `(Kèm theo Công văn số ${number?.padStart(2, '0') ?? ''}/${say(texts.symbol)} ${dateWords(date)} của ${agencyInWords(issuer)})`,
            ...table,
          },
        ],
    mark: marksOf(letter, urged),
  };
}

/** At the foot of each sheet: a file that was taken along is known as recalled, or as made up. */
function marksOf({ recalledOn }: LetterSource['letter'], { illustrative }: UrgedTasks): string | null {
  const marks = [
    ...(recalledOn === null ? [] : [`Đã thu hồi ngày ${writeDate(recalledOn)}`]),
    ...(illustrative ? [illustrativeMark] : []),
  ];
  return marks.length === 0 ? null : marks.join('. ');
}

const columns: readonly AnnexColumn[] = [
  { header: 'TT', width: 11, centred: true },
  { header: 'Nhiệm vụ', width: 60 },
  { header: 'Kế hoạch', width: 26, centred: true },
  { header: 'Thời hạn', width: 24, centred: true },
  { header: 'Số ngày quá hạn', width: 19, centred: true },
  { header: 'Tình hình, giải trình', width: 44 },
];

function rowOf(task: UrgedTask, at: number): string[] {
  return [
    ...[String(at + 1), `${task.name}\n(${task.code})`, task.plan, writeDate(task.lastDay)],
    ...[task.lateDays > 0 ? String(task.lateDays) : 'sắp đến hạn', task.standing],
  ];
}

function valuesOf(
  { agency, reportBy }: LetterSource['letter'],
  { on, plans, tasks }: UrgedTasks,
  installation: LetterSource['installation'],
): Record<LetterFieldName, string> {
  const figure = (count: number) => (count > 0 && count < 10 ? `0${count}` : String(count));
  const late = tasks.filter(({ lateDays }) => lateDays > 0).length;
  return {
    'cơ quan': agency.name,
    'kế hoạch': plans.join('; '),
    'số nhiệm vụ': figure(tasks.length),
    'số quá hạn': figure(late),
    'số sắp đến hạn': figure(tasks.length - late),
    'tình trạng': [
      late > 0 && `${figure(late)} nhiệm vụ đã quá hạn`,
      late < tasks.length && `${figure(tasks.length - late)} nhiệm vụ sắp đến hạn`,
    ]
      .filter(Boolean)
      .join(', '),
    'ngày lập': writeDate(on),
    'hạn báo cáo': writeDate(reportBy),
    tỉnh: installation.place,
    // amid a line there is no room for a table
    'danh sách nhiệm vụ': 'danh sách kèm theo',
  };
}
