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
}
export const colleagues: readonly Colleague[] = [
  { key: 'nora', name: 'Nora Lindqvist', title: 'Head of Customer Care', role: 'admin', zone: 'Europe/Berlin', language: 'en', teams: ['billing'], speaks: ['en', 'sv', 'de'] },
  { key: 'marcus', name: 'Marcus Bell', title: 'Team lead, Home Services', role: 'lead', zone: 'America/New_York', language: 'en', teams: ['home+'], speaks: ['en'] },
  { key: 'lena', name: 'Lena Vogt', title: 'Service coordinator', role: 'agent', zone: 'Europe/Berlin', language: 'en', teams: ['home'], speaks: ['en', 'de', 'nl'] },
  { key: 'priya', name: 'Priya Raman', title: 'Senior service coordinator', role: 'agent', zone: 'America/New_York', language: 'en', teams: ['home'], speaks: ['en'] },
  { key: 'sofia', name: 'Sofía Herrera', title: 'Service coordinator', role: 'agent', zone: 'America/New_York', language: 'es', teams: ['home'], speaks: ['en', 'es', 'it', 'pt'] },
  { key: 'ines', name: 'Inês Carvalho', title: 'Team lead, Billing', role: 'lead', zone: 'Europe/Berlin', language: 'pt', teams: ['billing+'], speaks: ['en', 'pt', 'es', 'de'] },
  { key: 'julien', name: 'Julien Mercier', title: 'Billing specialist', role: 'agent', zone: 'Europe/Berlin', language: 'fr', teams: ['billing', 'home'], speaks: ['en', 'fr', 'it', 'nl'] },
  { key: 'aisha', name: 'Aisha Grant', title: 'Billing specialist', role: 'agent', zone: 'America/New_York', language: 'en', teams: ['billing'], speaks: ['en'] },
  { key: 'rafael', name: 'Rafael Santos', title: 'Team lead, Tech Support', role: 'lead', zone: 'Asia/Manila', language: 'en', teams: ['tech+'], speaks: ['en', 'es', 'pt', 'fr'] },
  { key: 'jun', name: 'Jun dela Cruz', title: 'Support specialist', role: 'agent', zone: 'Asia/Manila', language: 'en', teams: ['tech'], speaks: ['en'] },
  { key: 'mika', name: 'Mika Aalto', title: 'Support engineer', role: 'agent', zone: 'Europe/Berlin', language: 'en', teams: ['tech'], speaks: ['en', 'de', 'sv', 'it'] },
  { key: 'tom', name: 'Tom Okafor', title: 'Field operations', role: 'collaborator', zone: 'America/New_York', language: 'en', teams: ['home'], speaks: ['en'] },
];

/** As whom visitors look around. */
export const guests = { lead: 'marcus', agent: 'lena' } as const;

export const emailOf = (c: Colleague): string => `${c.key}@hearthharbor.example`;
export const worksIn = (c: Colleague, team: TeamKey): boolean => c.role !== 'collaborator' && c.teams.some((t) => t.replace('+', '') === team);
export const leadOf = (team: TeamKey): Colleague => colleagues.find((c) => c.teams.includes(`${team}+`))!;

/** Questions to the two whom visitors look around as, on tickets of others. */
export const asks: Readonly<Record<keyof typeof guests, readonly string[]>> = {
  lead: [
    '@marcus the customer asks for a manager. I have explained our side twice; could you call <phone> before the end of the day?',
    '@marcus goodwill of $120 here, above my limit. Four years with us, second mishap this autumn. May I?',
    '@marcus for your information: they have written to the owner as well. I keep it friendly and short.',
    '@marcus can I promise them the first slot tomorrow? Only you can release the reserve.',
    '@marcus this is the third time round. Would you read along and tell me whether I am missing something?',
  ],
  agent: [
    '@lena you had this customer in the summer. Is there anything I should know before I call?',
    '@lena could you look over my reply before it goes out? It is in the draft.',
    '@lena they ask for you by name. Would you take it over tomorrow?',
    '@lena the appointment is in your region, does 3 pm fit the tour?',
    '@lena was that the house with the steep stairs? Then I would send two people.',
  ],
};
