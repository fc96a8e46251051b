#!/usr/bin/env node
'use strict';
// What npm links as "tallyboard". Written so that a Node of any age can read it: an old one gets a word, not a stack trace.
const needed = [22, 16];
const found = process.versions.node.split('.').map(Number);

if (found[0] > needed[0] || (found[0] === needed[0] && found[1] >= needed[1])) {
  require('./dist/cli.cjs');
} else {
  const words = `needs Node ${needed.join('.')} or later, and this is Node ${process.versions.node}.`;
  process.stderr.write(`tallyboard: ${words}\n`);
  process.exitCode = 2;
}
