// Whether a number as written in JSON is the number that a double holds. Pure.

/** Any number of so many digits without an exponent comes back from a double as it was written. */
const ALWAYS_EXACT_LENGTH = 15;

/** False for `12345678901234567890`, `1e400`, `1e-400`; true for `1.50`, `1e3`, `0.1`. */
export function isExactNumber(written: string): boolean {
  if (written.length <= ALWAYS_EXACT_LENGTH && !/[eE]/.test(written)) return true;
  const value = Number(written);
  return Number.isFinite(value) && normalForm(written) === normalForm(String(value));
}

/** Digits without leading and trailing zeros, and the power of ten of the last: one text for one number. */
function normalForm(written: string): string {
  const [mantissa = '', exponent = '0'] = written.toLowerCase().split('e');
  const [whole = '', fraction = ''] = mantissa.replace('-', '').split('.');
  const digits = `${whole}${fraction}`;
  let first = 0;
  while (digits[first] === '0') first += 1;
  let end = digits.length;
  while (end > first && digits[end - 1] === '0') end -= 1;
  if (first === end) return '0';
  const sign = mantissa.startsWith('-') ? '-' : '';
  return `${sign}${digits.slice(first, end)}e${Number(exponent) - fraction.length + digits.length - end}`;
}
