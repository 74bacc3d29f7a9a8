/** "80 EUR", as people write amounts. */
export const money = (amount: number, currency: string): string => `${Number.isInteger(amount) ? amount : amount.toFixed(2)} ${currency}`

/** "80" or "79,90" as a number; null for what is no amount. */
export const amountIn = (text: string): number | null => (/^\d{1,9}([.,]\d{1,2})?$/.test(text.trim()) ? Number(text.trim().replace(',', '.')) : null)
