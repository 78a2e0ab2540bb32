import { defineTexts } from '../../ui/texts/texts.ts';

export const feedTexts = defineTexts(
  {
    all: 'Mọi tin mới',
    title: (label: string, place: string) => `${label} · Nhịp Cầu ${place}`,
    deadlines: 'Thời hạn của các bài toán, nhu cầu',
    closing: (name: string) => `Hạn nhận đề xuất: ${name}`,
    deadline: (raw: string, name: string) => `Thời hạn ${raw}: ${name}`,
    closingMeans: 'Ngày cuối cùng nhận đề xuất.',
    comments: (title: string) => `Hạn góp ý: ${title}`,
    commentsMeans: (agency: string) => `Ngày cuối cùng nhận góp ý. Cơ quan soạn thảo: ${agency}.`,
    deadlineMeans: (raw: string) => `Ngày cuối cùng của thời hạn ghi trong danh mục: “${raw}”.`,
    task: (name: string) => `Hạn hoàn thành: ${name}`,
    taskMeans: (raw: string) => `Ngày cuối cùng để hoàn thành; kế hoạch ghi “${raw}”.`,
    illustrative: 'Dữ liệu minh họa.',
    cut: 'Lịch dừng ở đây: từ ngày này còn thời hạn khác',
    cutMeans: (most: number) =>
      `Một lịch có nhiều nhất ${most} ngày, gồm các thời hạn tới trước nhất; lịch tự nối thêm khi các thời hạn đó qua. Muốn có đủ, hãy thêm lịch riêng của từng lĩnh vực hoặc danh mục.`,
    cutTasksMeans: (most: number) =>
      `Một lịch có nhiều nhất ${most} nhiệm vụ, gồm các hạn tới trước nhất; lịch tự nối thêm khi các hạn đó qua. Muốn có đủ, hãy thêm lịch riêng của từng cơ quan, kế hoạch hoặc nhiệm vụ.`,
  },
  {
    all: 'All that is new',
    title: (label: string, place: string) => `${label} · Nhịp Cầu ${place}`,
    deadlines: 'Deadlines of problems and needs',
    closing: (name: string) => `Proposals close: ${name}`,
    deadline: (raw: string, name: string) => `Deadline ${raw}: ${name}`,
    closingMeans: 'The last day on which proposals are taken.',
    comments: (title: string) => `Comments end: ${title}`,
    commentsMeans: (agency: string) => `The last day on which comments are taken. Drafted by ${agency}.`,
    deadlineMeans: (raw: string) => `The last day of the deadline that the edition gives as “${raw}”.`,
    task: (name: string) => `Task due: ${name}`,
    taskMeans: (raw: string) => `The last day in time; the plan says “${raw}”.`,
    illustrative: 'Illustrative data.',
    cut: 'The calendar ends here: there are more deadlines from this day on',
    cutMeans: (most: number) =>
      `A calendar has ${most} days at most, the soonest ones; it goes on by itself as they pass. To have all, add the calendars of single sectors or editions.`,
    cutTasksMeans: (most: number) =>
      `A calendar has ${most} tasks at most, those due soonest; it goes on by itself as they pass. To have all, add the calendars of single agencies, plans or tasks.`,
  },
);
