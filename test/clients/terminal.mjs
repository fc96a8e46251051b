// A pretended terminal, and a person who types into it.
import { spawn } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';

/** Milliseconds without a change of the screen after which a client waits for its person: while it works something moves. */
const quiet = 6_000;
/** Some screens never stand still. */
const longestWait = 40_000;
const betweenKeys = 30;
/** A menu that opens as one types has to be there before it is answered. */
const beforeEnter = 1_000;

/** What a terminal is asked when a program starts, and what one says, both after an escape. Without an answer some wait. */
const answers = [
  [/^\[6n/, () => '[1;1R'],
  [/^\[0?c/, () => '[?62;22c'],
  [/^\[\?u/, () => '[?0u'],
  [/^\[>0?q/, () => 'P>|xterm(380)\x1b\\'],
  [/^\]11;\?/, () => ']11;rgb:0000/0000/0000\x1b\\'],
  [/^\[\?(\d+)\$p/, (mode) => `[?${mode};0$y`],
];

/**
 * Starts a program in a terminal of 50 lines.
 * @param {string[]} words
 * @param {import('node:child_process').SpawnOptions & { env: Record<string, string> }} settings
 */
export function inTerminal(words, { env, ...settings }) {
  const command = `stty rows 50 cols 160; exec ${words.map((word) => `'${word}'`).join(' ')}`;
  const child = spawn('script', ['-qefc', command, '/dev/null'], {
    ...settings,
    env: { ...env, TERM: 'xterm-256color' },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  child.stdin.on('error', () => {});
  child.stdout.on('data', (data) => answer(child, data.toString('latin1')));
  return child;
}

function answer(child, shown) {
  for (const sequence of shown.split('\x1b').slice(1)) {
    for (const [question, says] of answers) {
      const asked = question.exec(sequence);
      if (asked) child.stdin.write(`\x1b${says(asked[1])}`);
    }
  }
}

/**
 * Types each text, and Enter after it, once the client waits. A text that begins with an escape or a control character is keys alone.
 * @param {import('node:child_process').ChildProcess} child
 * @param {readonly string[]} texts
 */
export async function typeAsPerson(child, texts) {
  let changed = Date.now();
  child.stdout.on('data', () => {
    changed = Date.now();
  });
  for (const text of texts) {
    const from = Date.now();
    while (Date.now() - Math.max(changed, from) < quiet && Date.now() - from < longestWait) await pause(100);
    if (text < ' ') child.stdin.write(text);
    else await type(child, text);
  }
}

async function type(child, text) {
  for (const key of text) {
    child.stdin.write(key);
    await pause(betweenKeys);
  }
  await pause(beforeEnter);
  child.stdin.write('\r');
}
