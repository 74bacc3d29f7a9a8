/*
 * Keys that were pressed to fill a field, told from words. A word stands as soon as it could be one: names, numbers of
 * invoices and abbreviations pass beside words.
 */

const wordsIn = (text: string): string[] => text.toLowerCase().normalize('NFKC').split(/[^\p{L}\p{N}]+/u).filter(Boolean);

const rows = ['qwertyuiop', 'qwertzuiop', 'azertyuiop', 'asdfghjkl', 'qsdfghjklm', 'zxcvbnm', 'yxcvbnm', 'wxcvbn', '1234567890', 'abcdefghij'];
const runs = rows.flatMap((row) => [row, [...row].reverse().join('')]);

/** A word that fingers made and not a thought: neighbouring keys, one character over and over, long without a vowel. */
function mashedWord(word: string): boolean {
  if (word.length >= 3 && new Set(word).size === 1) return true;
  if (word.length >= 4 && runs.some((row) => row.includes(word))) return true;
  if (word.length >= 6 && /^([a-z]{2,4})\1+[a-z]{0,3}$/.test(word)) return true;
  if (word.length >= 8 && /^[asdfghjkl]+$/.test(word) && !/[aeiou]{1}[^a]/.test(word.replaceAll('a', ''))) return true;
  return word.length >= 6 && /^[b-df-hj-np-tv-xz]+$/.test(word);
}

/** Whether an answer is keys that were pressed, or one word over and over, rather than words. */
export function isMashed(text: string): boolean {
  const words = wordsIn(text);
  if (!words.some((w) => /\p{L}/u.test(w))) return true;
  if (words.length >= 3 && new Set(words).size === 1) return true;
  const bad = words.filter(mashedWord).length;
  return bad > 0 && bad * 2 >= words.length;
}
