const CENSORED = '[redacted]';

/** How secrets look that are not known beforehand: what callers send, and what other programs put into their errors. */
const SHAPES: readonly (readonly [RegExp, string])[] = [
  // The id of an API key is no secret, and says whose it is.
  [/\b(gemba_[a-z0-9]{8}_)[\w-]+/g, `$1${CENSORED}`],
  [/\beyJ[\w-]+\.[\w-]+\.[\w-]*/g, CENSORED],
  [/\b([a-z][a-z0-9+.-]*:\/\/[^\s:/?#@"'\\]*):[^\s/?#"'\\]*@/gi, `$1:${CENSORED}@`],
  // What follows the name in a public path opens it to anybody.
  [/(\/public\/[^/?\s"]+\/)[^/?\s"]+/g, `$1${CENSORED}`],
  // "password":"…", also where such JSON stands in a string of JSON.
  [/((?:authorization|cookie|password|passwd|secret|api-?key|token)\\?["']\s*:\s*\\?["'])[^"'\\]*/gi, `$1${CENSORED}`],
  [/\b((?:password|passwd|secret|api-?key|token)=)[^\s"'&,;\\]+/gi, `$1${CENSORED}`],
];

/** Text without what looks like a key, a token, a password in a URL, or the secret of a public link. */
export const withoutSecrets = (text: string): string =>
  SHAPES.reduce((left, [shape, instead]) => left.replace(shape, instead), text);

/** Shorter ones would take half of every line with them. */
const KNOWN_LENGTH_MIN = 4;

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);

/** The same, and without given secrets wherever they stand, as they are or within JSON. */
export const censorOf = (secrets: readonly string[]): ((text: string) => string) => {
  const spellings = secrets
    .filter(({ length }) => length >= KNOWN_LENGTH_MIN)
    .flatMap((secret) => [secret, JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret)]);
  if (spellings.length === 0) return withoutSecrets;
  // Longest first: a secret that begins with another one must not leave its rest.
  const longestFirst = [...new Set(spellings)].sort((a, b) => b.length - a.length);
  const known = new RegExp(longestFirst.map(escaped).join('|'), 'g');
  return (text) => withoutSecrets(text.replace(known, CENSORED));
};
