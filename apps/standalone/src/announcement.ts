import type { Instance } from '@gemba/platform';

/** What a person needs to know after a start. Passwords stay in `instance.json`, which only its owner can read. */
export const announcement = ({ httpUrl, sqlUrl }: Instance, dataDir: string): string => {
  const sql = sqlUrl === null ? 'the server of GEMBA_DATABASE_URL' : withoutPassword(sqlUrl);
  const hint = sqlUrl === null ? '' : '  (with its password: npx gemba sql-url)';
  return [
    'Gemba is running.',
    `  HTTP     ${httpUrl}/v1`,
    `  OpenAPI  ${httpUrl}/docs`,
    `  SQL      ${sql}${hint}`,
    `  Data     ${dataDir}`,
    'Ctrl-C stops it; nothing that was acknowledged is lost.',
    '',
  ].join('\n');
};

const withoutPassword = (url: string): string => url.replace(/:[^:@/]*@/, '@');
