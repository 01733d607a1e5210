/** Significant digits that every double gives back as they were. */
const ALWAYS_EXACT_DIGITS = 15;
/** Significant digits that tell one double from all others. */
const TELLING_DIGITS = 17;

const DECIMAL = /^[+-]?(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d+))?$/;

/** Significant digits of a decimal, and the power of ten of the last of them: `40.50e1` → 405, 0. */
const partsOf = (decimal: string): { readonly digits: string; readonly power: number } => {
  const [, whole = '', fraction = '', exponent = '0'] = DECIMAL.exec(decimal) ?? [];
  const written = `${whole}${fraction}`.replace(/^0+/, '');
  const digits = written.replace(/0+$/, '');
  const power = digits === '' ? 0 : Number(exponent) - fraction.length + written.length - digits.length;
  return { digits, power };
};

const sayTheSame = (a: string, b: string): boolean => {
  const [x, y] = [partsOf(a), partsOf(b)];
  return x.digits === y.digits && x.power === y.power;
};

/**
 * Whether a decimal (JSON's, or with a plus or bare point as others write them) says the same when it is read as a double: it comes back digit by digit, or with as many digits
 * as it was written with (some languages write 0.1 as 0.10000000000000001, which names no other double).
 */
export const isExactNumber = (decimal: string): boolean => {
  if (decimal.length <= ALWAYS_EXACT_DIGITS && !/[eE]/.test(decimal)) return true;
  const value = Number(decimal);
  if (!Number.isFinite(value)) return false;
  if (sayTheSame(decimal, String(value))) return true;
  const { length } = partsOf(decimal).digits;
  return length > 0 && length <= TELLING_DIGITS && sayTheSame(decimal, value.toPrecision(length));
};
