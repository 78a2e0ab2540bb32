import { defineTexts } from '../../../ui/texts/texts.ts';

export const memberLetterTexts = defineTexts(
  {
    roles: { owner: 'chủ tài khoản tổ chức', editor: 'người biên tập', reader: 'người xem' },
    open: 'Mở trang của tổ chức',
    mine: 'Tổ chức của tôi',
    reason: 'Bạn nhận thư này vì bạn là, hoặc vừa là, thành viên của tổ chức.',
    invited: {
      subject: (organisation: string) => `Lời mời vào ${organisation}`,
      lead: (by: string, organisation: string, role: string) =>
        `${by} mời bạn vào ${organisation} với quyền ${role}. Đường dẫn dưới đây dùng được một lần, trong 14 ngày, chỉ cho địa chỉ này.`,
      notYou: 'Nếu bạn không biết tổ chức này thì không cần làm gì: không ai vào được thay bạn.',
      label: 'Xem lời mời',
      reason: 'Bạn nhận thư này vì một tổ chức ghi địa chỉ này khi mời thành viên.',
    },
    joined: {
      subject: (organisation: string) => `Thành viên mới của ${organisation}`,
      lead: (name: string, organisation: string, role: string) =>
        `${name} đã là thành viên của ${organisation} với quyền ${role}. Nếu có nhầm lẫn, hãy đưa người này ra ở trang của tổ chức.`,
    },
    role: {
      subject: (organisation: string) => `Quyền của bạn ở ${organisation} đã đổi`,
      lead: (name: string, organisation: string, role: string) =>
        `Kính gửi ${name}, quyền của bạn ở ${organisation} nay là ${role}.`,
    },
    removed: {
      subject: (organisation: string) => `Bạn không còn là thành viên của ${organisation}`,
      lead: (name: string, organisation: string) =>
        `Kính gửi ${name}, bạn đã được đưa ra khỏi ${organisation}.`,
      next: 'Tài khoản của bạn vẫn dùng được. Nếu có nhầm lẫn, hãy liên hệ chủ tài khoản của tổ chức.',
    },
    left: {
      subject: (organisation: string) => `Một thành viên đã rời ${organisation}`,
      lead: (name: string, organisation: string) => `${name} đã tự rời ${organisation}.`,
    },
    offered: {
      subject: (organisation: string) => `Đề nghị bạn nhận bàn giao ${organisation}`,
      lead: (name: string, organisation: string) =>
        `${name} đề nghị bạn làm chủ tài khoản của ${organisation} thay mình. Hãy mở trang của tổ chức để nhận hoặc từ chối; chưa nhận thì chưa có gì thay đổi.`,
    },
    owner: {
      subject: (organisation: string) => `Chủ tài khoản mới của ${organisation}`,
      lead: (name: string, organisation: string) => `${name} nay là chủ tài khoản của ${organisation}.`,
      appointed: (name: string, organisation: string, reason: string) =>
        `${name} được cán bộ chỉ định làm chủ tài khoản của ${organisation}. Lý do: ${reason}`,
    },
  },
  {
    roles: { owner: 'owner', editor: 'editor', reader: 'reader' },
    open: 'Open its page',
    mine: 'My organisations',
    reason: 'You get this letter because you belong, or belonged until now, to the organisation.',
    invited: {
      subject: (organisation: string) => `Invitation to ${organisation}`,
      lead: (by: string, organisation: string, role: string) =>
        `${by} invites you to ${organisation} as ${role}. The address below can be used once, within 14 days, for this mail address alone.`,
      notYou: 'If you do not know this organisation, there is nothing to do: nobody can join in your place.',
      label: 'See the invitation',
      reason: 'You get this letter because an organisation gave this address to invite a member.',
    },
    joined: {
      subject: (organisation: string) => `A new member of ${organisation}`,
      lead: (name: string, organisation: string, role: string) =>
        `${name} belongs to ${organisation} now, as ${role}. If that is a mistake, remove them on its page.`,
    },
    role: {
      subject: (organisation: string) => `Your role in ${organisation} has changed`,
      lead: (name: string, organisation: string, role: string) =>
        `Dear ${name}, in ${organisation} you are ${role} now.`,
    },
    removed: {
      subject: (organisation: string) => `You no longer belong to ${organisation}`,
      lead: (name: string, organisation: string) => `Dear ${name}, you were taken out of ${organisation}.`,
      next: 'Your account stays. If that is a mistake, ask an owner of the organisation.',
    },
    left: {
      subject: (organisation: string) => `A member left ${organisation}`,
      lead: (name: string, organisation: string) => `${name} has left ${organisation}.`,
    },
    offered: {
      subject: (organisation: string) => `${organisation}: a hand-over is offered to you`,
      lead: (name: string, organisation: string) =>
        `${name} asks you to be the owner of ${organisation} in their place. Open its page to accept or decline; until you accept, nothing changes.`,
    },
    owner: {
      subject: (organisation: string) => `A new owner of ${organisation}`,
      lead: (name: string, organisation: string) => `${name} is an owner of ${organisation} now.`,
      appointed: (name: string, organisation: string, reason: string) =>
        `An officer appointed ${name} owner of ${organisation}. The reason: ${reason}`,
    },
  },
);
