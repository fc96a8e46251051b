/**
 * What VS Code runs in the place of a suite: runs the suite that TALLYBOARD_RIG_SUITE names and writes all that it prints, and nothing
 * else, to the file that TALLYBOARD_RIG_OUTPUT names. The editor's own channel mixes it with the log of the window.
 */
const { appendFileSync } = require('node:fs');
const { Console } = require('node:console');
const { Writable } = require('node:stream');
const { pathToFileURL } = require('node:url');

const output = process.env.TALLYBOARD_RIG_OUTPUT;

function write(chunk, _encoding, done) {
  appendFileSync(output, chunk);
  done();
}

function redirect() {
  const stream = new Writable({ write, decodeStrings: false });
  const plain = new Console(stream, stream);
  redefine(process, 'stdout', stream);
  redefine(process, 'stderr', stream);
  for (const name of Object.keys(console)) {
    if (typeof plain[name] === 'function') redefine(console, name, plain[name].bind(plain));
  }
}

/** The extension host has made its own versions deaf to assignment. */
function redefine(target, name, value) {
  Object.defineProperty(target, name, { value, writable: true, configurable: true });
}

exports.run = async () => {
  try {
    redirect();
    const suite = await import(pathToFileURL(process.env.TALLYBOARD_RIG_SUITE).href);
    await (suite.run ?? suite.default.run)();
  } catch (error) {
    appendFileSync(output, `${error?.stack ?? error}\n`);
    throw error;
  }
};
