import { closeSync, openSync, readSync } from 'node:fs';
import { StringDecoder } from 'node:string_decoder';

/**
 * Passes on what is appended to a file, as it comes.
 * @param {string} path of an existing file
 * @param {(text: string) => void} onText
 * @returns {() => void} passes on the rest and ends
 */
export function follow(path, onText) {
  const file = openSync(path, 'r');
  const buffer = Buffer.alloc(64 * 1024);
  const decoder = new StringDecoder('utf8');
  const passOn = () => {
    for (let length = readSync(file, buffer); length > 0; length = readSync(file, buffer)) {
      onText(decoder.write(buffer.subarray(0, length)));
    }
  };
  const timer = setInterval(passOn, 50);
  return () => {
    clearInterval(timer);
    passOn();
    closeSync(file);
  };
}
