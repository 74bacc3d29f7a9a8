/** Calls go down, facts and questions go up: a room imports only from floors below its own. */
export const floors: Readonly<Record<string, number>> = {
  people: 1,
  customers: 2,
  shifts: 2,
  calendars: 2,
  tickets: 3,
  clocks: 4,
  notes: 5,
  promises: 5,
  sla: 5,
  approvals: 5,
  subtasks: 5,
  playbooks: 5,
  queues: 5,
  handoffs: 6,
  escalations: 6,
  closings: 6,
  looks: 6,
  rota: 6,
  notifications: 7,
  'channels/email': 7,
  assist: 7,
  'channels/phone': 7,
  workload: 7,
  leave: 7,
  handovers: 7,
};

/** Use between rooms of one floor, listed and acyclic: [from, to]. */
export const sameFloor: readonly (readonly [string, string])[] = [['approvals', 'notes'], ['closings', 'escalations'], ['closings', 'looks'], ['leave', 'channels/phone'], ['queues', 'approvals'], ['assist', 'channels/email'], ['notifications', 'channels/phone'], ['notifications', 'handovers'], ['notifications', 'leave'], ['notifications', 'workload']];
