import type { Role } from '../../core/server/actor.ts';
import type { TeamKey } from './scenario.ts';

export const workspaceName = 'Hearth & Harbor';

export interface TeamPlan { readonly key: TeamKey; readonly name: string; readonly sign: string; readonly mailbox: string }
export const teams: readonly TeamPlan[] = [
  { key: 'home', name: 'Home Services', sign: 'HS', mailbox: 'home@hearthharbor.example' },
  { key: 'billing', name: 'Billing', sign: 'BI', mailbox: 'billing@hearthharbor.example' },
  { key: 'tech', name: 'Tech Support', sign: 'TS', mailbox: 'support@hearthharbor.example' },
];

export interface Colleague {
  readonly key: string; readonly name: string; readonly title: string; readonly role: Role; readonly zone: string; readonly language: string;
  /** The first is where most of the work is; `+` marks the team they lead. */
  readonly teams: readonly (TeamKey | `${TeamKey}+`)[];
  readonly speaks: readonly string[];
  /** What they know especially well. */
  readonly skills: readonly string[];
}
export const colleagues: readonly Colleague[] = [
  { key: 'nora', name: 'Nora Lindqvist', title: 'Head of Customer Care', role: 'admin', zone: 'Europe/Berlin', language: 'en', teams: ['billing'], speaks: ['en', 'sv', 'de'], skills: [] },
  { key: 'marcus', name: 'Marcus Bell', title: 'Team lead, Home Services', role: 'lead', zone: 'America/New_York', language: 'en', teams: ['home+'], speaks: ['en'], skills: ['Contracts', 'Complaints'] },
  { key: 'lena', name: 'Lena Vogt', title: 'Service coordinator', role: 'agent', zone: 'Europe/Berlin', language: 'en', teams: ['home'], speaks: ['en', 'de', 'nl'], skills: ['Heating', 'Scheduling'] },
  { key: 'priya', name: 'Priya Raman', title: 'Senior service coordinator', role: 'agent', zone: 'America/New_York', language: 'en', teams: ['home'], speaks: ['en'], skills: ['Heating', 'Roof and gutter', 'Certificates'] },
  { key: 'sofia', name: 'Sofía Herrera', title: 'Service coordinator', role: 'agent', zone: 'America/New_York', language: 'es', teams: ['home'], speaks: ['en', 'es', 'it', 'pt'], skills: ['Air conditioning', 'Spanish'] },
  { key: 'ines', name: 'Inês Carvalho', title: 'Team lead, Billing', role: 'lead', zone: 'Europe/Berlin', language: 'pt', teams: ['billing+'], speaks: ['en', 'pt', 'es', 'de'], skills: ['Tax', 'Late fees'] },
  { key: 'julien', name: 'Julien Mercier', title: 'Billing specialist', role: 'agent', zone: 'Europe/Berlin', language: 'fr', teams: ['billing', 'home'], speaks: ['en', 'fr', 'it', 'nl'], skills: ['Invoices', 'French'] },
  { key: 'aisha', name: 'Aisha Grant', title: 'Billing specialist', role: 'agent', zone: 'America/New_York', language: 'en', teams: ['billing'], speaks: ['en'], skills: ['Refunds', 'Invoices'] },
  { key: 'rafael', name: 'Rafael Santos', title: 'Team lead, Tech Support', role: 'lead', zone: 'Asia/Manila', language: 'en', teams: ['tech+'], speaks: ['en', 'es', 'pt', 'fr'], skills: ['Sync', 'Outages'] },
  { key: 'jun', name: 'Jun dela Cruz', title: 'Support specialist', role: 'agent', zone: 'Asia/Manila', language: 'en', teams: ['tech'], speaks: ['en'], skills: ['App', 'Sign-in'] },
  { key: 'mika', name: 'Mika Aalto', title: 'Support engineer', role: 'agent', zone: 'Europe/Berlin', language: 'en', teams: ['tech'], speaks: ['en', 'de', 'sv', 'it'], skills: ['Hub', 'Firmware'] },
  { key: 'tom', name: 'Tom Okafor', title: 'Field operations', role: 'collaborator', zone: 'America/New_York', language: 'en', teams: ['home'], speaks: ['en'], skills: ['Crews', 'Vans'] },
];

/** As whom visitors look around. */
export const guests = { lead: 'marcus', agent: 'lena' } as const;

export const emailOf = (c: Colleague): string => `${c.key}@hearthharbor.example`;
export const worksIn = (c: Colleague, team: TeamKey): boolean => c.role !== 'collaborator' && c.teams.some((t) => t.replace('+', '') === team);
export const leadOf = (team: TeamKey): Colleague => colleagues.find((c) => c.teams.includes(`${team}+`))!;

/** A question, and how often its ticket must have been answered before it makes sense. */
interface Ask { readonly answered: number; readonly text: string }

/** Questions to the two whom visitors look around as, on tickets of others. */
export const asks: Readonly<Record<keyof typeof guests, readonly Ask[]>> = {
  lead: [
    { answered: 0, text: '@marcus can I promise them the first slot tomorrow? Only you can release the reserve.' },
    { answered: 0, text: '@marcus if it comes to goodwill here, how far may I go without asking you again?' },
    { answered: 1, text: '@marcus they did not take our answer well. Could you call <phone> before the end of the day?' },
  ],
  agent: [
    { answered: 0, text: '@lena you had this customer in the summer. Is there anything I should know before I call?' },
    { answered: 0, text: '@lena was that the house with the steep stairs? Then I would send two people.' },
    { answered: 1, text: '@lena did my last reply say it clearly, or would you put it another way?' },
  ],
};
