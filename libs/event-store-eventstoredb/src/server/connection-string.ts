const FORM = /^esdb(?:\+discover)?:\/\/(?:[^:@/?\s]+:[^@/?\s]+@)?[^@/?\s,]+(?:,[^@/?\s,]+)*\/?(?:\?(.+))?$/;

const OPTIONS: ReadonlySet<string> = new Set(
  [
    'connectionName',
    'defaultDeadline',
    'discoveryInterval',
    'gossipTimeout',
    'keepAliveInterval',
    'keepAliveTimeout',
    'maxDiscoverAttempts',
    'nodePreference',
    'tls',
    'tlsCAFile',
    'userCertFile',
    'userKeyFile',
  ].map((name) => name.toLowerCase()),
);

/**
 * Why a connection string is none, or null. Asked before the driver is: the driver prints a string that it does not
 * understand, with the password in it. `throwOnAppendFailure` is not to be set, since appends do not go that way, and
 * `tlsVerifyCert` does nothing.
 */
export const whyNoConnectionString = (text: string): string | null => {
  const form = FORM.exec(text);
  if (form === null) return 'it is not like esdb://user:password@host:2113?tls=true, or esdb+discover://…';
  for (const option of form[1]?.split('&') ?? []) {
    const [name = '', value = ''] = option.split('=');
    if (!OPTIONS.has(name.toLowerCase().replace(/[_-]/g, ''))) return `it has the option ${name}, which is not known`;
    if (value === '') return `its option ${name} has no value`;
  }
  return null;
};
