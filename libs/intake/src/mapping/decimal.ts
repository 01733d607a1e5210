const DECIMAL = /^([+-]?)(\d+)(?:\.(\d*))?$/;

/**
 * Decimal text in major units → whole minor units, without a float in between: `12.5` with 2 decimals is 1250. Null
 * for what is no decimal, is more exact than the minor unit, or is beyond the whole numbers that JSON keeps exactly.
 */
export const minorUnitsOf = (text: string, decimals: number): number | null => {
  const parts = DECIMAL.exec(text.trim());
  if (parts === null) return null;
  const [, sign, whole = '', fraction = ''] = parts;
  if (/[1-9]/.test(fraction.slice(decimals))) return null;
  const minor = Number(`${whole}${fraction.slice(0, decimals).padEnd(decimals, '0')}`);
  if (!Number.isSafeInteger(minor)) return null;
  return sign === '-' && minor !== 0 ? -minor : minor;
};

const NUMBER = /^[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d{1,3})?$/;

/** Decimal text → number; null where it is none, or none that a double can hold. */
export const numberOf = (text: string): number | null => {
  const trimmed = text.trim();
  if (!NUMBER.test(trimmed)) return null;
  const value = Number(trimmed);
  return Number.isFinite(value) && (!Number.isInteger(value) || Number.isSafeInteger(value)) ? value : null;
};
