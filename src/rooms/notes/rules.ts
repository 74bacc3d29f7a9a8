interface Meant { readonly kind: string; readonly id: string }

/** Those mentioned in `after` and not in `before`. */
export const newlyMentioned = <M extends Meant>(before: readonly Meant[], after: readonly M[]): M[] => after.filter((a) => !before.some((b) => b.kind === a.kind && b.id === a.id));

/** Whether the one who wrote a note may still remove it. Times in milliseconds. */
export const removable = (writtenAt: number, now: number, minutes: number): boolean => now - writtenAt <= minutes * 60_000;

interface Asking { readonly state: string; readonly personId: string | null; readonly teamId: string | null; readonly askedById: string; readonly settledById: string | null }
interface Somebody { readonly id: string; readonly teams: readonly string[]; /** Whether they lead the ticket's team. */ readonly leads: boolean }

/** What somebody who sees the ticket may do with an ask. The asked person, the team while nobody took it, and leads settle it; who asked withdraws it. */
export function mayOf(ask: Asking, who: Somebody): { take: boolean; settle: boolean; withdraw: boolean; reopen: boolean } {
  const open = ask.state === 'open';
  const ofTeam = ask.personId === null && ask.teamId !== null && who.teams.includes(ask.teamId);
  const asked = ask.personId === who.id || ofTeam || who.leads;
  return { take: open && ofTeam, settle: open && asked, withdraw: open && ask.askedById === who.id, reopen: !open && (ask.settledById === who.id || ask.askedById === who.id) };
}
