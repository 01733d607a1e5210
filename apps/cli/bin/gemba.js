#!/usr/bin/env node
// Starts the compiled command line, and compiles first in a fresh checkout.
'use strict';
const { execFileSync } = require('node:child_process');
const { existsSync } = require('node:fs');
const { join } = require('node:path');

const root = join(__dirname, '../../..');
const main = join(root, 'dist/apps/cli/src/main.js');
if (!existsSync(main)) {
  // What it says goes to standard error: a script may be reading our answer.
  execFileSync(process.execPath, [join(root, 'tools/build.mjs')], { stdio: ['ignore', 2, 2] });
}
require(main);
