import { z } from 'zod';
import { endpoint, fact, refusal, settings } from '../../core/contract.ts';
import { byId, cursor, id, language, ok, page, time, words, zone } from '../../core/shapes.ts';

const preferredContact = z.enum(['unknown', 'email', 'phone', 'text', 'chat']);
const addressKind = z.enum(['email', 'phone']);
const flag = z.enum(['true', 'false']).transform((v) => v === 'true');
const knownZone = zone.refine((name) => {
  try { return new Intl.DateTimeFormat('en', { timeZone: name }).format(0).length > 0; } catch { return false; }
}, 'is not a time zone, such as Europe/Berlin');

/** One way to reach a customer. `trouble` says why mail to it fails; `quietAt` that no automatic mail goes there. */
export const customerAddress = z.object({
  id, kind: addressKind, value: z.string(), main: z.boolean(), trouble: z.string().nullable(), troubleAt: time.nullable(), quietAt: time.nullable(),
});
export const companyBrief = z.object({ id, name: z.string(), plan: z.string(), critical: z.boolean() });

/** What other rooms show of a customer. Plan and the critical flag are the customer's own or else the company's. */
export const customerBrief = z.object({
  id, name: z.string(), address: z.string().nullable().describe('main email address'), company: companyBrief.nullable(), plan: z.string(), critical: z.boolean(),
  language: z.string().nullable(), zone: z.string().nullable(), preferredContact,
});
export const customerDetail = customerBrief.extend({
  ownPlan: z.string(), ownCritical: z.boolean(), notes: z.string(), version: z.int(), madeAt: time, addresses: z.array(customerAddress),
  mergedInto: id.nullable().describe('the customer this one is now part of'),
  merges: z.array(z.object({ id, name: z.string(), at: time, byId: id.nullable() })).describe('merges into this one that can be undone, newest first'),
  may: z.object({ edit: z.boolean(), merge: z.boolean() }),
});
const companyDetail = companyBrief.extend({
  domains: z.array(z.string()), notes: z.string(), version: z.int(), madeAt: time, customers: z.int().describe('how many belong to it'), may: z.object({ edit: z.boolean() }),
});

/** known-address: they wrote from their address and the mail proves it (DMARC), or reached us by a way known as theirs. */
export const verifiedHow = z.enum(['callback', 'security-question', 'known-address', 'document', 'other']);
export const verification = z.object({
  id, how: verifiedHow, detail: z.string(), ticketId: id.nullable().describe('where it was noted'), byId: id.nullable(), at: time, until: time, valid: z.boolean().describe('its time is not over'),
}).meta({ id: 'Verification' });
export const identity = z.object({
  customerId: id, since: time.describe('customer since'), verification: verification.nullable().describe('the newest that was not taken back; null: never verified'),
  past: z.array(z.object({ kind: z.enum(['ticket', 'escalation']), count: z.int(), lastAt: time.nullable() })).describe('what there was before, as far as you may see it'), may: z.object({ verify: z.boolean() }),
}).meta({ id: 'Identity' });
const verifiedDays = z.int().min(1).max(730);
export const customerSettings = settings('customers', z.object({ verifiedDays: verifiedDays.default(30).describe('for so many days a customer counts as verified') }));

const fields = {
  name: words(200, 0), companyId: id.nullable(), plan: words(80, 0), critical: z.boolean(), language: language.nullable(), zone: knownZone.nullable(), preferredContact, notes: words(20_000, 0),
};
/** Validated live by the edit form. */
export const customerChange = z.object(fields).partial();
const typedAddress = z.object({ id, kind: addressKind, value: words(254) });
const companyFields = { name: words(200), domains: z.array(words(253)).max(50), plan: words(80, 0), critical: z.boolean(), notes: words(20_000, 0) };

export const badAddress = refusal('customers.bad-address', 400, 'That is not an address we can use. Write an email address like anna@example.com or a phone number with its digits.', z.object({ value: z.string() }));
export const addressTaken = refusal('customers.address-taken', 409, 'Another customer already has this address. Open that customer, or merge the two.', z.object({ value: z.string(), customerId: id, name: z.string() }));
export const changedMeanwhile = refusal('customers.changed-meanwhile', 409, 'Someone else saved this in the meantime. Look at what changed, then save yours again.', z.object({ version: z.int() }));
export const lastAddress = refusal('customers.last-address', 409, 'This is the only way to reach this customer. Add another address first.');
export const wasMerged = refusal('customers.merged', 409, 'This customer is now part of another one. Open that one to go on.', z.object({ into: id }));
export const sameCustomer = refusal('customers.same', 400, 'A customer cannot be merged with itself. Choose the other one.');
export const cannotUndo = refusal('customers.merge-final', 409, 'This merge can no longer be undone: it was undone before, or one of the two was merged again since.');
export const publicDomain = refusal('customers.public-domain', 400, 'Anybody can have an address at this domain, so it cannot stand for a company.', z.object({ domain: z.string() }));
export const badDomain = refusal('customers.bad-domain', 400, 'That is not a domain. Write it like example.com.', z.object({ domain: z.string() }));
export const domainTaken = refusal('customers.domain-taken', 409, 'Another company already has this domain.', z.object({ domain: z.string(), companyId: id, name: z.string() }));

export const verificationRevoked = refusal('customers.verification-revoked', 409, 'This was taken back already.');

const set = z.object({ name: z.string(), companyId: id.nullable(), plan: z.string(), critical: z.boolean(), language: z.string().nullable(), zone: z.string().nullable(), preferredContact }).partial();
export const CustomerAdded = fact('customers.added', 'customer', z.object({ name: z.string(), how: z.enum(['mail', 'hand']) }));
/** `fields` names everything that changed (notes too, whose words stay out); `set` holds the new values, `before` the old. */
export const CustomerChanged = fact('customers.changed', 'customer', z.object({ fields: z.array(z.string()), set, before: set, version: z.int() }));
export const AddressAdded = fact('customers.address-added', 'customer', z.object({ addressId: id, kind: addressKind, value: z.string() }));
export const AddressRemoved = fact('customers.address-removed', 'customer', z.object({ addressId: id, kind: addressKind, value: z.string() }));
export const AddressMarked = fact('customers.address-marked', 'customer', z.object({ addressId: id, main: z.boolean(), trouble: z.string().nullable(), quiet: z.boolean() }));
/** Whatever belongs to `gone` belongs to `kept` (the one it is about) from now on; rooms above move what they hold in the same transaction. */
export const CustomersMerged = fact('customers.merged', 'customer', z.object({ mergeId: id, kept: id, gone: id, goneName: z.string() }));
/** Takes a merge back: what `mergeId` moved goes home. */
export const CustomersUnmerged = fact('customers.unmerged', 'customer', z.object({ mergeId: id, kept: id, gone: id, goneName: z.string() }));
/** How they were verified; details stay in the house. */
export const CustomerVerified = fact('customers.verified', 'customer', z.object({ verificationId: id, how: verifiedHow, until: time, ticketId: id.nullable() }));
export const VerificationRevoked = fact('customers.verification-revoked', 'customer', z.object({ verificationId: id, how: verifiedHow, ticketId: id.nullable() }));
export const CustomerSettingsChanged = fact('customers.settings-changed', 'settings', customerSettings.schema, { shown: false });
export const CompanyAdded = fact('customers.company-added', 'company', z.object({ name: z.string() }));
export const CompanyChanged = fact('customers.company-changed', 'company', z.object({ fields: z.array(z.string()), name: z.string(), plan: z.string(), critical: z.boolean(), version: z.int() }));

const customerAndAddress = z.object({ id, addressId: id });
const saving = [changedMeanwhile, wasMerged] as const;

export const customers = {
  list: endpoint('GET /customers', {
    summary: 'Customers by name, or those whose name, company or address matches what is searched; best matches first', door: 'teammate',
    query: z.object({ q: words(200, 0).optional(), company: id.optional(), critical: flag.optional(), cursor, limit: z.coerce.number().int().min(1).max(100).default(50) }),
    output: page(customerBrief),
  }),
  show: endpoint('GET /customers/:id', { summary: 'One customer with all addresses', door: 'teammate', params: byId, output: customerDetail }),
  add: endpoint('POST /customers', {
    summary: 'Add a customer by hand', door: 'agent', body: customerChange.extend({ id, addresses: z.array(typedAddress).max(20) }), output: customerDetail,
    refusals: [badAddress, addressTaken],
    example: { body: { id: '0198b2a4-7d1e-7c3a-9f00-2f6f0d9b1a01', name: 'Anna Keller', addresses: [{ id: '0198b2a4-7d1e-7c3a-9f00-2f6f0d9b1a02', kind: 'email', value: 'anna@example.com' }] } },
  }),
  edit: endpoint('PATCH /customers/:id', {
    summary: 'Change some fields; refused when someone saved since `version` was read', door: 'agent', params: byId, body: customerChange.extend({ version: z.int() }), output: customerDetail, refusals: saving,
    example: { body: { version: 3, plan: 'Pro', preferredContact: 'phone' } },
  }),
  addAddress: endpoint('POST /customers/:id/addresses', {
    summary: 'Add an email address or phone number', door: 'agent', params: byId, body: typedAddress, output: customerDetail, refusals: [badAddress, addressTaken, wasMerged],
  }),
  removeAddress: endpoint('DELETE /customers/:id/addresses/:addressId', {
    summary: 'Remove an address; the last one stays', door: 'agent', params: customerAndAddress, output: customerDetail, refusals: [lastAddress, wasMerged],
  }),
  markAddress: endpoint('PATCH /customers/:id/addresses/:addressId', {
    summary: 'Make an address the main one of its kind, say that mail to it fails (or works again), or keep automatic mail away', door: 'agent', params: customerAndAddress,
    body: z.object({ main: z.literal(true), trouble: words(500).nullable(), quiet: z.boolean() }).partial(), output: customerDetail, refusals: [wasMerged],
  }),
  merge: endpoint('POST /customers/:id/merges', {
    summary: 'Make another customer part of this one: addresses and tickets move, empty fields are filled', door: 'agent', params: byId, body: z.object({ id, otherId: id }), output: customerDetail,
    refusals: [sameCustomer, wasMerged],
  }),
  undoMerge: endpoint('POST /customer-merges/:id/undo', { summary: 'Take a merge back', door: 'agent', params: byId, output: ok, refusals: [cannotUndo] }),
  companies: endpoint('GET /companies', {
    summary: 'Companies by name', door: 'teammate', query: z.object({ q: words(200, 0).optional(), limit: z.coerce.number().int().min(1).max(100).default(50) }), output: z.object({ items: z.array(companyBrief) }),
  }),
  showCompany: endpoint('GET /companies/:id', { summary: 'One company', door: 'teammate', params: byId, output: companyDetail }),
  addCompany: endpoint('POST /companies', {
    summary: 'Add a company; customers with an address at one of its domains and no company yet join it', door: 'agent',
    body: z.object(companyFields).partial().extend({ id, name: companyFields.name }), output: companyDetail, refusals: [publicDomain, badDomain, domainTaken],
  }),
  editCompany: endpoint('PATCH /companies/:id', {
    summary: 'Change a company; refused when someone saved since `version` was read', door: 'agent', params: byId, body: z.object(companyFields).partial().extend({ version: z.int() }), output: companyDetail,
    refusals: [changedMeanwhile, publicDomain, badDomain, domainTaken],
  }),
  identity: endpoint('GET /customers/:id/identity', { summary: 'Who somebody is to us: verified how and when, since when, what there was before', door: 'teammate', params: byId, output: identity }),
  verify: endpoint('POST /customers/:id/verifications', {
    summary: 'Note how a customer was verified just now', door: 'agent', params: byId, body: z.object({ id, how: verifiedHow, detail: words(300, 0).default(''), ticketId: id.nullable().default(null) }), output: identity, refusals: [wasMerged],
    example: { body: { id: '0198c0de-0000-7000-8000-000000000001', how: 'callback', detail: 'on the number on file' } },
  }),
  revokeVerification: endpoint('POST /customers/:id/verifications/:verificationId/revoke', { summary: 'Take back that a customer was verified', door: 'agent', params: z.object({ id, verificationId: id }), output: identity, refusals: [verificationRevoked] }),
  settings: endpoint('GET /customer-settings', { summary: 'For how long customers count as verified', door: 'teammate', output: customerSettings.schema }),
  changeSettings: endpoint('PUT /customer-settings', { summary: 'Say for how long customers count as verified', door: 'admin', body: z.object({ verifiedDays }), output: customerSettings.schema }),
};
