import { lookup as resolve } from 'node:dns';
import { connect, isIP, type LookupFunction, type Socket } from 'node:net';
import ipaddr from 'ipaddr.js';

/** A host we were told to talk to is on a private network, or is not a host at all. */
export class PrivateAddress extends Error {
  constructor() {
    super('The host cannot be reached from here.');
  }
}

/** Whether an address is one that everybody on the internet may talk to: not this machine, a local network, a cloud's metadata service … */
export function isPublic(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.process(address);
  if (parsed.kind() === 'ipv4') return parsed.range() === 'unicast';
  const six = parsed as ipaddr.IPv6;
  // Addresses that carry an IPv4 address lead to that one: NAT64, 6to4, Teredo are refused as a whole.
  return six.range() === 'unicast';
}

/**
 * A DNS lookup that refuses when any answer is private. The connection is made to the very addresses checked here,
 * so a second answer that differs (DNS rebinding) is never asked for.
 */
export const publicLookup: LookupFunction = (host, options, done) => {
  resolve(host, { ...options, all: true }, (error, found) => {
    if (error) return done(error, '');
    const addresses = found as unknown as { address: string; family: number }[];
    if (!addresses.length || addresses.some((a) => !isPublic(a.address))) return done(new PrivateAddress(), '');
    if (options.all) return (done as unknown as (e: null, all: typeof addresses) => void)(null, addresses);
    done(null, addresses[0]!.address, addresses[0]!.family);
  });
};

/** Refuses address literals that are private, in every spelling a resolver would take (`127.1`, `0x7f000001`). */
export function refusePrivateLiteral(host: string): void {
  const bare = host.replace(/^\[|\]$/g, '');
  if (isIP(bare) ? !isPublic(bare) : ipaddr.isValid(bare) || /^(0x[0-9a-f]+|\d+)(\.(0x[0-9a-f]+|\d+))*\.?$/i.test(bare)) throw new PrivateAddress();
}

export interface Reach { readonly host: string; readonly port: number; readonly allowPrivate: boolean; readonly ms?: number }

/** Opens a connection to a host named by a person; private addresses are refused at connect time unless allowed. */
export function reach({ host, port, allowPrivate, ms = 10_000 }: Reach): Promise<Socket> {
  if (!allowPrivate) refusePrivateLiteral(host);
  return new Promise((found, failed) => {
    const socket = connect({ host, port, ...(allowPrivate ? {} : { lookup: publicLookup }) });
    const timer = setTimeout(() => socket.destroy(new Error('No answer in time.')), ms);
    socket.once('error', (error) => { clearTimeout(timer); failed(error); });
    socket.once('connect', () => { clearTimeout(timer); socket.removeAllListeners('error'); found(socket); });
  });
}

/** The one address to talk to for a host, checked; for clients that open their own connection. */
export async function addressOf(host: string, allowPrivate: boolean): Promise<string> {
  if (!allowPrivate) refusePrivateLiteral(host);
  return await new Promise((found, failed) => {
    const answer = (error: Error | null, address: string) => (error ? failed(error) : found(address));
    if (allowPrivate) resolve(host, (error, address) => answer(error, address));
    else publicLookup(host, {}, (error, address) => answer(error, address as string));
  });
}
