import type { Audited } from './staff.ts'

type Data = Record<string, unknown>
const text = (value: unknown): string => (Array.isArray(value) ? value.join(', ') : String(value ?? ''))
const whyNot: Record<string, string> = { password: 'wrong password', code: 'wrong code', unknown: 'unknown address', deactivated: 'deactivated', 'too-many': 'too many tries' }
const ended: Record<string, string> = { 'signed-out': 'signed out', ended: 'ended a session', password: 'was signed out by a new password', deactivated: 'was signed out', everywhere: 'signed out everywhere else' }

function changes(set: unknown): string {
  const names: Record<string, string> = { name: 'name', title: 'title', picture: 'picture', zone: 'time zone', language: 'language', sign: 'sign', visibility: 'visibility', role: 'role' }
  return Object.keys((set ?? {}) as Data).map((field) => names[field] ?? field).join(', ') || 'profile'
}

const words: Record<string, (data: Data, about: string, nameOf: (id: string) => string) => string> = {
  'workspace.made': (d) => (d['demo'] ? 'made the demo workspace' : `made the workspace ${text(d['name'])}`),
  'workspace.changed': (d) => `renamed the workspace to ${text(d['name'])}`,
  'workspace.demo-left': () => 'left the demo',
  'people.joined': (d, about) => `${about || text(d['name'])} joined as ${text(d['role'])}`,
  'people.changed': (d, about) => (d['roleBefore'] ? `changed the role of ${about} from ${text(d['roleBefore'])} to ${text((d['set'] as Data)['role'])}` : `changed ${changes(d['set'])} of ${about}`),
  'people.deactivated': (_, about) => `deactivated ${about}`,
  'people.reactivated': (_, about) => `reactivated ${about}`,
  'people.signed-in': (d) => `signed in${d['by'] === 'password' ? '' : ` by ${text(d['by']).replaceAll('-', ' ')}`}`,
  'people.sign-in-refused': (d, about) => `Sign-in refused${about ? ` for ${about}` : ''}: ${whyNot[text(d['why'])] ?? text(d['why'])}`,
  'people.sessions-ended': (d, about) => `${about} ${ended[text(d['why'])] ?? 'was signed out'}`,
  'people.password-changed': (d, about) => (d['how'] === 'reset' ? `${about} set a new password by a link` : d['how'] === 'command' ? `The password of ${about} was set on the server` : `${about} changed the password`),
  'people.email-changed': (_, about) => `${about} changed the email address`,
  'people.second-factor-changed': (d, about) => `turned the second factor of ${about} ${d['on'] ? 'on' : 'off'}`,
  'people.invited': (d, about) => `invited ${about} as ${text(d['role'])}${d['again'] ? ' again' : ''}`,
  'people.invitation-withdrawn': (_, about) => `withdrew the invitation to ${about}`,
  'teams.made': (d) => `made the team ${text(d['name'])}`,
  'teams.changed': (d, about) => ((d['set'] as Data | undefined)?.['archivedAt'] ? `archived the team ${about}` : `changed ${changes(d['set'])} of the team ${about}`),
  'teams.members-changed': (d, about, nameOf) => {
    const [joined] = d['joined'] as { id: string; lead: boolean }[]
    return joined ? `made ${nameOf(joined.id)} a ${joined.lead ? 'lead' : 'member'} of ${about}` : `took ${(d['left'] as string[]).map(nameOf).join(', ')} out of ${about}`
  },
  'approvals.policy-changed': (d, about) => `changed ${d['what'] === 'authority' ? 'who decides' : 'what is reserved for leads'}${about ? ` in ${about}` : ''}: ${(d['changes'] as { key: string }[]).map((one) => one.key).join(', ')}`,
  'keys.made': (d) => `made the ${text(d['kind'])} key ${text(d['name'])} (${text(d['scopes'])})`,
  'keys.revoked': (d) => `revoked the key ${text(d['name'])}`,
}

/** One line of the log in words. Facts of other rooms are named as they are. */
export const auditWords = (one: Audited, nameOf: (id: string) => string): string =>
  words[one.name]?.(one.data as Data, one.about.name, nameOf) ?? `${one.name.replaceAll(/[.-]/g, ' ')}${one.about.name ? `: ${one.about.name}` : ''}`

/** From where, when the fact says so. */
export const auditFrom = (one: Audited): string => {
  const { device, address } = one.data as { device?: string; address?: string }
  return [device, address].filter(Boolean).join(' · ')
}
