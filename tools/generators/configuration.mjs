// The table of every environment variable, from the configuration class itself.

export const name = 'configuration table';
export const needsBuild = true;

const defaultOf = ({ defaultMeaning }, value) =>
  defaultMeaning ?? (Array.isArray(value) ? 'none' : `\`${String(value)}\``);

const row = (variable, value) => {
  const { name, expects, unit, meaning, secret } = variable;
  const shownName = secret ? `\`${name}\`<br>\`${name}_FILE\`` : `\`${name}\``;
  return `| ${shownName} | ${expects} | ${unit ?? ''} | ${defaultOf(variable, value)} | ${meaning} |`;
};

export const outputs = ({ load }) => {
  const { GembaConfig, valueOf, variablesOf } = load('libs/platform/src/configuration/index.ts');
  const defaults = new GembaConfig();
  const rows = variablesOf(GembaConfig).map((variable) => row(variable, valueOf(defaults, variable)));
  return {
    'docs/generated/configuration.md': `# Configuration

Generated from \`libs/platform/src/configuration/gemba-config.ts\` and its parts by \`npm run generate\`; edit those files.

Read once, at start, from the environment. All faults are listed at once; a \`GEMBA_\` name that is not known is one of
them. A secret may also be given as a file, whose path stands in the variable's name with \`_FILE\`. Secrets are never
printed.

| Variable | Value | Unit | Default | Meaning |
| --- | --- | --- | --- | --- |
${rows.join('\n')}
`,
  };
};
