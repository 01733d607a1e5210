// The list of decisions, from the first line of each page.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export const name = 'list of decisions';

const FOLDER = 'docs/decisions';

export const outputs = ({ root }) => {
  const rows = readdirSync(join(root, FOLDER))
    .filter((file) => /^\d{4}-.*\.md$/.test(file))
    .sort()
    .map((file) => {
      const [, number, title] = /^# (\d+)\. (.+)\n/.exec(readFileSync(join(root, FOLDER, file), 'utf8')) ?? [];
      if (Number(number) !== Number(file.slice(0, 4))) {
        throw new Error(`${FOLDER}/${file} does not begin with "# ${Number(file.slice(0, 4))}. <title>".`);
      }
      return `- ${number}: [${title}](${file})`;
    });
  return {
    [`${FOLDER}/README.md`]: `# Decisions

Made from the titles of the pages by \`npm run generate\`. Each page is one choice that was hard to make: the problem, what was
chosen, what follows. A new one takes the next number; a choice that is changed gets its page rewritten, with the reason. Numbers
are never used twice, and one that is missing never was a page.

Start with 1 to 3 (the record), 10 (how a deal is read) and 31 (how the work is shared).

${rows.join('\n')}
`,
  };
};
