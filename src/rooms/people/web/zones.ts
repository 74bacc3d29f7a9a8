/** Where and how this browser's owner reads times and words. */
export const hereZone = Intl.DateTimeFormat().resolvedOptions().timeZone
export const languageHere = /^[a-zA-Z]{2,3}(-[A-Za-z0-9]{2,8})*$/.test(navigator.language) ? navigator.language : 'en'

export const zoneOptions = Intl.supportedValuesOf('timeZone').map((id) => ({ id, label: id.replaceAll('_', ' ') }))
const names = new Intl.DisplayNames([navigator.language], { type: 'language' })
const codes = ['ar', 'bg', 'cs', 'da', 'de', 'el', 'en', 'en-GB', 'en-US', 'es', 'et', 'fi', 'fr', 'he', 'hi', 'hr', 'hu', 'id', 'it', 'ja', 'ko', 'lt', 'lv', 'nb', 'nl', 'pl', 'pt', 'pt-BR', 'ro', 'ru', 'sk', 'sl', 'sr', 'sv', 'th', 'tr', 'uk', 'vi', 'zh', 'zh-TW']
export const languageOptions = codes.map((id) => ({ id, label: names.of(id) ?? id })).sort((a, b) => a.label.localeCompare(b.label))
export const optionOf = (id: string, options: readonly { id: string; label: string }[]) => options.find((one) => one.id === id) ?? { id, label: id.replaceAll('_', ' ') }
