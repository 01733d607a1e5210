import { GembaConfig } from '../configuration/gemba-config';
import { valueOf, variablesOf } from '../configuration/variable';

/** `scheme://user:password@hosts`: only the password is secret, and the rest helps to find a fault. */
const URL = /^[a-z][a-z0-9+.-]*:\/\/(?:[^:@/]*:([^@/]*)@)?/i;

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

const secretIn = (value: string): readonly string[] => {
  const url = URL.exec(value);
  if (url === null) return [value];
  return url[1] === undefined ? [] : [url[1], decoded(url[1])];
};

/** Every secret that the configuration holds; of URLs the passwords. */
export const configuredSecrets = (config: GembaConfig): readonly string[] =>
  variablesOf(GembaConfig)
    .filter(({ secret }) => secret)
    .flatMap((variable) => valueOf(config, variable) ?? [])
    .flatMap((value) => secretIn(String(value)));
