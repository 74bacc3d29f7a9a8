/** Codes of three letters that have a name of their own beside the two-letter ones. */
const longCodes = ['ast', 'ceb', 'chr', 'ckb', 'csb', 'dsb', 'fil', 'fur', 'gsw', 'haw', 'hsb', 'kok', 'mai', 'mni', 'nds', 'nso', 'sat', 'scn', 'smn', 'tok', 'yue', 'zgh'];
const letters = [...'abcdefghijklmnopqrstuvwxyz'];

let english: Intl.DisplayNames | undefined;
const nameIn = (shownIn: string, code: string): string | undefined => { try { return new Intl.DisplayNames([shownIn], { type: 'language', fallback: 'none' }).of(code); } catch { return undefined; } };
const englishName = (code: string): string | undefined => { try { return (english ??= new Intl.DisplayNames(['en'], { type: 'language', fallback: 'none' })).of(code); } catch { return undefined; } };

let codes: Map<string, string[]> | undefined;
/** Codes by what people call a language: its name in English and in itself. Made once, when first somebody takes. */
function codesByName(): Map<string, string[]> {
  if (codes) return codes;
  codes = new Map();
  for (const code of [...letters.flatMap((a) => letters.map((b) => a + b)), ...longCodes]) {
    const name = englishName(code);
    if (!name) continue;
    for (const one of new Set([name, nameIn(code, code) ?? name])) codes.set(one.toLowerCase(), [...(codes.get(one.toLowerCase()) ?? []), code]);
  }
  return codes;
}

/** The languages somebody speaks, as codes: those of their skills that name one, by its code, its English name or its own. */
export const languagesIn = (skills: readonly string[]): string[] =>
  [...new Set(skills.flatMap((skill) => [...(/^[a-z]{2,3}$/.test(skill) ? [skill] : []), ...(codesByName().get(skill) ?? [])]))];

/** What a language is called: "Spanish". */
export function languageName(code: string): string {
  const name = englishName(code) ?? code;
  return `${name[0]!.toUpperCase()}${name.slice(1)}`;
}
