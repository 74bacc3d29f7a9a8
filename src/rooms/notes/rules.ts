interface Meant { readonly kind: string; readonly id: string }

/** Those mentioned in `after` and not in `before`. */
export const newlyMentioned = <M extends Meant>(before: readonly Meant[], after: readonly M[]): M[] => after.filter((a) => !before.some((b) => b.kind === a.kind && b.id === a.id));

/** Whether the one who wrote a note may still remove it. Times in milliseconds. */
export const removable = (writtenAt: number, now: number, minutes: number): boolean => now - writtenAt <= minutes * 60_000;
