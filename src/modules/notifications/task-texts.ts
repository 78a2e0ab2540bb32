import type { LocalDate } from '../../kernel/dates.ts';
import type { Text } from '../../kernel/text.ts';
import { formatDate } from '../../ui/format.ts';
import type { Share, TargetToTell, TaskToTell } from '../programme/index.ts';
import type { News } from './notify.ts';

/** `ofOthers`: the title for somebody who is not of the agency it speaks to. */
export type Said = Pick<News, 'title' | 'detail'> & { readonly ofOthers?: Text };

const both = (vi: string, en: string): Text => ({ vi, en });

/** “NV-145-2025-017: Xây dựng quy chế …” behind what happened to it. */
function titled(vi: string, en: string, { code, name }: Pick<TaskToTell, 'code' | 'name'>): Text {
  return both(`${vi} ${code}: ${name}`, `${en} ${code}: “${name}”`);
}

function dueOf(lastDay: LocalDate | null): Text {
  return lastDay === null
    ? both('Không có hạn cố định.', 'There is no fixed deadline.')
    : both(`Hạn: ${formatDate('vi', lastDay)}.`, `Due ${formatDate('en', lastDay)}.`);
}

function withDue({ plan, lastDay }: TaskToTell, vi: string, en: string): Text {
  const due = dueOf(lastDay);
  return both(`${plan}. ${due.vi} ${vi}`, `${plan}. ${due.en} ${en}`);
}

export const taskSays = {
  given: (task: TaskToTell): Said => ({
    title: titled('Nhiệm vụ mới giao cho cơ quan bạn', 'A task was given to your agency:', task),
    detail: withDue(
      task,
      'Hãy tiếp nhận, hoặc từ chối và nêu lý do.',
      'Take it on, or refuse it with a reason.',
    ),
  }),
  opened: (task: TaskToTell): Said => ({
    title: titled('Nhiệm vụ hằng năm bắt đầu năm mới', 'A yearly task begins another year:', task),
    detail: withDue(
      task,
      'Hãy tiếp nhận và ghi kết quả của năm này riêng.',
      'Take it on, and enter what is done this year by itself.',
    ),
  }),
  insisted: (task: TaskToTell): Said => ({
    title: titled('Cơ quan bạn vẫn thực hiện nhiệm vụ', 'The task stays with your agency:', task),
    detail: withDue(
      task,
      'Đã có trả lời cho việc từ chối. Mở trang để đọc rồi tiếp nhận.',
      'Your refusal was answered. Read why, then take it on.',
    ),
  }),
  refused: (task: TaskToTell, agency: Text): Said => ({
    title: titled(`${agency.vi} từ chối nhiệm vụ`, `${agency.en} refused the task`, task),
    detail: both(
      `${task.plan}. Mở trang để đọc lý do, rồi trả lời hoặc giao cho cơ quan khác.`,
      `${task.plan}. Read why, then answer or give it to another agency.`,
    ),
  }),
  reported: (task: TaskToTell): Said => ({
    title: titled('Chờ xác nhận hoàn thành', 'Waits to be confirmed:', task),
    detail: withDue(
      task,
      'Mọi cơ quan chủ trì đã báo cáo hoàn thành. Hãy xác nhận, hoặc trả lại và nêu lý do.',
      'Every lead has reported it as done. Confirm it, or return it with a reason.',
    ),
  }),
  confirmed: (task: TaskToTell): Said => ({
    title: titled('Đã xác nhận hoàn thành', 'Confirmed as done:', task),
    detail: both(`${task.plan}. Không phải làm gì thêm.`, `${task.plan}. Nothing more is to be done.`),
  }),
  returned: (task: TaskToTell, words: string): Said => ({
    title: titled('Báo cáo hoàn thành bị trả lại', 'Your report of completion was returned:', task),
    detail: withDue(
      task,
      `Lý do: ${words} Hãy bổ sung rồi báo cáo lại.`,
      `Reason: ${words} Complete it, then report again.`,
    ),
  }),
  extensionAsked: (task: TaskToTell, agency: Text, to: LocalDate): Said => ({
    title: titled('Đề nghị gia hạn', 'A later deadline is asked for:', task),
    detail: both(
      `${agency.vi} đề nghị đến ${formatDate('vi', to)}. ${dueOf(task.lastDay).vi} Hãy quyết định gia hạn hay không.`,
      `${agency.en} asks for ${formatDate('en', to)}. ${dueOf(task.lastDay).en} Decide on it.`,
    ),
  }),
  extended: (task: TaskToTell): Said => ({
    title: titled('Đã gia hạn nhiệm vụ', 'The deadline was extended:', task),
    detail: withDue(task, 'Mở trang để xem văn bản.', 'The page names the document.'),
  }),
  notExtended: (task: TaskToTell): Said => ({
    title: titled('Không gia hạn nhiệm vụ', 'The deadline was not extended:', task),
    detail: withDue(task, 'Hạn cũ vẫn giữ. Mở trang để đọc lý do.', 'The deadline stays. The page says why.'),
  }),
  amended: (task: TaskToTell): Said => ({
    title: titled('Nhiệm vụ của cơ quan bạn được sửa đổi', 'A task of your agency was amended:', task),
    detail: withDue(task, 'Mở trang để xem điều gì đã đổi.', 'The page shows what changed.'),
  }),
  closed: (task: TaskToTell): Said => ({
    title: titled('Nhiệm vụ dừng, không thực hiện tiếp', 'A task is carried out no longer:', task),
    detail: both(`${task.plan}. Mở trang để xem văn bản.`, `${task.plan}. The page names the document.`),
  }),
  reopened: (task: TaskToTell): Said => ({
    title: titled('Nhiệm vụ được mở lại', 'A task was opened again:', task),
    detail: withDue(task, 'Mở trang để đọc lý do.', 'The page says why.'),
  }),
} as const;

const targetVerbs: Readonly<Record<string, Text>> = {
  'target.assigned': both('Chỉ tiêu giao cho cơ quan bạn', 'Your agency answers for the target'),
  'target.amended': both('Chỉ tiêu được sửa đổi', 'A target was amended:'),
  'target.corrected': both('Chỉ tiêu được đính chính', 'A target was corrected:'),
  'target.taken_out': both('Chỉ tiêu được bỏ khỏi kế hoạch', 'A target was taken out of its plan:'),
  'target.closed': both('Chỉ tiêu dừng, không thực hiện', 'A target is pursued no longer:'),
  'target.reopened': both('Chỉ tiêu được mở lại', 'A target was opened again:'),
};

export const targetEvents: readonly string[] = Object.keys(targetVerbs);

export function targetSays(name: string, target: TargetToTell): Said {
  const verb = targetVerbs[name] ?? both('Chỉ tiêu', 'Target');
  return {
    title: titled(verb.vi, verb.en, target),
    detail: both(`${target.plan}. Mở trang để xem.`, `${target.plan}. Open its page.`),
  };
}

export const figureSays = {
  awaited: (target: TargetToTell, dueOn: LocalDate): Said => ({
    title: titled('Đến kỳ báo số liệu chỉ tiêu', 'A figure can be entered of the target', target),
    detail: both(
      `${target.plan}. Chậm nhất ngày ${formatDate('vi', dueOn)}. Mở trang để ghi số liệu và nguồn.`,
      `${target.plan}. Due by ${formatDate('en', dueOn)}. Open its page to enter it with its source.`,
    ),
  }),
  owed: (target: TargetToTell, dueOn: LocalDate): Said => ({
    title: titled('Quá hạn báo số liệu chỉ tiêu', 'A figure is overdue of the target', target),
    detail: both(
      `${target.plan}. Hạn là ngày ${formatDate('vi', dueOn)}. Mở trang để ghi; chưa thống kê được thì ghi rõ ở ô lời.`,
      `${target.plan}. It was due by ${formatDate('en', dueOn)}. Enter it, or say in words that there is none yet.`,
    ),
  }),
  doubted: (target: TargetToTell): Said => ({
    title: titled('Số liệu khác thường cần xem', 'An unusual figure to be looked at:', target),
    detail: both(
      `${target.plan}. Người ghi đã xác nhận và nêu lý do. Mở trang để xem; nếu sai thì đính chính.`,
      `${target.plan}. Whoever entered it confirmed it with a reason. Read it, and correct the figure if it is wrong.`,
    ),
  }),
} as const;

const some = (count: number, vi: string, one: string, many: string): readonly Text[] =>
  count === 0 ? [] : [both(`${count} ${vi}`, count === 1 ? `1 ${one}` : `${count} ${many}`)];

/** What came to an agency at once, whatever the number of tasks. */
export function sharePhrase({ given, moved, taken, targets }: Share): Text {
  const parts = [
    ...some(given, 'nhiệm vụ được giao', 'task given', 'tasks given'),
    ...some(targets, 'chỉ tiêu được giao', 'target given', 'targets given'),
    ...some(moved, 'nhiệm vụ đổi thời hạn', 'task with another deadline', 'tasks with another deadline'),
    ...some(taken, 'nhiệm vụ không còn do cơ quan chủ trì', 'task led no longer', 'tasks led no longer'),
  ];
  return both(parts.map(({ vi }) => vi).join(', '), parts.map(({ en }) => en).join(', '));
}

/** `of`: the plan, or from whom it was taken over. */
export function shareSays(share: Share, of: Text): Said {
  const phrase = sharePhrase(share);
  const { only, given } = share;
  return {
    title: only
      ? both(
          `${phrase.vi} (${of.vi}): ${only.code} ${only.name}`,
          `${phrase.en} (${of.en}): ${only.code} “${only.name}”`,
        )
      : both(`Cơ quan bạn có ${phrase.vi} (${of.vi})`, `Your agency has ${phrase.en} (${of.en})`),
    ...(!only && { ofOthers: both(`${phrase.vi} (${of.vi})`, `${phrase.en} (${of.en})`) }),
    detail:
      given > 0
        ? both(
            'Mở danh sách để tiếp nhận từng nhiệm vụ, hoặc từ chối và nêu lý do.',
            'Open the list to take each on, or refuse it with a reason.',
          )
        : both('Mở danh sách để xem.', 'Open the list to see them.'),
  };
}

/** To whoever follows plans, where an agency has nobody who could be told. */
export function unheard({ title, ofOthers = title }: Said, agency: Text): Said {
  return {
    title: both(
      `${agency.vi} chưa có cán bộ nhận việc. ${ofOthers.vi}`,
      `${agency.en} has no officer. ${ofOthers.en}`,
    ),
    detail: both(
      'Hãy báo cơ quan này bằng cách khác và đề nghị quản trị viên mở tài khoản cho cán bộ của họ.',
      'Tell the agency in another way, and ask an administrator to open an account for its officer.',
    ),
  };
}

export function absenceSays(
  {
    name,
    validFrom,
    validTo,
  }: { readonly name: string; readonly validFrom: LocalDate; readonly validTo: LocalDate },
  agency: { readonly name: Text; readonly day: LocalDate },
): Said {
  return {
    title: both(
      `${agency.name.vi} không còn cán bộ nhận việc từ ${formatDate('vi', agency.day)}`,
      `${agency.name.en} has nobody to take work from ${formatDate('en', agency.day)}`,
    ),
    detail: both(
      `${name} vắng mặt từ ${formatDate('vi', validFrom)} đến hết ${formatDate('vi', validTo)}, không ai thay. Hãy đề nghị cơ quan cử người làm thay.`,
      `${name} is away from ${formatDate('en', validFrom)} to ${formatDate('en', validTo)} without a deputy. Ask the agency to name one.`,
    ),
  };
}
