import { localDateOf } from '../../../kernel/dates.ts';
import type { Call } from '../../../platform/http/call.ts';
import { onlyFor, type Route, page as readPage } from '../../../platform/http/route.ts';
import { page } from '../../../ui/page.tsx';
import { programmeWork } from '../paths.ts';
import { agenciesOf, mayDo, programmeReaders } from '../policy.ts';
import { filtersIn } from './filters.ts';
import { countStates, listTasks, taskChoices } from './list-queries.ts';
import { taskListTexts } from './list-texts.ts';
import { TaskList } from './list-view.tsx';

async function showList(call: Call): Promise<Response> {
  const { services, language: lang, actor } = call;
  const today = localDateOf(services.clock());
  const filters = filtersIn(call);
  const rows = await listTasks(services.db, actor, filters, today);
  return page(
    call,
    {
      ...{ title: taskListTexts(lang).title, active: 'desk', wide: true },
      illustrative: rows.some(({ illustrative }) => illustrative),
    },
    <TaskList
      {...{ lang, today, filters, rows }}
      counts={await countStates(services.db, actor, filters, today)}
      choices={await taskChoices(services.db, actor, filters)}
      own={!mayDo(actor, 'read', null)}
      enters={mayDo(actor, 'edit', null) || agenciesOf(actor).length > 0}
    />,
  );
}

export const taskListRoutes: readonly Route[] = [
  readPage('task.list', programmeWork.tasks, onlyFor(...programmeReaders), showList),
];
