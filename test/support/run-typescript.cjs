// `node -r <this file> <file>.ts` runs a source file as it stands: specs that kill whole processes need no build.
const { transformFileSync } = require('@swc/core');
const { join } = require('node:path');
const options = require('../../tools/swc-options.cjs');

const cwd = join(__dirname, '../..');

require.extensions['.ts'] = (module, filename) => {
  const { code } = transformFileSync(filename, { ...options, swcrc: false, cwd, sourceMaps: 'inline' });
  module._compile(code, filename);
};
