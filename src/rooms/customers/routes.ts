import { implement } from '../../core/server/serve.ts';
import { addAddress, markAddress, removeAddress } from './addresses.ts';
import { addCompany, editCompany } from './companies.ts';
import { newId } from '../../core/ids.ts';
import { record } from '../../core/server/journal.ts';
import { readSettings, writeSettings } from '../../core/server/settings.ts';
import { audience } from './access.ts';
import { customers, customerSettings, CustomerSettingsChanged } from './contract.ts';
import { addCustomer, editCustomer } from './customers.ts';
import { mergeCustomers, undoMerge } from './merges.ts';
import { identityOf, revokeVerification, verifyCustomer } from './verifications.ts';
import { companyInFull, customerInFull, listCompanies, listCustomers } from './queries.ts';

export const routes = implement('customers', customers, {
  list: ({ db, query }) => listCustomers(db, query),
  show: ({ db, actor, params }) => customerInFull(db, actor, params.id),
  add: async ({ tx, actor, body }) => {
    await addCustomer(tx, actor, body);
    return await customerInFull(tx, actor, body.id);
  },
  edit: async ({ tx, actor, params, body: { version, ...change } }) => {
    await editCustomer(tx, actor, params.id, version, change);
    return await customerInFull(tx, actor, params.id);
  },
  addAddress: async ({ tx, actor, params, body }) => {
    await addAddress(tx, actor, params.id, body);
    return await customerInFull(tx, actor, params.id);
  },
  removeAddress: async ({ tx, actor, params }) => {
    await removeAddress(tx, actor, params.id, params.addressId);
    return await customerInFull(tx, actor, params.id);
  },
  markAddress: async ({ tx, actor, params, body }) => {
    await markAddress(tx, actor, params.id, params.addressId, body);
    return await customerInFull(tx, actor, params.id);
  },
  merge: async ({ tx, actor, params, body }) => {
    await mergeCustomers(tx, actor, body.id, params.id, body.otherId);
    return await customerInFull(tx, actor, params.id);
  },
  undoMerge: async ({ tx, actor, params }) => {
    await undoMerge(tx, actor, params.id);
    return { ok: true as const };
  },
  companies: ({ db, query }) => listCompanies(db, query),
  showCompany: ({ db, actor, params }) => companyInFull(db, actor, params.id),
  addCompany: async ({ tx, actor, body }) => {
    await addCompany(tx, actor, body);
    return await companyInFull(tx, actor, body.id);
  },
  editCompany: async ({ tx, actor, params, body }) => {
    await editCompany(tx, actor, params.id, body);
    return await companyInFull(tx, actor, params.id);
  },
  identity: ({ db, actor, params }) => identityOf(db, actor, params.id),
  verify: async ({ tx, actor, params, body }) => {
    await verifyCustomer(tx, actor, params.id, body);
    return await identityOf(tx, actor, params.id);
  },
  revokeVerification: async ({ tx, actor, params }) => {
    await revokeVerification(tx, actor, params.id, params.verificationId);
    return await identityOf(tx, actor, params.id);
  },
  settings: ({ db }) => readSettings(db, customerSettings, null),
  changeSettings: async ({ tx, actor, body }) => {
    const now = await writeSettings(tx, customerSettings, null, body);
    await record(tx, actor, CustomerSettingsChanged, { about: newId(), to: audience, data: now });
    return now;
  },
});
