import { memberRoleIn } from '../../../kernel/actor.ts';
import { notFound, Refusal } from '../../../kernel/refusal.ts';
import { seeOther } from '../../../platform/http/answer.ts';
import type { Call } from '../../../platform/http/call.ts';
import { action, onlyFor, page as pageRoute, type Route, signedIn } from '../../../platform/http/route.ts';
import { contentTitle } from '../../../ui/inline.tsx';
import { page } from '../../../ui/page.tsx';
import { type FormFailure, statedFailure } from '../form-failure.ts';
import { lookAtAccounts } from '../looks/looks.ts';
import { communes } from '../organisations/queries.ts';
import { directoryPaths } from '../paths.ts';
import { readId } from '../read-id.ts';
import { personOf } from '../sessions/person-of.ts';
import {
  answerHandover,
  appointMember,
  changeProfile,
  changeRole,
  leaveOrganisation,
  mayAppoint,
  offerHandover,
  removeMember,
} from './commands.ts';
import { MyOrganisationsPage, OrganisationHome } from './home-view.tsx';
import type { ProfileTyped } from './inputs.ts';
import { inviteMember, withdrawInvitation } from './invitations.ts';
import { LeaveFirstPage, MemberPage, OutPage, ProfileForm } from './member-view.tsx';
import { invitationsOf, type OrganisationProfile, organisationsOf, profileOf } from './queries.ts';
import { isOnlyOwner, type Member, membersOf } from './store.ts';
import { memberTexts } from './texts.ts';

const appointing = onlyFor('programme_officer', 'programme_head', 'administrator');

export const membershipRoutes: readonly Route[] = [
  pageRoute('membership.mine', directoryPaths.myOrganisations, signedIn, showMine),
  pageRoute('membership.organisation', '/to-chuc/:code', signedIn, (call) =>
    showHome(call, { email: '', role: '', reason: '' }, null),
  ),
  pageRoute('membership.edit_profile', '/to-chuc/:code/sua', signedIn, (call) => showProfile(call, null)),
  action('membership.change_profile', '/to-chuc/:code/sua', signedIn, saveProfile),
  action('membership.invite', '/to-chuc/:code/moi', signedIn, invite),
  action('membership.withdraw_invitation', '/to-chuc/:code/loi-moi/:invitation/thu-hoi', signedIn, withdraw),
  pageRoute('membership.member', '/to-chuc/:code/thanh-vien/:member', signedIn, (call) =>
    showMember(call, null),
  ),
  action('membership.change_role', '/to-chuc/:code/thanh-vien/:member/quyen', signedIn, saveRole),
  action('membership.offer', '/to-chuc/:code/thanh-vien/:member/ban-giao', signedIn, offer),
  pageRoute('membership.ask_remove', '/to-chuc/:code/thanh-vien/:member/dua-ra', signedIn, (call) =>
    showRemove(call, null),
  ),
  action('membership.remove', '/to-chuc/:code/thanh-vien/:member/dua-ra', signedIn, remove),
  action('membership.answer_offer', '/to-chuc/:code/nhan-ban-giao', signedIn, answer),
  pageRoute('membership.ask_leave', '/to-chuc/:code/roi', signedIn, (call) => showLeave(call, null)),
  action('membership.leave', '/to-chuc/:code/roi', signedIn, leave),
  action('membership.appoint', '/to-chuc/:code/chi-dinh', appointing, appoint),
];

async function showMine(call: Call): Promise<Response> {
  const { language: lang, services } = call;
  const organisations = await organisationsOf(services.db, personOf(call).id, call.today);
  return page(
    call,
    { title: memberTexts(lang).mine, illustrative: organisations.some(({ illustrative }) => illustrative) },
    <MyOrganisationsPage {...{ lang, organisations }} />,
  );
}

/** An organisation for its members; others than members, but for `checks`, learn nothing of it. */
async function organisationFor(call: Call, checks = false): Promise<OrganisationProfile> {
  const organisation = await profileOf(call.services.db, call.param('code'));
  if (memberRoleIn(call.actor, organisation.id) === null && !checks) throw notFound();
  return organisation;
}

interface Typed {
  readonly email: string;
  readonly role: string;
  readonly reason: string;
}

async function showHome(call: Call, typed: Typed, failure: FormFailure | null): Promise<Response> {
  const { language: lang, services, csrfToken } = call;
  const actor = personOf(call);
  const appoints = mayAppoint(actor);
  const organisation = await organisationFor(call, appoints);
  const members = await membersOf(services.db, organisation.id);
  const self = members.find(({ accountId }) => accountId === actor.id) ?? null;
  if (!self)
    await lookAtAccounts(
      services,
      actor,
      'members',
      members.map(({ accountId }) => accountId),
    );
  const invitations =
    self?.role === 'owner' ? await invitationsOf(services.db, organisation.id, services.clock()) : [];
  return page(
    call,
    {
      ...contentTitle(organisation.name),
      status: failure?.status ?? 200,
      illustrative: organisation.illustrative,
    },
    <OrganisationHome
      {...{ lang, csrfToken, organisation, members, invitations, self, typed, failure }}
      mayAppoint={appoints && self === null}
    />,
  );
}

async function invite(call: Call): Promise<Response> {
  const form = await call.form();
  const typed = { email: form.get('email').trim().slice(0, 300), role: form.get('role'), reason: '' };
  const { language } = call;
  const { code } = await organisationFor(call);
  try {
    await inviteMember(call.services, personOf(call), { code, ...typed, language });
  } catch (error) {
    return showHome(call, typed, statedFailure(error, language));
  }
  return seeOther(call, directoryPaths.myOrganisation(code), memberTexts(language).invited(typed.email));
}

async function withdraw(call: Call): Promise<Response> {
  await call.form();
  const { code } = await organisationFor(call);
  await withdrawInvitation(call.services, call.actor, { code, id: readId(call, 'invitation') });
  return seeOther(call, directoryPaths.myOrganisation(code), memberTexts(call.language).withdrawn);
}

/** A member of an organisation whose owner asks; others are refused as the commands refuse them. */
async function memberFor(call: Call): Promise<{ organisation: OrganisationProfile; member: Member }> {
  const organisation = await organisationFor(call);
  if (memberRoleIn(call.actor, organisation.id) !== 'owner')
    throw new Refusal('forbidden', {
      vi: 'Chỉ chủ tài khoản tổ chức được làm việc này.',
      en: 'Only an owner of the organisation may do this.',
    });
  const id = readId(call, 'member');
  const member = (await membersOf(call.services.db, organisation.id)).find((one) => one.id === id);
  if (!member) throw notFound();
  return { organisation, member };
}

async function showMember(
  call: Call,
  failed: { role: string; failure: FormFailure } | null,
): Promise<Response> {
  const { language: lang, csrfToken } = call;
  const { organisation, member } = await memberFor(call);
  const failure = failed?.failure ?? null;
  return page(
    call,
    { ...contentTitle(member.name), status: failure?.status ?? 200, illustrative: organisation.illustrative },
    <MemberPage
      {...{ lang, csrfToken, organisation, member, failure }}
      typedRole={failed?.role ?? member.role}
    />,
  );
}

async function saveRole(call: Call): Promise<Response> {
  const role = (await call.form()).get('role');
  const { organisation, member } = await memberFor(call);
  try {
    await changeRole(call.services, call.actor, { code: organisation.code, memberId: member.id, role });
  } catch (error) {
    return showMember(call, { role, failure: statedFailure(error, call.language) });
  }
  return seeOther(
    call,
    directoryPaths.myOrganisation(organisation.code),
    memberTexts(call.language).roleChanged,
  );
}

async function offer(call: Call): Promise<Response> {
  await call.form();
  const { organisation, member } = await memberFor(call);
  try {
    await offerHandover(call.services, call.actor, { code: organisation.code, memberId: member.id });
  } catch (error) {
    return showMember(call, { role: member.role, failure: statedFailure(error, call.language) });
  }
  return seeOther(
    call,
    directoryPaths.myOrganisation(organisation.code),
    memberTexts(call.language).offerSent,
  );
}

async function showRemove(call: Call, failure: FormFailure | null): Promise<Response> {
  const { language: lang, csrfToken } = call;
  const { organisation, member } = await memberFor(call);
  return page(
    call,
    { ...contentTitle(memberTexts(lang).removeTitle(member.name)), status: failure?.status ?? 200 },
    <OutPage {...{ lang, csrfToken, organisation, member, failure }} />,
  );
}

async function remove(call: Call): Promise<Response> {
  await call.form();
  const { organisation, member } = await memberFor(call);
  try {
    await removeMember(call.services, call.actor, { code: organisation.code, memberId: member.id });
  } catch (error) {
    return showRemove(call, statedFailure(error, call.language));
  }
  return seeOther(call, directoryPaths.myOrganisation(organisation.code), memberTexts(call.language).removed);
}

async function showLeave(call: Call, failure: FormFailure | null): Promise<Response> {
  const { language: lang, csrfToken } = call;
  const organisation = await organisationFor(call);
  const members = await membersOf(call.services.db, organisation.id);
  const self = members.find(({ accountId }) => accountId === personOf(call).id);
  const head = {
    ...contentTitle(memberTexts(lang).leaveTitle(organisation.name)),
    status: failure?.status ?? 200,
  };
  if (self && isOnlyOwner(members, self))
    return page(call, head, <LeaveFirstPage {...{ lang, organisation, members, self, failure }} />);
  return page(call, head, <OutPage {...{ lang, csrfToken, organisation, failure }} member={null} />);
}

async function leave(call: Call): Promise<Response> {
  await call.form();
  const { code } = await organisationFor(call);
  try {
    await leaveOrganisation(call.services, call.actor, code);
  } catch (error) {
    return showLeave(call, statedFailure(error, call.language));
  }
  return seeOther(call, directoryPaths.myOrganisations, memberTexts(call.language).left);
}

async function answer(call: Call): Promise<Response> {
  const accepts = (await call.form()).get('do') === 'nhan';
  const { code } = await organisationFor(call);
  try {
    await answerHandover(call.services, call.actor, { code, accepts });
  } catch (error) {
    return showHome(call, { email: '', role: '', reason: '' }, statedFailure(error, call.language));
  }
  const t = memberTexts(call.language);
  return seeOther(call, directoryPaths.myOrganisation(code), accepts ? t.handedOver : t.offerDeclined);
}

async function appoint(call: Call): Promise<Response> {
  const form = await call.form();
  const typed = { email: form.get('email').trim().slice(0, 300), reason: form.get('reason') };
  const { code } = await organisationFor(call, true);
  try {
    await appointMember(call.services, call.actor, { code, ...typed });
  } catch (error) {
    return showHome(call, { ...typed, role: '' }, statedFailure(error, call.language));
  }
  return seeOther(call, directoryPaths.myOrganisation(code), memberTexts(call.language).appointed);
}

const profileFields = ['commune', 'address', 'phone', 'website', 'activity', 'activityEn'] as const;

async function showProfile(
  call: Call,
  typed: { values: ProfileTyped; version: number; failure: FormFailure } | null,
): Promise<Response> {
  const { language: lang, csrfToken, services } = call;
  const organisation = await organisationFor(call);
  if (memberRoleIn(call.actor, organisation.id) === 'reader')
    throw new Refusal('forbidden', {
      vi: 'Chỉ chủ tài khoản và người biên tập được sửa hồ sơ tổ chức.',
      en: 'Only owners and editors change the profile.',
    });
  const kept = {
    ...{ commune: organisation.commune?.code ?? '', address: organisation.address ?? '' },
    ...{ phone: organisation.phone ?? '', website: organisation.website ?? '' },
    ...{ activity: organisation.activity ?? '', activityEn: organisation.activityEn ?? '' },
  };
  const failure = typed?.failure ?? null;
  return page(
    call,
    {
      ...contentTitle(memberTexts(lang).editTitle(organisation.name)),
      ...{ status: failure?.status ?? 200, illustrative: organisation.illustrative },
    },
    <ProfileForm
      {...{ lang, csrfToken, organisation, failure }}
      values={typed?.values ?? kept}
      // after a conflict the person has seen what stands now and may save over it
      version={failure?.conflict ? organisation.version : (typed?.version ?? organisation.version)}
      communes={await communes(services.db)}
    />,
  );
}

async function saveProfile(call: Call): Promise<Response> {
  const form = await call.form();
  const { code } = await organisationFor(call);
  const values = Object.fromEntries(
    profileFields.map((field) => [field, form.get(field)]),
  ) as unknown as ProfileTyped;
  const version = /^\d{1,9}$/.test(form.get('version')) ? Number(form.get('version')) : -1;
  try {
    await changeProfile(call.services, call.actor, { code, version, typed: values });
  } catch (error) {
    return showProfile(call, { values, version, failure: statedFailure(error, call.language) });
  }
  return seeOther(call, directoryPaths.myOrganisation(code), memberTexts(call.language).saved);
}
